"""Keys of files' bytes, known again by how a file looks, so that one that didn't change need not be read.

A file looks as before when its size, its inode and the times of its last change are the same, as for git's index. Its
own changes always move `ctime`, which no program can set; but by one tick of the disk's clock at least. So a file that
had changed shortly before it was read is read again the next time.
"""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

from helpcenter.cache import Cache, key_of

UNSETTLED_SECONDS = 2.0
"""A file that changed so shortly before it was looked at may change again without looking different."""

_Look = tuple[int, int, int, int]
"""Size, inode, `mtime` and `ctime`, in nanoseconds."""


class FileKeys:
    """The keys (`cache.key_of`) of files, kept between runs.

    `folder` is where they are kept, under the name `kind`; None keeps nothing. What a run doesn't look at is forgotten.
    """

    def __init__(self, folder: Path | None, kind: str) -> None:
        self._cache = Cache.open(folder, kind)
        self._known: dict[str, list[int | str]] = self._cache.get(_ALL) or {}
        self._seen: dict[str, tuple[_Look, str]] = {}
        self._looks: dict[str, _Look] = {}
        self._settled_before = time.time_ns() - int(UNSETTLED_SECONDS * 1e9)

    def look(self, file: str) -> bytes | None:
        """Returns the key of a regular file's bytes if it looks as it did when they were read.

        Raises OSError.
        """
        status = os.lstat(file)
        look = (status.st_size, status.st_ino, status.st_mtime_ns, status.st_ctime_ns)
        known = self._known.get(file)
        if known is not None and known[:4] == [*look]:
            self._seen[file] = look, str(known[4])
            return bytes.fromhex(str(known[4]))
        if stat.S_ISREG(status.st_mode) and status.st_ctime_ns < self._settled_before:
            self._looks[file] = look
        return None

    def note(self, file: str, key: bytes) -> None:
        """Keeps the key of a file's bytes, which were read after `look` did not know them."""
        look = self._looks.pop(file, None)
        if look is not None:
            self._seen[file] = look, key.hex()

    def save(self) -> None:
        """Writes the keys to disk, for the next run."""
        seen = {file: [*look, key] for file, (look, key) in self._seen.items()}
        if seen != self._known:
            self._cache.put(_ALL, seen)
            self._cache.save()


_ALL = key_of("all")
