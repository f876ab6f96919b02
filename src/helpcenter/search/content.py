"""The catalog as search sees it: documents and vocabulary."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from helpcenter.catalog import Catalog, EntryVersion, State
from helpcenter.catalog.entry_values import EntryValues
from helpcenter.markup import Markup, Scope
from helpcenter.model import texts_of
from helpcenter.model.strings import Strings
from helpcenter.model.text import TextKind
from helpcenter.search.documents import Brand, Interface, SearchDocument, Term, Vocabulary

if TYPE_CHECKING:
    from helpcenter.search.preparing import PreparedDocument

INTERFACE_KEYS = (
    "all", "clear", "close", "contact", "corrected", "count.one", "count.other", "failed", "filter", "hint", "keys",
    "label", "language", "none", "placeholder", "private", "recent", "title",
)  # fmt: skip
"""The interface strings that the dialog needs, each below `search.`; the search page also needs `search.noscript`."""

_OWN_FIELDS = frozenset({"title", "asks", "keywords", "codes", "summary", "owner", "allow"})
_LIST_MARK = re.compile(r"^\s*(?:[-*+>#]+|\d+[.)])\s+", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_REFERENCE = re.compile(r"\{\{.*?\}\}")
_EMPHASIS = re.compile(r"[*_`]+")


def documents_from(catalog: Catalog, locale: str, markup: Markup | None = None) -> list[SearchDocument]:
    """Returns every entry as `locale` shows it, by id."""
    plain = _PlainText(markup or Markup(catalog))
    return [_document(version, plain) for version in catalog.versions(locale)]


def prepared_from(
    catalog: Catalog, locale: str, markup: Markup, values: EntryValues
) -> list[PreparedDocument]:
    """Returns every entry as `locale` shows it, by id, prepared for an index: of what is searched alone, no more than
    the index needs. Only entries that may differ from the last time are looked at.
    """
    from helpcenter.search.preparing import PreparedDocument, prepare  # it needs NumPy

    plain, vocabulary = _PlainText(markup), vocabulary_from(catalog)

    def prepare_shown(documents: Sequence[SearchDocument]) -> list[PreparedDocument]:
        return [one._replace(document=one.document.shown) for one in prepare(locale, documents, vocabulary)]

    return values.made_together(
        "search", PreparedDocument, locale, lambda version: _document(version, plain), prepare_shown
    )


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
            Brand(
                key,
                tuple(dict.fromkeys(provider.names.values())),
                (*provider.aliases, *provider.misspellings),
            )
            for key, provider in sorted(catalog.providers.items())
            if key != "general"
        ),
    )


def interface_from(catalog: Catalog, locale: str) -> Interface:
    """Returns what the search dialog says in a locale."""
    strings = Strings(
        catalog.locales[locale].strings, catalog.locales[catalog.settings.default_locale].strings
    )
    names = catalog.locales[locale].categories
    return Interface(
        strings={key: strings(f"search.{key}") for key in INTERFACE_KEYS},
        providers=tuple(
            (provider, catalog.local(catalog.providers[provider].names, locale))
            for provider in catalog.provider_ids
        ),
        categories=tuple(
            (slug, names[slug].name, f"{locale}/topics/{slug}/")
            for slug in catalog.settings.categories
            if slug in names and any(version.category == slug for version in catalog.versions(locale))
        ),
        locales=tuple((tag, catalog.locales[tag].name) for tag in catalog.settings.tags),
        contact=f"{locale}/contact/",
    )


class _PlainText:
    """Writers' text without its markup. What a reference stands for is worked out once a provider and locale."""

    def __init__(self, markup: Markup) -> None:
        self._markup = markup
        self._known: dict[tuple[str, str, str], str] = {}

    def __call__(self, text: str, kind: TextKind, version: EntryVersion) -> str:
        if kind is TextKind.LINE:
            return text
        text = _REFERENCE.sub(lambda found: self._resolve(found[0], version), _LINK.sub(r"\1", text))
        return _EMPHASIS.sub("", _LIST_MARK.sub("", text))

    def _resolve(self, reference: str, version: EntryVersion) -> str:
        key = (version.text_locale, version.provider, reference)
        if key not in self._known:
            scope = Scope(version.text_locale, version.provider, lambda target: target)
            self._known[key] = self._markup.render(reference, TextKind.INLINE, scope).plain
        return self._known[key]


def _document(version: EntryVersion, plain: _PlainText) -> SearchDocument:
    entry = version.entry
    body = (
        plain(text.value, text.kind, version) for text in texts_of(entry) if text.path[0] not in _OWN_FIELDS
    )
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
        summary=plain(entry.summary, TextKind.INLINE, version),
        body="\n".join(body),
        audience=str(entry.audience),
        source_locale=version.text_locale if version.text_locale != version.locale else "",
        derived=version.state is State.CONVERTED,
    )
