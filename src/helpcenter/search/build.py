"""Documents of one locale -> everything that search knows of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from helpcenter.search.analysis import Analyser, analyser_for
from helpcenter.search.documents import SearchDocument, Vocabulary
from helpcenter.search.index import FIELDS, Index, build_index
from helpcenter.search.languages import merge_languages
from helpcenter.search.lexicon import Lexicon, build_lexicon
from helpcenter.search.postings import Postings, mark_words
from helpcenter.search.preparing import PreparedDocument, prepare
from helpcenter.search.pronunciation import Pronunciation, build_pronunciation
from helpcenter.search.ranking import Collection


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
    return index_prepared(locale, prepare(locale, documents, vocabulary), vocabulary)


def index_prepared(locale: str, prepared: list[PreparedDocument], vocabulary: Vocabulary) -> LocaleIndex:
    """Returns the index of a locale's documents, sorted by ref; they were prepared with the same vocabulary.

    Empties the list: texts are not needed any more once they are indexed, and many.
    """
    prepared.sort(key=lambda one: one.document.ref)
    documents = tuple(one.document for one in prepared)
    analyser = analyser_for(locale)
    tables = merge_languages(locale)
    counts: Counter[str] = Counter()
    for one in prepared:
        counts.update(one.cut.split(" "))
    fields = list(zip(*(one.texts for one in prepared), strict=True)) or [()] * len(FIELDS)
    found = [one.found for one in prepared]
    prepared.clear()
    stop = frozenset(unit.raw for word in tables.stop for unit in analyser.units(word) if not unit.unspaced)
    index = build_index(fields, analyser, stop, found)
    del fields[FIELDS.index("summary") :], found
    words = mark_words(index, counts)
    postings = Postings(index, words)
    lexicon = build_lexicon(locale, vocabulary, analyser, postings, counts)
    pronunciation = build_pronunciation(locale, fields, analyser, postings.is_word, lexicon)
    characters = _characters(analyser, index, lexicon)
    return LocaleIndex(
        locale=locale,
        documents=documents,
        characters=characters,
        analyser=Analyser(characters, tables.irregular, analyser.english),
        index=index,
        words=words,
        postings=postings,
        lexicon=lexicon,
        collection=_collect(documents, index),
        pronunciation=pronunciation,
    )


def _characters(analyser: Analyser, index: Index, lexicon: Lexicon) -> dict[str, str]:
    """Returns the part of the analyser's characters that queries of this index can need."""
    forms = [form for group in lexicon.groups for form in (*group.triggers, *group.targets)]
    names = [name for brand in lexicon.brands for name in brand.names]
    known = set(analyser.normalise("".join((*index.terms, *forms, *names, *lexicon.stop))))
    return {char: plain for char, plain in analyser.characters.items() if plain in known}


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
