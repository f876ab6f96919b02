"""The words corrections choose from, and how far a typed word is from one of them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from helpcenter.search.analysis import Analyser
from helpcenter.search.lexicon import Lexicon

SHORTEST = 4
SHORTEST_PINYIN = 5
TWO_EDITS = 6
FIRST_LETTER = 0.25
BRAND_BONUS = 0.3
FREQUENCY_BONUS = 0.05


@dataclass(frozen=True, slots=True, order=True)
class KnownWord:
    """A word as written. `rank` is the binary logarithm of the number of fields that hold it.

    `means` is what it stands for: a brand's right name, the Chinese word that pinyin spells; '' for the word itself.
    """

    text: str
    rank: int
    means: str = ""
    brand: bool = False


def words_by_length(
    surfaces: Mapping[str, int], lexicon: Lexicon, pinyin: Mapping[str, str], analyser: Analyser
) -> dict[int, list[KnownWord]]:
    """Returns every word that a typo may be corrected to, by its length; `pinyin` says what a sound means."""
    known = {
        sound: KnownWord(sound, 0, word) for sound, word in pinyin.items() if len(sound) >= SHORTEST_PINYIN
    }
    for word, count in surfaces.items():
        if _correctable(word):
            known[word] = KnownWord(word, int(math.log2(count)))
    forms = [form for group in lexicon.groups for form in (*group.triggers, *group.targets)]
    for word in _words_in(forms, analyser):
        known.setdefault(word, KnownWord(word, 0))
    for brand in lexicon.brands:
        for word in _words_in(brand.names, analyser):
            known[word] = KnownWord(word, 0, brand.names[0], True)
    stop = frozenset(_words_in(lexicon.stop, analyser))
    lengths: defaultdict[int, list[KnownWord]] = defaultdict(list)
    for entry in sorted(known.values()):
        if entry.text not in stop:
            lengths[len(entry.text)].append(entry)
    return dict(sorted(lengths.items()))


def lengths_near(word: str, edits: int) -> range:
    """Returns the lengths of words that a typed word may stand for; none when it is too short to tell."""
    if len(word) < SHORTEST or not _correctable(word):
        return range(0)
    return range(max(len(word) - edits, 3), len(word) + edits + 1)


def most_edits(word: str) -> int:
    """Returns how many mistakes a word of this length may hold."""
    return 2 if len(word) >= TWO_EDITS else 1


def nearest(word: str, candidates: Iterable[KnownWord], limit: int) -> str | None:
    """Returns the word that was most likely meant, of those within `limit` mistakes, or None."""
    best: tuple[float, str] | None = None
    meant: str | None = None
    for candidate in candidates:
        edits = distance(word, candidate.text, limit)
        if edits is None:
            continue
        cost = (
            edits + (FIRST_LETTER if candidate.text[0] != word[0] else 0) - FREQUENCY_BONUS * candidate.rank
        )
        cost -= BRAND_BONUS if candidate.brand else 0
        found = (round(cost, 6), candidate.text)
        if best is None or found < best:
            best, meant = found, candidate.means or candidate.text
    return meant


def distance(first: str, second: str, limit: int) -> int | None:
    """Returns the number of insertions, deletions, replacements and swaps of neighbours between two words.

    None when it is more than `limit`.
    """
    if abs(len(first) - len(second)) > limit:
        return None
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        older, before, row = before, row, [i]
        for j, other in enumerate(second, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return None
    return row[-1] if row[-1] <= limit else None


def _correctable(word: str) -> bool:
    return len(word) >= 3 and word.isalpha() and word.isascii()


def _words_in(forms: Iterable[str], analyser: Analyser) -> list[str]:
    units = (unit for form in forms for unit in analyser.units(form))
    return sorted({unit.raw for unit in units if not unit.unspaced and _correctable(unit.raw)})
