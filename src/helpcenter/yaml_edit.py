"""Edits of YAML files as text: whatever an edit does not touch keeps its comments, order, quoting and line ends.

ruamel.yaml's round trip keeps comments, but not how lines are broken, quoted and indented; a reviewer would see
changes that nobody made. Here an edit replaces the few characters that it is about, and is then checked: the file
is read again, and must say exactly what it said before, but for what was asked.
"""

from __future__ import annotations

import contextlib
import copy
import difflib
import json
import os
import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path as FilePath
from typing import Any, NamedTuple

import yaml

from helpcenter.diagnostics import ContentError
from helpcenter.loader import Document, parse
from helpcenter.loader.positions import source_offsets
from helpcenter.model.text import Path

Value = str | Sequence[str] | Mapping[str, "str | Sequence[str]"]


class EditError(ValueError):
    """An edit cannot be done without touching something else; the file is as it was."""


class YamlText:
    """The text of a YAML file under edit. Each method does one edit, checks it, and raises EditError if it fails.

    Paths are keys and 0-based positions: `("steps", 0, "do")`.
    """

    def __init__(self, document: Document) -> None:
        self.document = document

    @property
    def text(self) -> str:
        """Returns the whole text as it is now, with `\\n` line ends; see `save_text`."""
        return self.document.text

    def replace_within(self, path: Path, start: int, end: int, new: str) -> None:
        """Replaces some characters of a text value: those from `start` up to `end`, counted in the value."""
        value = self._value(path)
        if not isinstance(value, str):
            raise EditError(f"'{_dotted(path)}' is no text")
        wanted = value[:start] + new + value[end:]
        node = self._nodes()[path]
        offsets = source_offsets(self.document, path)
        if offsets is not None and "\n" not in new:
            first, last = _raw_span(self.text, node, offsets, start, end)
            edited = self.text[:first] + _escaped(new, node.style) + self.text[last:]
            if self._accept(edited, path, wanted):
                return
        self.set_text(path, wanted)

    def set_text(self, path: Path, value: str) -> None:
        """Replaces a text value, in the style in which it is written where that can hold the new one."""
        node = self._nodes().get(path)
        if node is None or node.kind != "scalar":
            raise EditError(f"'{_dotted(path)}' is no text")
        if node.style in ("|", ">"):
            value = value if value.endswith("\n") or not self._value(path).endswith("\n") else f"{value}\n"
            new = _block(self.text, node, value)
        else:
            new = _scalar(value, node.style, in_flow=node.in_flow)
        self._replace(node, new, path, value)

    def put(self, path: Path, value: Value, *, after: str | None = None, comment: str = "") -> None:
        """Sets a field, adding it if it is not there: behind the field `after`, or at the end of its mapping.

        `value` is a text, a list of texts, or a mapping of those; `comment` stands above a field that is added.
        """
        nodes = self._nodes()
        if path in nodes:
            self._put_present(path, value)
            return
        parent = nodes.get(path[:-1])
        if parent is None or parent.kind != "mapping":
            raise EditError(f"'{_dotted(path[:-1])}' has no fields")
        key = str(path[-1])
        siblings = [at for at in nodes if len(at) == len(path) and at[:-1] == path[:-1]]
        if parent.is_flow:
            new = f"{_scalar(key, '', in_flow=True)}: {_flow(value)}"
            self._insert_in_flow(parent, [nodes[at] for at in siblings], new, path, value)
            return
        wanted = (*path[:-1], after or "")
        before = nodes[wanted if wanted in siblings else siblings[-1]]
        indent = _column(self.text, before.first)
        lines = [*([f"# {comment}"] if comment else []), *_field(key, value)]
        self._insert_lines(before.end, indent, lines, path, value)

    def add_item(self, path: Path, value: str | Mapping[str, str]) -> None:
        """Adds a text, or fields on one line, at the end of a list."""
        nodes = self._nodes()
        node = nodes.get(path)
        if node is None or node.kind != "sequence":
            raise EditError(f"'{_dotted(path)}' is no list")
        items = [nodes[at] for at in nodes if len(at) == len(path) + 1 and at[: len(path)] == path]
        place = (*path, len(items))
        if node.is_flow:
            self._insert_in_flow(node, items, _flow(value), place, value)
            return
        dash = self.text.rindex("-", 0, items[-1].start)
        lines = [f"- {_scalar(value, '', in_flow=False) if isinstance(value, str) else _flow(value)}"]
        self._insert_lines(items[-1].end, _column(self.text, dash), lines, place, value)

    def delete(self, path: Path) -> None:
        """Deletes a field or an item; comments above it stay. A mapping or list left empty says so."""
        nodes = self._nodes()
        node = nodes.get(path)
        if node is None or not path:
            raise EditError(f"there is no '{_dotted(path)}'")
        parent = nodes[path[:-1]]
        siblings = [at for at in nodes if len(at) == len(path) and at[:-1] == path[:-1]]
        wanted = _without(self.document.data, path)
        if len(siblings) == 1:
            edited = self._emptied(parent, path)
        elif parent.is_flow:
            edited = _cut_from_flow(self.text, [nodes[at] for at in siblings], siblings.index(path))
        else:
            edited = _cut_lines(self.text, node, path)
        self._commit(edited, wanted, path)

    def lay_out(self, text: str) -> None:
        """Takes a text that says the same in another layout, such as without some comments."""
        self._commit(text, self.document.data, ())

    def _put_present(self, path: Path, value: Value) -> None:
        """Sets a field that is there: key by key, so that comments between them stay."""
        nodes = self._nodes()
        present = self._value(path)
        if present == _plain(value):
            return
        if isinstance(value, str) and isinstance(present, str):
            self.set_text(path, value)
        elif isinstance(value, Mapping) and isinstance(present, dict) and present:
            previous: str | None = None
            for key, item in value.items():
                self.put((*path, key), item, after=previous)
                previous = key
            for key in [key for key in self._value(path) if key not in value]:
                self.delete((*path, key))
        else:
            self._replace(nodes[path], _flow(value), path, value)

    def _emptied(self, parent: _Node, path: Path) -> str:
        empty = "{}" if parent.kind == "mapping" else "[]"
        if parent.is_flow:
            return self.text[: parent.start] + empty + self.text[parent.end :]
        if len(path) == 1:
            raise EditError("a file without fields is none")
        head = self.text.rindex(":", 0, parent.first_child) + 1
        return f"{self.text[:head]} {empty}{self.text[parent.end :]}"

    def _insert_lines(self, behind: int, indent: int, lines: list[str], path: Path, value: Value) -> None:
        line_end = self.text.find("\n", behind)
        at = len(self.text) if line_end < 0 else line_end + 1
        block = "".join(f"{' ' * indent}{line}\n" for line in lines)
        lead = "" if at == 0 or self.text[at - 1] == "\n" else "\n"
        self._commit(self.text[:at] + lead + block + self.text[at:], self._with(path, value), path)

    def _insert_in_flow(self, parent: _Node, items: list[_Node], new: str, path: Path, value: Value) -> None:
        at = items[-1].end if items else parent.start + 1
        edited = self.text[:at] + (", " if items else "") + new + self.text[at:]
        self._commit(edited, self._with(path, value), path)

    def _replace(self, node: _Node, new: str, path: Path, value: Value) -> None:
        edited = self.text[: node.start] + new + self.text[node.end :]
        self._commit(edited, self._with(path, value), path)

    def _accept(self, edited: str, path: Path, value: Value) -> bool:
        try:
            self._commit(edited, self._with(path, value), path)
        except EditError:
            return False
        return True

    def _commit(self, edited: str, wanted: dict[str, Any], path: Path) -> None:
        try:
            document = parse(edited.encode("utf-8"), self.document.path)
        except ContentError as error:
            raise EditError(f"'{_dotted(path)}' cannot be changed: {error.diagnostics[0].message}") from error
        if document.data != wanted:
            raise EditError(f"'{_dotted(path)}' cannot be changed without changing something else")
        self.document = document

    def _with(self, path: Path, value: Value) -> dict[str, Any]:
        data: dict[str, Any] = copy.deepcopy(self.document.data)
        at: Any = data
        for step in path[:-1]:
            at = at[step]
        if isinstance(at, list) and path[-1] == len(at):
            at.append(_plain(value))
        else:
            at[path[-1]] = _plain(value)
        return data

    def _value(self, path: Path) -> Any:
        at: Any = self.document.data
        for step in path:
            try:
                at = at[step]
            except (KeyError, IndexError, TypeError):
                raise EditError(f"there is no '{_dotted(path)}'") from None
        return at

    def _nodes(self) -> dict[Path, _Node]:
        return _outline(self.text)


