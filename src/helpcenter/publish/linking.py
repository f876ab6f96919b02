"""Hard links, where the disk can make them."""

from __future__ import annotations

import errno
import os
import shutil

_NO_HARD_LINK = {errno.EMLINK, errno.EPERM, errno.EXDEV, errno.EOPNOTSUPP, errno.ENOSYS}


def link(source: str, target: str) -> None:
    """Makes a file another name of one that is there, or a copy of it. Raises OSError."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_HARD_LINK:
            raise
        shutil.copy2(source, target, follow_symlinks=False)
