"""YAML bytes -> plain strings, lists and dictionaries, from PyYAML's C event stream."""

from __future__ import annotations

import os
import re
import stat
import sys
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any, NamedTuple

import yaml

from helpcenter.diagnostics import ContentError, Diagnostic, Location
from helpcenter.loader import findings
from helpcenter.loader.syntax import no_key, syntax_fault
from helpcenter.model.text import Path

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20
Data = dict[str, Any]

# C0 and C1 controls (but tab and line feed), bidirectional controls, zero-width and other invisible
# characters, line and paragraph separators, private use, surrogates, tags, noncharacters.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\uffff\ud800-\uf8ff"
    "\U000e0000-\U0010ffff\r]"
)


class Mark(NamedTuple):
    """Where a value begins and ends (0-based line and column), and how it is written.

    `style` is `|`, `>`, `"`, `'` or empty for a plain scalar, a list or a mapping.
    `key` is the place of the key before it, or of the value itself in a list.
    """

    line: int
    column: int
    end_line: int
    style: str
    key: tuple[int, int]


@dataclass(frozen=True)
class Document:
    """A content file: its repository-relative path, its text, and the data in it."""

    path: str
    text: str
    data: Data

    @cached_property
    def marks(self) -> dict[Path, Mark]:
        """Returns the place of every key and item. Read anew from the text when first asked for."""
        reader = _Reader(self.path, self.text, with_marks=True)
        reader.read()
        return reader.marks

    def at(self, path: Path = (), *, key: bool = False) -> Location:
        """Returns the place of the value at `path`, or of its key; of the nearest parent if it is absent."""
        while path and path not in self.marks:
            path, key = path[:-1], False
        mark = self.marks.get(path)
        if mark is None or not path:
            return Location(self.path)
        line, column = mark.key if key else (mark.line, mark.column)
        return Location(self.path, line + 1, column + 1)

    def within(self, path: Path, offset: int, snippet: str = "") -> Location:
        """Returns the place of a character of the text at `path`.

        `offset` counts characters of the value. Exact for literal blocks and one-line values; in a folded or
        quoted text of several lines it is the place of `snippet` if that stands there in one piece, else the
        beginning.
        """
        mark = self.marks.get(path)
        if mark is None:
            return self.at(path)
        value = _value_at(self.data, path)
        if mark.style == "|" and isinstance(value, str):
            return self._in_literal(mark, value, offset)
        rows = self.text.split("\n")
        if mark.line == mark.end_line and mark.style in ("", "'", '"'):
            start = mark.column + (1 if mark.style else 0)
            if snippet:
                found = rows[mark.line].find(snippet, start)
                if found >= 0:
                    start, offset = found, 0
            return Location(self.path, mark.line + 1, start + offset + 1)
        for number in range(mark.line, min(mark.end_line + 1, len(rows))):
            column = rows[number].find(snippet) if snippet else -1
            if column >= 0:
                return Location(self.path, number + 1, column + 1)
        return Location(self.path, mark.line + 1, mark.column + 1)

    def _in_literal(self, mark: Mark, value: str, offset: int) -> Location:
        rows = self.text.split("\n")
        first = mark.line + 1
        while first < len(rows) and not rows[first].strip():
            first += 1
        indent = len(rows[first]) - len(rows[first].lstrip(" ")) if first < len(rows) else 0
        before = value[:offset]
        line_in_value = before.count("\n")
        column = offset - (before.rfind("\n") + 1)
        return Location(self.path, mark.line + 2 + line_in_value, indent + column + 1)


def read(file: FilePath | str, path: str) -> Document:
    """Returns the document in a file; `path` is how diagnostics name it.

    Raises ContentError for anything but a regular, readable, well-formed UTF-8 YAML file of at most 256 KiB.
    """
    return parse(raw_bytes(file, path), path)


def read_text(file: FilePath | str, path: str, most: int = MAX_BYTES) -> str:
    """Returns the text of a file that is no YAML, of at most so many bytes, read as carefully.

    Raises ContentError; see `read`.
    """
    return _decode(raw_bytes(file, path, most), path, most)


