"""What a query asks for: concepts, each with the terms that may answer it, and the provider it names.

`overrides/search/query.js` does the same; tests/search/test_twin.py holds both to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from helpcenter.search.analysis import Unit
from helpcenter.search.forms import Kind, Span
from helpcenter.search.lexicon import Lexicon, form_terms

LONGEST_QUERY = 60
CHANCE = 0.25
SYNONYM = 0.8
SINGLE = 0.5
FILLER = 0.08

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
    """A query, understood. `own` are its own terms, `unknown` the units that nothing known covers."""

    units: tuple[Unit, ...]
    concepts: tuple[Concept, ...]
    providers: tuple[str, ...]
    own: tuple[str, ...]
    unknown: tuple[int, ...]


def terms_of(units: list[Unit], spans: list[Span], lexicon: Lexicon, form_units: Callable[[str], list[Unit]]) -> list[str]:
    """Returns every term that planning may ask `IsWord` about, so that they can be fetched in one go."""
    terms = {unit.term for unit in units} | {whole for unit in units for whole in unit.whole}
    terms.update(before.term + unit.term for before, unit in _pairs(units))
    for span in spans:
        if span.kind is Kind.GROUP:
            for value in span.values:
                for target in lexicon.groups[value].targets:
                    terms.update(form_terms(form_units(target)))
    return sorted(terms)


def make_plan(
    units: list[Unit], spans: list[Span], lexicon: Lexicon, form_units: Callable[[str], list[Unit]], is_word: IsWord
) -> Plan:
    """Returns what the units ask for."""
    providers = tuple(
        dict.fromkeys(lexicon.brands[value].provider for span in spans if span.kind is Kind.BRAND for value in span.values)
    )
    ignored = _ignored_kinds(units, spans)
    kinds: list[Kind | None] = [None] * len(units)
    for span in spans:
        kinds[span.start : span.end] = [span.kind if span.kind not in ignored else None] * (span.end - span.start)

    concepts: list[Concept] = []
    covered = [kind is not None for kind in kinds]
    for span in spans:
        if span.kind is Kind.GROUP:
            concepts.append(_group_concept(units, span, lexicon, form_units, is_word))
    for position, unit in enumerate(units):
        if not unit.unspaced and kinds[position] is None:
            concept = _word_concept(unit, position, is_word)
            if concept is not None:
                concepts.append(concept)
                covered[position] = True
    for position, unit in enumerate(units):
        pair = _pair_at(units, position)
        if pair is None:
            continue
        word = is_word(pair)
        fixed = [kind for kind in kinds[position - 1 : position + 1]]
        hard = any(
            kind in (Kind.GROUP, Kind.BRAND) or (kind is Kind.STOP and _span_at(spans, at).end - _span_at(spans, at).start > 1)
            for at, kind in zip((position - 1, position), fixed, strict=True)
        )
        if word is None:
            continue
        if word and not hard:
            concepts.append(Concept((Alternative(((pair, 1.0),), 1.0),), 1.0, True, position - 1, position + 1))
            covered[position - 1] = covered[position] = True
        elif Kind.GROUP not in fixed or kinds[position - 1] is not kinds[position]:
            filler = all(kind is Kind.STOP for kind in fixed)
            weight = FILLER if filler else CHANCE
            concepts.append(Concept((Alternative(((pair, 1.0),), 1.0),), weight, False, position - 1, position + 1))
    for position, unit in enumerate(units):
        if unit.unspaced and not covered[position]:
            word = is_word(unit.term)
            if word is not None:
                weight = SINGLE if word else CHANCE
                concepts.append(
                    Concept((Alternative(((unit.term, 1.0),), 1.0),), weight, bool(word), position, position + 1)
                )
    own = [before.term + unit.term for before, unit in _pairs(units)]
    own += [term for unit in units if not unit.unspaced for term in (unit.term, *unit.whole)]
    return Plan(
        tuple(units),
        tuple(concepts),
        providers,
        tuple(dict.fromkeys(own)),
        tuple(position for position, known in enumerate(covered) if not known),
    )


def _ignored_kinds(units: list[Unit], spans: list[Span]) -> frozenset[Kind]:
    """Where a query has nothing but function words, or nothing but a brand, these are what it asks for."""
    for kinds in (frozenset({Kind.STOP}), frozenset({Kind.STOP, Kind.BRAND})):
        if sum(span.end - span.start for span in spans if span.kind in kinds) < len(units):
            return kinds - {Kind.STOP, Kind.BRAND}
    brands = any(span.kind is Kind.BRAND for span in spans)
    return frozenset({Kind.BRAND}) if brands else frozenset({Kind.STOP})


def _span_at(spans: list[Span], position: int) -> Span:
    return next(span for span in spans if span.start <= position < span.end)


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
