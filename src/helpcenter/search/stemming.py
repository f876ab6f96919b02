"""English stemming by Porter's algorithm (1980), the same steps as `overrides/search/stemmer.js`."""

from __future__ import annotations

import re
from functools import lru_cache

_VOWEL_RUN = re.compile(r"v+c+")
_STEP_2 = (
    ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("bli", "ble"),
    ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"),
    ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"),
    ("iviti", "ive"), ("biliti", "ble"), ("logi", "log"),
)  # fmt: skip
_STEP_3 = (
    ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", ""),
)  # fmt: skip
_STEP_4 = (
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti",
    "ous", "ive", "ize",
)  # fmt: skip


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Returns the stem of a lower-case English word; words of one or two letters stay as they are."""
    if len(word) < 3:
        return word
    word = _plural(word)
    word = _past(word)
    if word.endswith("y") and "v" in _shape(word[:-1]):
        word = word[:-1] + "i"
    word = _replace(word, _STEP_2)
    word = _replace(word, _STEP_3)
    word = _drop_suffix(word)
    return _tidy(word)


def _shape(word: str) -> str:
    """Returns the word with each letter written as 'v' (vowel) or 'c'; a 'y' after a consonant is a vowel."""
    shape = ""
    for letter in word:
        vowel = letter in "aeiou" or (letter == "y" and shape != "" and shape[-1] == "c")
        shape += "v" if vowel else "c"
    return shape


def _measure(word: str) -> int:
    return len(_VOWEL_RUN.findall(_shape(word)))


def _ends_short(word: str) -> bool:
    return len(word) > 2 and _shape(word)[-3:] == "cvc" and word[-1] not in "wxy"


def _plural(word: str) -> str:
    if word.endswith(("sses", "ies")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _past(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) > 0 else word
    for suffix in ("ed", "ing"):
        root = word[: -len(suffix)]
        if not word.endswith(suffix) or "v" not in _shape(root):
            continue
        if root.endswith(("at", "bl", "iz")):
            return root + "e"
        if len(root) > 1 and root[-1] == root[-2] and _shape(root)[-1] == "c" and root[-1] not in "lsz":
            return root[:-1]
        return root + "e" if _measure(root) == 1 and _ends_short(root) else root
    return word


def _replace(word: str, endings: tuple[tuple[str, str], ...]) -> str:
    for suffix, plain in endings:
        if word.endswith(suffix):
            root = word[: -len(suffix)]
            return root + plain if _measure(root) > 0 else word
    return word


def _drop_suffix(word: str) -> str:
    for suffix in sorted(_STEP_4, key=len, reverse=True):
        if not word.endswith(suffix):
            continue
        root = word[: -len(suffix)]
        if _measure(root) > 1 and (suffix != "ion" or root.endswith(("s", "t"))):
            return root
        return word
    return word


def _tidy(word: str) -> str:
    if word.endswith("e"):
        root = word[:-1]
        measure = _measure(root)
        if measure > 1 or (measure == 1 and not _ends_short(root)):
            word = root
    if word.endswith("ll") and _measure(word[:-1]) > 1:
        word = word[:-1]
    return word