def parse(raw: bytes, path: str) -> Document:
    """Returns the document in these bytes. Raises ContentError; see `read`."""
    text = _decode(raw, path)
    reader = _Reader(path, text)
    data = reader.read()
    return Document(path, text, data)


def raw_bytes(file: FilePath | str, path: str, most: int = MAX_BYTES) -> bytes:
    """Returns the first bytes of a regular file, one more than allowed at most. Raises ContentError."""
    where = Location(path)
    try:
        status = os.lstat(file)
        if stat.S_ISLNK(status.st_mode):
            raise _error(findings.SYMLINK, where, "it is a symbolic link.", "Put the file itself here.")
        if not stat.S_ISREG(status.st_mode):
            raise _error(
                findings.NOT_A_FILE, where, "it is not a regular file.", "Remove or rename what is there."
            )
        # O_NOFOLLOW and O_NONBLOCK: what lstat saw may have been replaced by a link or a pipe since.
        descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with open(descriptor, "rb") as stream:
            return stream.read(most + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise _error(findings.UNREADABLE, where, f"it cannot be read: {reason}.") from error


def _decode(raw: bytes, path: str, most: int = MAX_BYTES) -> str:
    where = Location(path)
    if len(raw) > most:
        raise _error(
            findings.TOO_LARGE,
            where,
            f"it is larger than {most // 1024} KiB.",
            "Split it into several entries.",
        )
    if raw.startswith(b"\xef\xbb\xbf"):
        raise _error(
            findings.BYTE_ORDER_MARK,
            where,
            "it begins with a byte order mark.",
            "Save it as UTF-8 without BOM.",
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        good = raw[: error.start].decode("utf-8")
        place = Location(path, good.count("\n") + 1, len(good) - (good.rfind("\n") + 1) + 1)
        raise _error(
            findings.INVALID_UTF8,
            place,
            f"byte 0x{raw[error.start]:02X} is not UTF-8.",
            "Save the file as UTF-8.",
        ) from error
    text = text.replace("\r\n", "\n")
    faults = []
    for match in FORBIDDEN.finditer(text):
        start = match.start()
        place = Location(path, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
        name = unicodedata.name(match[0][0], "a control character").lower()
        message = f"character U+{ord(match[0][0]):04X} ({name}) is not allowed."
        faults.append(findings.FORBIDDEN_CHARACTER.at(place, message, "Delete it."))
        if len(faults) == 20:
            break
    if faults:
        raise ContentError(faults)
    return text


class _Reader:
    """Builds data from events; with `with_marks` also notes where each value stands."""

    def __init__(self, path: str, text: str, *, with_marks: bool = False) -> None:
        self.path = path
        self.text = text
        self.with_marks = with_marks
        self.marks: dict[Path, Mark] = {}
        self.faults: list[Diagnostic] = []

    def read(self) -> Data:
        # The C scanner recurses on nested flow collections and can exhaust the stack: count brackets first.
        self._refuse_deep_brackets()
        loader = yaml.CLoader(self.text)
        try:
            root = self._document(loader)
        except yaml.YAMLError as error:
            raise ContentError([*self.faults, syntax_fault(self.path, self.text, error)]) from error
        except RecursionError as error:
            raise ContentError([self._too_deep(Location(self.path))]) from error
        finally:
            loader.dispose()
        if self.faults:
            raise ContentError(self.faults)
        if not isinstance(root, dict):
            raise _error(
                findings.NOT_A_MAPPING,
                Location(self.path),
                f"expected fields by name, got {_kind(root)}.",
                "Begin with `title:` or another field.",
            )
        return root

    def _document(self, loader: Any) -> Any:
        loader.get_event()  # stream start
        event = loader.get_event()
        if isinstance(event, yaml.StreamEndEvent):
            return ""
        if event.tags or event.version:
            self._fault(findings.TAG, event, "a directive is not allowed.", "Delete the line.")
        root = self._node(loader, loader.get_event(), (), 0, None)
        loader.get_event()  # document end
        event = loader.get_event()
        if not isinstance(event, yaml.StreamEndEvent):
            self._fault(
                findings.SEVERAL_DOCUMENTS, event, "a second document begins.", "One file is one document."
            )
        return root

    def _node(self, loader: Any, event: Any, path: Path, depth: int, key: tuple[int, int] | None) -> Any:
        if isinstance(event, yaml.AliasEvent):
            self._fault(findings.ANCHOR, event, f"alias '*{event.anchor}' is not allowed.", "Write the text.")
            return ""
        if event.anchor is not None:
            self._fault(findings.ANCHOR, event, f"anchor '&{event.anchor}' is not allowed.", "Delete it.")
        if event.tag is not None:
            self._fault(findings.TAG, event, f"tag '{event.tag}' is not allowed.", "Delete it.")
        if self.with_marks:
            start: Any = event.start_mark
            end: Any = event.end_mark if isinstance(event, yaml.ScalarEvent) else start
            style = (event.style or "") if isinstance(event, yaml.ScalarEvent) else ""
            here = (start.line, start.column)
            self.marks[path] = Mark(*here, end.line, style, key or here)
        if isinstance(event, yaml.ScalarEvent):
            return self._text(event)
        if depth >= MAX_DEPTH:
            raise ContentError([*self.faults, self._too_deep(self._where(event))])
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(loader, path, depth)
        return self._mapping(loader, path, depth)

    def _sequence(self, loader: Any, path: Path, depth: int) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := loader.get_event(), yaml.SequenceEndEvent):
            items.append(self._node(loader, event, (*path, len(items)), depth + 1, None))
        return items

    def _mapping(self, loader: Any, path: Path, depth: int) -> Data:
        items: Data = {}
        while not isinstance(event := loader.get_event(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                where = self._where(event)
                opening = self.text.split("\n")[where.line - 1][where.column - 1 : where.column]
                raise ContentError([*self.faults, no_key(where, opening)])
            if event.anchor is not None or event.tag is not None:
                self._fault(findings.TAG, event, "a key must be a plain word.", "Delete the tag or anchor.")
            key = sys.intern(self._text(event))  # the same few in every file
            if key in items:
                in_list = bool(path) and isinstance(path[-1], int)
                hint = "Keep one, or begin a new item with '- '." if in_list else "Keep one of them."
                self._fault(findings.DUPLICATE_KEY, event, f"'{key}' stands here a second time.", hint)
            mark: Any = event.start_mark
            place = (mark.line, mark.column)
            items[key] = self._node(loader, loader.get_event(), (*path, key), depth + 1, place)
        return items

    def _text(self, event: Any) -> str:
        value = unicodedata.normalize("NFC", event.value)
        if event.style == '"' and (match := FORBIDDEN.search(value.replace("\r\n", "\n"))):
            # Written as an escape: the file itself has none of these characters.
            message = f"character U+{ord(match[0][0]):04X} is not allowed, as an escape neither."
            self._fault(findings.FORBIDDEN_CHARACTER, event, message, "Delete it.")
        return value

    def _refuse_deep_brackets(self) -> None:
        if self.text.count("[") + self.text.count("{") <= 4 * MAX_DEPTH:
            return
        depth = 0
        for match in re.finditer(r"[\[\]{}]", self.text):
            depth = depth + 1 if match[0] in "[{" else max(0, depth - 1)
            if depth > 4 * MAX_DEPTH:
                start = match.start()
                place = Location(
                    self.path, self.text.count("\n", 0, start) + 1, start - self.text.rfind("\n", 0, start)
                )
                raise ContentError([self._too_deep(place)])

    def _too_deep(self, where: Location) -> Diagnostic:
        return findings.TOO_DEEP.at(where, f"it is nested deeper than {MAX_DEPTH} levels.", "Flatten it.")

    def _where(self, event: Any) -> Location:
        return Location(self.path, event.start_mark.line + 1, event.start_mark.column + 1)

    def _fault(self, finding: findings.Finding, event: Any, message: str, hint: str) -> None:
        self.faults.append(finding.at(self._where(event), message, hint))


def _error(finding: findings.Finding, where: Location, message: str, hint: str = "") -> ContentError:
    return ContentError([finding.at(where, message, hint)])


def _kind(value: Any) -> str:
    if isinstance(value, list):
        return "a list"
    return "a text" if value else "nothing"


def _value_at(data: Any, path: Path) -> Any:
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data
