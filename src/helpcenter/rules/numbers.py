"""Amounts in a text, comparable between languages: digits, Chinese numerals, English words; times and money."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from helpcenter.rules.numerals import (
    CHINESE_NUMERAL,
    ENGLISH_NUMERAL,
    SMALL_NUMBERS,
    chinese_number,
    english_number,
)
from helpcenter.rules.sentences import sentences_with
from helpcenter.rules.sieve import Sieve


@dataclass(frozen=True, slots=True)
class Quantity:
    """One amount in a text, or a range with its lower end in `low`.

    Seconds, minutes and hours are all counted in seconds; `unit` is then `time`. Other units: day,
    business_day, week, month, year, percent, clock (minutes since midnight), date (yyyymmdd), times, a currency
    code, or none. `written` is in small letters and half-width figures; `spelt` amounts are written in words.
    """

    amount: Decimal
    unit: str
    start: int
    end: int
    written: str
    spelt: bool = False
    low: Decimal | None = None

    def moved(self, by: int) -> Quantity:
        """Returns the same amount in a text in which it stands so much further on."""
        return replace(self, start=self.start + by, end=self.end + by)

    @property
    def key(self) -> tuple[str, Decimal, Decimal | None]:
        """Returns what is equal for equal amounts, however they are written."""
        return (self.unit, self.amount, self.low)

    @property
    def is_figure_of_speech(self) -> bool:
        """True for `a day`, `once`, `两次`: words that the other language may well do without."""
        once_or_twice = self.amount == 1 or (self.unit == "times" and self.amount <= 2)
        all_day = self.amount == 86400 and re.match(_ALL_DAY, self.written) is not None
        return self.spelt and self.low is None and (once_or_twice or all_day)


def quantities(text: str, locale: str, words: Collection[str] = ()) -> list[Quantity]:
    """Returns the amounts in a text of this locale, in order.

    Numbers written in words count where a unit of time, money or repetition follows; figures always, but
    for ordinals and those that are part of a name (`2FA`). `words` are what `words_with_quantities` returned for
    the text, or for a longer one that it is a part of.
    """
    language = _language(locale)
    found = []
    for start, end in sentences_with(language.sign, text, words if language.sieve else ()):
        left = max(0, start - _BEFORE)
        around = text[left : end + _AFTER]
        found += [one.moved(left) for one in _in_sentence(around, start - left, end - left, locale)]
    return found


def words_with_quantities(text: str, locale: str) -> frozenset[str]:
    """Returns words, or parts of words, of a text: where there is an amount, one of them stands on its lines."""
    language = _language(locale)
    if language.sieve:
        return language.sieve.suspicious(text)
    return frozenset(" ".join(language.sign.findall(text)).split())


@lru_cache(maxsize=512)
def loose_amounts(text: str, locale: str) -> frozenset[Decimal]:
    """Returns every number that a text may be said to name, in whatever words: `twice`, `双重`, `第三步`."""
    folded = _half_width(text).lower()
    found = {Decimal(digits) for digits in re.findall(r"\d+(?:\.\d+)?", folded)}
    numeral, read = (
        (CHINESE_NUMERAL, chinese_number) if locale.startswith("zh") else (ENGLISH_NUMERAL, english_number)
    )
    for match in re.finditer(numeral, folded):
        number = read(match[0])
        if number is not None:
            found.add(number)
    found.update(Decimal(amount) for words, amount in _LOOSE.items() if re.search(words, folded))
    return frozenset(found)


_LOOSE = {
    r"\ban?\b|\bonce\b|\bsingle\b|\bfirst\b": 1,
    r"\btwice\b|\bboth\b|\bdouble\b|\bpair\b|\bsecond\b|\beither\b|双|俩": 2,
    r"\bthird\b|\btriple\b": 3,
    r"\bfourth\b": 4,
    r"\bfifth\b": 5,
    r"\baround the clock\b|\bround the clock\b|\bday and night\b|全天|昼夜|日夜": 24,
}
_FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)}
_FULL_WIDTH.update({ord("％"): "%", ord("￥"): "¥", ord("＄"): "$", ord("："): ":", ord("．"): "."})
_ANY_FULL_WIDTH = re.compile(f"[{''.join(map(chr, _FULL_WIDTH))}]")


def _half_width(text: str) -> str:
    return text if text.isascii() or not _ANY_FULL_WIDTH.search(text) else text.translate(_FULL_WIDTH)


def _small(text: str) -> str:
    lower = text.lower()
    # İ becomes two characters; places must stay.
    return lower if len(lower) == len(text) else "".join(char.lower()[0] for char in text)


_ANY_DIGIT = re.compile(r"[0-9０-９]")
# Its first character is one of a set, and only then judged: so all others are passed over quickly.
_MAY_BE_CHINESE = re.compile(
    r"[0-9０-９全昼日一二三四五六七八九十百千万两半](?:(?<=[0-9０-９])|(?<=全)天|(?<=[昼日])夜|(?<=百)分之"
    r"|(?<=[一二三四五六七八九十百千万两半])[^。]{0,4}?[秒分时刻天日周星礼月年元块点次])"
)
_MAY_BE_ENGLISH = re.compile(
    r"[0-9０-９]|\b(?:[Oo]ne|[Tt](?:wo|hree|en|welve|wenty|hirty|hirteen)|[Ff](?:our|ive|ifty|orty|ourteen|ifteen)"
    r"|[Ss](?:ix|even|ixty|ixteen|eventy|eventeen)|[Ee](?:ight|leven|ighty|ighteen)|[Nn](?:ine|inety|ineteen|ight)"
    r"|[Hh](?:alf|undred)|[Qq]uarter|[Tt]housand|[Aa]?round)\b"
)

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_TO_CHINESE = r"\s*(?:[-–—~～]|至|到|、|或)\s*"
_TO_ENGLISH = r"(?:\s*[–—~]\s*|\s*-\s*(?=\d)|\s+(?:to|and|or)\s+)"

_DATES = (
    r"(?P<date>(?P<y1>(?:19|20)\d\d)[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})(?!\d)"
    r"|(?P<y2>(?:19|20)\d\d)\s*年\s*(?P<m2>\d{1,2})\s*月(?:\s*(?P<d2>\d{1,2})\s*[日号])?"
    r"|(?P<d3>\d{1,2})\s+(?P<m3>{months})\s+(?P<y3>(?:19|20)\d\d)"
    r"|(?P<m4>{months})\s+(?:(?P<d4>\d{1,2}),?\s+)?(?P<y4>(?:19|20)\d\d))"
)
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_DATE = _DATES.replace("{months}", "|".join(_MONTHS))
_CLOCK = (
    r"(?P<clock>(?P<half>上午|早上|凌晨|中午|下午|晚上|傍晚)?\s*(?<![\d.:])(?P<hh>[01]?\d|2[0-3])"
    r"(?::(?P<mm>[0-5]\d)(?!\d)(?:\s*(?P<ap1>[ap])\.?m\b\.?)?|\s*(?P<ap2>[ap])\.?m\b\.?"
    r"|\s*点(?!击|开|了|选|这|一下|\s*[“「])(?:(?P<halfpast>半)|(?P<mz>[0-5]?\d)\s*分)?)"
    r"|(?P<half2>上午|早上|凌晨|中午|下午|晚上|傍晚)(?P<hz>十?[一二三四五六七八九]|十)点(?P<halfpast2>半)?)"
)
_ALL_DAY = (
    r"(?P<allday>\b(?:a)?round[- ]the[- ]clock\b|\bday and night\b|\b24/7\b|全天候?(?:\s*24\s*个?小时)?|昼夜|日夜"
    r"|(?<!\d)7\s*[×x*]\s*24(?:\s*个?小时)?)"
)
_SIGN = r"(?P<sign>us\$|hk\$|rmb|cny|usd|[$€£¥])\s*"
_CURRENCIES = {
    "$": "USD", "us$": "USD", "usd": "USD", "美元": "USD", "美金": "USD", "dollar": "USD", "hk$": "HKD", "港元": "HKD",
    "港币": "HKD", "€": "EUR", "欧元": "EUR", "euro": "EUR", "£": "GBP", "英镑": "GBP", "pound": "GBP", "¥": "CNY",
    "rmb": "CNY", "cny": "CNY", "元": "CNY", "块": "CNY", "块钱": "CNY", "人民币": "CNY", "yuan": "CNY",
}  # fmt: skip
_UNITS_CHINESE = {
    "秒钟": "second", "秒": "second", "分钟": "minute", "刻钟": "quarter", "小时": "hour", "钟头": "hour",
    "工作日": "business_day", "天": "day", "日": "day", "周": "week", "星期": "week", "礼拜": "week", "个月": "month",
    "年": "year", "次": "times", "遍": "times", "美元": "USD", "美金": "USD", "港元": "HKD", "港币": "HKD",
    "欧元": "EUR", "英镑": "GBP", "元": "CNY", "块钱": "CNY", "%": "percent",
}  # fmt: skip
_UNITS_ENGLISH = {
    "second": "second", "sec": "second", "minute": "minute", "min": "minute", "hour": "hour", "hr": "hour",
    "business day": "business_day", "working day": "business_day", "day": "day", "week": "week", "month": "month",
    "year": "year", "time": "times", "attempt": "times", "try": "times", "trie": "times", "%": "percent",
    "percent": "percent", "per cent": "percent", "dollar": "USD", "euro": "EUR", "pound": "GBP", "yuan": "CNY",
    "usd": "USD", "eur": "EUR", "gbp": "GBP", "cny": "CNY", "rmb": "CNY",
}  # fmt: skip
_IN_SECONDS = {"second": 1, "minute": 60, "quarter": 900, "hour": 3600}


# What an amount can begin with: most places of a text are passed over by a look at one character.
_BEGINS_CHINESE = r"(?=[0-9零〇一二三四五六七八九十百千万亿两几半全昼日上早凌中下晚傍$€£¥]|(?<![a-z])[a-z])"
_FIRST_LETTERS = "|".join(
    sorted(
        {
            re.escape(word[:3])
            for word in (*SMALL_NUMBERS, *_MONTHS, "around", "round", "day", "half", *_CURRENCIES)
        }
    )
)
_BEGINS_ENGLISH = rf"(?=[0-9$€£¥]|\b(?:{_FIRST_LETTERS}|a[\s-]))"


def _pattern(
    begins: str, numeral: str, to: str, between: str, units: dict[str, str], plural: str
) -> re.Pattern[str]:
    names = "|".join(re.escape(unit) for unit in sorted(units, key=len, reverse=True))
    number = rf"{_DIGITS}|{numeral}" if numeral else _DIGITS
    unit = rf"(?P<unit>{names}){plural}" if names else r"(?P<unit>%)"
    percent = r"|百分之\s*(?P<percent>" + number + ")" if numeral == CHINESE_NUMERAL else ""
    return re.compile(
        rf"{begins}(?:{_DATE}|{_ALL_DAY}|{_CLOCK}{percent}"
        rf"|(?P<halfof>半个?|\bhalf an?\s|\b(?:a\s)?quarter of an\s)(?P<halfunit>小时|钟头|年|hour|year)"
        rf"|(?:{_SIGN})?(?P<number>(?:(?P<low>{number}){to})?(?P<high>{number}))(?P<more>个半)?"
        rf"(?:{between}{unit})?)"
    )


_CHINESE = _pattern(
    _BEGINS_CHINESE, CHINESE_NUMERAL, _TO_CHINESE, r"\s*(?:多|余|来)?个?(?:完整的?)?\s*", _UNITS_CHINESE, ""
)
_ENGLISH = _pattern(
    _BEGINS_ENGLISH, ENGLISH_NUMERAL, _TO_ENGLISH, r"(?:\s*-\s*|\s*)", _UNITS_ENGLISH, r"s?(?![A-Za-z])"
)
_FIGURES = _pattern(r"(?=[0-9$€£¥])", "", _TO_ENGLISH, r"\s*", {"%": "percent"}, "")
_MEASURE_ENGLISH = re.compile(rf"[\d$€£¥]|round|小时|钟头|年|{'|'.join(map(re.escape, _UNITS_ENGLISH))}")
_ORDINAL = re.compile(
    r"(?:第\s*|\b(?:step|no\.|number|option|version|part|chapter|article)\s*#?|#)$", re.IGNORECASE
)
_VAGUE_BEFORE = re.compile(r"[几数]$")
_VAGUE_AFTER = re.compile(r"[几多余]")
_NAME_BEFORE = re.compile(r"[A-Za-z_/][-.]?$|\d[.:/-]$")
_NAME_AFTER = re.compile(r"(?:st|nd|rd|th)\b|[A-Za-z_]|-[A-Za-z]{2}|[.:]\d")


class _Language(NamedTuple):
    """How amounts are written: a sign that there may be one, the amount itself, its numerals.

    Where words stand between blanks, a `sieve` of words takes no look at each character to find the sign. Every
    amount has a figure or one of the words that `measure` finds, in small letters.
    """

    sign: re.Pattern[str]
    pattern: re.Pattern[str]
    read: Callable[[str], Decimal | None]
    sieve: Sieve | None = None
    measure: re.Pattern[str] | None = None


_LANGUAGES = {
    "zh": _Language(_MAY_BE_CHINESE, _CHINESE, chinese_number),
    "en": _Language(
        _MAY_BE_ENGLISH, _ENGLISH, english_number, Sieve(_MAY_BE_ENGLISH.search), _MEASURE_ENGLISH
    ),
}
_ANY_LANGUAGE = _Language(_ANY_DIGIT, _FIGURES, english_number)


def _language(locale: str) -> _Language:
    return _LANGUAGES.get(locale.split("-")[0], _ANY_LANGUAGE)


@lru_cache(maxsize=4096)
def _in_sentence(around: str, start: int, end: int, locale: str) -> tuple[Quantity, ...]:
    """Returns the amounts in a sentence, which stands from `start` to `end`. Many a sentence is in several entries."""
    language, text = _language(locale), _small(_half_width(around))
    if language.measure is not None and language.measure.search(text, start, end) is None:
        return ()
    return tuple(_quantities(text, language, start, end))


_BEFORE, _AFTER = 12, 4
"""Characters around an amount that may decide what it means, also those of the next sentence."""


def _quantities(text: str, language: _Language, start: int, end: int) -> Iterator[Quantity]:
    read = language.read
    for match in language.pattern.finditer(text, start, end):
        if match["date"]:
            yield _date(match)
        elif match["allday"]:
            yield _made(match, Decimal(24), "hour", spelt="24" not in match["allday"])
        elif match["clock"]:
            yield _clock(match)
        elif match["halfof"]:
            part = Decimal("0.25") if "quarter" in match["halfof"] else Decimal("0.5")
            unit = "year" if match["halfunit"] in ("年", "year") else "hour"
            yield _made(match, part, unit, spelt=True)
        elif language.pattern is _CHINESE and match["percent"]:
            amount = _read(match["percent"], read)
            if amount is not None:
                yield _made(match, amount, "percent", spelt=not match["percent"][0].isdigit())
        else:
            yield from _plain(text, match, read)


def _plain(text: str, match: re.Match[str], read: Callable[[str], Decimal | None]) -> Iterator[Quantity]:
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    after = text[match.end() : match.end() + _AFTER]
    unit = match["unit"] or ""
    spelt = not match["high"][0].isdigit()
    if spelt and not unit and not match["sign"]:
        return
    if _ORDINAL.search(before) or _VAGUE_BEFORE.search(before):
        return
    if not unit and (_NAME_BEFORE.search(before) or _NAME_AFTER.match(after)):
        return
    if spelt and not match["high"].isascii() and _VAGUE_AFTER.search(match[0]):
        return
    if unit == "年" and not spelt and len(match["high"]) == 4:
        unit = ""
    high, low = _read(match["high"], read), _read(match["low"], read) if match["low"] else None
    if high is None or (match["low"] and low is None):
        return
    if match["more"]:
        high += Decimal("0.5")
    if low is not None and low >= high:
        low = None
    name = _CURRENCIES.get(match["sign"] or "") or _unit_name(unit)
    yield _made(match, high, name, spelt=spelt, low=low)


def _unit_name(unit: str) -> str:
    return _UNITS_CHINESE.get(unit) or _UNITS_ENGLISH.get(" ".join(unit.split())) or ""


def _made(
    match: re.Match[str], amount: Decimal, unit: str, *, spelt: bool, low: Decimal | None = None
) -> Quantity:
    factor = _IN_SECONDS.get(unit)
    if factor is not None:
        amount, unit = amount * factor, "time"
        low = low * factor if low is not None else None
    written = match[0].strip()
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    return Quantity(amount, unit, start, start + len(written), written, spelt, low)


def _read(written: str, read: Callable[[str], Decimal | None]) -> Decimal | None:
    return Decimal(written.replace(",", "")) if written[0].isdigit() else read(written)


def _date(match: re.Match[str]) -> Quantity:
    found = {
        part: next((match[f"{part}{form}"] for form in "1234" if match[f"{part}{form}"]), "0")
        for part in "ymd"
    }
    month = found["m"]
    number = int(month) if month.isdigit() else _MONTHS.index(month) + 1
    return _made(
        match, Decimal(int(found["y"]) * 10000 + number * 100 + int(found["d"])), "date", spelt=False
    )


def _clock(match: re.Match[str]) -> Quantity:
    hour = int(match["hh"] or chinese_number(match["hz"]) or 0)
    letter = match["ap1"] or match["ap2"] or ""
    afternoon = letter == "p" or (match["half"] or match["half2"]) in ("下午", "晚上", "傍晚")
    if afternoon and hour < 12:
        hour += 12
    elif letter == "a" and hour == 12:
        hour = 0
    minute = 30 if match["halfpast"] or match["halfpast2"] else int(match["mm"] or match["mz"] or 0)
    return _made(match, Decimal(hour * 60 + minute), "clock", spelt=False)
