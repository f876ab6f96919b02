"""A YAML text under edit."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from helpcenter.diagnostics import ContentError
from helpcenter.loader import Document, parse
from helpcenter.loader.positions import source_offsets
from helpcenter.model.text import Path
from helpcenter.yaml_edit.outline import Node, column, outline, raw_span
from helpcenter.yaml_edit.values import Value, as_data, block_text, escaped, field_lines, in_one_line, written


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
            first, last = raw_span(self.text, node, offsets, start, end)
            edited = self.text[:first] + escaped(new, node.style) + self.text[last:]
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
            new = block_text(self.text, node, value)
        else:
            new = written(value, node.style, in_flow=node.in_flow)
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
            new = f"{written(key, '', in_flow=True)}: {in_one_line(value)}"
            self._insert_in_flow(parent, [nodes[at] for at in siblings], new, path, value)
            return
        wanted = (*path[:-1], after or "")
        before = nodes[wanted if wanted in siblings else siblings[-1]]
        indent = column(self.text, before.first)
        lines = [*([f"# {comment}"] if comment else []), *field_lines(key, value)]
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
            self._insert_in_flow(node, items, in_one_line(value), place, value)
            return
        dash = self.text.rindex("-", 0, items[-1].start)
        lines = [f"- {written(value, '', in_flow=False) if isinstance(value, str) else in_one_line(value)}"]
        self._insert_lines(items[-1].end, column(self.text, dash), lines, place, value)

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
        if present == as_data(value):
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
            self._replace(nodes[path], in_one_line(value), path, value)

    def _emptied(self, parent: Node, path: Path) -> str:
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

    def _insert_in_flow(self, parent: Node, items: list[Node], new: str, path: Path, value: Value) -> None:
        at = items[-1].end if items else parent.start + 1
        edited = self.text[:at] + (", " if items else "") + new + self.text[at:]
        self._commit(edited, self._with(path, value), path)

    def _replace(self, node: Node, new: str, path: Path, value: Value) -> None:
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
            at.append(as_data(value))
        else:
            at[path[-1]] = as_data(value)
        return data

    def _value(self, path: Path) -> Any:
        at: Any = self.document.data
        for step in path:
            try:
                at = at[step]
            except (KeyError, IndexError, TypeError):
                raise EditError(f"there is no '{_dotted(path)}'") from None
        return at

    def _nodes(self) -> dict[Path, Node]:
        return outline(self.text)


def _cut_lines(text: str, node: Node, path: Path) -> str:
    start = text.rfind("\n", 0, node.first) + 1
    # The first field of a list's item stands behind the dash, which belongs to the item.
    if text[start : node.first].strip(" -" if isinstance(path[-1], int) else " "):
        raise EditError(f"'{_dotted(path)}' shares its line with something else")
    line_end = text.find("\n", node.end)
    return text[:start] + (text[line_end + 1 :] if line_end >= 0 else "")


def _cut_from_flow(text: str, items: list[Node], position: int) -> str:
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


def _dotted(path: Path) -> str:
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path)
