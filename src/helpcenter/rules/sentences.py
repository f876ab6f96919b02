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
    done = at = 0
    while (found := _first(sign, text, words, at)) is not None:
        start = sentence_start(text, found.start(), done)
        done = sentence_end(text, found.end())
        at = done + 1  # No sign begins with a full stop.
        yield start, done


def _first(sign: re.Pattern[str], text: str, words: Collection[str], at: int) -> re.Match[str] | None:
    """Returns where a pattern is found first from a place on, beginning in one of the words if there are any."""
    if not words:
        return sign.search(text, at)
    while places := [place for word in words if (place := text.find(word, max(0, at + 1 - len(word)))) >= 0]:
        begin = max(at, min(places))
        end = text.find("\n", begin)
        found = sign.search(text, begin, end if end >= 0 else len(text))
        if found or end < 0:
            return found
        at = end
    return None


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
