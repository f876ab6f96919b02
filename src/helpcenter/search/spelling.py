"""Corrects a query: typos, words run together or torn apart, pinyin, initials, characters that sound alike.

`overrides/search/spelling.js` does the same; tests/search/test_twin.py holds both to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from helpcenter.search.analysis import Unit
from helpcenter.search.query import Plan
from helpcenter.search.words import SHORTEST, KnownWord, lengths_near, most_edits, nearest

WORD_COST, SINGLE_COST, UNKNOWN_COST, LETTER_COST = 1.0, 1.4, 3.0, 1.3
LONGEST_SOUND = 24
LONGEST_RUN = 40
SHORT_QUERY = 8
# They stand before anything: with what follows they only look like a misspelt word.
NEGATIONS = frozenset("不没")
# Southern speakers, and those who learned from them, don't tell these apart.
CONFUSED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("l", "n"), ("h", "f"), ("r", "l"))
CONFUSED_ENDS = (("ng", "n"),)


class WordSource(Protocol):
    """What corrections look up."""

    def knows(self, word: str) -> bool:
        """True when the word (as written, one unit) is in the index, in the lexicon or a function word."""

    def is_function_word(self, word: str) -> bool:
        """True for a word that carries no content."""

    def words(self, length: int) -> Iterable[KnownWord]:
        """Returns the known words of a length."""

    def sound(self, sound: str) -> tuple[str, ...]:
        """Returns the Chinese words that sound so."""

    def sound_start(self, start: str) -> str | None:
        """Returns the Chinese word of the shortest sound that starts so."""

    def short(self, letters: str) -> str | None:
        """Returns the Chinese word with these initials."""

    def syllable(self, character: str) -> str:
        """Returns how a character sounds, or ''."""

    @property
    def syllables(self) -> frozenset[str]:
        """All syllables; empty where nothing is known of sounds."""


@dataclass(frozen=True, slots=True)
class Correction:
    """Units `start` to `end` of a query, and what they were meant to be."""

    start: int
    end: int
    text: str


def correct(
    plan: Plan,
    source: WordSource,
    is_word: Callable[[str], bool | None],
    is_foreign: Callable[[Unit], bool],
) -> list[Correction]:
    """Returns what to put for the units that nothing known covers; words of another locale stay as they are."""
    units = plan.units
    unknown = frozenset(plan.unknown)
    found: list[Correction] = []
    position = 0
    while position < len(units):
        if units[position].unspaced:
            correction = _sounds_alike(plan, position, source, is_word) if source.syllables else None
        elif position in unknown:
            correction = _correct_word(units, position, source, is_foreign)
        else:
            correction = None
        if correction is None:
            position += 1
            continue
        if found and found[-1].end > correction.start:
            found.pop()
        found.append(correction)
        position = correction.end
    return found


def apply(units: tuple[Unit, ...], corrections: list[Correction]) -> str:
    """Returns the text of the units with the corrections in their places."""
    text = ""
    position = 0
    starts = {correction.start: correction for correction in corrections}
    before_end = 0
    while position < len(units):
        unit = units[position]
        correction = starts.get(position)
        piece = unit.raw if correction is None else correction.text
        if position and (not unit.glued or unit.start > before_end):
            text += " "
        text += piece
        position = position + 1 if correction is None else correction.end
        before_end = units[position - 1].end
    return text


def _correct_word(
    units: tuple[Unit, ...], position: int, source: WordSource, is_foreign: Callable[[Unit], bool]
) -> Correction | None:
    word = units[position].raw
    if not word.isascii() or not word.isalpha():
        return None
    if source.syllables:
        start, end = _pinyin_run(units, position, source.syllables)
        if end > start and (text := read_pinyin([unit.raw for unit in units[start:end]], source)):
            return Correction(start, end, text)
    for start in (position - 1, position):
        if (
            start >= 0
            and start + 1 < len(units)
            and not units[start].unspaced
            and not units[start + 1].unspaced
        ):
            joined = units[start].raw + units[start + 1].raw
            if source.knows(joined):
                return Correction(start, start + 2, joined)
    if is_foreign(units[position]):
        return None
    for cut in range(3, len(word) - 2):
        if source.knows(word[:cut]) and source.knows(word[cut:]):
            return Correction(position, position + 1, f"{word[:cut]} {word[cut:]}")
    close = _nearest_word(word, 1, source) if len(word) > SHORTEST else None
    text = (
        close
        or (source.syllables and (_brand_and_pinyin(word, source) or read_initials(word, source)))
        or _nearest_word(word, most_edits(word), source)
    )
    return Correction(position, position + 1, text) if text else None


def _nearest_word(word: str, edits: int, source: WordSource) -> str | None:
    known = (known for length in lengths_near(word, edits) for known in source.words(length))
    return nearest(word, known, edits)


def _pinyin_run(units: tuple[Unit, ...], position: int, syllables: frozenset[str]) -> tuple[int, int]:
    """Returns the longest run of units around `position` that may all be pinyin."""
    start = end = position
    while start > 0 and _may_be_pinyin(units[start - 1], syllables):
        start -= 1
    while end < len(units) and _may_be_pinyin(units[end], syllables):
        end += 1
    if end == position and position == len(units) - 1 and not units[position].unspaced:
        end = position + 1  # the last word may be half typed
    return start, end


def _may_be_pinyin(unit: Unit, syllables: frozenset[str]) -> bool:
    return not unit.unspaced and len(unit.raw) <= LONGEST_RUN and bool(_boundaries(unit.raw, syllables)[-1])


def _boundaries(text: str, syllables: frozenset[str]) -> list[bool]:
    """Returns at which positions of a text a syllable may end, when all before it is syllables."""
    reach = [True] + [False] * len(text)
    for end in range(1, len(text) + 1):
        reach[end] = any(
            reach[start] and text[start:end] in syllables for start in range(max(0, end - 6), end)
        )
    return reach


def read_pinyin(tokens: list[str], source: WordSource) -> str | None:
    """Returns the Chinese text that the pinyin tokens most likely mean, or None."""
    text = "".join(token.replace("v", "u") for token in tokens)
    reach = [True]
    for token in tokens:
        reach = reach[:-1] + _boundaries(token.replace("v", "u"), source.syllables)
    best: list[tuple[float, str, int] | None] = [(0.0, "", 0)] + [None] * len(text)
    for end in range(1, len(text) + 1):
        if not reach[end]:
            continue
        for start in range(max(0, end - LONGEST_SOUND), end):
            before = best[start]
            if before is None or not reach[start]:
                continue
            piece = text[start:end]
            words = source.sound(piece)
            if words:
                single = piece in source.syllables
                cost = SINGLE_COST if single else WORD_COST
                step = (before[0] + cost, before[1] + words[0], before[2] + (0 if single else len(words[0])))
            elif piece in source.syllables:
                step = (before[0] + UNKNOWN_COST, before[1], before[2])
            else:
                continue
            current = best[end]
            if current is None or (step[0], step[1]) < (current[0], current[1]):
                best[end] = step
    whole = best[len(text)]
    if whole is not None and whole[2] * 2 >= len(whole[1]) and whole[2] > 0:
        return whole[1]
    return _half_typed(text, best, source)


def _half_typed(text: str, best: list[tuple[float, str, int] | None], source: WordSource) -> str | None:
    for start in range(max(0, len(text) - LONGEST_SOUND), len(text) - 2):
        before = best[start]
        if (
            before is not None
            and (start == 0 or before[2] > 0)
            and (word := source.sound_start(text[start:]))
        ):
            return before[1] + word
    return None


def _brand_and_pinyin(word: str, source: WordSource) -> str | None:
    """Reads `cgpaytuikuan`: a known word, then pinyin or initials."""
    for cut in range(len(word) - 2, 2, -1):
        if source.knows(word[:cut]):
            rest = read_pinyin([word[cut:]], source) or read_initials(word[cut:], source)
            if rest:
                return f"{word[:cut]} {rest}"
    return None


def read_initials(letters: str, source: WordSource) -> str | None:
    """Returns the Chinese words whose initials a word is made of, or None."""
    if not 2 <= len(letters) <= 10:
        return None
    best: list[tuple[float, str, int] | None] = [(0.0, "", 0)] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - 6), end):
            before = best[start]
            if before is None:
                continue
            word = source.short(letters[start:end]) if end - start > 1 else None
            if word and word not in before[1]:
                step = (before[0] + WORD_COST, before[1] + word, before[2])
            elif end - start == 1:
                step = (before[0] + LETTER_COST, before[1], before[2] + 1)
            else:
                continue
            current = best[end]
            if current is None or (step[0], step[1]) < (current[0], current[1]):
                best[end] = step
    whole = best[len(letters)]
    return whole[1] if whole is not None and whole[1] and whole[2] * 4 <= len(letters) else None


def _sounds_alike(
    plan: Plan, position: int, source: WordSource, is_word: Callable[[str], bool | None]
) -> Correction | None:
    """Corrects two neighbouring characters that are no word, and no part of one, to a word of the same sound."""
    units = plan.units
    if position + 1 >= len(units) or not units[position + 1].unspaced or not units[position + 1].glued:
        return None
    first, second = units[position].term, units[position + 1].term
    here = {position, position + 1}
    if here & plan.settled or is_word(first + second) is not None:
        return None
    if NEGATIONS & {first, second}:
        return None
    if len(units) > SHORT_QUERY and all(at in plan.fillers or is_word(units[at].term) for at in here):
        return None  # in a whole question each means something by itself
    if is_word(second + first):
        return Correction(position, position + 2, second + first)
    sounds = source.syllable(first), source.syllable(second)
    if not all(sounds):
        return None
    for left in _confusable(sounds[0]):
        for right in _confusable(sounds[1]):
            exact = (left, right) == sounds
            for word in source.sound(left + right):
                near = exact or word[0] == first or word[-1] == second
                if near and len(word) == 2 and word != first + second and not source.is_function_word(word):
                    return Correction(position, position + 2, word)
    return None


def _confusable(sound: str) -> list[str]:
    """Returns a syllable and those that it is often mistaken for, itself first."""
    found = [sound]
    for pair in CONFUSED:
        for one, other in (pair, pair[::-1]):
            if sound.startswith(one) and not (len(one) == 1 and sound.startswith(one + "h")):
                found.append(other + sound[len(one) :])
    for one, other in CONFUSED_ENDS:
        for start in list(found):
            if start.endswith(one):
                found.append(start[: -len(one)] + other)
            elif start.endswith(other):
                found.append(start[: -len(other)] + one)
    return list(dict.fromkeys(found))
