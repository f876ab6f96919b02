"""Numbers in words: 二十四, 十五, twenty-four, fifteen."""

from __future__ import annotations

from decimal import Decimal

CHINESE_NUMERAL = r"[零〇一二三四五六七八九十百千万亿两几]+"
_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SMALL_NUMBERS = (*_ONES[1:], *_TENS)
"""The words for 1 to 20, 30 and so on, as English numbers begin with them."""
_SMALL = "|".join(sorted(SMALL_NUMBERS, key=len, reverse=True))
ENGLISH_NUMERAL = (
    rf"\b(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES[1:10])}))?|{_SMALL}|a)"
    rf"(?:[- ](?:hundred|thousand))\b|\b(?:{'|'.join(_TENS)})[- ](?:{'|'.join(_ONES[1:10])})\b|\b(?:{_SMALL})\b"
)

_DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_POWERS = {"十": 10, "百": 100, "千": 1000}


def chinese_number(written: str) -> Decimal | None:
    """Returns the number that Chinese numerals write; None for a vague one (两三, 十几) or no number."""
    total = section = digit = 0
    last_was_digit = False
    for char in written:
        if char in _DIGITS:
            if last_was_digit and digit:
                return None
            digit, last_was_digit = _DIGITS[char], True
        elif char in _POWERS:
            section += (digit or 1) * _POWERS[char]
            digit, last_was_digit = 0, False
        elif char in "万亿":
            total = (total + section + digit) * (10_000 if char == "万" else 100_000_000)
            section, digit, last_was_digit = 0, 0, False
            if total == 0:
                return None
        else:
            return None
    return Decimal(total + section + digit)


def english_number(written: str) -> Decimal | None:
    """Returns the number that English words write; None if they are none."""
    total = 0
    for word in written.lower().replace("-", " ").split():
        if word == "a":
            total += 1
        elif word in _ONES:
            total += _ONES.index(word)
        elif word in _TENS:
            total += (_TENS.index(word) + 2) * 10
        elif word in ("hundred", "thousand"):
            total = (total or 1) * (100 if word == "hundred" else 1000)
        else:
            return None
    return Decimal(total)
