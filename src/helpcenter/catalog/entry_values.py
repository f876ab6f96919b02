"""Values worked out for each entry of a locale, kept between builds: only those that may differ are made anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar, cast

from helpcenter.cache import Cache
from helpcenter.catalog.catalog import Catalog, EntryVersion
from helpcenter.catalog.inputs import common_inputs, digest_of_parts
from helpcenter.catalog.reads import Reads, Watch

T = TypeVar("T")
R = TypeVar("R")
_Kept = tuple[bytes, tuple[str, ...], tuple[tuple[str, str], ...], T]
"""The digest of what was read for a value, which that was (`Reads.as_sorted`), and the value."""


class EntryValues:
    """Values of the entries of a watched catalog.

    `folder` keeps them between builds; None keeps nothing. Each name and locale has a file of its own, so processes
    that work on different ones don't get into each other's way.
    """

    def __init__(self, folder: Path | None, catalog: Catalog, watch: Watch) -> None:
        self.folder = folder
        self._catalog = catalog
        self._watch = watch
        self._fingerprints = catalog.fingerprints

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
        kept: dict[str, _Kept[T]] = cache.get_whole(_form(kind)) or {}
        values: dict[str, _Kept[T] | None] = {}
        sources: list[R] = []
        reads_of: dict[str, Reads] = {}
        known = Reads()
        for entry_id in self._catalog.ids:
            one = kept.get(entry_id)
            if one is not None and one[0] == self._fingerprints.of_sorted(one[1], one[2]):
                known.whole.update(one[1])
                known.entries.update(one[2])
                values[entry_id] = one
                continue
            with self._watch.reading() as reads:
                version = self._catalog.version(locale, entry_id)
                if version is None:
                    continue
                sources.append(read(version))
            reads_of[entry_id] = reads
            values[entry_id] = None
        self._watch.add(known)
        made = make(sources) if sources else ()
        sources.clear()  # texts of all entries, of which there may be many
        for (entry_id, reads), value in zip(reads_of.items(), made, strict=True):
            whole, entries = reads.as_sorted()
            values[entry_id] = self._fingerprints.of_sorted(whole, entries), whole, entries, value
        found = cast("dict[str, _Kept[T]]", values)
        if reads_of or found.keys() != kept.keys():
            self._keep(cache, found)
        return [value for _, _, _, value in found.values()]

    def _open(self, name: str, locale: str) -> Cache:
        if self.folder is None:
            return Cache.open(None, name)
        common = digest_of_parts(common_inputs(self._catalog))
        return Cache.open(self.folder, f"{name}-{locale}", {"common": common})

    def _keep(self, cache: Cache, values: dict[str, _Kept[T]]) -> None:
        if self.folder is not None:
            with suppress(UnicodeEncodeError):  # half of a pair of surrogates, which some texts hold
                cache.put_whole(values)
                cache.save()


def _form(kind: type[T]) -> type[dict[str, _Kept[T]]]:
    return dict[str, tuple[bytes, tuple[str, ...], tuple[tuple[str, str], ...], kind]]  # type: ignore[valid-type]


__all__ = ["EntryValues"]
