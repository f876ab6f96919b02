"""Cuts a locale's index into files small enough to fetch on demand.

`core.json` holds what every query needs. Words, sounds and texts are in numbered files, sorted, so that `core.json`
needs no more than the first key of each to find one; characters and pairs are placed by hash. The folder's name is a
hash of all that is in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from helpcenter.search.build import LocaleIndex, index_locale
from helpcenter.search.chinese import common_characters, simplified_characters
from helpcenter.search.documents import Interface, SearchDocument, Vocabulary
from helpcenter.search.encoding import encode, encode_text
from helpcenter.search.languages import languages_of, merge_languages
from helpcenter.search.manifest import PublishedLocale, dump
from helpcenter.search.words import words_by_length

# A query fetches a file for each of its terms, so small files waste least; MOST_SHARDS keeps their number in bounds.
SMALLEST_SHARD = 1_000
LARGEST_SHARD = 6_000
MOST_SHARDS = 5_000
CHARACTER_SHARD = 400
TEXT_SHARD = 8


def write_index(
    locale: str,
    documents: Sequence[SearchDocument],
    vocabulary: Vocabulary,
    refs: Iterable[str] = (),
    interface: Interface | None = None,
) -> PublishedLocale:
    """Returns the search files of one locale.

    `refs` are the entries of all locales, to find one in the other; `interface` is what the dialog says.
    """
    return publish_index(index_locale(locale, documents, vocabulary), refs, interface)


def publish_index(
    index: LocaleIndex, refs: Iterable[str] = (), interface: Interface | None = None
) -> PublishedLocale:
    """Returns the files of an index that has been built."""
    postings = _encode_postings(index)
    terms, term_keys = _term_shards(index, postings)
    runs = _run_shards(index, postings)
    sounds, sound_keys = _sound_shards(index)
    files = {f"t{position}.json": shard for position, shard in enumerate(terms)}
    files |= {f"h{position}.json": shard for position, shard in enumerate(runs)}
    files |= {f"s{position}.json": shard for position, shard in enumerate(sounds)}
    files |= {f"d{position}.json": shard for position, shard in enumerate(_text_shards(index))}
    words = _word_shards(index)
    files |= {f"w{length}.json": shard for length, shard in words.items()}
    characters, character_keys = _character_shards() if index.pronunciation.syllables else ([], [])
    files |= {f"c{position}.json": shard for position, shard in enumerate(characters)}
    keys = ShardKeys(term_keys, len(runs), sound_keys, character_keys)
    if interface is not None:
        files["interface.json"] = dump(asdict(interface))
    files["core.json"] = dump(_core(index, keys, list(words), refs))
    digest = hashlib.sha256()
    for name, data in sorted(files.items()):
        digest.update(name.encode() + b"\0" + hashlib.sha256(data).digest())
    folder = f"{index.locale}/{digest.hexdigest()[:12]}"
    return PublishedLocale(
        index.locale, folder, {f"search/{folder}/{name}": data for name, data in sorted(files.items())}
    )


@dataclass(frozen=True, slots=True)
class ShardKeys:
    """What each numbered file begins with, and how many files characters and pairs are in."""

    terms: list[str]
    runs: int
    sounds: list[str]
    characters: list[str]


def _core(index: LocaleIndex, keys: ShardKeys, lengths: list[int], refs: Iterable[str]) -> dict[str, object]:
    lexicon, collection = index.lexicon, index.collection
    languages = languages_of(index.locale)
    own = [document.ref for document in index.documents]
    every = {ref: position for position, ref in enumerate(sorted({*own, *refs}))}
    numbers = np.array([every[ref] for ref in own], np.int64)
    return {
        "locale": index.locale,
        "size": len(index.documents),
        "unspaced": languages[:1] == ("zh",),
        "english": "en" in languages,
        "irregular": merge_languages(index.locale).irregular,
        "characters": "".join(char + plain for char, plain in sorted(index.characters.items())),
        "stop": " ".join(lexicon.stop),
        "groups": [["|".join(group.triggers), "|".join(group.targets)] for group in lexicon.groups],
        "brands": [[brand.provider, "|".join(brand.names)] for brand in lexicon.brands],
        "codes": list(lexicon.codes),
        "providers": list(collection.providers),
        "provider_of": encode_text(_runs(collection.provider_of)),
        "titles": encode_text(collection.title_lengths),
        "numbers": encode_text(np.diff(numbers, prepend=-1) - 1) if len(every) != len(own) else "",
        "terms": " ".join(keys.terms),
        "runs": keys.runs,
        "sounds": " ".join(keys.sounds),
        "readings": " ".join(keys.characters),
        "syllables": " ".join(sorted(index.pronunciation.syllables)),
        "words": lengths,
        "texts": TEXT_SHARD,
    }


def _runs(values: np.ndarray[tuple[int], np.dtype[np.int32]]) -> list[int]:
    """Returns run lengths of values that never fall: how many are 0, how many are 1, and so on."""
    return np.bincount(values).tolist() if len(values) else []


def _term_shards(index: LocaleIndex, postings: list[str]) -> tuple[list[bytes], list[str]]:
    """Returns the words, sorted, so that a half-typed one is found among its neighbours."""
    runs, terms = index.index.runs, index.index.terms
    rows = [position for position in range(len(terms)) if not runs[position]]
    shards, keys = [], []
    for start, end in _cut([len(terms[row]) + len(postings[row]) for row in rows]):
        shards.append(_dump_terms(index, postings, rows[start:end]))
        keys.append(_shortest_key(terms[rows[start - 1]], terms[rows[start]]) if start else "")
    return shards, keys


def _run_shards(index: LocaleIndex, postings: list[str]) -> list[bytes]:
    """Returns characters and pairs, by hash: there are too many to say in `core.json` where each is."""
    runs, terms = index.index.runs, index.index.terms
    rows = [position for position in range(len(terms)) if runs[position]]
    total = sum(len(postings[row]) + 2 for row in rows)
    count = max(total // _shard_size(total), 1) if rows else 0
    shards: list[list[int]] = [[] for _ in range(count)]
    for row, value in zip(rows, _hashes([terms[row] for row in rows]), strict=True):
        shards[value % count].append(row)
    return [_dump_terms(index, postings, shard) for shard in shards]


def _hashes(terms: list[str]) -> list[int]:
    """Returns `term_hash` of each term, at once for those of two characters of the BMP."""
    pairs = [position for position, term in enumerate(terms) if len(term) == 2 and max(term) <= "\uffff"]
    codes = np.frombuffer("".join(terms[position] for position in pairs).encode("utf-32-le"), np.uint32)
    value = np.full(len(pairs), 0x811C9DC5, np.uint32)
    for place in (0, 1):
        value = (value ^ codes[place::2]) * np.uint32(0x01000193)
    value ^= value >> np.uint32(15)
    found = dict(zip(pairs, value.tolist(), strict=True))
    return [found[position] if position in found else term_hash(term) for position, term in enumerate(terms)]


def term_hash(term: str) -> int:
    """Returns a 32-bit hash of a term's UTF-16 code units: FNV-1a, its upper half folded into the lower one."""
    value = 0x811C9DC5
    for unit in term if term.isascii() or max(term) <= "\uffff" else _utf16_units(term):
        value = ((value ^ ord(unit)) * 0x01000193) & 0xFFFFFFFF
    return value ^ value >> 15


