"""Which entries a piece of work looked at: noted while it looks, so that nobody has to list them by hand.

    catalog, watch = watched(catalog)
    with watch.reading() as reads:
        ...                       # render a page, run rules
    reads.entries, reads.whole    # what that was made from, beside what all work may use

An incremental build does a piece of work again when a fingerprint of what it read has changed. Which ids there are
in which locale is no reading: that, like providers, strings and settings, belongs to what all work is made from.
"""

from __future__ import annotations

from collections.abc import (
    Callable,
    ItemsView,
    Iterable,
    Iterator,
    Mapping,
    MutableMapping,
    ValuesView,
)
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from helpcenter.catalog.catalog import Catalog
from helpcenter.catalog.fingerprints import LEDGER

T = TypeVar("T")


@dataclass(slots=True)
class Reads:
    """What was looked at: `entries` by locale and id, and locales of which every entry was (`whole`)."""

    entries: set[tuple[str, str]] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)

    def add(self, other: Reads) -> None:
        """Takes in what another piece of work looked at."""
        self.entries |= other.entries
        self.whole |= other.whole

    def as_sorted(self) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
        """Returns the locales that were read as a whole, and entries of others, each sorted."""
        whole = self.whole
        return tuple(sorted(whole)), tuple(sorted(pair for pair in self.entries if pair[0] not in whole))

    def as_lists(self) -> list[list[Any]]:
        """Returns the same as plain lists: the locales, then a list for each entry."""
        whole, entries = self.as_sorted()
        return [list(whole), *map(list, entries)]


class Watch:
    """Notes what is read from a watched catalog; nothing outside `reading`. Not for several threads."""

    def __init__(self) -> None:
        self._open: list[Reads] = []

    @contextmanager
    def reading(self) -> Iterator[Reads]:
        """Yields what is read in this block, and counts it for the blocks around it, too."""
        reads = Reads()
        self._open.append(reads)
        try:
            yield reads
        finally:
            self._open.pop()
            self.add(reads)

    def add(self, reads: Reads) -> None:
        """Notes what was read when a value was made that is used again now."""
        if self._open:
            self._open[-1].add(reads)

    def once(self, kept: MutableMapping[Any, Any], key: object, make: Callable[[], T]) -> T:
        """Returns what `make` returns, made once and kept; whoever asks for it has read what it was made from."""
        if key not in kept:
            with self.reading() as reads:
                value = make()
            kept[key] = (value, reads)
            return value
        found: tuple[T, Reads] = kept[key]
        self.add(found[1])
        return found[0]

    def entry(self, tag: str, entry_id: str) -> None:
        """Notes an entry."""
        if self._open:
            self._open[-1].entries.add((tag, entry_id))

    def locale(self, tag: str) -> None:
        """Notes every entry of a locale."""
        if self._open:
            self._open[-1].whole.add(tag)


def watched(catalog: Catalog) -> tuple[Catalog, Watch]:
    """Returns the same catalog, and what notes which entries are read from it."""
    watch = Watch()
    entries = {tag: _Watched(tag, versions, watch) for tag, versions in catalog.entries.items()}
    twin = replace(catalog, entries=entries, ledger=_Watched(LEDGER, catalog.ledger, watch))
    vars(twin)["fingerprints"] = catalog.fingerprints  # of the same entries
    return twin, watch


def made_of_all(mapping: Mapping[str, T], catalog: Catalog, watch: Watch) -> Mapping[str, T]:
    """Returns the same mapping; whoever looks into it has read every entry and the ledger."""
    return _MadeOfAll(mapping, (*catalog.entries, LEDGER), watch)


class _MadeOfAll(Mapping[str, T]):
    def __init__(self, items: Mapping[str, T], tags: Iterable[str], watch: Watch) -> None:
        self._items = items
        self._tags = tuple(tags)
        self._watch = watch

    def _note(self) -> Mapping[str, T]:
        for tag in self._tags:
            self._watch.locale(tag)
        return self._items

    def __getitem__(self, key: str) -> T:
        return self._note()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._note())

    def __len__(self) -> int:
        return len(self._note())


class _Watched(Mapping[str, T]):
    """The entries of a locale, or the ledger, which is noted as if it were one."""

    def __init__(self, tag: str, items: Mapping[str, T], watch: Watch) -> None:
        self._tag = tag
        self._items = items
        self._watch = watch

    def __getitem__(self, key: str) -> T:
        self._watch.entry(self._tag, key)
        return self._items[key]

    def get(self, key: str, default: Any = None) -> Any:
        self._watch.entry(self._tag, key)
        return self._items.get(key, default)

    def __contains__(self, key: object) -> bool:
        return key in self._items

    def __iter__(self) -> Iterator[str]:
        if self._tag == LEDGER:
            self._watch.locale(self._tag)
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def values(self) -> ValuesView[T]:
        self._watch.locale(self._tag)
        return self._items.values()

    def items(self) -> ItemsView[str, T]:
        self._watch.locale(self._tag)
        return self._items.items()


__all__ = ["Reads", "Watch", "made_of_all", "watched"]
