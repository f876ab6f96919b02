"""Sentences of a text: what an exact, slow look is worth at."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

# A full stop within a word or number ends nothing. Written so that other characters are passed over quickly.
_END = re.compile(r"[。！？!?\n；;.](?:(?<!\.)|(?=\s|$))")


def sentences_with(
    sign: re.Pattern[str], text: str, words: Collection[str] = ()
) -> Iterator[tuple[int, int]]:
    """Yields beginning and end of each sentence in which a pattern is found, in order.

    `words` are those of the text in which it can begin, where that is known: what stands before is passed over.
    """
    done = 0
    for at, last in _lines_from(words, text) if words else [(0, len(text))]:
        while (found := sign.search(text, at, last)) is not None:
            start = sentence_start(text, found.start(), done)
            at = done = sentence_end(text, found.end())
            yield start, done


def _lines_from(words: Collection[str], text: str) -> Iterator[tuple[int, int]]:
    """Yields the place of the first word, and the end, of each line that has one."""
    end = 0
    while places := [place for word in words if (place := text.find(word, end)) >= 0]:
        at = min(places)
        end = text.find("\n", at)
        if end < 0:
            end = len(text)
        yield at, end


def sentence_start(text: str, offset: int, at_least: int = 0) -> int:
    """Returns where the sentence begins that has a character of a text."""
    # Most sentences are short, few are longer than that; looking further back would make a long text slow.
    for window in (100, 400):
        start = max(at_least, offset - window)
        ends = [end.end() for end in _END.finditer(text, start, offset)]
        if ends:
            return ends[-1]
    return start


def sentence_end(text: str, offset: int) -> int:
    """Returns where the sentence ends: the place of its full stop, or the end of the text."""
    end = _END.search(text, offset)
    return end.start() if end else len(text)
