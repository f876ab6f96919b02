"""Files of the live site, with what the audit knows of them: what is like them needn't be looked at again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from helpcenter.audit.addresses import SiteAddress
from helpcenter.audit.facts import DataFacts
from helpcenter.audit.gathering import facts_of
from helpcenter.audit.keeping import PackedFacts, packed, unpacked
from helpcenter.audit.reading import Before
from helpcenter.publish import Written

LARGE = 100_000
"""Bytes; a smaller file is read about as fast as compared with what it was."""


@dataclass(frozen=True, slots=True)
class KnownFiles:
    """The files that pieces had when they were made the last time, if any; for processes that were forked with it.

    `files_of` returns those of a piece, SHA-256 by path, and `kept_facts` facts by path and SHA-256. `live` is the
    folder of the live site.
    """

    files_of: Callable[[str], Mapping[str, str]] = lambda piece: {}
    kept_facts: Callable[[str, str], PackedFacts | None] = lambda path, sha256: None
    live: str = ""

    def facts_of(self, piece: str, written: Written, data: bytes, address: SiteAddress) -> PackedFacts | None:
        """Returns the facts of a file of a piece that was just written; None for a file that has none."""
        path, sha256 = written.path, written.state.sha256
        known = self.kept_facts(path, sha256)
        if known is not None:
            return known._replace(data=bytes(known.data))  # so that it pickles
        before = self._before(piece, path) if len(data) >= LARGE else None
        facts = facts_of(path, data, address, sha256, before)
        return packed(facts) if facts is not None else None

    def _before(self, piece: str, path: str) -> Before | None:
        sha256 = self.files_of(piece).get(path, "")
        known = self.kept_facts(path, sha256)
        facts = unpacked(known) if known is not None else None
        if not isinstance(facts, DataFacts):
            return None
        try:
            data = Path(self.live, path).read_bytes()
        except OSError:
            return None
        return Before(data, facts) if hashlib.sha256(data).hexdigest() == sha256 else None


NO_FILES = KnownFiles()

__all__ = ["LARGE", "NO_FILES", "KnownFiles"]
