"""Sentences of a text: what an exact, slow look is worth at."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from helpcenter.rules.sieve import holds_any

# A full stop within a word or number ends nothing. Written so that other characters are passed over quickly.
_END = re.compile(r"[。！？!?\n；;.](?:(?<!\.)|(?=\s|$))")


def sentences_with(
    sign: re.Pattern[str], text: str, words: Collection[str] = ()
) -> Iterator[tuple[int, int]]:
    """Yields beginning and end of each sentence in which a pattern is found, in order.

    `words` are those of the text in which it can be found, where that is known: lines without are passed over.
    """
    for at, last in _lines_with(words, text) if words else [(0, len(text))]:
        while (found := sign.search(text, at, last)) is not None:
            start = sentence_start(text, found.start(), at)
            end = sentence_end(text, found.end())
            yield start, end
            at = max(end, found.end(), at + 1)


def _lines_with(words: Collection[str], text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if holds_any(line, words):
            yield start, end
        start = end + 1


def sentence_start(text: str, offset: int, at_least: int = 0) -> int:
    """Returns where the sentence begins that has a character of a text."""
    # A sentence is seldom longer than this; looking further back each time would make a long text slow.
    window = max(at_least, offset - 400)
    return max((end.end() for end in _END.finditer(text, window, offset)), default=window)


def sentence_end(text: str, offset: int) -> int:
    """Returns where the sentence ends: the place of its full stop, or the end of the text."""
    end = _END.search(text, offset)
    return end.start() if end else len(text)
