"""Numbers that a person would dial, plain and disguised, told apart from dates, amounts and identifiers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from helpcenter.contact_shapes.characters import CHINESE_DIGITS, LETTER_DIGITS
from helpcenter.contact_shapes.number_forms import DIGIT, Likeness, Number, ascii_digits, counts_up, number_in
from helpcenter.contact_shapes.shape import Candidate, ContactKind

_CN = "".join(CHINESE_DIGITS)
_LETTERS = re.escape("".join(LETTER_DIGITS))
_SEPARATOR = r"(?:[^\w\n:;<>\"“”「」+]|_)"
_CLUSTER = re.compile(f"[0-9{_CN}]+")
_RUN = re.compile(rf"[0-9{_CN}](?:{_SEPARATOR}{{0,3}}{DIGIT}){{6,}}")
_SHORT = r"(?:(?<=[19])[0-9]{4}|(?<=[48])(?!00)[Oo0]{2}|(?<=[四八肆捌])[零〇○]{2}|(?<=[\u25a0-\u2b55][48]))"
# The first digit of a cluster that may begin a number, a hotline or a disguised area code; all others are passed over.
_BEGINNING = re.compile(
    rf"[0-9{_CN}](?<![0-9{_CN}]{{2}})(?:(?=(?P<run>(?:{_SEPARATOR}{{0,3}}{DIGIT}){{6}}))|(?={_SHORT}))"
)
_SHORT_BEGINNING = re.compile(f"[0-9{_CN}]{_SHORT}")
# What belongs to a run in front of its first digit: a plus, a bracket, letters that stand for digits.
_LEAD = re.compile(rf"(?:\+[ (]{{0,2}}|\()?(?:(?<![A-Za-z])[{_LETTERS}]{{1,3}}-?)?\Z")
_PREFIX_ALONE = re.compile(r"[48](?:OO|oo|O0|0O|o0|0o)|[四八肆捌][零〇○]{2}")
_PREFIX_AFTER_SYMBOL = re.compile(r"[48]00|8(?:88|77|66|55|44|33|22)")
_SYMBOL = re.compile(r"[\u25a0-\u27bf\u2b50-\u2b55]")
_WITHIN_A_NUMBER = re.compile(f"[0-9A-Za-z年{_CN}十百千万]")
_CALL_WORD = re.compile(
    r"(?:电话|電話|热线|熱線|致电|致電|拨打|撥打|来电|专线|專線|座机|手机号?码?|传真|传呼|"
    r"\b(?:tel(?:ephone)?|phone|call|dial|hotline|helpline|fax|mobile|ring|sms))"
    r"(?:\W{0,2}(?:号码|號碼|号|numbers?|no\.?|us|at|on|to|是|为|為|请拨|toll[- ]free|now|free)){0,3}"
    r"[^\w\n]{0,4}$",
    re.IGNORECASE,
)


def phones(text: str, lower: str) -> Iterator[Candidate]:
    """Yields the phone numbers of a folded text."""
    for start, end in _runs(text):
        cluster = _CLUSTER.match(text, start)
        cluster_end = cluster.end() if cluster else end
        found = list(_numbers_in(text, _start_with_lead(text, start), end)) if end > start else []
        yield from found or _short_forms(text, start, cluster_end)
    if _may_be_spelt(lower) and sum(map(lower.count, _WORD_DIGITS)) >= 7:
        yield from _spelt(text)


def may_hold_phone(lines: str, lower: str) -> bool:
    """False when no text made of these lines holds a phone number, whichever lines stand beside them."""
    for start, end in _runs(lines):
        if end == start or _SHORT_BEGINNING.match(lines, start):
            return True
        if end - start > _MOST_CHARACTERS or _may_hold_number(lines[_start_with_lead(lines, start) : end]):
            return True
    return _may_be_spelt(lower)


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Yields start and end of the runs of digits that may hold a number; of what can only be shorter, start twice."""
    done = 0
    for beginning in _BEGINNING.finditer(text):
        start = beginning.start()
        if start < done:
            continue
        run = _RUN.match(text, start) if beginning["run"] else None
        if run is None:
            yield start, start
            continue
        done = run.end()
        # A longer row of bare digits is an order or card number; no phone number is that long.
        if len(run[0]) <= 15 or not (run[0].isdecimal() and run[0].isascii()):
            yield start, done


def _start_with_lead(text: str, start: int) -> int:
    lead = _LEAD.search(text, max(0, start - 6), start)
    return lead.start() if lead else start


@lru_cache(maxsize=4096)
def _may_hold_number(run: str) -> bool:
    """True when the run, or a part of it between separators, looks like a number somebody might dial."""
    if number_in(run)[1] is not Likeness.NONE:
        return True
    groups = list(_GROUP.finditer(run))
    starts = [0, *(group.start() for group in groups[1:])]
    return len(groups) <= _MOST_GROUPS and any(
        number_in(run[start : group.end()])[1] is not Likeness.NONE
        for at, start in enumerate(starts)
        for group in groups[at:]
    )


