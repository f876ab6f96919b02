"""What is particular to Chinese: traditional characters, and words among characters. How they sound is in `pinyin`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

import rjieba

from helpcenter.catalog.derivation import loaded_opencc


@cache
def simplified_characters() -> dict[str, str]:
    """Returns the simplified character of every traditional one, as OpenCC has them."""
    characters = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    converted = loaded_opencc("t2s").convert("\n".join(characters)).split("\n")
    return {
        char: plain
        for char, plain in zip(characters, converted, strict=True)
        if char != plain and len(plain) == 1
    }


@cache
def common_characters() -> str:
    """Returns the 3,755 commonest simplified characters, in their standard (GB 2312, level 1) order."""
    return bytes(
        byte
        for row in range(0xB0, 0xD8)
        for column in range(0xA1, 0xFF)
        if (row, column) <= (0xD7, 0xF9)
        for byte in (row, column)
    ).decode("gb2312")


def count_words(texts: Iterable[str]) -> Counter[str]:
    """Returns how often each word stands in the texts, as a segmenter cuts them."""
    # Only words of its dictionary, none that it guesses. In one go: a line's end is never within a word.
    return Counter(rjieba.cut("\n".join(texts), False))


def is_dictionary_word(text: str) -> bool:
    """True when the segmenter's dictionary has it."""
    return bool(rjieba.has_word(text))


def taiwan_wording(words: list[str]) -> dict[str, str]:
    """Returns the words of Taiwan that mean one of `words`: 登入 for 登录, 简讯 for 短信, in simplified characters."""
    if not words:
        return {}
    plain = simplified_characters()
    converted = loaded_opencc("s2twp").convert("\n".join(words)).split("\n")
    found: dict[str, str] = {}
    for word, taiwan in zip(words, converted, strict=True):
        simplified = "".join(plain.get(char, char) for char in taiwan)
        if simplified != word:
            found.setdefault(simplified, word)
    return found
