"""Findings about an entry, kept until something changes that the rules looked at."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from helpcenter.cache import Cache, key_of
from helpcenter.catalog import Catalog
from helpcenter.catalog.inputs import common_inputs, digest_of_parts
from helpcenter.diagnostics import Diagnostic, Location, Severity
from helpcenter.routes import Routes
from helpcenter.rules.base import Rule


class EntryFindings(NamedTuple):
    """What the rules found in the versions of an entry, and which entries they looked at (`Reads.as_lists`)."""

    entry_id: str
    reads: list[list[str]]
    found: list[Diagnostic]


class Memory:
    """The findings of the last run, by entry. `folder` is None for one that remembers nothing."""

    def __init__(
        self, folder: Path | None, rules: Sequence[Rule], catalog: Catalog, routes: Routes, today: date
    ) -> None:
        shared = ""
        if folder is not None:
            codes = (rule.code for rule in rules)
            parts = (*common_inputs(catalog), routes.digest, today.isoformat(), *codes)
            shared = digest_of_parts(parts)
        self._cache = Cache.open(folder, "findings", {"shared": shared})
        self._fingerprints = catalog.fingerprints
        self.enabled = folder is not None

    def of(self, entry_id: str) -> list[Diagnostic] | None:
        """Returns what the rules find in an entry; None when they have to look."""
        kept = self._cache.get(key_of(entry_id)) if self.enabled else None
        if kept is None or kept["digest"] != self._digest(kept["reads"]):
            return None
        return [_diagnostic(row) for row in kept["found"]]

    def note(self, looked: EntryFindings) -> None:
        """Keeps what was found just now."""
        if self.enabled:
            rows = [[astuple(one.location), *astuple(one)[1:]] for one in looked.found]
            kept = {"digest": self._digest(looked.reads), "reads": looked.reads, "found": rows}
            self._cache.put(key_of(looked.entry_id), kept)

    def save(self) -> None:
        """Writes the findings to disk, for the next run."""
        self._cache.save()

    def _digest(self, reads: Iterable[list[Any]]) -> str:
        return hashlib.sha256(self._fingerprints.of_lists(reads)).hexdigest()


def _diagnostic(row: list[Any]) -> Diagnostic:
    place, severity, *texts = row
    return Diagnostic(Location(*place), Severity(severity), *texts)
