"""How Chinese sounds. What is not among the kept answers has a dictionary of phrases read: a third of a second."""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import islice, product

from helpcenter.search.answers import answers_of
from helpcenter.search.chinese import common_characters


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


def initials(text: str) -> str:
    """Returns the first letter of each character's usual reading, or '' when one has no sound."""
    sounds = [_sounds(char) for char in text]
    return "".join(choice[0][0] for choice in sounds) if all(sounds) else ""


def syllable(character: str) -> str:
    """Returns the usual reading of a character without its tone, or ''."""
    return next(iter(_sounds(character)), "")


@cache
def all_syllables() -> frozenset[str]:
    """Returns every syllable that a common character can sound like."""
    return frozenset(
        sound for char in common_characters() for sound in _sounds(char) if len(sound) > 1 or sound in "ae"
    )


def _read_phrase(text: str) -> str:
    known = answers_of("sounds of phrases")
    if text not in known:
        from pypinyin.constants import PHRASES_DICT

        known[text] = _without_tones("".join(sound[0] for sound in PHRASES_DICT.get(text, ())))
    return known[text]


@cache
def _sounds(character: str) -> tuple[str, ...]:
    """Returns the two commonest readings of a character, the usual one first."""
    if not "\u3400" <= character <= "\u9fff":
        return ()
    known = answers_of("sounds of characters")
    if character not in known:
        from pypinyin.constants import PINYIN_DICT

        known[character] = _without_tones(PINYIN_DICT.get(ord(character), ""))
    return tuple(dict.fromkeys(filter(None, known[character].split(","))))[:2]


def _without_tones(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", text) if char.isascii())
