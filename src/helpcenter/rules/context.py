"""What rules ask: the catalog, the routes, the day, and tables made once a run so that rules stay fast."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from helpcenter.catalog import Catalog, EntryVersion, State
from helpcenter.contact_shapes import ContactBook
from helpcenter.diagnostics import ContentError
from helpcenter.loader import Document, read_text
from helpcenter.look_alikes import HostBook
from helpcenter.markup import Markup, Scope
from helpcenter.markup.references import UnknownReferenceError, parse_reference, resolve
from helpcenter.markup.text import Problem
from helpcenter.model import Glossary, Provider, Settings
from helpcenter.model.text import Path
from helpcenter.routes import Routes
from helpcenter.rules.passages import (
    JoinedPassage,
    Passage,
    Voice,
    entry_passages,
    glossary_passages,
    joined_passages,
    locale_passages,
    page_passage,
    provider_passages,
)
from helpcenter.rules.prose import Expand
from helpcenter.rules.scripts import HAN, latin_words
from helpcenter.rules.statements import StatedList, Statement, lists_of, statements_of

if TYPE_CHECKING:
    from helpcenter.search.asks import BrokenAsk
    from helpcenter.search.documents import SearchDocument


@dataclass(frozen=True, eq=False)
class Subject:
    """One entry in one locale, as rules look at it; `source` is what it translates, if it is a translation."""

    version: EntryVersion
    passages: tuple[Passage, ...]
    source: Subject | None = None
    worked_out: dict[str, Any] = field(default_factory=dict, repr=False)
    """Answers that several rules ask for, by the question's name."""

    @property
    def document(self) -> Document:
        """Returns the file that the text stands in."""
        return self.version.document

    @cached_property
    def by_path(self) -> dict[Path, Passage]:
        """Returns its texts by their paths."""
        return {passage.path: passage for passage in self.passages}

    @cached_property
    def marked(self) -> tuple[Passage, ...]:
        """Returns the texts that may hold markup: references, links, code."""
        return tuple([passage for passage in self.passages if passage.may_have_markup])

    @cached_property
    def joined(self) -> tuple[JoinedPassage, ...]:
        """Returns its texts by voice, each time as one and as they are."""
        return tuple(joined_passages(self.passages))


