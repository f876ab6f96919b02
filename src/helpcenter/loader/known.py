"""Documents that were read before, or are being read in other processes: their data is taken from there."""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

from helpcenter.cache import Cache, key_of
from helpcenter.diagnostics import ContentError
from helpcenter.file_keys import FileKeys
from helpcenter.loader.document import Data, Document, parse, raw_bytes
from helpcenter.publish import follow_parent

MANY = 600
"""Unknown files from which on a second process pays for its start."""
BATCH = 50
"""Files at a time: some 10 ms of parsing, beside which handing them over costs little."""


class _Parsed(NamedTuple):
    """What came of a sound file in another process: `key` is that of its bytes, `kept` what is kept of it."""

    file: str
    key: bytes
    text: str
    data: Data
    kept: bytes


class KnownDocuments:
    """Reads documents as `loader.read` does. `folder` keeps them between runs; None keeps nothing.

    A file that looks as it did then isn't even opened; `keys` tell, if somebody has looked at files already.
    """

    def __init__(self, folder: Path | None = None, keys: FileKeys | None = None) -> None:
        self._cache = Cache.open(folder, "documents")
        self._keys = keys or FileKeys(folder)
        self._keeps = folder is not None
        self._expected: set[str] = set()
        self._coming: Iterator[list[_Parsed | str]] = iter(())
        self._come: dict[str, _Parsed] = {}
        self._keys_found: dict[str, bytes | None] = {}

    def later(self, file: str | Path, path: str) -> tuple[bytes, Callable[[], Document]] | None:
        """Returns the key of a file's bytes and what returns its document; None for one that must be read now."""
        file = str(file)
        key = self._key(file)
        if key is None or key not in self._cache:
            return None
        self._cache.use(key)
        return key, partial(self._kept_document, key, file, path)

    def read(self, file: str | Path, path: str) -> Document:
        """Returns the document in a file; `path` is how diagnostics name it. Raises ContentError."""
        return self.read_with_key(file, path)[1]

    def read_with_key(self, file: str | Path, path: str) -> tuple[bytes, Document]:
        """Returns the key of a file's bytes (`cache.key_of`), and its document. Raises ContentError."""
        file = str(file)
        parsed = self._parsed(file)
        if parsed is not None:
            self._keys.note(file, parsed.key)
            self._cache.put_bytes(parsed.key, parsed.kept)
            return parsed.key, Document(path, parsed.text, parsed.data)
        key = self._key(file)
        known = self._known(key, path)
        if key is not None and known is not None:
            return key, known
        key, raw = _read(file, path)
        self._keys.note(file, key)
        known = self._known(key, path)
        if known is not None:
            return key, known
        document = parse(raw, path)
        self._cache.put(key, [document.text, document.data])
        return key, document

    @contextlib.contextmanager
    def reading_ahead(self, files: Sequence[str | Path], jobs: int | None = None) -> Iterator[None]:
        """Parses files in other processes meanwhile, where that is quicker; `read` should ask in the same order.

        `read` raises BrokenProcessPool when one of them was killed.
        """
        count = jobs or len(os.sched_getaffinity(0))
        unknown = []
        if count > 1 and len(files) >= MANY and threading.active_count() == 1:
            unknown = [file for file in map(str, files) if self._is_unknown(file)]
        if len(unknown) < MANY:
            yield
            return
        batches = [unknown[start : start + BATCH] for start in range(0, len(unknown), BATCH)]
        pool = ProcessPoolExecutor(count, multiprocessing.get_context("fork"), follow_parent)
        try:
            self._expected = set(unknown)
            self._coming = pool.map(partial(_parse_all, keep=self._keeps), batches)
            yield
        finally:
            pool.shutdown(cancel_futures=True)
            self._expected, self._coming, self._come = set(), iter(()), {}

    def save(self) -> None:
        """Writes what was read to disk, for the next run."""
        self._cache.save()
        self._keys.save()

    def _key(self, file: str) -> bytes | None:
        """Returns the key of a file's bytes, from how it looks or else from them; None where nothing is kept anyway."""
        if file not in self._keys_found:
            key = None
            with contextlib.suppress(OSError, ContentError):  # reading it will say why
                key = self._keys.look(file)
                if key is None and not self._cache.is_empty:
                    key = _read(file, "")[0]
                    self._keys.note(file, key)
            self._keys_found[file] = key
        return self._keys_found[file]

    def _is_unknown(self, file: str) -> bool:
        key = self._key(file)
        return key is None or key not in self._cache

    def _known(self, key: bytes | None, path: str) -> Document | None:
        match self._cache.get(key) if key is not None else None:
            case [str() as text, dict() as data]:  # only sound documents are kept
                return Document(path, text, data)
        return None

    def _kept_document(self, key: bytes, file: str, path: str) -> Document:
        """Returns the document that was kept of a file, or else what the file says now. Raises ContentError."""
        return self._known(key, path) or parse(raw_bytes(file, path), path)

    def _parsed(self, file: str) -> _Parsed | None:
        """Returns what another process made of a file; None when none did, or when the file is faulty."""
        while self._expected and file in self._expected:
            for found in next(self._coming):
                if isinstance(found, _Parsed):
                    self._come[found.file] = found
                    self._expected.discard(found.file)
                else:
                    self._expected.discard(found)
        return self._come.pop(file, None)


def _read(file: str, path: str) -> tuple[bytes, bytes]:
    """Returns the key of a file's bytes, and the bytes."""
    raw = raw_bytes(file, path)
    return key_of(raw), raw


def _parse_all(files: Sequence[str], *, keep: bool) -> list[_Parsed | str]:
    """Returns what is in files; a faulty one as it is, so that whoever reads it again hears of it."""
    results: list[_Parsed | str] = []
    for file in files:
        try:
            key, raw = _read(file, "")
            document = parse(raw, "")
        except ContentError:
            results.append(file)
            continue
        kept = (
            json.dumps([document.text, document.data], ensure_ascii=False, separators=(",", ":"))
            if keep
            else ""
        )
        results.append(_Parsed(file, key, document.text, document.data, kept.encode()))
    return results
