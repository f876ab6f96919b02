"""Values written as YAML."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from helpcenter.yaml_edit.outline import Node

Value = str | Sequence[str] | Mapping[str, "str | Sequence[str]"]


def escaped(new: str, style: str) -> str:
    """Returns characters as they stand inside a text in this style: `'`, `"` or plain."""
    if style == "'":
        return new.replace("'", "''")
    return new.replace("\\", "\\\\").replace('"', '\\"') if style == '"' else new


def written(value: str, style: str, *, in_flow: bool) -> str:
    """Returns a text as YAML on one line, in this style if it can hold it."""
    if style == "'" and "\n" not in value:
        return f"'{escaped(value, style)}'"
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
    return written(value, "", in_flow=False)


def in_one_line(value: Value) -> str:
    """Returns a value as it stands in a list or mapping in brackets."""
    if isinstance(value, str):
        return written(value, "", in_flow=True)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {in_one_line(item)}" for key, item in value.items()) + "}"
    return "[" + ", ".join(in_one_line(item) for item in value) + "]"


def field_lines(key: str, value: Value) -> list[str]:
    """Returns the lines of a field in a block mapping."""
    name = written(key, "", in_flow=False)
    if isinstance(value, Mapping) and value:
        return [f"{name}:", *(f"  {line}" for item in value for line in field_lines(item, value[item]))]
    if isinstance(value, str):
        return [f"{name}: {written(value, '', in_flow=False)}"]
    return [f"{name}: {in_one_line(value)}"]


def block_text(text: str, node: Node, value: str) -> str:
    """Returns a block text with its header as it was, indented as it was."""
    header, _, body = text[node.start : node.end].partition("\n")
    first = next((line for line in body.split("\n") if line.strip()), "")
    indent = " " * (len(first) - len(first.lstrip(" ")))
    lines = value.rstrip("\n").split("\n")
    return "\n".join([header, *(f"{indent}{line}" if line else "" for line in lines)])


def as_data(value: Value) -> Any:
    """Returns a value as reading it gives it: dicts, lists and texts."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {key: as_data(item) for key, item in value.items()}
    return [as_data(item) for item in value]
