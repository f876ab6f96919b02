"""Two folders trade places in one step.

Why folders, and not a symbolic link that is pointed at the next release: `site/` has to be a folder for
everybody who uses it. `find site`, `cp -r site x`, `tar c site`, `COPY site` in a container file and the
upload steps of CI services take a link for a link, and `.gitignore`'s `site/` does not match one; `mkdocs
build` would empty the release behind it. So the next release is a complete folder elsewhere on the disk, and
one system call gives it the name `site` and the old one the name the next one had: renameat2(RENAME_EXCHANGE)
on Linux (3.15, 2014; ext4, XFS, Btrfs, tmpfs, overlayfs), renamex_np(RENAME_SWAP) on macOS (APFS). A process
that opened the folder before goes on reading the old one, whole.

Where the disk cannot do that (NFS, some folders shared into containers), two renames follow each other: for
some microseconds there is no site, but never a mixture.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h
_RENAME_SWAP = 2  # sys/stdio.h of macOS
_CANNOT = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}


def exchange(one: Path, other: Path) -> bool:
    """Makes two existing folders trade names at once; False when this system or disk cannot. Raises
    OSError."""
    call = _system_call()
    if call is None:
        return False
    if call(os.fsencode(one), os.fsencode(other)) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(one))


def replace(site: Path, tree: Path, old_tree: Path | None) -> None:
    """Makes `tree` the site. What was the site is `old_tree` afterwards; None when there was nothing.

    When the process dies in between, what was the site may be left under the name `tree`, and where the disk
    cannot exchange, `site` may be missing: `releases.recover` tells which and finishes. Raises OSError.
    """
    if old_tree is None:
        tree.rename(site)  # replaces an empty folder, no other
    elif exchange(site, tree):
        tree.rename(old_tree)
    else:
        site.rename(old_tree)
        try:
            tree.rename(site)
        except OSError:
            old_tree.rename(site)
            raise


def sync_folder(folder: Path) -> None:
    """Waits until the names in `folder` are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _system_call() -> Callable[[bytes, bytes], int] | None:
    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform.startswith("linux") and hasattr(library, "renameat2"):
        return lambda one, other: int(library.renameat2(_AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE))
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        return lambda one, other: int(library.renamex_np(one, other, _RENAME_SWAP))
    return None
