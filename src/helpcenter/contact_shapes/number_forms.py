"""The forms in which phone numbers are written, and figures that only look like one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise

from helpcenter.contact_shapes.characters import CHINESE_DIGITS, LETTER_DIGITS

DIGIT = "[0-9" + "".join(CHINESE_DIGITS) + re.escape("".join(LETTER_DIGITS)) + "]"
"""Pattern of one character that is or stands for a digit."""

_COMMON_SEPARATORS = frozenset(" -.()（）/,\u00a0\u2010\u2011\u2012\u2013\u2212\u202f")


class Likeness(IntEnum):
    """How much digits by themselves look like a phone number."""

    NONE = 0
    WHERE_CALLED = 1
    """Only after a word for calling."""
    FULL = 2


@dataclass(frozen=True, slots=True)
class Number:
    """A run of digits taken apart: `groups` of ASCII digits, the `separators` between them."""

    digits: str
    groups: tuple[str, ...]
    separators: tuple[str, ...]
    plus: bool
    translated: str

    @staticmethod
    def of(written: str) -> Number:
        body = written.lstrip("+( ")
        parts = re.split(rf"({DIGIT}+)", body)
        groups = tuple(ascii_digits(part) for part in parts[1::2])
        return Number(
            "".join(groups),
            groups,
            tuple(parts[2:-1:2]),
            written.lstrip("(").startswith("+"),
            "".join(part for part in parts[1::2] if not part.isdecimal()),
        )

    def is_ordinary(self) -> bool:
        """True when nothing about the writing is unusual for a number in a text."""
        return (
            not self.translated
            and all(set(separator) <= _COMMON_SEPARATORS for separator in self.separators)
            and not self._is_spread()
        )

    def _is_spread(self) -> bool:
        """True for digits written one by one, as in `4 0 0 0`; with dots it is a version or decimals."""
        single = [len(group) == 1 for group in self.groups]
        return "." not in self.separators and any(all(single[i : i + 3]) for i in range(len(single) - 2))

    def shape(self) -> tuple[int, ...]:
        return tuple(len(group) for group in self.groups)

    def counts_up(self) -> bool:
        steps = {int(right) - int(left) for left, right in pairwise(self.groups)}
        return len(self.groups) > 2 and steps == {1}

    def is_date(self) -> bool:
        groups = self.groups
        for first in (0, 2):
            if len(groups) > first and re.fullmatch(r"(?:19|20)\d\d", groups[first]):
                rest = groups[1:] if first == 0 else groups[:2]
                return len(groups) >= 2 and all(len(group) <= 2 or _is_year(group) for group in rest)
        return bool(_COMPACT_DATE.fullmatch(self.digits))


_COMPACT_DATE = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\d{2}){0,3}")


def _is_year(group: str) -> bool:
    return len(group) == 4 and group[:2] in ("19", "20")


def number_in(written: str) -> tuple[Number, Likeness]:
    """Returns the number that was written, and how much it looks like one."""
    # The same dates are on most pages; what is long occurs once.
    return _short_number_in(written) if len(written) <= 60 else _number_in(written)


@lru_cache(maxsize=4096)
def _short_number_in(written: str) -> tuple[Number, Likeness]:
    return _number_in(written)


def _number_in(written: str) -> tuple[Number, Likeness]:
    number = Number.of(written)
    if not number.is_ordinary():
        return number, Likeness.FULL if is_hidden_number(number) else Likeness.NONE
    if is_dialled(number):
        return number, Likeness.FULL
    return number, Likeness.WHERE_CALLED if _is_callable(number) else Likeness.NONE


def _is_callable(number: Number) -> bool:
    return 7 <= len(number.digits) <= 15 and not number.is_date()


def is_dialled(number: Number) -> bool:
    """True for the forms in which numbers are written: international, Chinese, North American, trunk 0."""
    digits, shape = number.digits, number.shape()
    if number.plus:
        return 8 <= len(digits) <= 15 and not digits.startswith("0")
    if number.is_date() or "," in "".join(number.separators):
        return False
    if digits.startswith("00") and len(number.groups) > 1 and 10 <= len(digits) <= 17:
        return len(number.groups[0]) >= 3 or shape[0] == 2
    dots = set("".join(number.separators)) == {"."}
    if dots and (len(shape) == 2 or max(shape) <= 3):
        return False
    return _is_chinese(digits, shape) or _is_american(digits, shape) or _has_trunk_zero(digits, shape)


_CHINESE_GROUPS = frozenset(
    {
        (3, 8), (3, 7), (4, 7), (4, 8), (2, 11), (2, 10), (3, 4, 4), (3, 3, 5), (3, 3, 4), (3, 4, 3),
        (4, 3, 4), (3, 2, 5), (3, 2, 2, 3),
    }
)  # fmt: skip


def _is_chinese(digits: str, shape: tuple[int, ...]) -> bool:
    national = re.sub(r"^(?:0086|086|86)(?=1[3-9]\d{9}$|[48]00\d{7}$|0?\d{10,11}$)", "", digits)
    known = len(shape) == 1 or not _CHINESE_GROUPS.isdisjoint({shape[-2:], shape[-3:], shape[-4:]})
    if re.fullmatch(r"1[3-9]\d{9}|[48]00\d{7}", national):
        return known
    return bool(re.fullmatch(r"0[1-9]\d{8,10}", national)) and known


_TOLL_FREE = re.compile(r"1?8(?:00|88|77|66|55|44|33|22)[2-9]\d{6}")


def _is_american(digits: str, shape: tuple[int, ...]) -> bool:
    national = digits[1:] if len(digits) == 11 and digits.startswith("1") else digits
    if not re.fullmatch(r"[2-9]\d{9}", national):
        return False
    return shape in {(3, 3, 4), (1, 3, 3, 4), (3, 7), (1, 3, 7)} or bool(_TOLL_FREE.fullmatch(digits))


def _has_trunk_zero(digits: str, shape: tuple[int, ...]) -> bool:
    return bool(re.fullmatch(r"0[1-9]\d{8,9}", digits)) and (
        len(shape) == 1 or (shape[0] >= 2 and min(shape[1:]) >= 2)
    )


def is_hidden_number(number: Number) -> bool:
    """Judges a run whose digits or separators are unusual: hardly ever anything but a number to hide."""
    digits = number.digits
    if not 7 <= len(digits) <= 15 or number.is_date() or number.counts_up():
        return False
    flat = (len(digits),)
    if number.plus or _is_chinese(digits, flat) or _has_trunk_zero(digits, flat):
        return True
    if re.fullmatch(r"1?[2-9]\d{2}[2-9]\d{6}", digits):
        return True
    # Any other row of Chinese digits only; in counting they go up, in words they stand alone.
    chinese = len(number.translated) == len(digits) and set(number.translated) <= set(CHINESE_DIGITS)
    return chinese and not counts_up(digits) and set("".join(number.separators)) <= set(" -–·")


def counts_up(digits: str) -> bool:
    return all(int(right) - int(left) in (0, 1) for left, right in pairwise(digits))


def ascii_digits(written: str) -> str:
    return "".join(
        CHINESE_DIGITS.get(char) or LETTER_DIGITS.get(char) or char
        for char in written
        if char.isdecimal() or char in CHINESE_DIGITS or char in LETTER_DIGITS
    )
