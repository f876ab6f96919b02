"""The inverted index of one locale, built with NumPy instead of an object a token.

Its weights are lunr's: `to_lunr` gives the index in lunr's own format, equal to what lunr.py's `Builder` makes of the
same terms (tests/search/test_index.py).
"""

from __future__ import annotations

import math
import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from helpcenter.search.analysis import UNSPACED, Analyser, mixed_pattern, word_pattern

BODY = "body"
FIELDS = ("title", "asks", "keywords", "summary", BODY)
BOOSTS = (8.0, 5.0, 3.0, 2.0, 1.0)
# Single characters are indexed where they mean most; in a body the pairs are enough.
SINGLES = (True, True, True, True, False)
K1 = 1.2
# An entry is no worse for having more asks, so its length does not lower its weights.
B = 0.0

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """The postings of one locale: rows sorted by term, field and document.

    Rows `starts[t]` to `starts[t + 1]` belong to `terms[t]`; `frequencies` says how often the term stands in that
    field of that document. `terms` is sorted by UTF-16 code unit, as JavaScript compares strings. `runs` tells single
    characters and pairs from words. `surfaces` counts the words as written, for corrections.
    """

    size: int
    terms: tuple[str, ...]
    starts: Ints
    fields: npt.NDArray[np.uint8]
    documents: npt.NDArray[np.int32]
    frequencies: npt.NDArray[np.int32]
    runs: npt.NDArray[np.bool_]
    surfaces: dict[str, int]


