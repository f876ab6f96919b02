"""The catalog as search sees it: documents and vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpcenter.catalog import Catalog, EntryVersion, State
from helpcenter.markup import Markup, Scope
from helpcenter.model import texts_of
from helpcenter.model.strings import Strings
from helpcenter.model.text import TextKind
from helpcenter.search.documents import Brand, Interface, SearchDocument, Term, Vocabulary

INTERFACE_KEYS = (
    "all", "clear", "close", "contact", "corrected", "count.one", "count.other", "failed", "filter", "hint", "keys",
    "label", "language", "none", "placeholder", "private", "recent", "title",
)  # fmt: skip
"""The interface strings that the dialog needs, each below `search.`; the search page also needs `search.noscript`."""

_OWN_FIELDS = frozenset({"title", "asks", "keywords", "codes", "summary", "owner", "allow"})
_LIST_MARK = re.compile(r"^\s*(?:[-*+>#]+|\d+[.)])\s+", re.MULTILINE)
_EMPHASIS = re.compile(r"[*_`]+")


def documents_from(catalog: Catalog, locale: str, markup: Markup | None = None) -> list[SearchDocument]:
    """Returns every entry as `locale` shows it, by id."""
    markup = markup or Markup(catalog)
    return [_document(version, markup) for version in catalog.versions(locale)]


def vocabulary_from(catalog: Catalog) -> Vocabulary:
    """Returns the glossary's terms, paired across locales, and the providers' names."""
    terms: dict[str, dict[str, tuple[str, ...]]] = {}
    for locale in catalog.settings.tags:
        if catalog.settings.derived_from(locale) is None and locale in catalog.glossaries:
            for key, term in catalog.glossaries[locale].terms.items():
                terms.setdefault(key, {})[locale] = (term.preferred, *term.variants)
            for kind, name in catalog.locales[locale].channels.items():
                terms.setdefault(f"channel {kind}", {})[locale] = (name,)
    return Vocabulary(
        terms=tuple(Term(key, forms) for key, forms in sorted(terms.items())),
        brands=tuple(
            Brand(key, tuple(dict.fromkeys(provider.names.values())), provider.misspellings)
            for key, provider in sorted(catalog.providers.items())
            if key != "general"
        ),
    )


def interface_from(catalog: Catalog, locale: str) -> Interface:
    """Returns what the search dialog says in a locale."""
    strings = Strings(catalog.locales[locale].strings, catalog.locales[catalog.settings.default_locale].strings)
    names = catalog.locales[locale].categories
    return Interface(
        strings={key: strings(f"search.{key}") for key in INTERFACE_KEYS},
        providers=tuple(
            (provider, catalog.local(catalog.providers[provider].names, locale)) for provider in catalog.provider_ids
        ),
        categories=tuple(
            (slug, names[slug].name, f"{locale}/topics/{slug}/")
            for slug in catalog.settings.categories
            if slug in names and any(version.category == slug for version in catalog.versions(locale))
        ),
        locales=tuple((tag, catalog.locales[tag].name) for tag in catalog.settings.tags),
        contact=f"{locale}/contact/",
    )


def _document(version: EntryVersion, markup: Markup) -> SearchDocument:
    entry = version.entry
    scope = Scope(version.text_locale, version.provider, lambda target: target)

    def plain(text: str, kind: TextKind) -> str:
        if "{{" in text or "](" in text:
            return markup.render(text, kind, scope).plain
        return text if kind is TextKind.LINE else _EMPHASIS.sub("", _LIST_MARK.sub("", text))

    def body() -> Iterator[str]:
        for text in texts_of(entry):
            if text.path[0] not in _OWN_FIELDS:
                yield plain(text.value, text.kind)

    return SearchDocument(
        ref=version.id,
        url=f"{version.locale}/{version.id}/",
        locale=version.locale,
        provider=version.provider,
        category=version.category,
        title=entry.title,
        asks=entry.asks,
        keywords=entry.keywords,
        codes=entry.codes,
        summary=plain(entry.summary, TextKind.INLINE),
        body="\n".join(body()),
        audience=str(entry.audience),
        source_locale=version.text_locale if version.text_locale != version.locale else "",
        derived=version.state is State.CONVERTED,
    )
