"""Documents that were read before: their data is taken from a cache, by the digest of their bytes."""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import threading
from collections.abc import Sequence
from pathlib import Path

from helpcenter.cache import Cache, key_of
from helpcenter.diagnostics import ContentError
from helpcenter.loader.document import Document, parse, raw_bytes
from helpcenter.publish import follow_parent

MANY = 600
"""Unknown files from which on a second process pays for its start."""
BATCH = 100


class KnownDocuments:
    """Reads documents as `loader.read` does. `folder` keeps their data between runs; None keeps nothing."""

    def __init__(self, folder: Path | None = None) -> None:
        self._cache = Cache.open(folder, "documents")
        self._ahead: dict[bytes, str] = {}

    def read(self, file: Path, path: str) -> Document:
        """Returns the document in a file; `path` is how diagnostics name it. Raises ContentError."""
        raw = raw_bytes(file, path)
        key = key_of(raw)
        ahead = self._ahead.pop(key, None)
        data = json.loads(ahead) if ahead is not None else self._cache.get(key)
        if isinstance(data, dict):
            # Only a sound document was kept, so these bytes are UTF-8 with nothing forbidden in it.
            return Document(path, raw.decode().replace("\r\n", "\n"), data)
        document = parse(raw, path)
        self._cache.put(key, document.data)
        return document

    def read_ahead(self, files: Sequence[Path], jobs: int | None = None) -> None:
        """Parses files in several processes, where that is quicker; `read` then finds their data."""
        count = jobs or len(os.sched_getaffinity(0))
        if count == 1 or len(files) < MANY or threading.active_count() > 1:
            return
        unknown = [file for file in files if self._is_unknown(file)]
        if len(unknown) < MANY:
            return
        batches = [unknown[start : start + BATCH] for start in range(0, len(unknown), BATCH)]
        with multiprocessing.get_context("fork").Pool(count, follow_parent) as pool:
            for batch in pool.imap(_parse_all, batches):
                for key, text in batch:
                    self._ahead[key] = text
                    self._cache.put_text(key, text)

    def save(self) -> None:
        """Writes what was read to disk, for the next run."""
        self._cache.save()

    def _is_unknown(self, file: Path) -> bool:
        with contextlib.suppress(ContentError):
            return key_of(raw_bytes(file, "")) not in self._cache
        return False


def _parse_all(files: Sequence[Path]) -> list[tuple[bytes, str]]:
    """Returns the data of files with the key of their bytes; whoever reads a faulty one again hears of it."""
    parsed = []
    for file in files:
        with contextlib.suppress(ContentError):
            raw = raw_bytes(file, "")
            data = parse(raw, "").data
            parsed.append((key_of(raw), json.dumps(data, ensure_ascii=False, separators=(",", ":"))))
    return parsed
