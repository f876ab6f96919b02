"""Where each value stands in a YAML text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from helpcenter.model.text import Path


class Node(NamedTuple):
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


def outline(text: str) -> dict[Path, Node]:
    """Returns every value in a text that has been read before, by path, parents first."""
    loader: Any = yaml.CLoader(text)
    try:
        events: Iterator[Any] = iter([loader.get_event() for _ in iter(loader.check_event, False)])
    finally:
        loader.dispose()
    nodes: dict[Path, Node] = {}

    def read(event: Any, path: Path, first: int, in_flow: bool) -> int:
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, yaml.ScalarEvent):
            if event.style in ("|", ">"):
                end = start + len(text[start:end].rstrip("\n "))
            nodes[path] = Node("scalar", start, end, first, event.style or "", False, in_flow, start)
            return int(end)
        is_flow = bool(event.flow_style)
        kind = "mapping" if isinstance(event, yaml.MappingStartEvent) else "sequence"
        nodes[path] = Node(kind, start, start, first, "", is_flow, in_flow, start)
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
        nodes[path] = Node(kind, start, end, first, "", is_flow, in_flow, first_child)
        return int(end)

    next(events)  # stream
    next(events)  # document
    root: Any = next(events)
    read(root, (), root.start_mark.index, False)
    return nodes


_ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


def raw_span(text: str, node: Node, offsets: list[int], start: int, end: int) -> tuple[int, int]:
    """Returns where characters of a value stand, escapes included: those from `start` up to `end` in the value.

    `offsets` are the places of all of its characters, see `source_offsets`.
    """
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


def column(text: str, offset: int) -> int:
    """Returns how many characters stand before a place on its line."""
    return offset - (text.rfind("\n", 0, offset) + 1)
