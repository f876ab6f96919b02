"""What changed between two texts, word by word, in any language."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple


class Change(StrEnum):
    """What happened to some words."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


class Words(NamedTuple):
    """Some words of a text, and what happened to them."""

    change: Change
    text: str


def word_diff(before: str, after: str) -> list[Words]:
    """Returns the runs of words that were kept, removed and added, in reading order.

    The kept and removed ones together are `before`, the kept and added ones `after`.
    """
    old, new = list(words(before)), list(words(after))
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    runs: list[Words] = []
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            runs.append(Words(Change.KEPT, "".join(old[first:last])))
            continue
        if last > first:
            runs.append(Words(Change.REMOVED, "".join(old[first:last])))
        if end > start:
            runs.append(Words(Change.ADDED, "".join(new[start:end])))
    return runs


def words(text: str) -> Iterator[str]:
    """Yields the words, references, blanks and marks of a text; joined they are the text.

    Chinese is cut into words where the dictionary knows them.
    """
    for match in _PIECES.finditer(text):
        if match.lastgroup == "chinese":
            import rjieba  # loads its dictionary: only where Chinese is compared

            yield from rjieba.cut(match[0], False)
        else:
            yield match[0]


_PIECES = re.compile(
    r"\{\{.*?\}\}"
    r"|(?P<chinese>[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]+)"
    r"|[^\W\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]+(?:['’-][^\W\u3400-\u9fff]+)*"
    r"|\s+|.",
    re.DOTALL,
)
