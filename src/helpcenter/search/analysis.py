"""Text to terms, the same as `overrides/search/analysis.js`; tests/search/analysis.json holds both to it.

A *unit* is a word, or one character of a script written without spaces. Terms are words (stemmed), compounds kept whole
(`trade_not_exist`, `wechat支付`), single characters, and pairs of neighbouring characters, so that any substring of two
characters or more is found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from helpcenter.search.answers import answers_of
from helpcenter.search.chinese import simplified_characters
from helpcenter.search.languages import languages_of, merge_languages
from helpcenter.search.stemming import stem

# Scripts written without spaces: Thai, Lao, Myanmar, Khmer, kana, Han.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3007\u3040-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003134f"
)
CONNECTORS = "_.'@-"
LONGEST_MIXED_RUN = 4
LONG_TEXT = 2_000

_LOOK_ALIKES = {"\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u2010": "-", "\u2011": "-"}
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_MARKS = re.compile("[\u0300-\u036f]")
_UNSPACED_CHARACTER = re.compile(f"[{UNSPACED}]")


@dataclass(frozen=True, slots=True)
class Unit:
    """One word or unspaced character of a text.

    `term` is what it is indexed as, `raw` its normalised text from `start` to `end`; `glued` says that nothing, not
    even a space, separates it from the unit before; `whole` holds compounds that end here.
    """

    term: str
    raw: str
    start: int
    end: int
    glued: bool
    unspaced: bool
    whole: tuple[str, ...] = ()


class Analyser:
    """Turns text into units and terms, by the tables it is given."""

    def __init__(self, characters: dict[str, str], irregular: dict[str, str], english: bool) -> None:
        self.characters = characters
        self.english = english
        self._irregular = irregular
        self._stems: dict[str, str] = {}

    def normalise(self, text: str) -> str:
        """Returns the text in one form: compatible characters, lower case, no accents, simplified characters."""
        if text.isascii():
            return text.lower()
        if len(text) > LONG_TEXT and (plain := self._normalise_by_character(text)) is not None:
            return plain
        text = unicodedata.normalize("NFKC", text)
        text = _INVISIBLE.sub("", text)
        for char, plain in _LOOK_ALIKES.items():
            text = text.replace(char, plain)
        text = unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", text.lower())))
        for char in self.characters.keys() & set(text):
            text = text.replace(char, self.characters[char])
        return text

    def _normalise_by_character(self, text: str) -> str | None:
        """Does the same ten times faster, or returns None where a character depends on its neighbours."""
        distinct = {char for char in set(text) if not char.isascii()}
        forms = {char: self.normalise(char) for char in distinct}
        if any(_joins(char) for char in distinct) or any(
            _joins(char) for form in forms.values() for char in form
        ):
            return None
        for char, form in forms.items():
            if form != char:
                text = text.replace(char, form)
        return text.lower()

    def units(self, text: str) -> list[Unit]:
        """Returns the units of a text in reading order; `text` needs no normalising before."""
        return self.units_of_normalised(self.normalise(text))

    def units_of_normalised(self, text: str) -> list[Unit]:
        """Returns the units of a text that `normalise` made."""
        units: list[Unit] = []
        end_before = -1
        for match in _token_pattern().finditer(text):
            raw, start = match.group(), match.start()
            if match.lastgroup == "char":
                units.append(Unit(raw, raw, start, match.end(), start == end_before, True))
            else:
                units.extend(self._word_units(raw, start, start == end_before))
            end_before = match.end()
        for match in mixed_pattern().finditer(text):
            for index, unit in enumerate(units):
                if unit.end == match.end():
                    units[index] = replace(unit, whole=(*unit.whole, match.group()))
                    break
        return units

    def terms(self, text: str, singles: bool = True) -> list[str]:
        """Returns the terms of a text in reading order; `singles` keeps single unspaced characters."""
        terms: list[str] = []
        before: Unit | None = None
        for unit in self.units(text):
            if unit.unspaced and before is not None and unit.glued and before.unspaced:
                terms.append(before.term + unit.term)
            if singles or not unit.unspaced:
                terms.append(unit.term)
            terms.extend(unit.whole)
            before = unit
        return terms

    def stem(self, word: str) -> str:
        """Returns the term of one normalised word without connectors."""
        known = self._stems.get(word)
        if known is None:
            known = self._irregular.get(word, word)
            if self.english and known.isascii() and known.isalpha():
                known = stem(known)
            self._stems[word] = known
        return known

    def _word_units(self, raw: str, start: int, glued: bool) -> Iterable[Unit]:
        parts = [(part.group(), *part.span()) for part in _part_pattern().finditer(raw)]
        if "'" in raw:
            parts, raw = _join_apostrophes(parts, raw)
        if len(parts) > 1 and "-" in raw and min(len(part) for part, *_ in parts) == 1 and raw.count("-") < 3:
            joined = raw.replace("-", "")
            if joined.isalpha():
                parts, raw = [(joined, 0, parts[-1][2])], joined
        whole = () if len(parts) == 1 else (raw if raw[0].isdigit() else raw.replace("-", ""),)
        for index, (part, begin, end) in enumerate(parts):
            last = index == len(parts) - 1
            yield Unit(
                self.stem(part),
                part,
                start + begin,
                start + end,
                glued or index > 0,
                False,
                whole if last else (),
            )


def _joins(char: str) -> bool:
    """True for a character that may become one with its neighbours, or another one beside them."""
    return char == "\u03a3" or unicodedata.category(char)[0] == "M" or "\u1100" <= char <= "\u11ff"


_Part = tuple[str, int, int]
"""A part of a word, and where it begins and ends in the word as it is written."""


def _join_apostrophes(parts: list[_Part], raw: str) -> tuple[list[_Part], str]:
    """Drops a possessive 's and joins what other apostrophes part: customer's -> customer, xi'an -> xian."""
    if raw.endswith("'s") and len(parts) > 1:
        raw, parts = raw[:-2], parts[:-1]
    joined = raw.replace("'", "")
    return ([(joined, 0, len(raw))] if "'" in raw and joined.isalnum() else parts), joined