def _utf16_units(term: str) -> str:
    data = term.encode("utf-16-le")
    return "".join(chr(data[at] | data[at + 1] << 8) for at in range(0, len(data), 2))


def _dump_terms(index: LocaleIndex, postings: list[str], rows: list[int]) -> bytes:
    return dump(
        {
            "t": " ".join(index.index.terms[row] for row in rows),
            "w": "".join("1" if index.words[row] else "0" for row in rows),
            "p": " ".join(postings[row] for row in rows),
        }
    )


def _shortest_key(before: str, first: str) -> str:
    """Returns the shortest text that sorts after `before` and not after `first`."""
    return next(first[:length] for length in range(1, len(first) + 1) if first[:length] > before)


def _encode_postings(index: LocaleIndex) -> list[str]:
    """Returns each term's postings: for each field `count * 8 + field`, then for each document the gap since the one
    before, doubled, plus 1 when the term stands there more than once, and then how much more."""
    rows = index.index
    counts = np.diff(rows.starts)
    term = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    first = np.diff(term * 8 + rows.fields, prepend=-1) != 0
    gaps = np.where(first, rows.documents, np.diff(rows.documents, prepend=0) - 1)
    repeated = rows.frequencies > 1
    width = 1 + repeated.astype(np.int8) + first
    ends = np.cumsum(width, dtype=np.int64)
    values = np.empty(int(ends[-1]) if len(ends) else 0, np.int32)
    header = ends[first] - width[first]
    sizes = np.diff(np.append(np.flatnonzero(first), len(first)))
    values[header] = sizes * 8 + rows.fields[first]
    values[ends - 1 - repeated] = gaps * 2 + repeated
    values[ends[repeated] - 1] = rows.frequencies[repeated] - 2
    text, starts = encode(values)
    bounds = np.concatenate([np.zeros(1, np.int64), ends])[rows.starts]
    edges = starts[bounds].tolist()
    whole = text.decode("ascii")
    return [whole[start:end] for start, end in pairwise(edges)]


