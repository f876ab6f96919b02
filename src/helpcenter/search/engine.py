"""Answers queries in Python as the browser does: for `helpcenter search`, for rule HC701, for tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from helpcenter.search.analysis import Unit
from helpcenter.search.build import LocaleIndex
from helpcenter.search.chinese import common_characters, simplified_characters, syllable
from helpcenter.search.documents import SearchDocument
from helpcenter.search.languages import languages_of
from helpcenter.search.forms import FormMatcher, lexicon_forms
from helpcenter.search.query import Plan, make_plan
from helpcenter.search.ranking import Scores, score
from helpcenter.search.spelling import apply, correct
from helpcenter.search.words import KnownWord, words_by_length

COMMON = frozenset(common_characters())
LONGEST_QUERY = 120
OTHER_LOCALE = 0.8


@dataclass(frozen=True, slots=True)
class Hit:
    """One result."""

    document: SearchDocument
    score: float


@dataclass(frozen=True, slots=True)
class Results:
    """Hits, best first; `corrected` is the query as it was understood when that is not what was typed."""

    hits: tuple[Hit, ...]
    corrected: str | None
    total: int


class SearchEngine:
    """Searches one locale; `others` are the locales to look into for words of another language."""

    def __init__(self, index: LocaleIndex, others: Mapping[str, SearchEngine] | None = None) -> None:
        self.index = index
        self.others = dict(others or {})
        self._matcher = FormMatcher(lexicon_forms(index.lexicon), index.analyser)
        self._form_units: dict[str, list[Unit]] = {}
        self._unspaced = languages_of(index.locale)[:1] == ("zh",)
        self._source = IndexWords(index, self._matcher)

    def query(self, text: str, limit: int = 10, provider: str = "") -> Results:
        """Returns the best documents for what a customer typed; `provider` is one that the page has chosen."""
        found = self._search(text, provider)
        if found.plan.concepts and not any(self._is_other_script(found.plan.units[at]) for at in found.plan.unknown):
            return self._results(found.scores, limit, found.corrected)
        return self._with_others(found, text, limit, provider)

    def plan(self, text: str) -> Plan:
        """Returns what the engine understands of a query, without corrections."""
        units = self.index.analyser.units(text[:LONGEST_QUERY])
        spans = self._matcher.find(units)
        completions: tuple[str, ...] = ()
        if units and not units[-1].unspaced and self.index.postings.is_word(units[-1].term) is None:
            completions = self._source.complete(units[-1])
        return make_plan(
            units, spans, self.index.lexicon, self._units_of_form, self.index.postings.is_word, completions
        )

    def _search(self, text: str, provider: str) -> _Found:
        plan, corrected = self.plan(text), None
        corrections = correct(plan, self._source, self.index.postings.is_word, self._is_foreign)
        if corrections:
            corrected = apply(plan.units, corrections)
            plan = self.plan(corrected)
        return _Found(plan, corrected, score(plan, self.index.collection, self.index.postings.get, provider))

    def _is_foreign(self, unit: Unit) -> bool:
        """True when another locale's index knows the word as it is."""
        return any(other.index.postings.is_word(unit.term) is not None for other in self.others.values())

    def _is_other_script(self, unit: Unit) -> bool:
        return unit.unspaced != self._unspaced

    def _with_others(self, found: _Found, text: str, limit: int, provider: str) -> Results:
        """Adds what the other locales find, as this locale's own version of the same entry where it has one."""
        scores, corrected = found.scores, found.corrected
        position = {document.ref: at for at, document in enumerate(self.index.documents)}
        strangers: list[Hit] = []
        for other in self.others.values():
            theirs = other._search(text, provider)
            if not theirs.plan.concepts:
                continue
            for at in np.flatnonzero(theirs.scores > 0):
                document = other.index.documents[int(at)]
                value = float(theirs.scores[at]) * OTHER_LOCALE
                if document.ref in position:
                    scores[position[document.ref]] += value
                else:
                    strangers.append(Hit(document, round(value, 6)))
            corrected = corrected or theirs.corrected
        results = self._results(scores, limit, corrected)
        if not strangers:
            return results
        hits = sorted((*results.hits, *strangers), key=lambda hit: (-hit.score, hit.document.ref))
        return Results(tuple(hits[:limit]), corrected, results.total + len(strangers))

    def _units_of_form(self, form: str) -> list[Unit]:
        if form not in self._form_units:
            self._form_units[form] = self.index.analyser.units(form)
        return self._form_units[form]

    def _results(self, scores: Scores, limit: int, corrected: str | None) -> Results:
        rounded = np.round(scores, 6)
        found = np.flatnonzero(rounded > 0)
        best = found[np.argsort(-rounded[found], kind="stable")][:limit]
        documents = self.index.documents
        hits = tuple(Hit(documents[int(at)], float(rounded[at])) for at in best)
        return Results(hits, corrected, len(found))


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    plan: Plan
    corrected: str | None
    scores: Scores


class IndexWords:
    """Looks words up in an index that is in memory."""

    def __init__(self, index: LocaleIndex, matcher: FormMatcher) -> None:
        self._index = index
        self._matcher = matcher
        self._sounds = index.pronunciation
        self._starts = sorted(self._sounds.words, key=lambda sound: (len(sound), sound))

    @property
    def syllables(self) -> frozenset[str]:
        """All syllables; empty where nothing is known of sounds."""
        return self._sounds.syllables

    def knows(self, word: str) -> bool:
        """True when the word is in the index or the lexicon."""
        units = self._index.analyser.units(word)
        if len(units) != 1:
            return False
        return bool(self._matcher.find(units)) or self._index.postings.is_word(units[0].term) is not None

    def words(self, length: int) -> Iterable[KnownWord]:
        """Returns the known words of a length."""
        return self._words.get(length, ())

    @cached_property
    def _words(self) -> dict[int, list[KnownWord]]:
        return words_by_length(
            self._index.index.surfaces, self._index.lexicon, self._sounds.common_words(), self._index.analyser
        )

    def complete(self, unit: Unit) -> tuple[str, ...]:
        """Returns the terms that a half-typed word may become, the most frequent first."""
        return self._index.postings.complete(unit.term) or self._index.postings.complete(unit.raw)

    def sound(self, sound: str) -> tuple[str, ...]:
        """Returns the Chinese words that sound so."""
        return self._sounds.words.get(sound, ())

    def sound_start(self, start: str) -> str | None:
        """Returns the Chinese word of the shortest sound that starts so."""
        for sound in self._starts:
            if sound.startswith(start) and len(self._sounds.words[sound][0]) > 1:
                return self._sounds.words[sound][0]
        return None

    def short(self, letters: str) -> str | None:
        """Returns the Chinese word with these initials."""
        words = self._sounds.short.get(letters)
        return words[0] if words else None

    def syllable(self, character: str) -> str:
        """Returns how a common character sounds, or ''."""
        plain = simplified_characters().get(character, character)
        return syllable(plain) if plain in COMMON else ""