def save_text(file: FilePath, text: str) -> bool:
    """Writes an edited text in place of a file, whole or not at all; False when nothing changed.

    Lines that stay keep their line end, `\\r\\n` or `\\n`; new ones get the one that most lines have.
    """
    raw = file.read_bytes().decode("utf-8")
    new = _with_line_ends(text, raw)
    if new == raw:
        return False
    write_whole(file, new, mode=file.stat().st_mode & 0o777)
    return True


def write_whole(file: FilePath, text: str, *, mode: int = 0o644) -> None:
    """Writes a file as it is given, whole or not at all; makes its folder."""
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as stream:
            stream.write(text.encode("utf-8"))
        temporary.chmod(mode)
        temporary.replace(file)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


class _Node(NamedTuple):
    """A value in the text: from `start` up to `end`, without blank lines behind it.

    `first` is where its field begins: at the key in a mapping, at the value itself in a list.
    `first_child` is where the first field or item of a block collection begins.
    """

    kind: str
    start: int
    end: int
    first: int
    style: str
    is_flow: bool
    in_flow: bool
    first_child: int


def _outline(text: str) -> dict[Path, _Node]:
    """Returns every value in a text that has been read before, by path, parents first."""
    loader: Any = yaml.CLoader(text)
    try:
        events: Iterator[Any] = iter([loader.get_event() for _ in iter(loader.check_event, False)])
    finally:
        loader.dispose()
    nodes: dict[Path, _Node] = {}

    def read(event: Any, path: Path, first: int, in_flow: bool) -> int:
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, yaml.ScalarEvent):
            if event.style in ("|", ">"):
                end = start + len(text[start:end].rstrip("\n "))
            nodes[path] = _Node("scalar", start, end, first, event.style or "", False, in_flow, start)
            return int(end)
        is_flow = bool(event.flow_style)
        kind = "mapping" if isinstance(event, yaml.MappingStartEvent) else "sequence"
        nodes[path] = _Node(kind, start, start, first, "", is_flow, in_flow, start)
        end, first_child, position = start, start, 0
        while not isinstance(inner := next(events), _ENDS):
            begins = inner.start_mark.index
            first_child = begins if position == 0 else first_child
            if kind == "mapping":
                end = read(next(events), (*path, inner.value), begins, is_flow)
            else:
                end = read(inner, (*path, position), begins, is_flow)
            position += 1
        if is_flow:
            end = inner.end_mark.index  # type: ignore[union-attr]
        nodes[path] = _Node(kind, start, end, first, "", is_flow, in_flow, first_child)
        return int(end)

    next(events)  # stream
    next(events)  # document
    root: Any = next(events)
    read(root, (), root.start_mark.index, False)
    return nodes


_ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


def _raw_span(text: str, node: _Node, offsets: list[int], start: int, end: int) -> tuple[int, int]:
    closing = node.end - (1 if node.style in ("'", '"') else 0)
    first = offsets[start] if start < len(offsets) else closing
    if end <= start:
        return first, first
    last = offsets[end - 1]
    escape = _ESCAPE.match(text, last) if node.style == '"' else None
    if escape:
        return first, escape.end()
    return first, last + (2 if node.style == "'" and text.startswith("''", last) else 1)


_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")


def _escaped(new: str, style: str) -> str:
    if style == "'":
        return new.replace("'", "''")
    return new.replace("\\", "\\\\").replace('"', '\\"') if style == '"' else new


def _scalar(value: str, style: str, *, in_flow: bool) -> str:
    """Returns a text as YAML on one line, in this style if it can hold it."""
    if style == "'" and "\n" not in value:
        return f"'{_escaped(value, style)}'"
    if style != '"' and _is_plain(value, in_flow=in_flow):
        return value
    return json.dumps(value, ensure_ascii=False)


def _is_plain(value: str, *, in_flow: bool) -> bool:
    """True when the text means itself without quotes, to us and to any other reader of YAML."""
    if "\n" in value or _LOOKS_TYPED.fullmatch(value):
        return False
    try:
        if in_flow:
            return bool(yaml.load(f"[{value}]", Loader=yaml.CBaseLoader) == [value])  # noqa: S506
        return bool(yaml.load(f"a: {value}\n", Loader=yaml.CBaseLoader) == {"a": value})  # noqa: S506
    except yaml.YAMLError:
        return False


