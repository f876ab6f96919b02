"""Edited files are saved with the line ends that they had."""

from __future__ import annotations

import difflib
from pathlib import Path

from helpcenter.whole_files import write_whole


def save_text(file: Path, text: str) -> bool:
    """Writes an edited text in place of a file, whole or not at all; False when nothing changed.

    Lines that stay keep their line end, `\\r\\n` or `\\n`; new ones get the one that most lines have.
    """
    raw = file.read_bytes().decode("utf-8")
    new = _with_line_ends(text, raw)
    if new == raw:
        return False
    write_whole(file, new, mode=file.stat().st_mode & 0o777)
    return True


def _with_line_ends(text: str, raw: str) -> str:
    windows = raw.count("\r\n")
    if not windows:
        return text
    if windows == raw.count("\n"):
        return text.replace("\n", "\r\n")
    old, new = raw.split("\n"), text.split("\n")
    bare = [line.removesuffix("\r") for line in old]
    most = "\r" if windows * 2 > raw.count("\n") else ""
    out: list[str] = []
    for kind, first, last, start, end in difflib.SequenceMatcher(
        None, bare, new, autojunk=False
    ).get_opcodes():
        out += old[first:last] if kind == "equal" else [f"{line}{most}" for line in new[start:end]]
    # What stands behind the last line end is no line.
    return "\n".join([*out[:-1], out[-1].removesuffix("\r")])
