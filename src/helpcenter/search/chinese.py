"""What is particular to Chinese: traditional characters, words among characters, and how they sound."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import islice, product

import opencc
import pypinyin
import rjieba
from pypinyin.constants import PHRASES_DICT


@cache
def simplified_characters() -> dict[str, str]:
    """Returns the simplified character of every traditional one, as OpenCC has them."""
    characters = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    converted = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
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
    words: Counter[str] = Counter()
    for text in texts:
        words.update(rjieba.cut(text, False))  # only words of its dictionary, none that it guesses
    return words


def readings(text: str) -> list[str]:
    """Returns how a word may sound, syllables joined, without tones: the usual reading first, then other ones.

    Empty when one of its characters has no sound. Some common words (还款) are missing from pypinyin's phrases, so the
    second reading of each character is tried as well.
    """
    sounds = [_sounds(char) for char in text]
    if not all(sounds):
        return []
    found = [phrase] if (phrase := _read_phrase(text)) else []
    found.extend("".join(choice) for choice in islice(product(*sounds), 4))
    return list(dict.fromkeys(found))


def _read_phrase(text: str) -> str:
    sounds = PHRASES_DICT.get(text)
    if sounds is None:
        return ""
    marked = unicodedata.normalize("NFD", "".join(sound[0] for sound in sounds))
    return "".join(char for char in marked if char.isascii())


def initials(text: str) -> str:
    """Returns the first letter of each character's usual reading, or '' when one has no sound."""
    sounds = [_sounds(char) for char in text]
    return "".join(choice[0][0] for choice in sounds) if all(sounds) else ""


def is_dictionary_word(text: str) -> bool:
    """True when the segmenter's dictionary has it."""
    return bool(rjieba.has_word(text))


@cache
def syllable(character: str) -> str:
    """Returns the usual reading of a character without its tone, or ''."""
    return next(iter(_sounds(character)), "")


@cache
def all_syllables() -> frozenset[str]:
    """Returns every syllable that a common character can sound like."""
    return frozenset(
        sound for char in common_characters() for sound in _sounds(char) if len(sound) > 1 or sound in "ae"
    )


@cache
def _sounds(character: str) -> tuple[str, ...]:
    if not "\u3400" <= character <= "\u9fff":
        return ()
    usual = pypinyin.lazy_pinyin(character, errors="ignore")
    every = pypinyin.pinyin(character, style=pypinyin.Style.NORMAL, heteronym=True, errors="ignore")
    choices = [*usual, *(every[0] if every else [])]
    return tuple(dict.fromkeys(choice.replace("v", "u").replace("ü", "u") for choice in choices))[:2]


def taiwan_wording(words: list[str]) -> dict[str, str]:
    """Returns the words of Taiwan that mean one of `words`: 登入 for 登录, 简讯 for 短信, in simplified characters."""
    if not words:
        return {}
    plain = simplified_characters()
    converted = opencc.OpenCC("s2twp").convert("\n".join(words)).split("\n")
    found: dict[str, str] = {}
    for word, taiwan in zip(words, converted, strict=True):
        simplified = "".join(plain.get(char, char) for char in taiwan)
        if simplified != word:
            found.setdefault(simplified, word)
    return found
