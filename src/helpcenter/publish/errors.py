"""Why a site could not be published: one line that says what is wrong and what to do."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FULL = {errno.ENOSPC, errno.EDQUOT}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}
_GONE = {errno.ENOENT, errno.ESTALE, errno.ENOTDIR}


class PublishError(Exception):
    """The site was not published. The message is one plain line; the site that was there is untouched."""


def explain(error: OSError, path: str | Path | None = None) -> PublishError:
    """Returns `error` as a message for people. `path` is used when the error names no file itself."""
    target = error.filename if error.errno in _GONE else error.filename2 or error.filename
    named = target or path
    shown = f"'{os.fsdecode(named)}'" if isinstance(named, (str, bytes, Path)) else "the site"
    if error.errno in _FULL:
        return PublishError(
            f"The disk is full: {shown} could not be written. Free some space, then build again."
        )
    if error.errno == errno.EFBIG:
        return PublishError(f"{shown} is larger than the file-size limit allows. Raise it (`ulimit -f`).")
    if error.errno in _REFUSED:
        reason = (error.strerror or "no permission").lower()
        return PublishError(
            f"{shown} cannot be written: {reason}. Make its folder writable, then build again."
        )
    if error.errno in _GONE:
        return PublishError(f"{shown} vanished during the build. Stop what removes it, then build again.")
    return PublishError(f"{shown} could not be written: {error.strerror or error}.")


@contextmanager
def explained(path: str | Path | None = None) -> Iterator[None]:
    """Turns an OSError of the block into a PublishError."""
    try:
        yield
    except OSError as error:
        raise explain(error, path) from error
