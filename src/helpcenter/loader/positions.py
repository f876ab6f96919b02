"""Where each character of a value stands in its file, however the value is written."""

from __future__ import annotations

import re
from typing import Any

from helpcenter.loader.document import Document
from helpcenter.model.text import Path

_FOLD = re.compile(r"[ \t]*\n(?:[ \t]*\n)*[ \t]*")
_HEADER = re.compile(r"[|>][-+]?([1-9]?)[-+]?[^\n]*\n")
_FIRST_LINE = re.compile(r"(?:[ ]*\n)*([ ]*)")
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_CONTINUED = re.compile(r"(?:[ \t]*\\\n[ \t]*)+")


def source_offsets(document: Document, path: Path) -> list[int] | None:
    """Returns the offset in the file's text of each character of the text value at `path`.

    None when the value is not found there or cannot be aligned with what is written.
    """
    mark = document.marks.get(path)
    value = _value(document.data, path)
    if mark is None or not isinstance(value, str):
        return None
    start = 0
    for _ in range(mark.line):
        start = document.text.index("\n", start) + 1
    if mark.style in ("|", ">"):
        header = _HEADER.match(document.text, start + mark.column)
        if header is None or (header[1] and mark.key == (mark.line, mark.column)):
            return None  # In a list, an indent that is stated counts from somewhere that no mark knows.
        stated = mark.key[1] + int(header[1]) if header[1] else None
        offsets = _in_block(document.text, header.end(), value, stated)
    elif mark.style:
        offsets = _in_quotes(document.text, start + mark.column + 1, value, mark.style)
    else:
        offsets = _in_flow(document.text, start + mark.column, value)
    return offsets if offsets is not None and len(offsets) == len(value) else None


def _in_block(text: str, start: int, value: str, stated: int | None) -> list[int] | None:
    """Aligns a literal (`|`) or folded (`>`) block.

    `start` is the first line below its header, `stated` the indent that the header states, if it does.
    """
    first = _FIRST_LINE.match(text, start)
    indent = stated if stated is not None else len(first[1]) if first else 0
    offsets: list[int] = []
    at = _after_indent(text, start, indent)
    for char in value:
        while at < len(text) and text[at] != char:
            if text[at] != "\n":
                return None
            if char == " ":
                break
            at = _after_indent(text, at + 1, indent)
        if at >= len(text):
            # The last line may lack its line end.
            offsets.append(len(text))
            continue
        offsets.append(at)
        at = _after_indent(text, at + 1, indent) if text[at] == "\n" else at + 1
    return offsets


def _after_indent(text: str, at: int, indent: int) -> int:
    end = at
    while end - at < indent and end < len(text) and text[end] == " ":
        end += 1
    return end


def _in_flow(text: str, start: int, value: str) -> list[int] | None:
    """Aligns a plain scalar, on one or several lines."""
    return _folded(text, start, value, lambda at: (text[at : at + 1], at + 1))


def _in_quotes(text: str, start: int, value: str, quote: str) -> list[int] | None:
    """Aligns a quoted scalar; `start` is just behind the opening quote."""

    def read(at: int) -> tuple[str, int]:
        if quote == "'" and text.startswith("''", at):
            return "'", at + 2
        if quote == '"' and (match := _ESCAPE.match(text, at)):
            return _unescaped(match[0]), match.end()
        return text[at : at + 1], at + 1

    return _folded(text, start, value, read)


def _folded(text: str, start: int, value: str, read: Any) -> list[int] | None:
    offsets: list[int] = []
    at = start
    while len(offsets) < len(value):
        if continued := _CONTINUED.match(text, at):
            at = continued.end()
            continue
        fold = _FOLD.match(text, at)
        if fold:
            breaks = fold[0].count("\n")
            offsets += [at] * (1 if breaks == 1 else breaks - 1)
            at = fold.end()
            continue
        char, following = read(at)
        if char != value[len(offsets)]:
            return None
        offsets.append(at)
        at = following
    return offsets


_NAMED = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
    "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip


def _unescaped(written: str) -> str:
    if len(written) > 2:
        return chr(int(f"0x{written[2:]}", base=0))
    return _NAMED.get(written[1], written[1])


def _value(data: Any, path: Path) -> Any:
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data
