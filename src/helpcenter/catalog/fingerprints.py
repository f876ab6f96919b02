"""Digests of what a catalog holds, by which a later build sees what of it is another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from helpcenter.catalog.catalog import Catalog
    from helpcenter.catalog.reads import Reads

LEDGER = "ledger"
"""Stands for the ledger where others are locales: no locale's tag is that long."""


class Fingerprints:
    """Digests of entries as a catalog holds them, made when they are asked for."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._entries: dict[tuple[str, str], bytes] = {}
        self._locales: dict[str, bytes] = {}

    def of(self, reads: Reads) -> bytes:
        """Returns the digest of everything that was read."""
        return self.of_sorted(*reads.as_sorted())

    def of_lists(self, reads: Iterable[list[Any]]) -> bytes:
        """Returns the digest of everything that was read, as `Reads.as_lists` tells it."""
        whole, *entries = reads
        return self.of_sorted(whole, entries)

    def of_sorted(self, whole: Iterable[str], entries: Iterable[Sequence[str]]) -> bytes:
        """Returns the digest of everything that was read, as `Reads.as_sorted` tells it."""
        digests = self._entries
        digest = hashlib.sha256(b"".join(map(self._locale, whole)))
        for tag, entry_id in entries:
            digest.update(digests.get((tag, entry_id)) or self.entry(tag, entry_id))
        return digest.digest()

    def entry(self, tag: str, entry_id: str) -> bytes:
        """Returns the digest of an entry in a locale: its text, what it says, and how it came there."""
        key = (tag, entry_id)
        if key not in self._entries:
            self._entries[key] = self._digest(tag, entry_id)
        return self._entries[key]

    def _locale(self, tag: str) -> bytes:
        if tag not in self._locales:
            digest = hashlib.sha256(tag.encode())
            for entry_id in self._catalog.ledger if tag == LEDGER else self._catalog.entries.get(tag, {}):
                digest.update(self.entry(tag, entry_id))
            self._locales[tag] = digest.digest()
        return self._locales[tag]

    def _digest(self, tag: str, entry_id: str) -> bytes:
        if tag == LEDGER:
            stated = f"{entry_id} {self._catalog.ledger.get(entry_id)}"
            return hashlib.sha256(stated.encode()).digest()
        version = self._catalog.entries.get(tag, {}).get(entry_id)
        return bytes(32) if version is None else version.digest


__all__ = ["LEDGER", "Fingerprints"]
