"""What earlier runs found out about entries' files: where one is as it was, it need not be read to be linked."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from helpcenter.cache import Cache, can_be_kept
from helpcenter.catalog.content import EntryHead


class KnownEntry(NamedTuple):
    """An entry that was without a fault in form. `key` is that of its file's bytes, `source` that of its source's file.

    For a source, `source` and `translates` are empty. The rest is as in `EntryVersion`.
    """

    key: bytes
    source: bytes
    translates: str
    made_of: bytes
    stale: tuple[str, ...]
    minor: tuple[str, ...]
    head: EntryHead


class KnownEntries:
    """Entries by the path of their file. `folder` keeps them between runs; None keeps nothing."""

    def __init__(self, folder: Path | None = None) -> None:
        self._cache = Cache.open(folder, "entries")
        self._known = self._cache.get_whole(dict[str, KnownEntry]) or {}
        self._seen: dict[str, KnownEntry] = {}
        self.keeps = folder is not None

    def of(self, path: str, key: bytes) -> KnownEntry | None:
        """Returns the entry in a file with these bytes; None for one that must be read."""
        known = self._known.get(path)
        return known if known is not None and known.key == key else None

    def note(self, path: str, entry: KnownEntry) -> None:
        """Keeps what was found out about a file, or holds still."""
        if can_be_kept(path):
            self._seen[path] = entry

    def save(self) -> None:
        """Writes what was noted to disk, for the next run; what wasn't is forgotten."""
        if self._seen != self._known:
            self._cache.put_whole(self._seen)
            self._cache.save()
        self._known, self._seen = self._seen, {}
