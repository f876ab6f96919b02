"""Files that are written whole or not at all: whoever reads one, whatever is killed, finds the old one or the new."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterable
from pathlib import Path


def write_whole(file: Path, content: str | Iterable[bytes], *, mode: int | None = None) -> None:
    """Writes a file in place of what may be there; makes its folder. Raises OSError, and leaves the old file then.

    `mode` are its permissions; by default those of any new file. Text is written as UTF-8, line ends as they are.
    """
    parts = [content.encode("utf-8")] if isinstance(content, str) else content
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    try:
        with open(
            os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666), "wb"
        ) as stream:
            stream.writelines(parts)
        if mode is not None:
            temporary.chmod(mode)
        temporary.replace(file)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