# What some version of YAML reads as a number, a truth value, nothing, or a time of day.
_LOOKS_TYPED = re.compile(
    r"[-+]?[0-9][0-9_.,:eE+-]*|0[xob][0-9a-fA-F_]+|[-+]?\.(?:inf|nan|[0-9]+)|~|null|true|false|yes|no|on|off|y|n|",
    re.IGNORECASE,
)


def quoted(value: str) -> str:
    """Returns a text in double quotes, as YAML."""
    return json.dumps(value, ensure_ascii=False)


def scalar(value: str) -> str:
    """Returns a text as YAML on one line: as it is where that is safe, else in double quotes."""
    return _scalar(value, "", in_flow=False)


def _flow(value: Value) -> str:
    if isinstance(value, str):
        return _scalar(value, "", in_flow=True)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(item)}" for key, item in value.items()) + "}"
    return "[" + ", ".join(_flow(item) for item in value) + "]"


def _field(key: str, value: Value) -> list[str]:
    """Returns the lines of a field in a block mapping."""
    name = _scalar(key, "", in_flow=False)
    if isinstance(value, Mapping) and value:
        return [f"{name}:", *(f"  {line}" for item in value for line in _field(item, value[item]))]
    if isinstance(value, str):
        return [f"{name}: {_scalar(value, '', in_flow=False)}"]
    return [f"{name}: {_flow(value)}"]


def _block(text: str, node: _Node, value: str) -> str:
    """Returns a block text with its header as it was, indented as it was."""
    header, _, body = text[node.start : node.end].partition("\n")
    first = next((line for line in body.split("\n") if line.strip()), "")
    indent = " " * (len(first) - len(first.lstrip(" ")))
    lines = value.rstrip("\n").split("\n")
    return "\n".join([header, *(f"{indent}{line}" if line else "" for line in lines)])


def _column(text: str, offset: int) -> int:
    return offset - (text.rfind("\n", 0, offset) + 1)


def _cut_lines(text: str, node: _Node, path: Path) -> str:
    start = text.rfind("\n", 0, node.first) + 1
    # The first field of a list's item stands behind the dash, which belongs to the item.
    if text[start : node.first].strip(" -" if isinstance(path[-1], int) else " "):
        raise EditError(f"'{_dotted(path)}' shares its line with something else")
    line_end = text.find("\n", node.end)
    return text[:start] + (text[line_end + 1 :] if line_end >= 0 else "")


def _cut_from_flow(text: str, items: list[_Node], position: int) -> str:
    if position + 1 < len(items):
        return text[: items[position].first] + text[items[position + 1].first :]
    return text[: items[position - 1].end] + text[items[position].end :]


def _without(data: dict[str, Any], path: Path) -> dict[str, Any]:
    wanted: dict[str, Any] = copy.deepcopy(data)
    at: Any = wanted
    for step in path[:-1]:
        at = at[step]
    del at[path[-1]]
    return wanted


def _plain(value: Value) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value]


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


def _dotted(path: Path) -> str:
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path)
