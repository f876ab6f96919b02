"""Files of the site that are no pages, and the few forms that they are written in."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))


class File(NamedTuple):
    """Where a file is published, relative to the site's root, and what it holds."""

    path: str
    data: bytes


def text_file(path: str, text: str) -> File:
    """Returns a file of UTF-8 text that ends with a line end."""
    return File(path, f"{text.rstrip()}\n".encode())


def json_file(path: str, data: Any) -> File:
    """Returns a JSON file: an item of the top level's lists a line, so that a difference shows what changed."""
    if not isinstance(data, dict):
        return text_file(path, to_json(data))
    members = []
    for key, value in data.items():
        if isinstance(value, list) and value:
            items = ",\n".join(f"  {to_json(item)}" for item in value)
            members.append(f" {to_json(key)}: [\n{items}\n ]")
        else:
            members.append(f" {to_json(key)}: {to_json(value)}")
    return text_file(path, "{\n" + ",\n".join(members) + "\n}")


def to_json(data: Any) -> str:
    """Returns data as JSON on one line, characters as they are."""
    return _ENCODER.encode(data)