def _short_forms(text: str, start: int, end: int) -> Iterator[Candidate]:
    """Yields what begins at a digit and is shorter than a number: a hotline, a disguised area code."""
    if 5 <= end - start <= 6 and _is_hotline(text, start, end):
        yield start, end, ContactKind.PHONE, text[start:end], False
        return
    before = text[start - 1] if start else ""
    match = None
    if text[start] in "48四八肆捌":
        match = _PREFIX_ALONE.match(text, start)
    if match is None and "\u25a0" <= before <= "\u2b55" and _SYMBOL.match(before):
        match = _PREFIX_AFTER_SYMBOL.match(text, start)
        start -= 1
        start -= text[start - 1 : start] == "1"
    if match is None or _WITHIN_A_NUMBER.match(text, match.end()):
        return
    if not (start and _WITHIN_A_NUMBER.match(text, start - 1)):
        yield start, match.end(), ContactKind.PHONE, ascii_digits(text[start : match.end()]), True


def _is_hotline(text: str, start: int, end: int) -> bool:
    """True for short numbers after a word for calling: 95xxx, 96xxxx, 10xxx, 12xxx."""
    if not _HOTLINE.fullmatch(text, start, end):
        return False
    called = _CALL_WORD.search(text, max(0, start - 24), start) is not None
    return (
        called
        and not re.match(r"\w|[.\-]\d", text[end : end + 2])
        and not re.match(r"[\w.\-]", text[start - 1])
    )


_HOTLINE = re.compile(r"9[56][0-9]{3,4}|1[02][0-9]{3}")


def _numbers_in(text: str, start: int, end: int) -> Iterator[Candidate]:
    """Yields the numbers of one run of digits; it may hold several, or other figures beside one."""
    whole = _as_phone(text, start, end)
    if whole:
        yield whole
        return
    groups = list(_GROUP.finditer(text, start, end))
    if not 1 < len(groups) <= _MOST_GROUPS:
        return
    first = 0
    while first < len(groups):
        for last in range(len(groups) - 1, first - 1, -1):
            window = start if first == 0 else groups[first].start(), groups[last].end()
            if window != (start, end):
                found = _as_phone(text, *window)
                if found and _stands_out(text, start, end, *window):
                    yield found
                    first = last
                    break
        first += 1


_MOST_CHARACTERS = 200
_MOST_GROUPS = 24
"""A run of more is a table or a list of figures."""
_GROUP = re.compile(f"{DIGIT}+")
_SURE = re.compile(r"\+.*|[48]00(.)\d{3}\1\d{4}|1[3-9]\d(.)\d{4}\2\d{4}|1[3-9]\d{9}|[48]00\d{7}", re.DOTALL)


def _stands_out(text: str, start: int, end: int, first: int, last: int) -> bool:
    """True when a comma, a slash or other separators than its own set a part of a run off from the rest."""
    if _SURE.fullmatch(text, first, last):
        return True
    own = set(_GROUP.split(text[first:last])[1:-1])
    before, after = _GROUP.split(text[start:first])[-1], _GROUP.split(text[last:end])[0]
    return all(
        not inside or _STRONG_EDGE.search(edge) or (len(own) == 1 and edge not in own)
        for inside, edge in ((first > start, before), (last < end, after))
    )


_STRONG_EDGE = re.compile(r"[,，、/]|\s\s")


def _as_phone(text: str, start: int, end: int) -> Candidate | None:
    """Judges digits: a number that a person would dial, or a date, an amount, an identifier …"""
    number, likeness = number_in(text[start:end])
    if likeness is Likeness.NONE or _inside_identifier(text, start, end, number):
        return None
    if likeness is Likeness.WHERE_CALLED and not _CALL_WORD.search(text, max(0, start - 40), start):
        return None
    value = ("+" if number.plus else "") + number.digits
    return start, end, ContactKind.PHONE, value, not number.is_ordinary()


_TOKEN_CHARACTERS = re.compile(r"[A-Za-z0-9_\-./=&?%#:+~]")
_LABEL = re.compile(r"(?:tel|phone|call|mobile|fax|hotline|sms|wa\.me/)[-:./=]{0,2}\(?\+?$", re.IGNORECASE)


def _inside_identifier(text: str, start: int, end: int, number: Number) -> bool:
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


_WORD_DIGITS = {
    "zero": "0", "oh": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
    "six": "6", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
_SPELT = re.compile(
    rf"\b(?:{'|'.join(_WORD_DIGITS)})(?:[\s,.\-]+(?:{'|'.join(_WORD_DIGITS)})\b){{6,}}", re.IGNORECASE
)


def _may_be_spelt(lower: str) -> bool:
    """True when a text has one of the words that a spelt number has for certain; sentences rarely do."""
    return "zero" in lower or "eight" in lower


def _spelt(text: str) -> Iterator[Candidate]:
    for match in _SPELT.finditer(text):
        digits = "".join(_WORD_DIGITS[word.lower()] for word in re.findall(r"[A-Za-z]+", match[0]))
        if not counts_up(digits):
            yield match.start(), match.end(), ContactKind.PHONE, digits, True
