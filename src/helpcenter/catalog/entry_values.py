"""Values worked out for each entry of a locale, kept between builds: only those that may differ are made anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec

from helpcenter.cache import Cache, key_of
from helpcenter.catalog.catalog import Catalog, EntryVersion
from helpcenter.catalog.inputs import common_inputs, digest_of_parts
from helpcenter.catalog.reads import Fingerprints, Reads, Watch

T = TypeVar("T")
R = TypeVar("R")


class EntryValues:
    """Values of the entries of a watched catalog.

    `folder` keeps them between builds; None keeps nothing. Each name and locale has a file of its own, so processes
    that work on different ones don't get into each other's way.
    """

    def __init__(self, folder: Path | None, catalog: Catalog, watch: Watch) -> None:
        self.folder = folder
        self._catalog = catalog
        self._watch = watch
        self._fingerprints = Fingerprints(catalog)

    def of(self, name: str, kind: type[T], locale: str, make: Callable[[EntryVersion], T]) -> list[T]:
        """Returns what `make` returns for each entry as `locale` shows it, by id.

        `make` may look at entries and at what `catalog.inputs` names, at nothing else. `kind` is the type of what it
        returns, one that msgspec can encode. `name` tells such values from others, and begins a file's name.
        """
        return self.made_together(name, kind, locale, make, list)

    def made_together(
        self,
        name: str,
        kind: type[T],
        locale: str,
        read: Callable[[EntryVersion], R],
        make: Callable[[Sequence[R]], Sequence[T]],
    ) -> list[T]:
        """Returns the same as `of`, but values that are not kept are made all at once, where that is quicker.

        `read` returns what an entry's value is made of; only it may look at entries. `make` returns the value of each,
        which must not depend on the others that it is given.
        """
        cache = self._open(name, locale)
        decoder = msgspec.msgpack.Decoder(tuple[bytes, list[Any], kind])  # type: ignore[valid-type]
        values: dict[str, T | None] = {}
        sources: list[R] = []
        reads_of: dict[str, list[list[Any]]] = {}
        known = Reads()
        for entry_id in self._catalog.ids:
            kept = _decoded(decoder, cache.get_bytes(key_of(entry_id)))
            if kept is not None and kept[0] == self._fingerprints.of_lists(kept[1]):
                whole, *entries = kept[1]
                known.whole.update(whole)
                known.entries.update(map(tuple, entries))
                values[entry_id] = kept[2]
                continue
            with self._watch.reading() as reads:
                version = self._catalog.version(locale, entry_id)
                if version is None:
                    continue
                sources.append(read(version))
            reads_of[entry_id] = reads.as_lists()
            values[entry_id] = None
        self._watch.add(known)
        if sources:
            made = dict(zip(reads_of, make(sources), strict=True))
            self._keep(cache, reads_of, made)
            values.update(made)
        return cast("list[T]", list(values.values()))

    def _open(self, name: str, locale: str) -> Cache:
        if self.folder is None:
            return Cache.open(None, name)
        common = digest_of_parts(common_inputs(self._catalog))
        return Cache.open(self.folder, f"{name}-{locale}", {"common": common})

    def _keep(self, cache: Cache, reads_of: dict[str, list[list[Any]]], made: dict[str, T]) -> None:
        if self.folder is None:
            return
        encoder = msgspec.msgpack.Encoder()
        for entry_id, lists in reads_of.items():
            value = (self._fingerprints.of_lists(lists), lists, made[entry_id])
            try:
                cache.put_bytes(key_of(entry_id), encoder.encode(value))
            except UnicodeEncodeError:  # half of a pair of surrogates, which YAML can state
                continue
        cache.save()


def _decoded(
    decoder: msgspec.msgpack.Decoder[tuple[bytes, list[Any], T]], data: bytes | memoryview | None
) -> tuple[bytes, list[Any], T] | None:
    try:
        return decoder.decode(data) if data is not None else None
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


__all__ = ["EntryValues"]
