"""What a query asks for: concepts, each with the terms that may answer it, and the provider it names.

`overrides/search/query.js` does the same; tests/search/test_twin.py holds both to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from helpcenter.search.analysis import Unit
from helpcenter.search.forms import Kind, Span
from helpcenter.search.lexicon import Lexicon, form_terms

CHANCE = 0.25
NEIGHBOURS = (0.25, 0.5, 0.8)
SYNONYM = 0.8
SINGLE = 0.5
FILLER = 0.08
COMPLETION = 0.7

IsWord = Callable[[str], bool | None]
"""Tells of a term whether it is a word; None when the index does not hold it."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to say a concept: terms with their shares, and how much it is worth."""

    terms: tuple[tuple[str, float], ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing the query asks for. `required` ones count for how much of the query a document answers."""

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
    brands = [span for span in spans if span.kind is Kind.BRAND]
    only_brands = bool(brands) and all(span.kind is not Kind.GROUP for span in spans)
    only_brands = only_brands and sum(span.end - span.start for span in spans) == len(units)
    spans = _meaningful(units, spans)
    groups = [False] * len(units)
    settled = [False] * len(units)
    fillers = [False] * len(units)
    for span in spans:
        for position in range(span.start, span.end):
            groups[position] = span.kind is Kind.GROUP
            fillers[position] = span.kind is Kind.STOP
            settled[position] = span.kind is not Kind.STOP or span.end - span.start > 1 or not units[position].unspaced

    concepts = [
        _group_concept(units, span, lexicon, form_units, is_word) for span in spans if span.kind is Kind.GROUP
    ]
    if only_brands:
        concepts += [_brand_concept(span, lexicon, form_units, is_word) for span in brands]
    covered = list(settled)
    compounds = _unknown_compounds(units, is_word)
    for position, unit in enumerate(units):
        if not unit.unspaced and not settled[position] and position not in compounds:
            concept = _word_concept(unit, position, is_word)
            if concept is None and completions and position == len(units) - 1:
                ways = tuple(Alternative(((term, 1.0),), COMPLETION) for term in completions)
                concept = Concept(ways, 1.0, True, position, position + 1)
            if concept is not None:
                concepts.append(concept)
                covered[position] = True
    for position in range(1, len(units)):
        pair = _pair_at(units, position)
        word = None if pair is None else is_word(pair)
        if pair is None or word is None:
            continue
        if word and not settled[position - 1] and not settled[position]:
            concepts.append(_plain_concept(pair, 1.0, True, position - 1, position + 1))
            covered[position - 1] = covered[position] = True
    loose = list(covered)
    for position in range(1, len(units)):
        pair = _pair_at(units, position)
        word = None if pair is None else is_word(pair)
        if pair is None or word is None or (groups[position - 1] and groups[position]):
            continue
        if word and not settled[position - 1] and not settled[position]:
            continue
        open_ends = sum(not (covered[at] or fillers[at]) for at in (position - 1, position))
        weight = FILLER if fillers[position - 1] and fillers[position] else NEIGHBOURS[open_ends]
        concepts.append(_plain_concept(pair, weight, open_ends == 2, position - 1, position + 1))
        if open_ends == 2:
            loose[position - 1] = loose[position] = True
    for position, unit in enumerate(units):
        word = is_word(unit.term) if unit.unspaced and not covered[position] else None
        if word is not None and not fillers[position]:
            weight = SINGLE if word else FILLER if loose[position] else CHANCE
            concepts.append(_plain_concept(unit.term, weight, word, position, position + 1))
            loose[position] = True
    codes = sorted(compounds | _unknown_numbers(units, covered))
    for position in codes:
        loose[position] = True
    if codes and not any(concept.required for concept in concepts):
        ways = tuple(Alternative(((term, 1.0),), 1.0) for word in lexicon.codes for term in form_terms(form_units(word)))
        concepts = [Concept(ways, 1.0, bool(ways), codes[0], codes[-1] + 1)]
    for concept in concepts:
        if concept.end - concept.start > 1 and concept.required:
            settled[concept.start : concept.end] = [True] * (concept.end - concept.start)
    own = [before.term + unit.term for before, unit in _pairs(units)]
    own += [term for unit in units if not unit.unspaced for term in (unit.term, *unit.whole)]
    return Plan(
        units=tuple(units),
        concepts=tuple(concepts),
        providers=tuple(
            dict.fromkeys(lexicon.brands[value].provider for span in brands for value in span.values)
        ),
        own=tuple(dict.fromkeys(own)),
        unknown=tuple(
            position for position in range(len(units)) if not (loose[position] or fillers[position])
        ),
        settled=frozenset(position for position, known in enumerate(settled) if known),
        fillers=frozenset(position for position, filler in enumerate(fillers) if filler),
    )


def _unknown_compounds(units: list[Unit], is_word: IsWord) -> set[int]:
    """Returns the positions of codes that the index doesn't know: the three parts of `TRADE_NOT_EXIST`."""
    return {
        at
        for unit in units
        for whole in unit.whole
        if "_" in whole and is_word(whole) is None
        for at, part in enumerate(units)
        if unit.end - len(whole) <= part.start < unit.end
    }


def _unknown_numbers(units: list[Unit], covered: list[bool]) -> set[int]:
    return {
        position
        for position, unit in enumerate(units)
        if not unit.unspaced and not covered[position] and any(char.isdigit() for char in unit.raw)
    }


def _meaningful(units: list[Unit], spans: list[Span]) -> list[Span]:
    """Drops function words from the spans where a query has nothing else: then it asks for these."""
    if all(span.kind is Kind.STOP for span in spans) and sum(span.end - span.start for span in spans) == len(units):
        return []
    return spans


def _brand_concept(
    span: Span, lexicon: Lexicon, form_units: Callable[[str], list[Unit]], is_word: IsWord
) -> Concept:
    names = dict.fromkeys(name for value in span.values for name in lexicon.brands[value].names)
    ways = [_alternative(form_terms(form_units(name)), 1.0, is_word) for name in names]
    known = tuple(way for way in ways if way is not None)
    return Concept(known, 1.0, bool(known), span.start, span.end)


def _plain_concept(term: str, weight: float, required: bool, start: int, end: int) -> Concept:
    return Concept((Alternative(((term, 1.0),), 1.0),), weight, required, start, end)


def _pairs(units: list[Unit]) -> list[tuple[Unit, Unit]]:
    return [
        (before, unit)
        for before, unit in zip(units, units[1:], strict=False)
        if unit.glued and unit.unspaced and before.unspaced
    ]


def _pair_at(units: list[Unit], position: int) -> str | None:
    if position == 0:
        return None
    before, unit = units[position - 1], units[position]
    return before.term + unit.term if unit.glued and unit.unspaced and before.unspaced else None


def _group_concept(
    units: list[Unit], span: Span, lexicon: Lexicon, form_units: Callable[[str], list[Unit]], is_word: IsWord
) -> Concept:
    own = _alternative(form_terms(units[span.start : span.end]), 1.0, is_word)
    alternatives = [] if own is None else [own]
    targets = dict.fromkeys(target for value in span.values for target in lexicon.groups[value].targets)
    for target in targets:
        alternative = _alternative(form_terms(form_units(target)), SYNONYM, is_word)
        if alternative is not None and (own is None or alternative.terms != own.terms):
            alternatives.append(alternative)
    return Concept(tuple(alternatives), 1.0, bool(alternatives), span.start, span.end)


def _alternative(terms: list[str], weight: float, is_word: IsWord) -> Alternative | None:
    known = [(term, is_word(term)) for term in dict.fromkeys(terms)]
    if all(word is None for _, word in known):
        return None
    shares = tuple((term, 1.0 if word else CHANCE) for term, word in known)
    return Alternative(shares, weight)


def _word_concept(unit: Unit, position: int, is_word: IsWord) -> Concept | None:
    for whole in unit.whole:
        if is_word(whole) is not None:
            return Concept((Alternative(((whole, 1.0),), 1.0),), 1.0, True, position, position + 1)
    if is_word(unit.term) is None:
        return None
    return Concept((Alternative(((unit.term, 1.0),), 1.0),), 1.0, True, position, position + 1)
