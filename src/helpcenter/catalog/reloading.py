"""One changed entry file -> the catalog with it, without reading or linking the others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from helpcenter.catalog.catalog import Catalog, EntryVersion, Orphan
from helpcenter.catalog.derivation import converter_of, derive_entry
from helpcenter.catalog.linking import link_entry
from helpcenter.catalog.loading import LoadedContent, read_entry
from helpcenter.diagnostics import ContentError, Diagnostic


@dataclass(frozen=True)
class Reloaded:
    """The catalog after a change, the same object when nothing changed. What `faults` are about is as it was before."""

    catalog: Catalog
    entry_id: str
    faults: tuple[Diagnostic, ...] = ()


def reload_entry(content: LoadedContent, catalog: Catalog, file: Path) -> Reloaded | None:
    """Returns the catalog with an entry file that was changed, made or removed; also changes `content`.

    None when the file is no entry's: everything has to be loaded then.
    """
    place = _place(catalog, file)
    if place is None:
        return None
    tag, entry_id = place
    try:
        if file.is_symlink() or file.exists():
            path = file.relative_to(catalog.settings.root).as_posix()
            loaded = content.entries[tag, entry_id] = read_entry(file, path, tag, entry_id)
            shown = catalog.entries[tag].get(entry_id)
            if shown is not None and shown.document.text == loaded.document.text:
                return Reloaded(catalog, entry_id)
        else:
            content.entries.pop((tag, entry_id), None)
    except ContentError as error:
        return Reloaded(catalog, entry_id, error.diagnostics)
    return _relinked(content, catalog, entry_id)


def _place(catalog: Catalog, file: Path) -> tuple[str, str] | None:
    settings = catalog.settings
    if not (file.is_relative_to(settings.content_dir) and file.is_relative_to(settings.root)):
        return None
    match file.relative_to(settings.content_dir).parts:
        case (tag, provider, category, name) if name.endswith(".yml") and tag in settings.tags:
            return tag, f"{provider}/{category}/{name.removesuffix('.yml')}"
    return None


def _relinked(content: LoadedContent, catalog: Catalog, entry_id: str) -> Reloaded:
    faults: list[Diagnostic] = []
    orphans = [orphan for orphan in catalog.orphans if orphan.id != entry_id]
    entries = dict(catalog.entries)
    for setting in catalog.settings.locales:
        tag = setting.tag
        loaded = content.entries.get((tag, entry_id))
        version = None
        if loaded is not None:
            try:
                version = link_entry(content, loaded)
            except ContentError as error:
                faults += error.diagnostics
                version = catalog.entries[tag].get(entry_id)
            if version is None:
                orphans.append(Orphan(entry_id, tag, loaded.translates, loaded.document))
        elif setting.derived_from is not None:
            source = entries[setting.derived_from].get(entry_id)
            if tag not in content.converters:
                content.converters[tag] = converter_of(catalog, tag)
            convert = content.converters[tag]
            version = (
                derive_entry(source, tag, convert) if source is not None and convert is not None else None
            )
        entries[tag] = _with(dict(entries[tag]), entry_id, version)
    orphans.sort(key=lambda orphan: (orphan.locale, orphan.id))
    catalog = replace(catalog, entries=entries, orphans=tuple(orphans))
    return Reloaded(catalog, entry_id, tuple(faults))


def _with(
    versions: dict[str, EntryVersion], entry_id: str, version: EntryVersion | None
) -> dict[str, EntryVersion]:
    """Returns the versions of a locale with another one of an entry, or without it; sorted."""
    if version is None:
        versions.pop(entry_id, None)
        return versions
    is_new = entry_id not in versions
    versions[entry_id] = version
    return dict(sorted(versions.items())) if is_new else versions
