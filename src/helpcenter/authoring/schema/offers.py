"""What the site has to offer right now, put into the schemas so that an editor completes it.

A name that is not among these is not refused: the entry that it means may be written in this very moment, and
`helpcenter check` knows. So each list stands beside the pattern that any such name must have.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from helpcenter.catalog import Catalog
from helpcenter.markup.references import ASPECTS
from helpcenter.rules import RULES

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Offers:
    """Names that a writer may use, sorted."""

    entries: tuple[str, ...]
    facts: tuple[str, ...]
    terms: tuple[str, ...]
    checklist: tuple[str, ...]
    sources: tuple[str, ...]
    owners: tuple[str, ...]
    strings: tuple[str, ...]
    categories: tuple[str, ...]
    locales: tuple[str, ...]
    references: tuple[str, ...]


def offers_of(catalog: Catalog) -> Offers:
    """Returns what a catalog offers."""
    providers = catalog.providers.values()
    locales = catalog.locales.values()
    facts = {key for provider in providers for key in provider.facts}
    terms = {key for glossary in catalog.glossaries.values() for key in glossary.terms}
    checklist = {key for locale in locales for key in locale.checklist}
    channels = {kind.value for provider in providers for kind in provider.channels}
    references = [
        *(f"{{{{ fact.{key} }}}}" for key in facts),
        *(f"{{{{ channel.{kind} }}}}" for kind in channels),
        *(f"{{{{ term.{key} }}}}" for key in terms),
        *(f"{{{{ item.{key} }}}}" for key in checklist),
        *(f"{{{{ provider.{name} }}}}" for name in catalog.providers),
    ]
    return Offers(
        entries=catalog.ids,
        facts=_sorted(facts),
        terms=_sorted(terms),
        checklist=_sorted(checklist),
        sources=_sorted(key for provider in providers for key in provider.sources),
        owners=_sorted(
            version.entry.owner for versions in catalog.entries.values() for version in versions.values()
        ),
        strings=_sorted(key for locale in locales for key in locale.strings),
        categories=catalog.settings.categories,
        locales=_sorted(locale.tag for locale in catalog.settings.locales if locale.derived_from is None),
        references=_sorted(references),
    )


def put_offers(schema: Schema, offers: Offers) -> Schema:
    """Returns a schema with what the site offers where names are asked for."""
    return _walk(schema, offers, str(schema.get("title", "")))  # type: ignore[no-any-return]


def _walk(node: Any, offers: Offers, owner: str) -> Any:
    if isinstance(node, list):
        return [_walk(item, offers, owner) for item in node]
    if not isinstance(node, dict):
        return node
    done: Schema = {}
    for key, value in node.items():
        if key == "$defs":
            done[key] = {name: _walk(item, offers, name) for name, item in value.items()}
        elif key == "properties":
            done[key] = {
                name: _offered(_walk(item, offers, owner), owner, name, offers)
                for name, item in value.items()
            }
        else:
            done[key] = _walk(value, offers, owner)
    return done


def _offered(field: Any, owner: str, name: str, offers: Offers) -> Any:
    if not isinstance(field, dict):
        return field
    values = _values(owner, name, offers)
    if name == "allow" and "items" in field:
        reason = {**field["items"]["additionalProperties"], "title": "Reason"}
        rules = {rule.code: {**reason, "description": _told(rule)} for rule in RULES if rule.can_be_allowed}
        return {**field, "items": {**field["items"], "properties": rules}}
    if values and field.get("type") == "array":
        return {**field, "items": _either(field["items"], values)}
    if values and field.get("type") == "object" and "additionalProperties" in field:
        known = dict.fromkeys(values, field["additionalProperties"])
        return {**field, "properties": known}
    if owner == "Redirects" and name == "entries":
        return {**field, "additionalProperties": _either(field["additionalProperties"], offers.entries)}
    return _either(field, values) if values else field


def _told(rule: Any) -> str:
    return f"{rule.name}: {rule.explanation.summary} Say why it does not apply here."


def _values(owner: str, name: str, offers: Offers) -> tuple[str, ...]:
    by_field: Mapping[tuple[str, str], tuple[str, ...]] = {
        ("Entry", "related"): offers.entries,
        ("UpdateNote", "entry"): offers.entries,
        ("Entry", "prepare"): offers.checklist,
        ("Entry", "sources"): offers.sources,
        ("Entry", "owner"): offers.owners,
        ("Outcome", "prepare"): offers.checklist,
        ("Money", "returns"): offers.facts,
        ("Translation", "translates"): offers.locales,
        ("Locale", "source"): offers.locales,
        ("Locale", "strings"): offers.strings,
        ("Locale", "checklist"): offers.checklist,
        ("Locale", "facts"): offers.facts,
        ("Locale", "categories"): offers.categories,
        ("Glossary", "terms"): offers.terms,
    }
    return by_field.get((owner, name), ())


def _either(field: Schema, values: Iterable[str]) -> Schema:
    """Returns a schema that completes these values and takes any other of the field's form."""
    told: Schema = {key: field[key] for key in ("title", "description", "examples") if key in field}
    form = {key: value for key, value in field.items() if key not in told}
    return {**told, "anyOf": [{"enum": list(values)}, form]}


def reference_help(offers: Offers) -> str:
    """Returns how texts refer to values, and what there is to refer to, in Markdown."""
    listed = ", ".join(f"`{reference}`" for reference in offers.references)
    aspects = ", ".join(f"`{aspect}`" for aspect in ASPECTS if aspect != "contact")
    return (
        "Links: `[text](entry:provider/category/slug)`, `[text](page:about)`. "
        f"Values, never typed but referred to: {listed}. Of a channel also {aspects}, as in "
        "`{{ channel.phone.hours }}`. Of another provider: `{{ name:fact.key }}`."
    )


def _sorted(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))
