"""Plain data -> models, with pydantic's faults turned into diagnostics at the right line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError

from helpcenter.diagnostics import ContentError, Diagnostic
from helpcenter.loader import findings
from helpcenter.loader.document import Document
from helpcenter.model.text import Path

T = TypeVar("T")


def validate(adapter: TypeAdapter[T], document: Document, data: Any = None) -> T:
    """Returns the model of a document's data (or of `data`, where it was completed from elsewhere).

    Raises ContentError with one diagnostic a fault, at the line and column of the value at fault.
    """
    try:
        return adapter.validate_python(document.data if data is None else data)
    except ValidationError as error:
        raise ContentError(faults_of(error, document, adapter._type)) from error


def faults_of(error: ValidationError, document: Document, model: Any) -> list[Diagnostic]:
    """Returns pydantic's faults as diagnostics; `model` is the type that refused the data."""
    faults: list[dict[str, Any]] = [dict(fault) for fault in error.errors(include_url=False)]
    # A list whose items are all refused is also "too short" to pydantic: that says nothing new.
    parents = {fault["loc"][:-1] for fault in faults}
    telling = [fault for fault in faults if fault["type"] != "too_short" or fault["loc"] not in parents]
    return [_fault(fault, document, model) for fault in telling]


def _fault(fault: dict[str, Any], document: Document, model: Any) -> Diagnostic:
    path = _data_path(document.data, fault["loc"])
    field = _dotted(path)
    at_key = fault["loc"][-1:] == ("[key]",)
    kind = fault["type"]
    context = fault.get("ctx", {})
    if kind == "extra_forbidden":
        hint = _suggest(str(fault["loc"][-1]), _fields_at(model, fault["loc"][:-1]))
        return findings.UNKNOWN_FIELD.at(
            document.at(path, key=True), f"'{field}' is not a field here.", hint or "Delete it."
        )
    if kind in ("missing", "union_tag_not_found"):
        if kind == "union_tag_not_found":
            path = (*path, "type")
            field = _dotted(path)
        return findings.MISSING_FIELD.at(document.at(path[:-1]), f"'{field}' is missing.", "Add it.")
    got = _shown(fault.get("input"))
    where = document.at(path, key=at_key)
    if kind == "union_tag_invalid":
        where, got, field = document.at((*path, "type")), f"'{context['tag']}'", _dotted((*path, "type"))
    expected = _expected(kind, context, fault["msg"])
    if kind in ("value_error", "assertion_error"):
        return findings.INVALID_VALUE.at(where, f"'{field}' {expected}." if field else f"it {expected}.")
    return findings.INVALID_VALUE.at(where, f"'{field}' must be {expected}; got {got}.")


def _data_path(data: Any, loc: Iterable[str | int]) -> Path:
    """Drops from pydantic's location what is no key of the data (names of union members, `[key]` marks)."""
    path: list[str | int] = []
    steps = list(loc)
    tagged: Any = None
    for position, step in enumerate(steps):
        last = position == len(steps) - 1
        if step == "[key]":
            break
        if isinstance(data, dict) and isinstance(step, str):
            if not last and data is not tagged and data.get("type") == step:
                tagged = data  # the name of a union's member, e.g. ("facts", "fee", "money", "amount")
                continue
            if step in data:
                data = data[step]
            elif not last:
                continue
            path.append(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
            path.append(step)
    return tuple(path)


def _expected(kind: str, context: dict[str, Any], message: str) -> str:
    match kind:
        case "enum" | "literal_error" | "union_tag_invalid":
            listed = context.get("expected") or context.get("expected_tags", "")
            names = (
                re.sub(r"<[A-Za-z]+\.[A-Z_]+: '([^>]*)'>|'", r"\1", listed).replace(" or ", ", ").split(", ")
            )
            return f"one of {', '.join(names)}" if len(names) > 1 else names[0]
        case "string_type":
            return "a text"
        case "tuple_type" | "list_type":
            return "a list"
        case "mapping_type" | "dict_type" | "model_type" | "model_attributes_type":
            return "fields by name"
        case "int_parsing" | "int_type" | "int_parsing_size":
            return "a whole number"
        case "decimal_parsing" | "decimal_type":
            return "a number"
        case "bool_parsing" | "bool_type":
            return "true or false"
        case k if k.startswith(("date_", "date_from")):
            return "a date like 2026-11-22"
        case "string_too_short":
            return "a text that is not empty"
        case "string_too_long":
            return f"at most {context['max_length']} characters long"
        case "too_short":
            return f"a list of at least {context['min_length']}"
        case "too_long":
            return f"a list of at most {context['max_length']}"
        case "greater_than":
            return f"more than {context['gt']}"
        case "greater_than_equal":
            return f"at least {context['ge']}"
        case "less_than_equal":
            return f"at most {context['le']}"
        case "string_pattern_mismatch":
            return _PATTERNS.get(context["pattern"], f"of the form {context['pattern']}")
        case "value_error":
            return str(context.get("error", message))
        case k if k.startswith("url_"):
            return "an address like https://example.com/"
    return message[:1].lower() + message[1:]


_PATTERNS = {
    r"^[a-z0-9]+(?:-[a-z0-9]+)*$": "small letters, digits and hyphens, like 'check-network'",
    r"^[a-z][a-z0-9_]*$": "small letters, digits and underscores, like 'refund_time'",
    r"^[^/\s]+/[^/\s]+/[^/\s]+$": "an entry id like 'provider/category/slug'",
    r"^[0-9a-f]{8}$": "a digest of 8 hexadecimal digits",
    r"^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?$": "a locale tag like 'zh' or 'zh-Hant'",
    r"^[a-z0-9.-]+\.[a-z]{2,}$": "a domain like 'example.com'",
    r"^([01]\d|2[0-3]):[0-5]\d$": "a time of day like '09:30'",
    r"^[A-Z]{3}$": "a currency code like 'CNY'",
    r"^[a-z_]+(?:\.[a-z0-9_-]+)*$": "a field, like 'title' or 'steps.2'",
    r"^#[0-9a-f]{6}$": "a colour like '#0b6e4f'",
}


def _fields_at(annotation: Any, loc: Iterable[str | int]) -> set[str]:
    """Returns the names of the fields that the model at this location knows."""
    steps = list(loc)
    models = _models_in(annotation)
    if not steps:
        return {name for model in models for name in model.model_fields}
    for model in models:
        if steps[0] in model.model_fields:
            return _fields_at(model.model_fields[steps[0]].annotation, steps[1:])
    tagged = [model for model in models if _tag_of(model) == steps[0]]
    return _fields_at(tagged[0] if tagged else annotation, steps[1:])


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models_in(part)]


def _tag_of(model: type[BaseModel]) -> str | None:
    field = model.model_fields.get("type")
    options = get_args(field.annotation) if field else ()
    return str(options[0]) if len(options) == 1 else None


def _suggest(name: str, known: set[str]) -> str:
    close = difflib.get_close_matches(name, sorted(known), n=1)
    return f"Did you mean '{close[0]}'?" if close else ""


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return f"'{value if len(value) <= 60 else value[:57] + '…'}'" if value else "nothing"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "fields by name"
    return f"'{value}'"


def _dotted(path: Path) -> str:
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step + 1}]"
        else:
            text += f".{step}" if text else step
    return text