def build_index(
    fields: Sequence[Sequence[str]],
    analyser: Analyser,
    stop: frozenset[str],
    found: Sequence[FoundWords] | None = None,
) -> Index:
    """Returns the index of normalised texts given as one sequence a field, of the same documents in the same order.

    Terms in `stop` are left out when they are words; pairs of characters always stay. `found` are the words of each
    document, where they are known.
    """
    size = len(fields[0])
    texts = [text for field in fields for text in field]
    if found is None:
        found = list(map(find_words, zip(*fields, strict=True)))
    words = _index_words(found, analyser, stop)
    runs = _find_runs(texts, size)
    terms = sort_as_utf16({*words.terms, *runs.terms})
    position = {term: index for index, term in enumerate(terms)}
    ranks = [np.array([position[term] for term in part.terms], np.int64) for part in (words, runs)]
    keys = np.concatenate(
        [rank[part.ids] * len(texts) + part.cells for rank, part in zip(ranks, (words, runs), strict=True)]
    )
    keys.sort()
    first = np.flatnonzero(np.diff(keys, prepend=-1))
    rows = keys[first]
    frequencies = np.diff(first, append=len(keys))
    cells = rows % max(len(texts), 1)
    is_run = np.zeros(len(terms), bool)
    is_run[ranks[1]] = True
    return Index(
        size=size,
        terms=tuple(terms),
        starts=np.searchsorted(rows // max(len(texts), 1), np.arange(len(terms) + 1)),
        fields=(cells // max(size, 1)).astype(np.uint8),
        documents=(cells % max(size, 1)).astype(np.int32),
        frequencies=frequencies.astype(np.int32),
        runs=is_run,
        surfaces=words.surfaces,
    )


def sort_as_utf16(terms: Iterable[str]) -> list[str]:
    """Returns the terms sorted as JavaScript compares strings: characters beyond the BMP sort by their surrogates."""
    ordered = sorted(terms)
    if any(term > "\ud800" for term in ordered):
        ordered.sort(key=lambda term: term.encode("utf-16-be", "surrogatepass"))
    return ordered


def lunr_weights(index: Index, boosts: Sequence[float] = BOOSTS, b: float = B) -> npt.NDArray[np.float64]:
    """Returns the weight of each row as lunr computes and rounds it."""
    counts = np.diff(index.starts)
    cells = index.fields.astype(np.int64) * index.size + index.documents
    lengths = np.bincount(cells, weights=index.frequencies, minlength=len(FIELDS) * index.size)
    averages = lengths.reshape(len(FIELDS), index.size).sum(axis=1) / max(index.size, 1)
    relative = lengths[cells] / np.maximum(averages[index.fields], 1e-300)
    idf = np.array([lunr_idf(int(count), index.size) for count in counts])
    term_of_row = np.repeat(np.arange(len(counts)), counts)
    frequency = index.frequencies
    weights = idf[term_of_row] * ((K1 + 1) * frequency) / (K1 * (1 - b + b * relative) + frequency)
    weights = np.round(weights * np.asarray(boosts, float)[index.fields], 3)
    return np.asarray(weights, np.float64)


def lunr_idf(rows: int, size: int) -> float:
    """Returns lunr's inverse document frequency; it counts a document once for each field the term stands in."""
    return math.log(1 + abs((size - rows + 0.5) / (rows + 0.5)))


def to_lunr(
    index: Index, refs: Sequence[str], boosts: Sequence[float] = BOOSTS, b: float = B
) -> dict[str, Any]:
    """Returns the whole index as lunr 2.3.9 serialises one: `lunr.Index.load` takes it."""
    weights = lunr_weights(index, boosts, b).tolist()
    fields, documents = index.fields.tolist(), index.documents.tolist()
    vectors: dict[tuple[int, int], list[float]] = {
        (field, document): [] for document in range(index.size) for field in range(len(FIELDS))
    }
    inverted: list[list[Any]] = []
    for position, term in enumerate(index.terms):
        posting: dict[str, Any] = {"_index": position} | {field: {} for field in FIELDS}
        for row in range(int(index.starts[position]), int(index.starts[position + 1])):
            field, document = fields[row], documents[row]
            posting[FIELDS[field]][refs[document]] = {}
            vectors[field, document] += [position, weights[row]]
        inverted.append([term, posting])
    return {
        "version": "2.3.9",
        "fields": list(FIELDS),
        "fieldVectors": [
            [f"{FIELDS[field]}/{refs[document]}", vector] for (field, document), vector in vectors.items()
        ],
        "invertedIndex": inverted,
        "pipeline": [],
    }


_SEPARATOR = "\n"
_RUN_CHARACTER = re.compile(f"[{UNSPACED}]")


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """Terms, and where they stand: `ids` are positions in `terms`, `cells` say in which text."""

    terms: list[str]
    ids: Ints | npt.NDArray[np.int32]
    cells: Ints | npt.NDArray[np.int32]
    surfaces: dict[str, int]


class FoundWords(NamedTuple):
    """The words of a document's texts as they are written, between spaces: a string a text.

    `mixed` are compounds of two scripts, each with the position of its text.
    """

    words: tuple[str, ...]
    mixed: tuple[tuple[str, int], ...] = ()


def find_words(texts: Sequence[str]) -> FoundWords:
    """Returns the words of a document's normalised texts."""
    words = tuple(" ".join(word_pattern().findall(text)) for text in texts)
    mixed = [
        (whole, position)
        for position, text in enumerate(texts)
        if words[position] and not text.isascii()
        for whole in mixed_pattern().findall(text)
    ]
    return FoundWords(words, tuple(mixed))


def _index_words(found: Sequence[FoundWords], analyser: Analyser, stop: frozenset[str]) -> _Found:
    """Makes terms of words and compounds, and counts the words as written."""
    number = _Numbers()
    numbers = array("i")
    lengths: list[int] = []
    for field in range(len(FIELDS)):
        for one in found:
            words = one.words[field].split(" ") if one.words[field] else ()
            numbers.extend(map(number.__getitem__, words))
            lengths.append(len(words))
    written = np.array(numbers, np.int64)
    cells = np.repeat(np.arange(len(lengths), dtype=np.int64), lengths)
    mixed = [(whole, field * len(found) + at) for at, one in enumerate(found) for whole, field in one.mixed]

    terms: dict[str, int] = {}
    terms_of: list[list[int]] = []
    for word in number:
        units = analyser.units_of_normalised(word)
        kept = [unit.term for unit in units if unit.term not in stop and unit.raw not in stop]
        kept += [whole for unit in units for whole in unit.whole if whole not in stop]
        terms_of.append([terms.setdefault(term, len(terms)) for term in kept])
    counts = np.array([len(ids) for ids in terms_of], np.int64)
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
    flat = np.array([term for ids in terms_of for term in ids], np.int64)
    each = counts[written]
    inside = np.arange(int(each.sum())) - np.repeat(np.cumsum(each) - each, each)
    ids = flat[np.repeat(starts[written], each) + inside]

    # Sorted by hand: NumPy's own `unique` takes seven times as long.
    places = np.sort(written * len(lengths) + cells)
    places = places[np.diff(places, prepend=-1) != 0]
    texts_with = np.bincount(places // max(len(lengths), 1), minlength=len(number))
    plain = {
        word: int(texts_with[position])
        for word, position in number.items()
        if word.isalpha() and word not in stop and terms_of[position]
    }
    return _Found(
        terms=list(dict.fromkeys([*terms, *(whole for whole, _ in mixed)])),
        ids=np.concatenate(
            [ids, np.array([terms.setdefault(whole, len(terms)) for whole, _ in mixed], np.int64)]
        ),
        cells=np.concatenate([np.repeat(cells, each), np.array([cell for _, cell in mixed], np.int64)]),
        surfaces=plain,
    )


class _Numbers(dict[str, int]):
    """Numbers words in the order in which they are first asked for: a number is a tenth of a string in memory."""

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self)
        return number


def _find_runs(texts: Sequence[str], size: int) -> _Found:
    """Finds single characters and pairs of neighbours of unspaced scripts."""
    numbers = [number for number, text in enumerate(texts) if not text.isascii()]
    joined = _SEPARATOR.join([texts[number].replace(_SEPARATOR, " ") for number in numbers])
    if not _RUN_CHARACTER.search(joined):
        nothing = np.zeros(0, np.int32)
        return _Found([], nothing, nothing, {})
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    del joined
    distinct = np.flatnonzero(np.bincount(codes, minlength=1))
    characters = [chr(code) for code in distinct.tolist()]
    table = np.zeros(int(distinct[-1]) + 1 if len(distinct) else 1, np.int32)
    # 0 stands for everything that is written with spaces.
    unspaced = [index for index, char in enumerate(characters) if _RUN_CHARACTER.match(char)]
    table[distinct[unspaced]] = np.arange(1, len(unspaced) + 1)
    width = len(unspaced) + 1
    # From here on only places of such characters: most characters of an English text are others.
    compact = table[codes]
    places = np.flatnonzero(compact)
    known = compact[places].astype(np.int64)
    del compact
    cell = np.array(numbers, np.int32)[np.cumsum(codes == ord(_SEPARATOR), dtype=np.int32)[places]]
    single = np.flatnonzero(np.array(SINGLES, bool)[cell // max(size, 1)])
    pair = np.flatnonzero(np.diff(places) == 1)
    keys = np.concatenate([known[single] * width, known[pair] * width + known[pair + 1]])
    seen = np.zeros(width * width, bool)
    seen[keys] = True
    values = np.flatnonzero(seen)
    position = np.empty(width * width, np.int32)
    position[values] = np.arange(len(values))
    names = ["", *(characters[index] for index in unspaced)]
    terms = [names[value // width] + names[value % width] for value in values.tolist()]
    return _Found(terms, position[keys], np.concatenate([cell[single], cell[pair]]), {})
