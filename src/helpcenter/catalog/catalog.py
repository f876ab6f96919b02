"""The catalog: every entry by locale and id, its translations, fallbacks and stale texts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from helpcenter.catalog.content import EntryContent, EntryHead
from helpcenter.catalog.fingerprints import Fingerprints
from helpcenter.catalog.ledger import Published
from helpcenter.loader import Document
from helpcenter.model import EntryBase, Fallback, Glossary, Locale, Provider, Settings, UpdateNote


class State(StrEnum):
    """How an entry came into a locale."""

    SOURCE = "source"
    TRANSLATION = "translation"
    CONVERTED = "converted"
    FALLBACK = "fallback"


@dataclass(frozen=True, eq=False)
class EntryVersion:
    """One entry in one locale.

    `locale` is the locale of the page; `text_locale` the one that the text is written in (another one for
    a fallback). `made_of` is a digest of the data that `entry` was made from, its own file's and its source's. `stale`
    and `minor` are text paths that changed in the source since they were translated.
    """

    id: str
    locale: str
    text_locale: str
    source_locale: str
    state: State
    content: EntryContent
    made_of: bytes
    stale: tuple[str, ...] = ()
    minor: tuple[str, ...] = ()

    @property
    def entry(self) -> EntryBase:
        """Returns the entry; read now, if nobody asked for it before."""
        return self.content.entry

    @property
    def document(self) -> Document:
        """Returns the file that holds the text; read now, if nobody asked for it before."""
        return self.content.document

    @property
    def path(self) -> str:
        """Returns the path of the file that holds the text, relative to the repository."""
        return self.content.path

    @property
    def head(self) -> EntryHead:
        """Returns what is known of every entry without reading it."""
        return self.content.head

    @property
    def provider(self) -> str:
        """Returns the first part of the id."""
        return self.id.split("/")[0]

    @property
    def category(self) -> str:
        """Returns the second part of the id."""
        return self.id.split("/")[1]

    @property
    def slug(self) -> str:
        """Returns the last part of the id."""
        return self.id.split("/")[2]

    @cached_property
    def digest(self) -> bytes:
        """Returns a SHA-256 of the entry as it is here: its text, what it says, and how it came there."""
        stated = (
            self.id, self.locale, self.text_locale, self.source_locale, self.state.value, self.stale, self.minor,
            self.path,
        )  # fmt: skip
        digest = hashlib.sha256(repr(stated).encode())
        digest.update(self.content.key)
        # A translation shows values of its source's file, too, and a converted text is made of another's.
        digest.update(self.made_of)
        return digest.digest()


@dataclass(frozen=True, eq=False)
class Orphan:
    """A translation whose source cannot be found; no page shows it."""

    id: str
    locale: str
    translates: str
    document: Document


@dataclass(frozen=True, eq=False)
class Catalog:
    """All content of a site.

    `entries` holds what is written or converted, by locale tag and entry id, both sorted; fallbacks are
    made on request by `version`. `documents` holds the other files by repository-relative path. `redirects`
    maps ids that entries once had to those that answer now; `ledger` holds every page that was ever published,
    by URL relative to the site, sorted. `orphans` are translations without a source. `notes` say
    what changes to entries mean.
    """

    settings: Settings
    providers: Mapping[str, Provider]
    locales: Mapping[str, Locale]
    glossaries: Mapping[str, Glossary]
    entries: Mapping[str, Mapping[str, EntryVersion]]
    documents: Mapping[str, Document]
    redirects: Mapping[str, str]
    ledger: Mapping[str, Published]
    orphans: tuple[Orphan, ...] = ()
    notes: tuple[UpdateNote, ...] = ()

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Returns every entry id, sorted."""
        return tuple(sorted({entry_id for versions in self.entries.values() for entry_id in versions}))

    @cached_property
    def fingerprints(self) -> Fingerprints:
        """Returns digests of its entries and ledger."""
        return Fingerprints(self)

    def version(self, locale: str, entry_id: str) -> EntryVersion | None:
        """Returns the entry as `locale` shows it: written, converted, or its source as a fallback.

        None when there is no such entry, or when it is missing there and the settings want no fallback.
        """
        written = self.entries.get(locale, {}).get(entry_id)
        if written is not None:
            return written
        source = self.source(entry_id)
        if source is None or self.settings.fallback is Fallback.NONE or locale not in self.settings.tags:
            return None
        return replace(source, locale=locale, state=State.FALLBACK)

    def source(self, entry_id: str) -> EntryVersion | None:
        """Returns the entry in the locale that it was written in first."""
        for versions in self.entries.values():
            found = versions.get(entry_id)
            if found is not None and found.state is State.SOURCE:
                return found
        return None

    def translations(self, entry_id: str) -> dict[str, EntryVersion]:
        """Returns the real versions of an entry (no fallback) by locale, in the order of the settings."""
        return {
            tag: self.entries[tag][entry_id] for tag in self.settings.tags if entry_id in self.entries[tag]
        }

    def versions(self, locale: str) -> Iterator[EntryVersion]:
        """Yields every entry as `locale` shows it, by id."""
        for entry_id in self.ids:
            version = self.version(locale, entry_id)
            if version is not None:
                yield version

    @property
    def published(self) -> tuple[str, ...]:
        """Returns every URL that was ever published, relative to the site, sorted."""
        return tuple(self.ledger)

    def changed_on(self, version: EntryVersion) -> date | None:
        """Returns the day of the last recorded change of the text that a version shows; None without a record."""
        found = self.recorded(version)
        return found.changed if found else None

    def recorded(self, version: EntryVersion) -> Published | None:
        """Returns what the ledger says of the text that a version shows, under its present id or a former one.

        A derived locale's text is as old as the one that it is converted from.
        """
        tag = self.settings.derived_from(version.text_locale) or version.text_locale
        for entry_id in (version.id, *self._former_ids.get(version.id, ())):
            found = self.ledger.get(f"{tag}/{entry_id}/")
            if found is not None and found.digest:
                return found
        return None

    @cached_property
    def _former_ids(self) -> dict[str, list[str]]:
        former: dict[str, list[str]] = {}
        for old, new in self.redirects.items():
            former.setdefault(new, []).append(old)
        return former

    @cached_property
    def provider_ids(self) -> tuple[str, ...]:
        """Returns the providers in the order of display: by number of entries, `general` last."""
        counts = dict.fromkeys(self.providers, 0)
        for entry_id in self.ids:
            counts[entry_id.split("/")[0]] = counts.get(entry_id.split("/")[0], 0) + 1
        known = (provider for provider in counts if provider in self.providers)
        return tuple(sorted(known, key=lambda name: (name == "general", -counts[name], name)))

    def local(self, texts: Mapping[str, str], locale: str) -> str:
        """Returns the text of a mapping by locale for `locale`.

        A derived locale's text was put there when the catalog was made; where a locale has none, the default
        locale's, or else the first.
        """
        for tag in (locale, self.settings.default_locale):
            if tag in texts:
                return texts[tag]
        return next(iter(texts.values()))

    def term(self, locale: str, key: str) -> str | None:
        """Returns the preferred form of a glossary term."""
        found = self.glossaries[locale].terms.get(key)
        return found.preferred if found else None
