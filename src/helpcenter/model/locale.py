"""A locale's own words: interface strings, names, and the glossary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from helpcenter.model.provider import ChannelKind, Unit
from helpcenter.model.text import Inline, Key, Line, LocaleTag, Model, Slug

String = Annotated[str, Field(min_length=1, max_length=600)]


class CategoryNames(Model):
    """How a category is called."""

    name: Annotated[Line, Field(description="Short, for navigation.")]
    description: Annotated[Inline, Field(description="What is found there, in one line.")]


class Locale(Model):
    """`locale.yml`: the locale's name, direction, interface strings and names."""

    name: Annotated[Line, Field(description="The language's own name, e.g. 中文.")]
    direction: Literal["ltr", "rtl"] = "ltr"
    source: Annotated[
        LocaleTag | None, Field(description="The locale whose strings these were translated from.")
    ] = None
    strings: Annotated[Mapping[str, String], Field(description="Interface strings by key.")] = Field(
        default_factory=dict
    )
    categories: Annotated[Mapping[Slug, CategoryNames], Field(description="Names of the categories.")]
    checklist: Annotated[Mapping[Key, Line], Field(description="Things to have ready, by id.")] = Field(
        default_factory=dict
    )
    channels: Annotated[Mapping[ChannelKind, Line], Field(description="Names of the channels.")] = Field(
        default_factory=dict
    )
    facts: Annotated[Mapping[Key, Line], Field(description="Names of facts, for comparison.")] = Field(
        default_factory=dict
    )
    units: Annotated[
        Mapping[Unit, Mapping[str, String]],
        Field(description="Units that no standard names, by plural category: `{n} business days`."),
    ] = Field(default_factory=dict)


class Term(Model):
    """A word that the site uses in one form only. The same id in two locales means the same thing."""

    preferred: Annotated[Line, Field(description="The form to use.")]
    variants: Annotated[tuple[Line, ...], Field(description="What customers type instead; for search.")] = ()
    forbidden: Annotated[tuple[Line, ...], Field(description="Forms that writers must not use.")] = ()
    definition: Annotated[Inline, Field(description="What it means, for a customer.")]


class Glossary(Model):
    """`glossary.yml`: the locale's terms, and phrases that say nothing."""

    terms: Mapping[Key, Term] = Field(default_factory=dict)
    marketing: Annotated[tuple[Line, ...], Field(description="Empty phrases that writers must not use.")] = ()
    conversions: Annotated[
        Mapping[Line, Line],
        Field(description="Derived locales only: what the machine writes for a word of the source locale."),
    ] = Field(default_factory=dict)
