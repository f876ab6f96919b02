"""Finds known forms (brands, glossary words, function words) in a query, the longest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import pairwise

from helpcenter.search.analysis import Analyser, Unit
from helpcenter.search.lexicon import Lexicon

MOST_PIECES = 5


class Kind(IntEnum):
    """What a form is; where forms are of one length, the lower kind wins."""

    BRAND = 0
    GROUP = 1
    STOP = 2


@dataclass(frozen=True, slots=True)
class Span:
    """Units `start` to `end` of a query, and what they are: `values` are positions in the lexicon's table."""

    kind: Kind
    start: int
    end: int
    values: tuple[int, ...]


@dataclass(slots=True)
class _Form:
    kind: Kind
    values: list[int] = field(default_factory=list)


class FormMatcher:
    """Looks forms up by their units, so that case, spaces and inflection don't matter."""

    def __init__(self, forms: Iterable[tuple[str, Kind, int]], analyser: Analyser) -> None:
        self._forms: dict[tuple[str, ...], _Form] = {}
        self._brands: dict[str, _Form] = {}
        for text, kind, value in forms:
            units = analyser.units(text)
            self._add(tuple(unit.term for unit in units), kind, value)
            if kind is Kind.BRAND and not any(unit.unspaced for unit in units):
                brand = self._brands.setdefault("".join(unit.raw for unit in units), _Form(kind))
                brand.values.append(value)
        self._longest: dict[str, int] = {}
        for terms in self._forms:
            self._longest[terms[0]] = max(self._longest.get(terms[0], 0), len(terms))

    def find(self, units: list[Unit]) -> list[Span]:
        """Returns the forms in the units, from left to right, not overlapping."""
        spans: list[Span] = []
        position = 0
        terms = [unit.term for unit in units]
        while position < len(units):
            spelled = self._spelled_brand(units, position)
            if spelled is not None:
                spans.append(spelled)
                position = spelled.end
                continue
            for length in range(min(self._longest.get(terms[position], 0), len(units) - position), 0, -1):
                form = self._forms.get(tuple(terms[position : position + length]))
                if form is not None and _is_whole(units[position : position + length]):
                    spans.append(Span(form.kind, position, position + length, tuple(form.values)))
                    position += length
                    break
            else:
                position += 1
        return spans

    def _spelled_brand(self, units: list[Unit], start: int) -> Span | None:
        """Returns the brand that is written in pieces here: 'C G Pay'. Pieces that are words of their own are none."""
        if units[start].unspaced or self._kind_of(units[start]) is not None:
            return None
        text = units[start].raw
        for end in range(start + 1, min(start + MOST_PIECES, len(units))):
            if units[end].unspaced:
                return None
            text += units[end].raw
            form = self._brands.get(text)
            if form is not None:
                return Span(Kind.BRAND, start, end + 1, tuple(form.values))
        return None

    def _kind_of(self, unit: Unit) -> Kind | None:
        form = self._forms.get((unit.term,))
        return None if form is None else form.kind

    def _add(self, terms: tuple[str, ...], kind: Kind, value: int) -> None:
        if not terms:
            return
        form = self._forms.setdefault(terms, _Form(kind))
        if kind < form.kind:
            form.kind, form.values = kind, []
        if kind == form.kind and value not in form.values:
            form.values.append(value)


def lexicon_forms(lexicon: Lexicon) -> Iterator[tuple[str, Kind, int]]:
    """Yields every form of a lexicon with its position in the lexicon's table."""
    for position, brand in enumerate(lexicon.brands):
        for name in brand.names:
            yield name, Kind.BRAND, position
    for position, group in enumerate(lexicon.groups):
        for trigger in group.triggers:
            yield trigger, Kind.GROUP, position
    for word in lexicon.stop:
        yield word, Kind.STOP, 0


def _is_whole(units: list[Unit]) -> bool:
    """True when no space parts unspaced characters of the form."""
    return all(unit.glued for before, unit in pairwise(units) if before.unspaced and unit.unspaced)
