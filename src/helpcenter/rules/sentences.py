"""Sentences of a text: what an exact, slow look is worth at."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r"[。！？!?\n；;]|\.(?=\s|$)")


def sentences_with(sign: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Yields beginning and end of each sentence in which a pattern is found, in order."""
    at = 0
    while (found := sign.search(text, at)) is not None:
        start = sentence_start(text, found.start(), at)
        end = sentence_end(text, found.end())
        yield start, end
        at = max(end, found.end(), at + 1)


def sentence_start(text: str, offset: int, at_least: int = 0) -> int:
    """Returns where the sentence begins that has a character of a text."""
    # A sentence is seldom longer than this; looking further back each time would make a long text slow.
    window = max(at_least, offset - 400)
    return max((end.end() for end in _END.finditer(text, window, offset)), default=window)


def sentence_end(text: str, offset: int) -> int:
    """Returns where the sentence ends: the place of its full stop, or the end of the text."""
    end = _END.search(text, offset)
    return end.start() if end else len(text)
