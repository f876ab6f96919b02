"""Values worked out for each entry of a locale, kept between builds: only those that may differ are made anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from helpcenter.cache import Cache, key_of
from helpcenter.catalog.catalog import Catalog, EntryVersion
from helpcenter.catalog.inputs import common_inputs, digest_of_parts
from helpcenter.catalog.reads import Fingerprints, Reads, Watch

T = TypeVar("T")
_ALL = key_of("all")


class EntryValues:
    """Values of the entries of a watched catalog.

    `folder` keeps them between builds; None keeps nothing. Each name and locale has a file of its own, so processes
    that work on different ones don't get into each other's way.
    """

    def __init__(self, folder: Path | None, catalog: Catalog, watch: Watch) -> None:
        self._folder = folder
        self._catalog = catalog
        self._watch = watch
        self._fingerprints = Fingerprints(catalog)

    def of(self, name: str, kind: type[T], locale: str, make: Callable[[EntryVersion], T]) -> list[T]:
        """Returns what `make` returns for each entry as `locale` shows it, by id.

        `make` may look at entries and at what `catalog.inputs` names, at nothing else. `kind` is the type of what it
        returns, one that msgspec can encode. `name` tells such values from others, and begins a file's name.
        """
        if self._folder is None:
            return [make(version) for version in self._catalog.versions(locale)]
        cache = self._open(self._folder, name, locale)
        known = _decoded(cache.get_bytes(_ALL), kind)
        used: dict[str, tuple[bytes, list[Any], T]] = {}
        made, read = False, Reads()
        for entry_id in self._catalog.ids:
            kept = known.get(entry_id)
            if kept is None or kept[0] != self._fingerprints.of_lists(kept[1]):
                with self._watch.reading() as reads:
                    version = self._catalog.version(locale, entry_id)  # which is a reading, too
                    if version is None:
                        continue
                    value = make(version)
                lists = reads.as_lists()
                kept, made = (self._fingerprints.of_lists(lists), lists, value), True
            else:
                whole, *entries = kept[1]
                read.whole.update(whole)
                read.entries.update(map(tuple, entries))
            used[entry_id] = kept
        self._watch.add(read)
        if made or used.keys() != known.keys():
            cache.put_bytes(_ALL, msgspec.msgpack.encode(used))
            cache.save()
        return [value for _, _, value in used.values()]

    def _open(self, folder: Path, name: str, locale: str) -> Cache:
        common = digest_of_parts(common_inputs(self._catalog))
        return Cache.open(folder, f"{name}-{locale}", {"common": common})


def _decoded(data: bytes | memoryview | None, kind: type[T]) -> dict[str, tuple[bytes, list[Any], T]]:
    try:
        return msgspec.msgpack.decode(data or b"\x80", type=dict[str, tuple[bytes, list[Any], kind]])  # type: ignore[valid-type]
    except msgspec.DecodeError:
        return {}


__all__ = ["EntryValues"]
