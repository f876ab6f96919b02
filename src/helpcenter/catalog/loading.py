"""Content folder -> catalog: reads every file, pairs translations with their sources, reports all faults."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from helpcenter.catalog import ledger
from helpcenter.catalog.catalog import Catalog, EntryVersion, Orphan, State
from helpcenter.catalog.derivation import (
    Converter,
    converter_for,
    derive_entry,
    derive_locale,
    derive_note,
    derive_provider,
)
from helpcenter.catalog.digests import KnownTextDigests, digest_of_data
from helpcenter.catalog.ledger import Published, read_ledger
from helpcenter.diagnostics import ContentError, Diagnostic, Location
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
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


@dataclass(frozen=True, eq=False)
class LoadedEntry:
    """One entry file: a source, or a translation that waits for its source."""

    locale: str
    id: str
    document: Document
    content: EntryBase | Translation

    @cached_property
    def made_of(self) -> bytes:
        """Returns the digest of the file's data."""
        return digest_of_data(self.document.data)


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
    digests: KnownTextDigests = field(default_factory=KnownTextDigests, repr=False)
    converters: dict[str, Converter | None] = field(default_factory=dict, repr=False)
    """What converts into each derived locale, kept for entries that are read again."""


def load_catalog(settings: Settings) -> Catalog:
    """Returns the catalog of a site. Raises ContentError with every fault in form, in all files."""
    content = load_content(settings)
    catalog = link(settings, content)
    if content.faults:
        raise ContentError(content.faults)
    return catalog


def load_content(settings: Settings, cache: Path | None = None, jobs: int | None = None) -> LoadedContent:
    """Reads every file below the content folder; faults are collected, not raised.

    `cache` is a folder that keeps what was read for the next time; `jobs` the number of processes.
    """
    content = LoadedContent(known=KnownDocuments(cache), digests=KnownTextDigests(cache))
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
    content.known.save()
    for setting in settings.locales:
        if setting.derived_from is None and setting.tag not in content.locales:
            path = _relative(root / setting.tag / "locale.yml", settings.root)
            if not any(fault.location.path == path for fault in content.faults):
                message = f"locale '{setting.tag}' is in the settings but has no locale file."
                hint = "Write it, or take the locale out of mkdocs.yml."
                content.faults.append(findings.UNREADABLE.at(Location(path), message, hint))
    return content


def link(settings: Settings, content: LoadedContent) -> Catalog:
    """Returns the catalog of loaded content; adds to `content.faults` what cannot be paired."""
    entries: dict[str, dict[str, EntryVersion]] = {tag: {} for tag in settings.tags}
    orphans: list[Orphan] = []
    for (tag, entry_id), loaded in sorted(content.entries.items()):
        try:
            version = link_entry(content, loaded)
        except ContentError as error:
            content.faults.extend(error.diagnostics)
            continue
        if version is not None:
            entries[tag][entry_id] = version
        elif isinstance(loaded.content, Translation):
            orphans.append(Orphan(entry_id, tag, loaded.content.translates, loaded.document))
    content.digests.save()
    locales, glossaries = dict(content.locales), dict(content.glossaries)
    providers = dict(sorted(content.providers.items()))
    notes = content.notes
    for setting in settings.locales:
        source = setting.derived_from
        if source is None or source not in locales:
            continue
        own_glossary = glossaries.get(setting.tag, Glossary())
        convert = converter_for(
            setting.converter, providers.values(), glossaries.get(source, Glossary()), own_glossary
        )
        locales[setting.tag], glossaries[setting.tag] = derive_locale(
            locales[source],
            glossaries.get(source, Glossary()),
            locales.get(setting.tag),
            own_glossary,
            convert,
        )
        providers = {
            name: derive_provider(item, source, setting.tag, convert) for name, item in providers.items()
        }
        notes = tuple(derive_note(note, source, setting.tag, convert) for note in notes)
        for entry_id, version in entries[source].items():
            entries[setting.tag].setdefault(entry_id, derive_entry(version, setting.tag, convert))
    return Catalog(
        settings=settings,
        providers=providers,
        locales={tag: locales[tag] for tag in settings.tags if tag in locales},
        glossaries={tag: glossaries.get(tag, Glossary()) for tag in settings.tags},
        entries=entries,
        documents=content.documents,
        redirects=dict(sorted(content.redirects.items())),
        ledger=content.ledger,
        notes=notes,
        orphans=tuple(orphans),
    )


