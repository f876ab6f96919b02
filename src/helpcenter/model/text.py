"""The base of every content model, and the three kinds of text that a writer may write."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from functools import lru_cache, partial
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

Path = tuple[str | int, ...]
"""Where a value stands in a file: keys and 0-based positions, e.g. `("steps", 0, "do")`."""


class Model(BaseModel):
    """A frozen value read from content; a field that the model does not know is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class TextKind(StrEnum):
    """How much markup a text may hold."""

    LINE = "line"
    """Plain text on one line: no Markdown, no references."""
    INLINE = "inline"
    """One paragraph: emphasis, code, links and references."""
    BLOCK = "block"
    """Markdown paragraphs, lists and tables, links and references."""


class Text(NamedTuple):
    """One piece of writer's text, with its place in the file."""

    path: Path
    kind: TextKind
    value: str


# Half as long as a call of the class takes; a site has hundreds of thousands of texts.
_text: Callable[[tuple[Path, TextKind, str]], Text] = partial(tuple.__new__, Text)


def _one_line(value: str) -> str:
    if "\n" in value:
        raise ValueError("must stand on one line")
    if value != value.strip():
        raise ValueError("must not begin or end with a space")
    return value


def _one_paragraph(value: str) -> str:
    value = value.strip()
    if not value:
        raise ValueError("must not be empty")
    if "\n\n" in value:
        raise ValueError("must be one paragraph")
    return value


def _not_blank(value: str) -> str:
    if not value.strip():
        raise ValueError("must not be empty")
    return value.strip("\n")


def _iso_day(value: Any) -> Any:
    # pydantic would also take a number of seconds since 1970, e.g. `20261122`.
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError("must be a date like 2026-11-22")
    return value


def _true_or_false(value: Any) -> Any:
    # pydantic would also take `yes`, `on`, `1`: texts to any other reader of YAML.
    if isinstance(value, str):
        if value not in ("true", "false"):
            raise ValueError("must be true or false")
        return value == "true"
    return value


Flag = Annotated[bool, BeforeValidator(_true_or_false)]
Day = Annotated[date, BeforeValidator(_iso_day)]
Line = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(_one_line), TextKind.LINE]
Inline = Annotated[str, Field(min_length=1, max_length=1000), AfterValidator(_one_paragraph), TextKind.INLINE]
Block = Annotated[str, Field(min_length=1, max_length=20_000), AfterValidator(_not_blank), TextKind.BLOCK]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=80)]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
LocaleTag = Annotated[str, Field(pattern=r"^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?$")]
LocalLine = Mapping[LocaleTag, Line]
LocalInline = Mapping[LocaleTag, Inline]


def texts_of(model: BaseModel) -> list[Text]:
    """Returns every writer's text in `model`, in field order, with its path and kind.

    Also texts of nested models, tuples and mappings (texts per locale).
    """
    found: list[Text] = []
    _collect(model, (), found)
    return found


def _collect(model: BaseModel, above: Path, found: list[Text]) -> None:
    for name, collect in _collectors(type(model)):
        value = getattr(model, name)
        if value is not None:
            collect(value, (*above, name), found)


Collector = Callable[[Any, Path, list[Text]], None]
"""Adds the texts of a value at a path to those found."""


@lru_cache(maxsize=256)
def _collectors(cls: type[BaseModel]) -> tuple[tuple[str, Collector], ...]:
    found = []
    for name, field in cls.model_fields.items():
        kind = next((item for item in field.metadata if isinstance(item, TextKind)), None)
        collector = _leaf(kind) if kind else _collector(field.annotation)
        if collector is not None:
            found.append((name, collector))
    return tuple(found)


def _collector(annotation: Any) -> Collector | None:
    """Returns what collects the texts of a value of this type; None when it can hold none."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        kind = _kind(annotation)
        return _leaf(kind) if kind else _collector(arguments[0])
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _collect
    for inner in reversed(arguments):  # a mapping's values, a tuple's items, a union's members
        collector = _collector(inner)
        if collector is None:
            continue
        if origin in (tuple, list):
            kind = _kind(inner)
            return _leaves(kind) if kind else _items(collector)
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return _values(collector)
        return collector
    return None


def _kind(annotation: Any) -> TextKind | None:
    if get_origin(annotation) is not Annotated:
        return None
    return next((item for item in get_args(annotation)[1:] if isinstance(item, TextKind)), None)


def _leaf(kind: TextKind) -> Collector:
    def collect(value: Any, path: Path, found: list[Text]) -> None:
        found.append(_text((path, kind, value)))

    return collect


def _leaves(kind: TextKind) -> Collector:
    """Returns what collects a row of texts; most texts of an entry stand in one, and a call for each takes long."""

    def collect(value: Any, path: Path, found: list[Text]) -> None:
        found.extend([_text(((*path, position), kind, item)) for position, item in enumerate(value)])

    return collect


def _items(collect_item: Collector) -> Collector:
    def collect(value: Any, path: Path, found: list[Text]) -> None:
        for position, item in enumerate(value):
            collect_item(item, (*path, position), found)

    return collect


def _values(collect_value: Collector) -> Collector:
    def collect(value: Any, path: Path, found: list[Text]) -> None:
        for key, item in value.items():
            collect_value(item, (*path, key), found)

    return collect
