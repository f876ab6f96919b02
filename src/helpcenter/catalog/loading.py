"""Content folder -> what its files say, one by one, and every fault in their form."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from helpcenter.cache import key_of
from helpcenter.catalog import ledger
from helpcenter.catalog.derivation import Converter
from helpcenter.catalog.digests import KnownTextDigests, digest_of_data
from helpcenter.catalog.known_entries import KnownEntries, KnownEntry
from helpcenter.catalog.ledger import Published, read_ledger
from helpcenter.diagnostics import ContentError, Diagnostic, Location
from helpcenter.file_keys import FileKeys
from helpcenter.loader import Document, findings, read, read_text, validate
from helpcenter.loader.known import KnownDocuments
from helpcenter.model import (
    Entry,
    EntryBase,
    Glossary,
    Locale,
    Provider,
    Redirects,
    Settings,
    Translation,
    UpdateNote,
    Updates,
)


@cache
def adapter(kind: Any) -> TypeAdapter[Any]:
    """Returns what makes a model of plain data."""
    return TypeAdapter(kind)


@dataclass(frozen=True, eq=False)
class LoadedEntry:
    """One entry file: a source, or a translation that waits for its source (`translates` is empty for a source).

    `key` is that of the file's bytes. `read` returns what is in it; `known` is what an earlier run found out about it,
    where it was linked without a fault.
    """

    locale: str
    id: str
    path: str
    key: bytes
    translates: str
    read: Callable[[], tuple[Document, EntryBase | Translation]]
    known: KnownEntry | None = None

    @property
    def document(self) -> Document:
        """Returns the file."""
        return self._read[0]

    @property
    def content(self) -> EntryBase | Translation:
        """Returns what the file says."""
        return self._read[1]

    @cached_property
    def made_of(self) -> bytes:
        """Returns the digest of the file's data."""
        return digest_of_data(self.document.data)

    @cached_property
    def _read(self) -> tuple[Document, EntryBase | Translation]:
        return self.read()


@dataclass
class LoadedContent:
    """Everything read from the content folder, and what was wrong with it."""

    providers: dict[str, Provider] = field(default_factory=dict)
    locales: dict[str, Locale] = field(default_factory=dict)
    glossaries: dict[str, Glossary] = field(default_factory=dict)
    entries: dict[tuple[str, str], LoadedEntry] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    ledger: dict[str, Published] = field(default_factory=dict)
    notes: tuple[UpdateNote, ...] = ()
    faults: list[Diagnostic] = field(default_factory=list)
    known: KnownDocuments = field(default_factory=KnownDocuments, repr=False)
    known_entries: KnownEntries = field(default_factory=KnownEntries, repr=False)
    digests: KnownTextDigests = field(default_factory=KnownTextDigests, repr=False)
    converters: dict[str, Converter | None] = field(default_factory=dict, repr=False)
    """What converts into each derived locale, kept for entries that are read again."""

    def save(self) -> None:
        """Keeps what was found out about files for the next time."""
        self.known.save()
        self.known_entries.save()
        self.digests.save()


def load_content(
    settings: Settings, cache: Path | None = None, jobs: int | None = None, keys: FileKeys | None = None
) -> LoadedContent:
    """Reads every file below the content folder; faults are collected, not raised.

    `cache` is a folder that keeps what was read for the next time, `keys` those of files that somebody has looked at
    just now; `jobs` is the number of processes.
    """
    content = LoadedContent(
        known=KnownDocuments(cache, keys), known_entries=KnownEntries(cache), digests=KnownTextDigests(cache)
    )
    root = settings.content_dir
    if not root.is_dir():
        place = Location(_relative(root, settings.root))
        content.faults.append(findings.UNREADABLE.at(place, "there is no content folder.", "Make it."))
        return content
    files = list(_files(root))
    above = _relative(root, settings.root).removeprefix(".")
    with content.known.reading_ahead([file for file, parts in files if parts[-1].endswith(".yml")], jobs):
        for file, parts in files:
            path = "/".join((above, *parts) if above else parts)
            try:
                _load_file(content, settings, file, path, parts)
            except ContentError as error:
                content.faults.extend(error.diagnostics)
    for setting in settings.locales:
        if setting.derived_from is None and setting.tag not in content.locales:
            path = _relative(root / setting.tag / "locale.yml", settings.root)
            if not any(fault.location.path == path for fault in content.faults):
                message = f"locale '{setting.tag}' is in the settings but has no locale file."
                hint = "Write it, or take the locale out of mkdocs.yml."
                content.faults.append(findings.UNREADABLE.at(Location(path), message, hint))
    return content


