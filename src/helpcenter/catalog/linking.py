"""What content files say -> the catalog: translations paired with their sources, derived locales converted."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any, NamedTuple

from helpcenter.aside import aside
from helpcenter.catalog.catalog import Catalog, EntryVersion, Orphan, State
from helpcenter.catalog.content import EntryContent, loaded_content
from helpcenter.catalog.derivation import (
    converter_for,
    derive_entry,
    derive_locale,
    derive_note,
    derive_provider,
)
from helpcenter.catalog.digests import digest_of_data
from helpcenter.catalog.known_entries import KnownEntry
from helpcenter.catalog.loading import LoadedContent, LoadedEntry, adapter, load_content
from helpcenter.diagnostics import ContentError
from helpcenter.loader import Document, validate
from helpcenter.model import Entry, EntryBase, Glossary, Settings, Translation

MANY = 2_000
"""Entries from which on writing caches takes longer than starting a process."""


def load_catalog(settings: Settings) -> Catalog:
    """Returns the catalog of a site. Raises ContentError with every fault in form, in all files."""
    content = load_content(settings)
    catalog = link(settings, content)
    if content.faults:
        raise ContentError(content.faults)
    return catalog


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
        else:
            orphans.append(Orphan(entry_id, tag, loaded.translates, loaded.document))
    if len(content.entries) >= MANY:
        aside(content.save)
    else:
        content.save()
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


def link_entry(content: LoadedContent, loaded: LoadedEntry) -> EntryVersion | None:
    """Returns the linked entry; None for a translation whose source is missing (a rule reports it)."""
    source = content.entries.get((loaded.translates, loaded.id)) if loaded.translates else loaded
    if source is None or source.translates:
        return None
    known, origin = loaded.known, source.key if loaded.translates else b""
    if known is not None and known.source == origin:
        link = partial(_linked, loaded, source)
        linked = _Linked(
            EntryContent(loaded.path, loaded.key, link, known.head), known.made_of, known.stale, known.minor
        )
    elif loaded.translates:
        linked = _translated(content, loaded, source)
    else:
        linked = _Linked(loaded_content(loaded.path, loaded.key, *_linked(loaded, source)), loaded.made_of)
    if content.known_entries.keeps:
        content.known_entries.note(
            loaded.path, KnownEntry(loaded.key, origin, loaded.translates, *linked[1:], linked.content.head)
        )
    return EntryVersion(
        loaded.id,
        loaded.locale,
        loaded.locale,
        source.locale,
        State.TRANSLATION if loaded.translates else State.SOURCE,
        *linked,
    )


class _Linked(NamedTuple):
    """What linking tells of an entry; see `EntryVersion`."""

    content: EntryContent
    made_of: bytes
    stale: tuple[str, ...] = ()
    minor: tuple[str, ...] = ()


def _linked(loaded: LoadedEntry, source: LoadedEntry) -> tuple[EntryBase, Document]:
    """Returns the entry of a file whose links are known to be sound. Raises ContentError."""
    if isinstance(loaded.content, Translation):
        return validate(adapter(Entry), loaded.document, _merged_data(loaded, source)), loaded.document
    return loaded.content, loaded.document


def _merged_data(loaded: LoadedEntry, source: LoadedEntry) -> dict[str, Any]:
    """Returns the source's data with the translation's texts in place of its own."""
    own = {key: value for key, value in loaded.document.data.items() if key not in ("translates", "digests")}
    if "otherwise" not in source.document.data:
        own.pop("otherwise", None)  # Text of an outcome that the source has not: a rule reports it.
    data: dict[str, Any] = overlay(
        {key: value for key, value in source.document.data.items() if key != "minor"}, own
    )
    for text in ("asks", "keywords", "allow"):
        if text not in own:
            data.pop(text, None)
    return data


def _translated(content: LoadedContent, loaded: LoadedEntry, source: LoadedEntry) -> _Linked:
    translation, original = loaded.content, source.content
    assert isinstance(translation, Translation)
    assert isinstance(original, EntryBase)
    data = _merged_data(loaded, source)
    entry = validate(adapter(Entry), loaded.document, data)
    digests = content.digests.of(original, source.made_of)
    stale, minor = _staleness(digests, original.minor, translation.digests)
    linked = loaded_content(loaded.path, loaded.key, entry, loaded.document)
    return _Linked(linked, digest_of_data(data), stale, minor)


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


__all__ = ["link", "link_entry", "load_catalog", "overlay"]
