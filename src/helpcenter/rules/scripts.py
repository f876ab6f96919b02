"""Writing systems: Chinese characters, Latin words, how wide a text is."""

from __future__ import annotations

import re
import unicodedata

HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
_BEFORE_HAN = re.compile("[\x00-\u3006]*")
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'’]+")


def is_chinese(locale: str) -> bool:
    """True for a locale that is written in Chinese characters only."""
    return locale.split("-")[0] in ("zh", "yue")


def holds_han(text: str) -> bool:
    """True when a Chinese character stands in a text; of a Latin one it takes a third of the time of `HAN`."""
    return _BEFORE_HAN.fullmatch(text) is None and HAN.search(text) is not None


def latin_words(text: str) -> list[str]:
    """Returns the words of two and more Latin letters in a text."""
    return _LATIN_WORD.findall(text)


def width(text: str) -> int:
    """Returns how wide a text is, in Latin letters: a Chinese character counts two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def is_wider(text: str, limit: int) -> bool:
    """True when a text is wider than so many Latin letters."""
    return 2 * len(text) > limit and width(text) > limit
