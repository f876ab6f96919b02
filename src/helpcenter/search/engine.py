"""Answers queries in Python as the browser does: for `helpcenter search`, for rule HC701, for tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from helpcenter.search.analysis import Unit
from helpcenter.search.build import LocaleIndex
from helpcenter.search.chinese import common_characters, simplified_characters
from helpcenter.search.documents import SearchDocument
from helpcenter.search.forms import FormMatcher, lexicon_forms
from helpcenter.search.languages import languages_of
from helpcenter.search.query import Plan, make_plan
from helpcenter.search.ranking import Ranker, Scores
from helpcenter.search.spelling import apply, correct
from helpcenter.search.words import KnownWord, words_by_length

COMMON = frozenset(common_characters())
LONGEST_QUERY = 120
OTHER_LOCALE = 0.8
# A result this much worse than the best is none.
WEAKEST = 0.1


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
        self._ranker = Ranker(index.collection, index.postings.get)
        self._form_units: dict[str, list[Unit]] = {}
        self._position = {document.ref: at for at, document in enumerate(index.documents)}
        self._unspaced = languages_of(index.locale)[:1] == ("zh",)
        self._source = IndexWords(index, self._matcher)

    @classmethod
    def for_locales(cls, indexes: Mapping[str, LocaleIndex]) -> dict[str, SearchEngine]:
        """Returns an engine a locale, each looking into the first locale of each other language."""
        engines = {locale: cls(index) for locale, index in indexes.items()}
        firsts: dict[str, str] = {}
        for locale in indexes:
            firsts.setdefault(locale.split("-")[0], locale)
        for locale, engine in engines.items():
            engine.others = {
                other: engines[other]
                for language, other in firsts.items()
                if language != locale.split("-")[0]
            }
        return engines

    def query(self, text: str, limit: int = 10, provider: str = "", only: str = "") -> Results:
        """Returns the best documents for what a customer typed.

        `provider` is one that the page has chosen: its entries come first. `only` leaves out all other providers'.
        """
        found = self._find(text, provider or only)
        rounded = np.round(found.scores, 6)
        best = sorted((-rounded[at], at) for at in np.flatnonzero(rounded > 0).tolist())
        hits = [Hit(self.index.documents[at], -float(score)) for score, at in best]
        if found.strangers:
            hits = sorted((*hits, *found.strangers), key=lambda hit: -hit.score)
        if only:
            hits = [hit for hit in hits if hit.document.provider == only]
        hits = [hit for hit in hits if hit.score >= hits[0].score * WEAKEST]
        return Results(tuple(hits[:limit]), found.corrected, len(hits))

    def rank(self, text: str, ref: str) -> tuple[int, str]:
        """Returns an entry's place among the results (1 is first, 0 is nowhere), and the entry that comes first."""
        scores = np.round(self._find(text, "").scores, 6)
        position = self._position.get(ref)
        first = self.index.documents[int(np.argmax(scores))].ref if len(scores) and scores.max() > 0 else ""
        if position is None or scores[position] <= 0:
            return 0, first
        before = int(np.count_nonzero(scores > scores[position]))
        return before + int(np.count_nonzero(scores[:position] == scores[position])) + 1, first

    def understand(self, text: str) -> tuple[Plan, str | None]:
        """Returns what the engine understands of a query, and the corrected query if it needed any."""
        return self._understand(text, alone=False)

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

    def _understand(self, text: str, alone: bool) -> tuple[Plan, str | None]:
        plan = self.plan(text)
        is_foreign = _is_never_foreign if alone else self._is_foreign
        corrections = correct(plan, self._source, self.index.postings.is_word, is_foreign)
        if not corrections:
            return plan, None
        corrected = apply(plan.units, corrections)
        return self.plan(corrected), corrected

    def _find(self, text: str, provider: str) -> _Found:
        plan, corrected = self._understand(text, alone=False)
        scores = self._ranker.score(plan, provider)
        found = _Found(scores, corrected)
        if not plan.concepts or any(plan.units[at].unspaced != self._unspaced for at in plan.unknown):
            self._look_into_others(found, text, provider)
        return found

    def _is_foreign(self, unit: Unit) -> bool:
        """True when another locale's index knows the word as it is."""
        return any(other.index.postings.is_word(unit.term) is not None for other in self.others.values())

    def _look_into_others(self, found: _Found, text: str, provider: str) -> None:
        """Adds what the other locales find, as this locale's own version of the same entry where it has one."""
        for other in self.others.values():
            plan, corrected = other._understand(text, alone=True)
            if not plan.concepts:
                continue
            scores = other._ranker.score(plan, provider) * OTHER_LOCALE
            for at in np.flatnonzero(scores > 0).tolist():
                document = other.index.documents[at]
                here = self._position.get(document.ref)
                if here is None:
                    found.strangers.append(Hit(document, round(float(scores[at]), 6)))
                else:
                    found.scores[here] += scores[at]
            found.corrected = found.corrected or corrected

    def _units_of_form(self, form: str) -> list[Unit]:
        if form not in self._form_units:
            self._form_units[form] = self.index.analyser.units(form)
        return self._form_units[form]


@dataclass(slots=True, eq=False)
class _Found:
    scores: Scores
    corrected: str | None
    strangers: list[Hit] = field(default_factory=list)


def _is_never_foreign(_: Unit) -> bool:
    return False


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

    def is_function_word(self, word: str) -> bool:
        """True for a word that carries no content."""
        return word in self._index.lexicon.stop

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
        from helpcenter.search.pinyin import syllable

        plain = simplified_characters().get(character, character)
        return syllable(plain) if plain in COMMON else ""
