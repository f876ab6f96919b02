"""Documents of one locale -> everything that search knows of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from helpcenter.search.analysis import Analyser, analyser_for
from helpcenter.search.chinese import count_words
from helpcenter.search.documents import SearchDocument, Vocabulary
from helpcenter.search.index import Index, build_index
from helpcenter.search.languages import merge_languages
from helpcenter.search.lexicon import Lexicon, build_lexicon
from helpcenter.search.postings import Postings, mark_words
from helpcenter.search.pronunciation import Pronunciation, build_pronunciation
from helpcenter.search.ranking import Collection

_BREAK = "\x1e"


@dataclass(frozen=True, slots=True, eq=False)
class LocaleIndex:
    """What search knows of one locale.

    `characters` maps the traditional characters of what it knows to simplified ones, `analyser` reads queries by them;
    `words` says which terms are words rather than chance neighbours.
    """

    locale: str
    documents: tuple[SearchDocument, ...]
    characters: dict[str, str]
    analyser: Analyser
    index: Index
    words: np.ndarray[tuple[int], np.dtype[np.bool_]]
    postings: Postings
    lexicon: Lexicon
    collection: Collection
    pronunciation: Pronunciation


def index_locale(locale: str, documents: Sequence[SearchDocument], vocabulary: Vocabulary) -> LocaleIndex:
    """Returns the index of a locale's documents, sorted by ref."""
    ordered = tuple(sorted(documents, key=lambda document: document.ref))
    analyser = analyser_for(locale)
    tables = merge_languages(locale)

    def normalise(texts: Iterable[str]) -> list[str]:
        return analyser.normalise(_BREAK.join(texts)).split(_BREAK) if ordered else []

    titles = normalise(document.title for document in ordered)
    asks = normalise("\n".join((*document.asks, *document.codes)) for document in ordered)
    own = normalise("\n".join(document.keywords) for document in ordered)
    strong = [titles, asks, _add_other_words(locale, ordered, [titles, asks, own], vocabulary, analyser)]
    weak = [
        normalise(document.summary for document in ordered),
        normalise(document.body for document in ordered),
    ]
    stop = frozenset(unit.raw for word in tables.stop for unit in analyser.units(word) if not unit.unspaced)
    index = build_index([*strong, *weak], analyser, stop)
    counts = count_words(text for field in (*strong, weak[0]) for text in field if not text.isascii())
    words = mark_words(index, counts)
    postings = Postings(index, words)
    lexicon = build_lexicon(locale, vocabulary, analyser, postings, counts)
    pronunciation = build_pronunciation(locale, strong, analyser, postings.is_word, lexicon)
    characters = _characters(analyser, index, lexicon)
    return LocaleIndex(
        locale=locale,
        documents=ordered,
        characters=characters,
        analyser=Analyser(characters, tables.irregular, analyser.english),
        index=index,
        words=words,
        postings=postings,
        lexicon=lexicon,
        collection=_collect(ordered, index),
        pronunciation=pronunciation,
    )


def _characters(analyser: Analyser, index: Index, lexicon: Lexicon) -> dict[str, str]:
    """Returns the part of the analyser's characters that queries of this index can need."""
    forms = [form for group in lexicon.groups for form in (*group.triggers, *group.targets)]
    names = [name for brand in lexicon.brands for name in brand.names]
    known = set(analyser.normalise("".join((*index.terms, *forms, *names, *lexicon.stop))))
    return {char: plain for char, plain in analyser.characters.items() if plain in known}


def _add_other_words(
    locale: str,
    documents: Sequence[SearchDocument],
    fields: list[list[str]],
    vocabulary: Vocabulary,
    analyser: Analyser,
) -> list[str]:
    """Returns the keywords of each document with its provider's names and other words for its glossary terms."""
    language = locale.split("-")[0]
    names = {brand.provider: analyser.normalise("\n".join(brand.names)) for brand in vocabulary.brands}
    texts = [f" {title} {asks} {own}".replace("\n", " ") for title, asks, own in zip(*fields, strict=True)]
    # One search through all texts a form is a hundred times faster than one a form and text.
    everything = _BREAK.join(texts)
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    others: list[dict[str, None]] = [{} for _ in texts]
    for term in vocabulary.terms:
        forms = [analyser.normalise(form) for form in term.forms.get(language, ())]
        for form in forms:
            for at in _find_all(everything, f" {form}" if form[0].isascii() else form):
                others[bisect_right(starts, at) - 1]["\n".join(forms)] = None
    return [
        "\n".join((own, names.get(document.provider, ""), *forms))
        for document, own, forms in zip(documents, fields[2], others, strict=True)
    ]


def _find_all(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _collect(documents: Sequence[SearchDocument], index: Index) -> Collection:
    providers = tuple(sorted({document.provider for document in documents}))
    position = {provider: at for at, provider in enumerate(providers)}
    terms = np.repeat(np.arange(len(index.terms)), np.diff(index.starts))
    single = index.runs & np.array([len(term) == 1 for term in index.terms], bool)
    titles = index.documents[(index.fields == 0) & ~single[terms]]
    return Collection(
        providers,
        np.array([position[document.provider] for document in documents], np.int32),
        np.bincount(titles, minlength=len(documents)).astype(np.int32),
    )