def read_entry(
    file: Path | str, path: str, locale: str, entry_id: str, known: KnownDocuments | None = None
) -> LoadedEntry:
    """Returns one entry file, typed: a translation has `translates`, a source has `type`.

    Raises ContentError.
    """
    document = known.read(file, path) if known is not None else read(file, path)
    kind = Translation if "translates" in document.data else Entry
    return LoadedEntry(locale, entry_id, document, validate(_adapter(kind), document))


def overlay(source: Any, translation: Any) -> Any:
    """Returns the source's data with the translation's texts in place of its own.

    Mappings are merged key by key, lists item by item; a list keeps the source's length.
    """
    if isinstance(source, dict) and isinstance(translation, dict):
        merged = {**source, **translation}
        for key, value in translation.items():
            if key in source and not isinstance(value, str):
                merged[key] = overlay(source[key], value)
        return merged
    if isinstance(source, list) and isinstance(translation, list):
        if any(isinstance(item, dict) for item in source):
            return [overlay(*pair) for pair in zip(source, translation, strict=False)] + source[
                len(translation) :
            ]
        return translation
    return translation


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
            content.entries[tag, entry_id] = read_entry(file, path, tag, entry_id, content.known)
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
    return validate(_adapter(kind), document)


def link_entry(content: LoadedContent, loaded: LoadedEntry) -> EntryVersion | None:
    """Returns the linked entry; None for a translation whose source is missing (a rule reports it)."""
    if not isinstance(loaded.content, Translation):
        return EntryVersion(
            loaded.id,
            loaded.locale,
            loaded.locale,
            loaded.locale,
            State.SOURCE,
            loaded.content,
            loaded.document,
            loaded.made_of,
        )
    translation = loaded.content
    source = content.entries.get((translation.translates, loaded.id))
    if source is None or isinstance(source.content, Translation):
        return None
    own = {key: value for key, value in loaded.document.data.items() if key not in ("translates", "digests")}
    if "otherwise" not in source.document.data:
        own.pop("otherwise", None)  # Text of an outcome that the source has not: a rule reports it.
    data = overlay({key: value for key, value in source.document.data.items() if key != "minor"}, own)
    for text in ("asks", "keywords", "allow"):
        if text not in own:
            data.pop(text, None)
    entry = validate(_adapter(Entry), loaded.document, data)
    digests = content.digests.of(source.content, source.made_of)
    stale, minor = _staleness(digests, source.content.minor, translation.digests)
    return EntryVersion(
        loaded.id,
        loaded.locale,
        loaded.locale,
        translation.translates,
        State.TRANSLATION,
        entry,
        loaded.document,
        digest_of_data(data),
        stale,
        minor,
    )


def _staleness(
    digests: Mapping[str, str], minor_changes: Mapping[str, Collection[str]], translated: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Returns the text paths that changed since they were translated, and those with a minor change.

    `digests` are those of the source's texts, `translated` those of the texts that were translated.
    """
    stale: list[str] = []
    minor: list[str] = []
    for path, digest in digests.items():
        known = translated.get(path)
        if known != digest:
            (minor if known in minor_changes.get(path, ()) else stale).append(path)
    return tuple(stale), tuple(minor)


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
    "link",
    "link_entry",
    "load_catalog",
    "load_content",
    "overlay",
    "read_entry",
]
