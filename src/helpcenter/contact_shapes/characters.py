"""Characters that pass for others: full-width, circled and mathematical forms, Cyrillic and Greek twins."""

from __future__ import annotations

import re
import unicodedata

CHINESE_DIGITS = dict(
    zip("〇零○一壹二贰貳三叁參四肆五伍六陆陸七柒八捌九玖幺", "0001122233344556667788991", strict=True)
)
"""Chinese digits with the ASCII digit each stands for."""

LETTER_DIGITS = {"O": "0", "o": "0", "I": "1", "l": "1", "|": "1", "S": "5", "B": "8", "Z": "2"}
"""Latin letters that pass for a digit, as in `8OO`."""


def fold(text: str) -> str:
    """Returns the text with look-alikes of ASCII characters replaced by them; the length stays the same."""
    return text.translate(_FOLDED) if has_look_alikes(text) else text


def has_look_alikes(text: str) -> bool:
    """True when `fold` would change the text."""
    if text.isascii():
        return False
    if _FOLDED_IN_BMP.search(text):
        return True
    # Few texts have a character beyond the first 65,536, one of two units here; a pattern with such is slow.
    has_others = len(text.encode("utf-16-le", "surrogatepass")) != 2 * len(text)
    return has_others and not _FOLDED.keys().isdisjoint(map(ord, text))


def lower_case(text: str) -> str:
    """Returns the text in lower case with the same length: a few capitals would become two letters."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(min(char.lower(), char, key=len) for char in text)


def _look_alikes() -> dict[int, str]:
    table: dict[int, str] = {}
    blocks = [
        (0xFF01, 0xFF5E), (0x1D400, 0x1D6A5), (0x1D7CE, 0x1D7FF), (0x2070, 0x2099), (0x00B2, 0x00B9),
        (0x24B6, 0x24E9), (0x2460, 0x2468), (0xFE50, 0xFE6B),
    ]  # fmt: skip
    for first, last in blocks:
        for point in range(first, last + 1):
            plain = unicodedata.normalize("NFKC", chr(point))
            if len(plain) == 1 and plain.isascii():
                table[point] = plain
    # Circled, parenthesised and full-stop digits, each block counting from one; then the zeros among them.
    for first in (0x2474, 0x2488, 0x24F5, 0x2776, 0x2780, 0x278A, 0x3220, 0x3280):
        table.update({first + step: str(step + 1) for step in range(9)})
    table.update(dict.fromkeys(map(ord, "⓪⓿🄋🄌"), "0"))
    # Decimal digits of scripts that a Chinese or English page has no reason to use.
    for zero in (0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0E50, 0x1FBF0):
        table.update({zero + step: str(step) for step in range(10)})
    twins = zip(
        "АВЕКМНОРСТУХЅІЈЗабвгеорсухіјѕԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοιανρτυωєѵⅼⅠⅤⅩ",
        "ABEKMHOPCTYXSIJ3a6breopcyxijsdhqwABEZHIKMNOPTYXoiavptuwevlIVX",
        strict=True,
    )
    table.update({ord(twin): latin for twin, latin in twins})
    table.update({ord("－"): "-", ord("．"): ".", ord("｡"): ".", ord("‐"): "-", ord("‑"): "-"})
    # Full-width punctuation is ordinary in Chinese text; only what occurs in numbers and addresses is folded.
    for char in "！＂＃＄％＆＇（），：；＜＝＞？［＼］＾｀｛｜｝":
        table.pop(ord(char), None)
    return table


_FOLDED = _look_alikes()
_FOLDED_IN_BMP = re.compile(
    "[" + re.escape("".join(chr(point) for point in sorted(_FOLDED) if point < 0x10000)) + "]"
)
