"""Numbers that a person would dial, plain and disguised, told apart from dates, amounts and identifiers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from helpcenter.contact_shapes.characters import CHINESE_DIGITS, LETTER_DIGITS
from helpcenter.contact_shapes.shape import Candidate, ContactKind

_CN = "".join(CHINESE_DIGITS)
_LETTERS = "".join(LETTER_DIGITS)
_DIGIT = f"[0-9{_CN}{re.escape(_LETTERS)}]"
# A run starts with a digit, or with a letter that stands for one right before a digit.
_RUN = re.compile(
    rf"(?:\+[ (]{{0,2}})?\(?(?:[0-9{_CN}]|[{re.escape(_LETTERS)}](?={_DIGIT}))"
    rf"(?:(?:[^\w\n:;<>\"“”「」]|_){{0,3}}{_DIGIT}){{6,}}"
)
_SYMBOL = "[\u25a0-\u27bf\u2b50-\u2b55]"
_PREFIX_ALONE = re.compile(
    rf"(?<![0-9A-Za-z{_CN}])(?:1?{_SYMBOL}[48]00|1{_SYMBOL}8(?:88|77|66|55|44|33|22)"
    rf"|[48](?:OO|oo|O0|0O|o0|0o)|[四八肆捌][零〇○]{{2}})(?![0-9A-Za-z年{_CN}十百千万])"
)
_SHORT_CODE = re.compile(r"(?<![\w.\-])(?:9[56]\d{3,4}|10\d{3}|12\d{3})(?![\w]|[.\-]\d)")
_CALL_WORD = re.compile(
    r"(?:电话|電話|热线|熱線|致电|致電|拨打|撥打|来电|专线|專線|座机|手机号?码?|传真|传呼|"
    r"\b(?:tel(?:ephone)?|phone|call|dial|hotline|helpline|fax|mobile|ring|sms))"
    r"(?:\W{0,2}(?:号码|號碼|号|numbers?|no\.?|us|at|on|to|是|为|為|请拨|toll[- ]free|now|free)){0,3}"
    r"[^\w\n]{0,4}$",
    re.IGNORECASE,
)
_COMMON_SEPARATORS = frozenset(" -.()/+,\u00a0\u2010\u2011\u2012\u2013\u2212\u202f")


def phones(text: str) -> Iterator[Candidate]:
    """Yields the phone numbers of a folded text."""
    for run in _RUN.finditer(text):
        found = _as_phone(text, run.start(), run.end())
        if found:
            yield found
    for match in _PREFIX_ALONE.finditer(text):
        yield match.start(), match.end(), ContactKind.PHONE, _digits(match[0]), True
    lower = text.lower()
    if "zero" in lower or "eight" in lower or "oh" in lower:
        yield from _spelt(text)
    for match in _SHORT_CODE.finditer(text):
        if _CALL_WORD.search(text, max(0, match.start() - 24), match.start()):
            yield match.start(), match.end(), ContactKind.PHONE, match[0], False


def _as_phone(text: str, start: int, end: int) -> Candidate | None:
    """Judges one run of digits: a number that a person would dial, or a date, an amount, an identifier …"""
    written = text[start:end]
    number = _Number.of(written)
    if _inside_identifier(text, start, end, number):
        return None
    if number.is_ordinary() and not _is_dialled(number):
        called = _CALL_WORD.search(text, max(0, start - 40), start) is not None
        if not (called and 7 <= len(number.digits) <= 15 and not number.is_date()):
            return None
    elif not number.is_ordinary() and not _is_hidden_number(number):
        return None
    value = ("+" if number.plus else "") + number.digits
    return start, end, ContactKind.PHONE, value, not number.is_ordinary()


@dataclass(frozen=True, slots=True)
class _Number:
    """A run of digits taken apart: `groups` of ASCII digits, the `separators` between them."""

    digits: str
    groups: tuple[str, ...]
    separators: tuple[str, ...]
    plus: bool
    translated: str

    @staticmethod
    def of(written: str) -> _Number:
        body = written.lstrip("+( ")
        parts = re.split(rf"({_DIGIT}+)", body)
        groups = tuple(_digits(part) for part in parts[1::2])
        return _Number(
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
            and not (len(self.groups) >= 7 and all(len(group) == 1 for group in self.groups))
        )

    def shape(self) -> tuple[int, ...]:
        return tuple(len(group) for group in self.groups)

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


def _is_dialled(number: _Number) -> bool:
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
        (3, 8), (3, 7), (4, 7), (4, 8), (2, 11), (2, 10), (3, 4, 4), (3, 3, 5), (3, 3, 4), (3, 4, 3), (3, 2, 5),
        (4, 3, 4), (3, 2, 2, 3),
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


def _is_hidden_number(number: _Number) -> bool:
    """Judges a run whose digits or separators are unusual: hardly ever anything but a number to hide."""
    digits = number.digits
    if not 7 <= len(digits) <= 15 or number.is_date():
        return False
    flat = (len(digits),)
    if number.plus or _is_chinese(digits, flat) or _has_trunk_zero(digits, flat):
        return True
    if re.fullmatch(r"1?[2-9]\d{2}[2-9]\d{6}", digits):
        return True
    # Letters and blanks alone also occur in model names and lists; Chinese digits also in counting.
    if set(number.translated) & set(CHINESE_DIGITS):
        return len(digits) >= 7 and not _counts_up(digits) and not set(number.translated) & set(LETTER_DIGITS)
    return False


def _counts_up(digits: str) -> bool:
    return all(int(right) - int(left) in (0, 1) for left, right in pairwise(digits))


_TOKEN_CHARACTERS = re.compile(r"[A-Za-z0-9_\-./=&?%#:+~]")
_LABEL = re.compile(r"(?:tel|phone|call|mobile|fax|hotline|sms|wa\.me/)[-:./=]{0,2}\(?\+?$", re.IGNORECASE)


def _inside_identifier(text: str, start: int, end: int, number: _Number) -> bool:
    """True when the run is a part of something longer: a hash, a UUID, an address of a page, a file name."""
    left = start
    while left > 0 and start - left < 80 and _TOKEN_CHARACTERS.match(text[left - 1]):
        left -= 1
    right = end
    while right < len(text) and right - end < 80 and _TOKEN_CHARACTERS.match(text[right]):
        right += 1
    before, after = text[left:start], text[end:right]
    if re.match(r"[A-Za-z0-9_]|[-./][A-Za-z0-9]|%", after):
        return True
    if not before:
        return False
    if _LABEL.search(before):
        return False
    if re.search(r"[A-Za-z0-9_%]$", before):
        return True
    return bool(re.search(r"[0-9/=#&]|[A-Za-z_][-.]$", before)) and not number.plus


def _digits(written: str) -> str:
    return "".join(
        CHINESE_DIGITS.get(char) or LETTER_DIGITS.get(char) or char
        for char in written
        if char.isdecimal() or char in CHINESE_DIGITS or char in LETTER_DIGITS
    )


_WORD_DIGITS = {
    "zero": "0", "oh": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
    "six": "6", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
_SPELT = re.compile(
    rf"\b(?:{'|'.join(_WORD_DIGITS)})(?:[\s,.\-]+(?:{'|'.join(_WORD_DIGITS)})\b){{6,}}", re.IGNORECASE
)


def _spelt(text: str) -> Iterator[Candidate]:
    for match in _SPELT.finditer(text):
        digits = "".join(_WORD_DIGITS[word.lower()] for word in re.findall(r"[A-Za-z]+", match[0]))
        if not _counts_up(digits):
            yield match.start(), match.end(), ContactKind.PHONE, digits, True