@cache
def analyser_for(locale: str) -> Analyser:
    """Returns the analyser of a locale; one without tables gets whole words and character pairs."""
    languages = languages_of(locale)
    tables = merge_languages(locale)
    characters: dict[str, str] = {}
    if "zh" in languages:
        plain = simplified_characters()
        characters = {char: tables.folds.get(to, to) for char, to in plain.items()} | tables.folds
    return Analyser(characters, tables.irregular, "en" in languages)


@cache
def _word_class() -> str:
    """Returns a regex class of letters, digits and marks that stand in words, without the unspaced scripts."""
    known = answers_of("word characters")
    if UNSPACED not in known:
        known[UNSPACED] = "[" + "".join(_word_ranges()) + "]"
    return known[UNSPACED]


def _word_ranges() -> Iterator[str]:
    first = None
    for code in range(0x30, 0x10000):
        char = chr(code)
        inside = unicodedata.category(char)[0] in "LNM" and not _UNSPACED_CHARACTER.match(char)
        if inside and first is None:
            first = code
        elif not inside and first is not None:
            yield f"\\u{first:04x}-\\u{code - 1:04x}"
            first = None


@cache
def word_pattern() -> re.Pattern[str]:
    """Matches a word of normalised text with the compound it belongs to."""
    word = _word_class()
    return re.compile(f"{word}+(?:[{CONNECTORS}]+{word}+)*")


@cache
def _token_pattern() -> re.Pattern[str]:
    return re.compile(f"(?P<char>[{UNSPACED}])|{word_pattern().pattern}")


@cache
def _part_pattern() -> re.Pattern[str]:
    return re.compile(f"{_word_class()}+")


@cache
def mixed_pattern() -> re.Pattern[str]:
    """Matches one plain word glued to a short unspaced run, with neither before nor after it."""
    word, run = _word_class(), f"[{UNSPACED}]{{1,{LONGEST_MIXED_RUN}}}"
    edge = f"[{word[1:-1]}{UNSPACED}{CONNECTORS}]"
    return re.compile(f"(?<!{edge})(?:{word}+{run}|{run}{word}+)(?!{edge})")
