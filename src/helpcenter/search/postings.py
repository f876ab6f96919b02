"""What ranking asks of a term: which documents hold it, how strongly, and whether it is a word."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from helpcenter.search.chinese import is_dictionary_word
from helpcenter.search.index import BOOSTS, FIELDS, K1, Index

# A pair of characters is a word where a segmenter takes it for (part of) one this often.
PAIR_IS_WORD = 0.5
SINGLE_IS_WORD = 0.3
MOST_COMPLETIONS = 6
SHORTEST_START = 3


@dataclass(frozen=True, slots=True, eq=False)
class Posting:
    """One term. `weights` are lunr's without the inverse document frequency, summed over the fields.

    `titles` says which of `documents` hold the term in their title.
    """

    documents: npt.NDArray[np.int32]
    weights: npt.NDArray[np.float64]
    titles: npt.NDArray[np.bool_]
    word: bool
    idf: float


class Postings:
    """All postings of an index, its fields merged."""

    def __init__(self, index: Index, words: npt.NDArray[np.bool_]) -> None:
        self.size = index.size
        self._index = index
        self._position = {term: position for position, term in enumerate(index.terms)}
        self._words = words
        self._cache: dict[str, Posting | None] = {}

    def __contains__(self, term: str) -> bool:
        return term in self._position

    def get(self, term: str) -> Posting | None:
        """Returns the posting of a term, or None when no document holds it."""
        if term not in self._cache:
            self._cache[term] = self._read(term)
        return self._cache[term]

    def complete(self, start: str) -> tuple[str, ...]:
        """Returns the terms that start so, in most documents first."""
        if len(start) < SHORTEST_START:
            return ()
        terms, starts = self._index.terms, self._merged.starts
        found = []
        for position in range(bisect_left(terms, start), len(terms)):
            if not terms[position].startswith(start):
                break
            found.append((starts[position] - starts[position + 1], terms[position]))
        return tuple(term for _, term in sorted(found)[:MOST_COMPLETIONS])

    def is_word(self, term: str) -> bool | None:
        """True for a word, False for characters that only happen to stand side by side, None for an unknown term."""
        position = self._position.get(term)
        return None if position is None else bool(self._words[position])

    def rows(self, term: str, document: int) -> list[tuple[int, int]]:
        """Returns in which fields of a document a term stands, and how often."""
        position = self._position[term]
        rows = slice(int(self._index.starts[position]), int(self._index.starts[position + 1]))
        here = np.flatnonzero(self._index.documents[rows] == document)
        fields, frequencies = self._index.fields[rows][here], self._index.frequencies[rows][here]
        return list(zip(fields.tolist(), frequencies.tolist(), strict=True))

    def _read(self, term: str) -> Posting | None:
        position = self._position.get(term)
        if position is None:
            return None
        merged = self._merged
        rows = slice(merged.starts[position], merged.starts[position + 1])
        documents = merged.documents[rows]
        idf = math.log(1 + (self.size - len(documents) + 0.5) / (len(documents) + 0.5))
        return Posting(documents, merged.weights[rows], merged.titles[rows], bool(self._words[position]), idf)

    @cached_property
    def _merged(self) -> _Merged:
        index = self._index
        term = np.repeat(np.arange(len(index.terms)), np.diff(index.starts))
        keys = term * index.size + index.documents
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
        first = np.flatnonzero(np.diff(keys, prepend=-1))
        saturated = (K1 + 1) * index.frequencies / (K1 + index.frequencies)
        weights = (saturated * np.asarray(BOOSTS)[index.fields])[order]
        return _Merged(
            starts=np.searchsorted(
                keys[first] // max(index.size, 1), np.arange(len(index.terms) + 1)
            ).tolist(),
            documents=(keys[first] % max(index.size, 1)).astype(np.int32),
            weights=np.add.reduceat(weights, first) if len(first) else weights,
            titles=index.fields[order][first] == FIELDS.index("title"),
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Merged:
    starts: list[int]
    documents: npt.NDArray[np.int32]
    weights: npt.NDArray[np.float64]
    titles: npt.NDArray[np.bool_]


def mark_words(index: Index, counts: Counter[str]) -> npt.NDArray[np.bool_]:
    """Returns which terms are words: all but the characters and pairs that a segmenter seldom takes for one.

    `counts` says how often each word stands in the fields but the body, as the segmenter cut them. What stands in
    bodies alone is a word if the segmenter's dictionary has it.
    """
    inside: Counter[str] = Counter()
    for word, count in counts.items():
        if len(word) == 1:
            inside[word] += count
        for position in range(len(word) - 1):
            inside[word[position : position + 2]] += count
    shown = np.where(index.fields < FIELDS.index("body"), index.frequencies, 0)
    occurrences = np.add.reduceat(shown, index.starts[:-1]).tolist() if index.terms else []
    words = ~index.runs
    for position in np.flatnonzero(index.runs).tolist():
        term, times = index.terms[position], occurrences[position]
        if not times:
            words[position] = len(term) == 2 and is_dictionary_word(term)
        elif inside.get(term, 0) >= times * (SINGLE_IS_WORD if len(term) == 1 else PAIR_IS_WORD):
            words[position] = True
    return words
