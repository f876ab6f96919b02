"""Files of the site that are no pages, and the few forms that they are written in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))


class File(NamedTuple):
    """Where a file is published, relative to the site's root, and what it holds."""

    path: str
    data: bytes


def text_file(path: str, text: str) -> File:
    """Returns a file of UTF-8 text that ends with a line end."""
    return File(path, f"{text.rstrip()}\n".encode())


def json_file(path: str, data: Any, lists: Mapping[str, Sequence[str]] | None = None) -> File:
    """Returns a JSON file: an item of the top level's lists a line, so that a difference shows what changed.

    `lists` are members that come last, whose items are JSON already.
    """
    if not isinstance(data, dict):
        return text_file(path, to_json(data))
    members = [
        _list(key, map(to_json, value))
        if isinstance(value, list) and value
        else f" {to_json(key)}: {to_json(value)}"
        for key, value in data.items()
    ]
    for key, items in (lists or {}).items():
        members.append(_list(key, items) if items else f" {to_json(key)}: []")
    return text_file(path, "{\n" + ",\n".join(members) + "\n}")


def _list(key: str, items: Iterable[str]) -> str:
    lines = ",\n".join(f"  {item}" for item in items)
    return f" {to_json(key)}: [\n{lines}\n ]"


def to_json(data: Any) -> str:
    """Returns data as JSON on one line, characters as they are."""
    return _ENCODER.encode(data)
