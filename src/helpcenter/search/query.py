"""What a query asks for: concepts, each with the terms that may answer it, and the provider it names.

`overrides/search/query.js` does the same; tests/search/test_twin.py holds both to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from helpcenter.search.analysis import Unit
from helpcenter.search.forms import Kind, Span
from helpcenter.search.lexicon import Lexicon, form_terms

# What a term is worth beside a word of the query (1): a synonym of it, what a half-typed word may become, a
# character that is a word, neighbours by chance inside a synonym, and function words.
SYNONYM = 0.75
COMPLETION = 0.7
SINGLE = 0.5
CHANCE = 0.25
FILLER = 0.08
# Neighbours by chance, by how many of the two stand in no word.
NEIGHBOURS = (0.25, 0.5, 0.8)

IsWord = Callable[[str], bool | None]
"""Tells of a term whether it is a word; None when the index does not hold it."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to say a concept: terms with their shares, and how much it is worth."""

    terms: tuple[tuple[str, float], ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing the query asks for: units `start` to `end`.

    `required` ones count for how much of the query a document answers.
    """

    alternatives: tuple[Alternative, ...]
    weight: float
    required: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A query, understood. `own` are its own terms, `unknown` the units that nothing known covers, `settled` those
    that belong to a known form or word of several characters, `fillers` function words.
    """

    units: tuple[Unit, ...]
    concepts: tuple[Concept, ...]
    providers: tuple[str, ...]
    own: tuple[str, ...]
    unknown: tuple[int, ...]
    settled: frozenset[int]
    fillers: frozenset[int]


def make_plan(
    units: list[Unit],
    spans: list[Span],
    lexicon: Lexicon,
    form_units: Callable[[str], list[Unit]],
    is_word: IsWord,
    completions: tuple[str, ...] = (),
) -> Plan:
    """Returns what the units ask for; `completions` are terms that the last word may be the start of."""
    return _Planner(units, spans, lexicon, form_units, is_word).plan(completions)


class _Planner:
    def __init__(
        self,
        units: list[Unit],
        spans: list[Span],
        lexicon: Lexicon,
        form_units: Callable[[str], list[Unit]],
        is_word: IsWord,
    ) -> None:
        self.units, self.lexicon, self.form_units, self.is_word = units, lexicon, form_units, is_word
        compounds = self._unknown_compounds()
        # An unknown code is no phrase, whatever words it is made of.
        spans = [span for span in spans if span.kind is not Kind.GROUP or span.start not in compounds]
        self.compounds = compounds
        self.brands = [span for span in spans if span.kind is Kind.BRAND]
        whole = sum(span.end - span.start for span in spans) == len(units)
        # Where a query has nothing but function words, or nothing else but a brand, these are what it asks for.
        self.asks_brands = bool(self.brands) and whole and all(span.kind is not Kind.GROUP for span in spans)
        self.spans = [] if whole and all(span.kind is Kind.STOP for span in spans) else spans
        size = len(units)
        self.groups, self.settled, self.fillers, self.fixed = ([False] * size for _ in range(4))
        for span in self.spans:
            for position in range(span.start, span.end):
                self.groups[position] = span.kind is Kind.GROUP
                self.fillers[position] = span.kind is Kind.STOP
                self.fixed[position] = span.kind is Kind.STOP and span.end - span.start > 1
                self.settled[position] = (
                    not self.fillers[position] or self.fixed[position] or not units[position].unspaced
                )
        self.pairs = {position: pair for position in range(1, size) if (pair := self._pair_at(position))}
        self.concepts: list[Concept] = []

    def plan(self, completions: tuple[str, ...]) -> Plan:
        self.concepts = [self._group_concept(span) for span in self.spans if span.kind is Kind.GROUP]
        if self.asks_brands:
            self.concepts += [self._brand_concept(span) for span in self.brands]
        covered = list(self.settled)
        compounds = self.compounds
        self._add_words(covered, compounds, completions)
        self._add_pairs_that_are_words(covered)
        loose = list(covered)
        self._add_other_pairs(covered, loose)
        self._add_single_characters(covered, loose)
        self._add_codes(sorted(compounds | self._unknown_numbers(covered)), loose)
        for concept in self.concepts:
            if concept.end - concept.start > 1 and concept.required:
                self.settled[concept.start : concept.end] = [True] * (concept.end - concept.start)
        own = [*self.pairs.values()]
        own += [term for unit in self.units if not unit.unspaced for term in (unit.term, *unit.whole)]
        providers = [self.lexicon.brands[value].provider for span in self.brands for value in span.values]
        places = range(len(self.units))
        return Plan(
            units=tuple(self.units),
            concepts=tuple(self.concepts),
            providers=tuple(dict.fromkeys(providers)),
            own=tuple(dict.fromkeys(own)),
            unknown=tuple(position for position in places if not (loose[position] or self.fillers[position])),
            settled=frozenset(position for position in places if self.settled[position]),
            fillers=frozenset(position for position in places if self.fillers[position]),
        )

    def _pair_at(self, position: int) -> str | None:
        """Returns the neighbours that end here; none for function words, which would only cost bytes to look up."""
        before, unit = self.units[position - 1], self.units[position]
        if not (unit.glued and unit.unspaced and before.unspaced):
            return None
        places = (position - 1, position)
        if any(self.fixed[at] for at in places) or all(self.fillers[at] for at in places):
            return None
        return before.term + unit.term

    def _add_words(self, covered: list[bool], compounds: set[int], completions: tuple[str, ...]) -> None:
        for position, unit in enumerate(self.units):
            if unit.unspaced or self.settled[position] or position in compounds:
                continue
            term = next((term for term in (*unit.whole, unit.term) if self.is_word(term) is not None), None)
            if term is not None:
                self.concepts.append(_plain_concept(term, 1.0, True, position, position + 1))
            elif completions and position == len(self.units) - 1:
                ways = tuple(Alternative(((completion, 1.0),), COMPLETION) for completion in completions)
                self.concepts.append(Concept(ways, 1.0, True, position, position + 1))
            else:
                continue
            covered[position] = True

    def _add_pairs_that_are_words(self, covered: list[bool]) -> None:
        for position, pair in self.pairs.items():
            if self.is_word(pair) and not self.settled[position - 1] and not self.settled[position]:
                self.concepts.append(_plain_concept(pair, 1.0, True, position - 1, position + 1))
                covered[position - 1] = covered[position] = True

    def _add_other_pairs(self, covered: list[bool], loose: list[bool]) -> None:
        for position, pair in self.pairs.items():
            places = (position - 1, position)
            word = self.is_word(pair)
            if word is None or all(self.groups[at] for at in places):
                continue
            if word and not any(self.settled[at] for at in places):
                continue
            open_ends = sum(not (covered[at] or self.fillers[at]) for at in places)
            self.concepts.append(
                _plain_concept(pair, NEIGHBOURS[open_ends], open_ends == 2, position - 1, position + 1)
            )
            if open_ends == 2:
                loose[position - 1] = loose[position] = True

    def _add_single_characters(self, covered: list[bool], loose: list[bool]) -> None:
        for position, unit in enumerate(self.units):
            if not unit.unspaced or covered[position] or self.fillers[position]:
                continue
            word = self.is_word(unit.term)
            if word is not None:
                weight = SINGLE if word else FILLER if loose[position] else CHANCE
                self.concepts.append(_plain_concept(unit.term, weight, word, position, position + 1))
                loose[position] = True

    def _add_codes(self, codes: list[int], loose: list[bool]) -> None:
        """Lets an unknown code ask for errors in general, when nothing else is asked for."""
        for position in codes:
            loose[position] = True
        if codes and not any(concept.required for concept in self.concepts):
            terms = [term for word in self.lexicon.codes for term in form_terms(self.form_units(word))]
            ways = tuple(Alternative(((term, 1.0),), 1.0) for term in terms)
            self.concepts = [Concept(ways, 1.0, bool(ways), codes[0], codes[-1] + 1)]

    def _unknown_compounds(self) -> set[int]:
        """Returns the positions of codes that the index doesn't know: the three parts of `TRADE_NOT_EXIST`."""
        return {
            at
            for unit in self.units
            for whole in unit.whole
            if "_" in whole and self.is_word(whole) is None
            for at, part in enumerate(self.units)
            if unit.end - len(whole) <= part.start < unit.end
        }

    def _unknown_numbers(self, covered: list[bool]) -> set[int]:
        return {
            position
            for position, unit in enumerate(self.units)
            if not unit.unspaced and not covered[position] and any(char.isnumeric() for char in unit.raw)
        }

    def _group_concept(self, span: Span) -> Concept:
        own = self._alternative(form_terms(self.units[span.start : span.end]), 1.0)
        alternatives = [] if own is None else [own]
        for target in dict.fromkeys(
            target for value in span.values for target in self.lexicon.groups[value].targets
        ):
            alternative = self._alternative(form_terms(self.form_units(target)), SYNONYM)
            if alternative is not None and (own is None or alternative.terms != own.terms):
                alternatives.append(alternative)
        return Concept(tuple(alternatives), 1.0, bool(alternatives), span.start, span.end)

    def _brand_concept(self, span: Span) -> Concept:
        names = dict.fromkeys(name for value in span.values for name in self.lexicon.brands[value].names)
        ways = [self._alternative(form_terms(self.form_units(name)), 1.0) for name in names]
        known = tuple(way for way in ways if way is not None)
        return Concept(known, 1.0, bool(known), span.start, span.end)

    def _alternative(self, terms: list[str], weight: float) -> Alternative | None:
        content = [term for term in dict.fromkeys(terms) if term not in self.lexicon.stop_terms]
        known = [(term, self.is_word(term)) for term in content or terms]
        if all(word is None for _, word in known):
            return None
        return Alternative(tuple((term, 1.0 if word else CHANCE) for term, word in known), weight)


def _plain_concept(term: str, weight: float, required: bool, start: int, end: int) -> Concept:
    return Concept((Alternative(((term, 1.0),), 1.0),), weight, required, start, end)