def _sound_shards(index: LocaleIndex) -> tuple[list[bytes], list[str]]:
    sounds = index.pronunciation
    rows = [(f"-{letters}", words[0]) for letters, words in sounds.short.items()]
    rows += [(sound, ",".join(words)) for sound, words in sounds.words.items()]
    rows.sort()
    shards, keys = [], []
    for start, end in _cut([len(key) + 2 * len(words) for key, words in rows]):
        part = rows[start:end]
        shards.append(
            dump({"k": " ".join(key for key, _ in part), "v": " ".join(words for _, words in part)})
        )
        keys.append(_shortest_key(rows[start - 1][0], rows[start][0]) if start else "")
    return shards, keys


def _text_shards(index: LocaleIndex) -> list[bytes]:
    shards = []
    for start in range(0, len(index.documents), TEXT_SHARD):
        rows: list[list[str]] = []
        for document in index.documents[start : start + TEXT_SHARD]:
            row = [document.ref, document.title, document.summary]
            usual = document.url == f"{document.locale}/{document.ref}/"
            more = [
                "" if usual else document.url,
                document.source_locale,
                "derived" if document.derived else "",
            ]
            while more and not more[-1]:
                more.pop()
            rows.append(row + more)
        shards.append(dump(rows))
    return shards


def _word_shards(index: LocaleIndex) -> dict[int, bytes]:
    words = words_by_length(
        index.index.surfaces, index.lexicon, index.pronunciation.common_words(), index.analyser
    )
    shards = {}
    for length, known in words.items():
        ranks: dict[int, list[str]] = {}
        for word in known:
            ranks.setdefault(word.rank, []).append(word.text)
        shards[length] = dump(
            {
                "r": [" ".join(ranks.get(rank, ())) for rank in range(max(ranks) + 1)],
                "m": {word.text: word.means for word in known if word.means},
                "b": " ".join(word.text for word in known if word.brand),
            }
        )
    return shards


@cache
def _character_shards() -> tuple[list[bytes], list[str]]:
    """Returns how the common characters sound, traditional ones included."""
    from helpcenter.search.pinyin import syllable

    common = set(common_characters())
    plain = {char: to for char, to in simplified_characters().items() if to in common} | {
        char: char for char in common
    }
    characters = sorted(char for char in plain if syllable(plain[char]))
    shards, keys = [], []
    for start in range(0, len(characters), CHARACTER_SHARD):
        part = characters[start : start + CHARACTER_SHARD]
        shards.append(dump({"c": "".join(part), "s": " ".join(syllable(plain[char]) for char in part)}))
        keys.append(part[0] if start else "")
    return shards, keys


def _cut(sizes: list[int]) -> Iterable[tuple[int, int]]:
    """Yields ranges of neighbours that make a file together; one that is longer than that stands alone."""
    most = _shard_size(sum(sizes))
    start, total = 0, 0
    for position, size in enumerate(sizes):
        if total and total + size > most:
            yield start, position
            start, total = position, 0
        total += size
    yield start, len(sizes)  # one file even for nothing, so that there is something to fetch


def _shard_size(total: int) -> int:
    return min(max(total // MOST_SHARDS, SMALLEST_SHARD), LARGEST_SHARD)
