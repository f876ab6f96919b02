"""Traditional characters in a Simplified text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any


def traditional_characters(text: str) -> Iterator[tuple[int, str, str]]:
    """Yields place, Traditional characters and their Simplified form; neighbours together.

    Characters of the GB 2312 set are Simplified Chinese in any case, also where they are Traditional elsewhere
    (著, 乾); OpenCC judges the others, and is loaded only when there are any.
    """
    suspects = _suspects()
    if suspects.search(text) is None:
        return
    converter = _converter()
    for match in suspects.finditer(text):
        simplified = converter.convert(match[0])
        if simplified != match[0]:
            yield match.start(), match[0], simplified


@lru_cache(maxsize=1)
def _suspects() -> re.Pattern[str]:
    parts: list[str] = []
    start: int | None = None
    for point in range(0x4E00, 0xA001):
        known = point == 0xA000 or _in_gb2312(chr(point))
        if not known and start is None:
            start = point
        elif known and start is not None:
            parts.append(chr(start) if point - 1 == start else f"{chr(start)}-{chr(point - 1)}")
            start = None
    return re.compile(f"[{''.join(parts)}]+")


def _in_gb2312(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=1)
def _converter() -> Any:
    from opencc import OpenCC  # Loads dictionaries.

    return OpenCC("t2s")
