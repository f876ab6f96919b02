"""One object for what many pages have in common: it is pickled once, and takes its memory once."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, TypeVar

T = TypeVar("T", bound=Hashable)

_MOST_KEPT = 10_000

_seen: dict[Any, Any] = {}


def shared(value: T) -> T:
    """Returns the same value, as the object that was given here first."""
    if len(_seen) > _MOST_KEPT:
        _seen.clear()
    # Named tuples of two types are equal when their items are.
    return _seen.setdefault((type(value), value), value)  # type: ignore[no-any-return]
