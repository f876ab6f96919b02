"""Traditional characters in a Simplified text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from helpcenter.catalog.derivation import loaded_opencc


def traditional_characters(text: str) -> Iterator[tuple[int, str, str]]:
    """Yields place, Traditional characters and their Simplified form; neighbours together.

    Characters of the GB 2312 set are Simplified Chinese in any case, also where they are Traditional elsewhere
    (著, 乾); OpenCC judges the others, and is loaded only when there are any.
    """
    if _is_gb2312(text) or not any(map(_is_suspicious, set(text))):
        return
    start = 0
    for is_suspicious, group in groupby(text, _is_suspicious):
        written = "".join(group)
        simplified = loaded_opencc("t2s").convert(written) if is_suspicious else written
        if simplified != written:
            yield start, written, simplified
        start += len(written)


@lru_cache(maxsize=10_000)
def _is_suspicious(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" and not _is_gb2312(char)


def _is_gb2312(text: str) -> bool:
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
