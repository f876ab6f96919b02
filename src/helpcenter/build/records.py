"""What the pieces of the last build were made from, so that the next one makes only those anew that differ."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from helpcenter.audit.keeping import PackedFacts
from helpcenter.build.pieces import Made, Piece
from helpcenter.build.shared_inputs import digest_of_shared_inputs
from helpcenter.build.sinks import Target
from helpcenter.cache import Cache, key_of
from helpcenter.render import Site


class Records:
    """Records of pieces, and facts of their files. `folder` is None for a build that keeps and uses nothing."""

    def __init__(self, folder: Path | None, site: Site) -> None:
        self.enabled = folder is not None
        shared = digest_of_shared_inputs(site) if self.enabled else ""
        self._pieces = Cache.open(folder, "pieces", {"shared": shared})
        self._facts = Cache.open(folder, "facts", {"site": site.settings.site_url})
        self._fingerprints = site.catalog.fingerprints
        self._kept: dict[str, str] = {}
        """Files that were taken over, whose facts are still of use: SHA-256 by path."""

    @property
    def is_empty(self) -> bool:
        """True when nothing is kept: everything has to be made."""
        return self._pieces.is_empty

    def kept(self, piece: Piece, target: Target) -> Made | None:
        """Returns the piece as it is in the live site, taken over into `target`; None when it has to be made.

        It is taken over when it was made from what it would be made from now, and its files are there.
        """
        record = self._pieces.get(key_of(piece.name))
        if record is None or record["digest"] != self._digest(piece, record["reads"]):
            return None
        files: Mapping[str, str] = record["files"]
        if not target.keep(files):
            return None
        self._kept.update(files)
        return Made(piece, folder=record["folder"])

    def with_before(self, index: Piece) -> Piece:
        """Returns an index's piece that tells where its files were when it was made the last time, if it was."""
        record = self._pieces.get(key_of(index.name))
        if record is None:
            return index
        facts = {
            path: PackedFacts(path, sha256, data)
            for path, sha256 in record["files"].items()
            if (data := self._facts.get_bytes(key_of(path, sha256))) is not None
        }
        return replace(index, before=str(record["folder"]), facts_before=facts)

    def files_of(self, piece: str) -> dict[str, str]:
        """Returns the files of the piece of this name when it was made the last time: SHA-256 by path."""
        record = self._pieces.get(key_of(piece))
        return dict(record["files"]) if record is not None else {}

    def note(self, made: Made) -> None:
        """Keeps the record of a piece that was just made."""
        if not self.enabled:
            return
        record: dict[str, Any] = {
            "digest": self._digest(made.piece, made.reads),
            "reads": made.reads,
            "files": {path: state.sha256 for path, state in made.written},
            "folder": made.folder,
        }
        self._pieces.put(key_of(made.piece.name), record)
        for facts in made.facts:
            self._facts.put_bytes(key_of(facts.path, facts.sha256), facts.data)

    def save(self) -> None:
        """Writes the records to disk, for the next build."""
        self._pieces.save()
        for path, sha256 in self._kept.items():
            self._facts.use(key_of(path, sha256))
        self._facts.save()

    def _digest(self, piece: Piece, reads: Iterable[list[str]]) -> str:
        read = self._fingerprints.of_lists(reads)
        return hashlib.sha256(read + piece.files.encode()).hexdigest()

    def facts_of(self, path: str, sha256: str) -> PackedFacts | None:
        """Returns the facts of a file that was made for this build or an earlier one."""
        data = self._facts.get_bytes(key_of(path, sha256))
        return PackedFacts(path, sha256, data) if data is not None else None
