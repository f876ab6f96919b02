"""Values as they go into a page."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup, escape

_SPECIAL = re.compile("[&<>\"']")


def escaped(value: Any) -> str:
    """Returns what `escape` does, and makes no object of a text that can go in as it is: nearly all."""
    kind = type(value)
    if kind is Markup or (kind is str and _SPECIAL.search(value) is None):
        return value  # type: ignore[no-any-return]
    return escape(value)