@dataclass(frozen=True, eq=False)
class Context:
    """Everything that a rule may ask about."""

    catalog: Catalog
    routes: Routes
    today: date
    wanted: tuple[str, ...] = ()
    """Paths whose findings are asked for; empty for all. A costly rule may leave out the others."""
    _expansions: dict[tuple[str, str, str], str | None] = field(default_factory=dict)
    _foreign_words: dict[str, frozenset[str]] = field(default_factory=dict)
    _statements: dict[str, tuple[Statement, ...]] = field(default_factory=dict)
    _lists: dict[tuple[str, str], tuple[StatedList, ...]] = field(default_factory=dict)

    @property
    def settings(self) -> Settings:
        """Returns the site's settings."""
        return self.catalog.settings

    @cached_property
    def tags(self) -> frozenset[str]:
        """Returns the tags of the site's locales."""
        return frozenset(self.settings.tags)

    @cached_property
    def markup(self) -> Markup:
        """Returns what renders texts."""
        return Markup(self.catalog)

    @cached_property
    def contacts(self) -> ContactBook:
        """Returns the contacts that are verified on the day."""
        return ContactBook(
            channel.contact.value
            for provider in self.catalog.providers.values()
            for channel in provider.channels.values()
            if channel.contact is not None and channel.contact.is_verified(self.today)
        )

    @cached_property
    def hosts(self) -> HostBook:
        """Returns the hosts that are known to be right."""
        providers = self.catalog.providers.values()
        return HostBook.of(
            official=(domain for provider in providers for domain in provider.official_domains),
            allowed=self.settings.allowed_domains,
            brands=self.brands,
        )

    @cached_property
    def site_host(self) -> str:
        """Returns the host of this site."""
        return (urlsplit(self.settings.site_url).hostname or "").lower()

    @cached_property
    def site_path(self) -> str:
        """Returns the path below which this site stands, e.g. `/help/`."""
        return urlsplit(self.settings.site_url).path or "/"

    @cached_property
    def brands(self) -> tuple[str, ...]:
        """Returns the names of the providers that are written in Latin letters, sorted."""
        names = {
            name
            for key, provider in self.catalog.providers.items()
            if key != "general"
            for name in (*provider.names.values(), *provider.aliases)
            if name.isascii()
        }
        return tuple(sorted(names))

    @cached_property
    def chinese_names(self) -> frozenset[str]:
        """Returns the providers' names that are written in Chinese characters."""
        return frozenset(
            name
            for provider in self.catalog.providers.values()
            for name in (*provider.names.values(), *provider.aliases)
            if HAN.search(name)
        )

    def foreign_words(self, locale: str) -> frozenset[str]:
        """Returns the Latin words, in small letters, that a Chinese text may use: names and terms."""
        if locale not in self._foreign_words:
            words = {word for brand in self.brands for word in _words(brand)} | _EVERYDAY
            for term in self.catalog.glossaries.get(locale, Glossary()).terms.values():
                words |= _words(term.preferred)
            for name in self.catalog.locales[locale].channels.values():
                words |= _words(name)
            self._foreign_words[locale] = frozenset(words)
        return self._foreign_words[locale]

    @cached_property
    def broken_asks(self) -> tuple[BrokenAsk, ...]:
        """Returns the titles and asks that the site's search does not find well enough, of the wanted files."""
        from helpcenter.search.asks import broken_asks
        from helpcenter.search.build import index_locale
        from helpcenter.search.content import documents_from, vocabulary_from
        from helpcenter.search.engine import SearchEngine

        vocabulary = vocabulary_from(self.catalog)
        engines = SearchEngine.for_locales(
            {
                tag: index_locale(tag, documents_from(self.catalog, tag, self.markup), vocabulary)
                for tag in self.catalog.locales
            }
        )
        return tuple(broken for engine in engines.values() for broken in broken_asks(engine, self._is_wanted))

    def _is_wanted(self, document: SearchDocument) -> bool:
        version = self.catalog.version(document.locale, document.ref)
        return version is not None and (not self.wanted or is_below(version.path, self.wanted))

    def expansion(self, locale: str, provider: str) -> Expand:
        """Returns what fills in references for a locale and a provider."""

        def expand(written: str) -> str | None:
            key = (locale, provider, written)
            if key not in self._expansions:
                self._expansions[key] = self._expand(locale, provider, written)
            return self._expansions[key]

        return expand

    def _expand(self, locale: str, provider: str, written: str) -> str | None:
        reference = parse_reference(written)
        if reference is None or locale not in self.catalog.locales:
            return None
        try:
            return resolve(reference, self.catalog, self.markup.values(locale), provider)
        except UnknownReferenceError:
            return None

    def problems(self, passage: Passage) -> tuple[Problem, ...]:
        """Returns what the Markdown parser finds wrong in a text: references and link targets."""
        scope = Scope(passage.locale, passage.provider, lambda target: target)
        return self.markup.render(passage.raw, passage.kind, scope).problems

    def versions(self) -> Iterator[EntryVersion]:
        """Yields the entries that somebody wrote (not converted ones), by locale and id."""
        for versions in self.catalog.entries.values():
            for version in versions.values():
                if version.state in _WRITTEN:
                    yield version

    def written(self, entry_id: str) -> list[EntryVersion]:
        """Returns the versions of an entry that somebody wrote, the source first."""
        found = [
            version
            for versions in self.catalog.entries.values()
            if (version := versions.get(entry_id)) is not None and version.state in _WRITTEN
        ]
        return sorted(found, key=lambda version: version.state is not State.SOURCE)

    def subjects(self, entry_id: str) -> list[Subject]:
        """Returns the versions of an entry as rules look at them, the source first."""
        subjects: list[Subject] = []
        for version in self.written(entry_id):
            expand = self.expansion(version.text_locale, version.provider)
            source = None
            inherits = version.state is State.TRANSLATION
            if inherits:
                source = next(
                    (item for item in subjects if item.version.locale == version.source_locale), None
                )
            passages = entry_passages(
                version.entry, version.document, version.text_locale, entry_id, expand, inherits=inherits
            )
            if source is None:
                subjects.append(Subject(version, tuple(passages)))
            else:
                translated = [self._translated(passage, source) for passage in passages]
                subjects.append(Subject(version, tuple(translated), source))
        return subjects

    def _translated(self, passage: Passage, source: Subject) -> Passage:
        """Returns the text, called copied if it is the source's own and in another language."""
        if passage.voice is not Voice.SITE:
            return passage
        original = source.by_path.get(passage.path)
        if original is None or original.raw.strip() != passage.raw.strip():
            return passage
        if passage.locale.split("-")[0] == source.version.locale.split("-")[0]:
            return passage
        words = [
            word
            for word in latin_words(passage.text)
            if word.lower() not in self.foreign_words(passage.locale)
        ]
        is_foreign = bool(HAN.search(passage.text)) or len(words) >= 2
        return replace(passage, voice=Voice.COPIED) if is_foreign else passage

    def other_passages(self) -> Iterator[Passage]:
        """Yields the texts of the provider, locale and glossary files."""
        for name, provider in self.catalog.providers.items():
            document = self.provider_document(name)
            if document is not None:
                yield from provider_passages(provider, name, document, self.settings.tags, self.expansion)
        for tag, locale in self.catalog.locales.items():
            document = self.document(f"{tag}/locale.yml")
            if document is not None:
                yield from locale_passages(locale, tag, document, self.expansion)
        for tag, glossary in self.catalog.glossaries.items():
            document = self.document(f"{tag}/glossary.yml")
            if document is not None:
                yield from glossary_passages(glossary, tag, document, self.expansion)

    def is_unread(self, entry_id: str) -> bool:
        """True for an entry whose file is there but has faults of form: those are reported, not what follows."""
        if entry_id in self.catalog.ids:
            return False
        orphans = {(orphan.locale, orphan.id) for orphan in self.catalog.orphans}
        return ".." not in entry_id and any(
            (tag, entry_id) not in orphans and (self.settings.content_dir / tag / f"{entry_id}.yml").exists()
            for tag in self.settings.tags
        )

    def pages(self) -> Iterator[Passage]:
        """Yields the hand-written pages (`docs/<locale>/*.md`) of the locales that are written, each as one text."""
        settings = self.settings
        for setting in settings.locales:
            folder = settings.docs_dir / setting.tag
            if setting.derived_from is not None or not folder.is_dir():
                continue
            for file in sorted(folder.glob("*.md")):
                path = file.relative_to(settings.root) if file.is_relative_to(settings.root) else file
                try:
                    text = read_text(file, path.as_posix())
                except ContentError:
                    continue  # MkDocs says what is wrong with a page that cannot be read.
                yield page_passage(text, path.as_posix(), setting.tag, self.expansion)

    def provider_document(self, name: str) -> Document | None:
        """Returns the file of a provider."""
        return self.document(f"providers/{name}.yml")

    def document(self, path: str) -> Document | None:
        """Returns a file that is no entry, by its path below the content folder."""
        return self.catalog.documents.get(f"{self.content_path}/{path}".lstrip("/"))

    @cached_property
    def content_path(self) -> str:
        """Returns the content folder's path as findings write it."""
        folder, root = self.settings.content_dir, self.settings.root
        return folder.relative_to(root).as_posix() if folder.is_relative_to(root) else folder.as_posix()

    def statements(self, provider: str) -> tuple[Statement, ...]:
        """Returns the times and amounts of money that a provider states."""
        if provider not in self._statements:
            self._statements[provider] = tuple(statements_of(self.catalog.providers[provider]))
        return self._statements[provider]

    def stated_lists(self, provider: str, locale: str) -> tuple[StatedList, ...]:
        """Returns the lists of three and more things that a provider states, in a locale's words."""
        key = (provider, locale)
        if key not in self._lists:
            self._lists[key] = tuple(lists_of(self.catalog.providers[provider], locale))
        return self._lists[key]

    def providers_for(self, name: str) -> Mapping[str, Provider]:
        """Returns the providers whose statements an entry of `name` is about: its own; for `general`, all."""
        catalog = self.catalog
        if name != "general" and name in catalog.providers:
            return {name: catalog.providers[name]}
        return catalog.providers


def is_below(path: str, parents: tuple[str, ...]) -> bool:
    """True for a path that is one of these files or stands in one of these folders."""
    return any(
        parent in ("", ".") or path == parent or path.startswith(f"{parent.rstrip('/')}/")
        for parent in parents
    )


def _words(text: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*", text)}


# Names that everybody writes in Latin letters.
_EVERYDAY = frozenset(
    {
        "android", "app", "apple", "bluetooth", "chrome", "edge", "email", "excel", "facebook", "firefox", "google",
        "instagram", "ios", "ipad", "iphone", "java", "javascript", "linux", "mac", "mastercard", "microsoft",
        "opera", "pdf", "pin", "python", "safari", "sdk", "twitter", "visa", "webhook", "webhooks", "wechat",
        "weibo", "whatsapp", "wi-fi", "wifi", "windows", "youtube", "cookie", "cookies", "web",
    }
)  # fmt: skip

_WRITTEN = (State.SOURCE, State.TRANSLATION)