def read_entry(
    file: Path | str, path: str, locale: str, entry_id: str, known: KnownDocuments | None = None
) -> LoadedEntry:
    """Returns one entry file, typed: a translation has `translates`, a source has `type`.

    Raises ContentError.
    """
    if known is not None:
        key, document = known.read_with_key(file, path)
    else:
        document = read(file, path)
        key = key_of(document.text)
    content = typed(document)
    translates = content.translates if isinstance(content, Translation) else ""
    return LoadedEntry(locale, entry_id, path, key, translates, lambda: (document, content))


def typed(document: Document) -> EntryBase | Translation:
    """Returns what an entry's file says. Raises ContentError."""
    kind = Translation if "translates" in document.data else Entry
    content: EntryBase | Translation = validate(adapter(kind), document)
    return content


def _known_entry(
    content: LoadedContent, file: str, path: str, locale: str, entry_id: str
) -> LoadedEntry | None:
    """Returns an entry file that is as it was when an earlier run found no fault in it; None for another."""
    later = content.known.later(file, path)
    known = content.known_entries.of(path, later[0]) if later is not None else None
    if later is None or known is None:
        return None
    key, document_of = later

    def read() -> tuple[Document, EntryBase | Translation]:
        document = document_of()
        return document, typed(document)

    return LoadedEntry(locale, entry_id, path, key, known.translates, read, known)


def _load_file(
    content: LoadedContent, settings: Settings, file: str, path: str, parts: tuple[str, ...]
) -> None:
    match parts:
        case ("redirects.yml",):
            content.redirects = dict(_load(content, file, path, Redirects).entries)
        case ("updates.yml",):
            content.notes = _load(content, file, path, Updates).updates
        case ("published.txt",):
            content.ledger = read_ledger(read_text(file, path, ledger.MAX_BYTES), path)
        case ("providers", name) if name.endswith(".yml"):
            content.providers[name.removesuffix(".yml")] = _load(content, file, path, Provider)
        case (tag, "locale.yml") if tag in settings.tags:
            content.locales[tag] = _load(content, file, path, Locale)
        case (tag, "glossary.yml") if tag in settings.tags:
            content.glossaries[tag] = _load(content, file, path, Glossary)
        case (tag, provider, category, name) if name.endswith(".yml") and tag in settings.tags:
            entry_id = f"{provider}/{category}/{name.removesuffix('.yml')}"
            content.entries[tag, entry_id] = _known_entry(content, file, path, tag, entry_id) or read_entry(
                file, path, tag, entry_id, content.known
            )
        case (tag, *_) if tag != "providers" and tag not in settings.tags and len(parts) > 1:
            pass  # A locale that the settings leave out: prepared, not published.
        case _:
            raise ContentError(
                [
                    findings.MISPLACED.at(
                        Location(path),
                        "no content file belongs here.",
                        "An entry is <locale>/<provider>/<category>/<slug>.yml below the content folder.",
                    )
                ]
            )


def _load(content: LoadedContent, file: str, path: str, kind: Any) -> Any:
    document = content.known.read(file, path)
    content.documents[path] = document
    return validate(adapter(kind), document)


def _files(folder: str | Path, above: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yields what stands below a folder, sorted, with its way there; links are yielded, never followed."""
    with os.scandir(folder) as found:
        items = sorted(found, key=lambda item: item.name)
    for item in items:
        if item.name.startswith("."):
            continue
        parts = (*above, item.name)
        is_folder = item.is_dir(follow_symlinks=False)
        if is_folder and not item.name.endswith((".yml", ".yaml")):
            yield from _files(item.path, parts)
        else:
            yield item.path, parts


def _relative(file: Path, root: Path) -> str:
    try:
        return file.relative_to(root).as_posix()
    except ValueError:
        return file.as_posix()


__all__: list[str] = [
    "LoadedContent",
    "LoadedEntry",
    "load_content",
    "read_entry",
    "typed",
]
