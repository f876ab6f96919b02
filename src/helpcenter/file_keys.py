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
from typing import NamedTuple

from helpcenter.cache import Cache, can_be_kept

UNSETTLED_SECONDS = 2.0
"""A file that changed so shortly before it was looked at may change again without looking different."""


class _Look(NamedTuple):
    """How a file looks: times in nanoseconds."""

    size: int
    inode: int
    mtime: int
    ctime: int


_Seen = tuple[_Look, bytes]


class FileKeys:
    """The keys (`cache.key_of`) of files, kept between runs.

    `folder` is where they are kept; None keeps nothing. A run looks at each file once, whoever asks, and forgets what
    it doesn't look at.
    """

    def __init__(self, folder: Path | None) -> None:
        self._cache = Cache.open(folder, "files")
        self._known = self._cache.get_whole(dict[str, _Seen]) or {}
        self._seen: dict[str, _Seen] = {}
        self._looks: dict[str, _Look] = {}
        self._settled_before = time.time_ns() - int(UNSETTLED_SECONDS * 1e9)

    def look(self, file: str) -> bytes | None:
        """Returns the key of a regular file's bytes if it looks as it did when they were read.

        Raises OSError.
        """
        seen = self._seen.get(file)
        if seen is not None:
            return seen[1]
        status = os.lstat(file)
        look = _Look(status.st_size, status.st_ino, status.st_mtime_ns, status.st_ctime_ns)
        known = self._known.get(file)
        if known is not None and known[0] == look:
            self._seen[file] = known
            return known[1]
        if stat.S_ISREG(status.st_mode) and look.ctime < self._settled_before:
            self._looks[file] = look
        return None

    def note(self, file: str, key: bytes) -> None:
        """Keeps the key of a file's bytes, which were read after `look` did not know them."""
        look = self._looks.pop(file, None)
        if look is not None and can_be_kept(file):
            self._seen[file] = look, key

    def save(self) -> None:
        """Writes the keys to disk, for the next run."""
        if self._seen != self._known:
            self._cache.put_whole(self._seen)
            self._cache.save()
            self._known = dict(self._seen)
