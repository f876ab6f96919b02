"""What search is given: documents to index and the words that name the same thing.

Search knows nothing of the catalog; these values are its whole input.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

GENERAL = "general"


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One entry in one locale, as plain text.

    `ref` is the entry id, `url` the page's address relative to the site's root. `source_locale` is the language the
    text is really in when it is not `locale`'s own (a fallback); `derived` says that it was converted by machine.
    """

    ref: str
    url: str
    locale: str
    provider: str
    category: str
    title: str
    asks: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    summary: str = ""
    body: str = ""
    audience: str = "both"
    source_locale: str = ""
    derived: bool = False

    @property
    def text_locale(self) -> str:
        """The locale whose language the text is in."""
        return self.source_locale or self.locale

    @property
    def shown(self) -> SearchDocument:
        """The document without the texts that are searched but never shown."""
        return replace(self, asks=(), keywords=(), codes=(), body="")


@dataclass(frozen=True, slots=True)
class Term:
    """A thing with several names: per locale the preferred form first, then what people say instead."""

    id: str
    forms: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Brand:
    """A provider's names in every locale, and how people misspell them."""

    provider: str
    names: tuple[str, ...]
    misspellings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Interface:
    """What the search dialog says in one locale. Paths are relative to the site.

    `providers` are ids with names, `categories` slugs with names and pages, `locales` tags with names.
    """

    strings: dict[str, str]
    providers: tuple[tuple[str, str], ...]
    categories: tuple[tuple[str, str, str], ...]
    locales: tuple[tuple[str, str], ...]
    contact: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words search is told about: glossary terms paired across locales, and brands."""

    terms: tuple[Term, ...] = ()
    brands: tuple[Brand, ...] = ()
