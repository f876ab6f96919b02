"""The words a query is understood by: function words, brands, and groups of forms that mean the same.

A lexicon is plain data: it is published with the index, so that the browser understands a query as
`helpcenter search` does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from helpcenter.search.analysis import Analyser, Unit
from helpcenter.search.chinese import taiwan_wording
from helpcenter.search.documents import Brand, Vocabulary
from helpcenter.search.languages import languages_of, merge_languages

MOST_TARGETS = 4


class Terms(Protocol):
    """What an index knows of its terms."""

    def __contains__(self, term: str) -> bool: ...

    def is_word(self, term: str) -> bool | None:
        """Tells whether a term is a word; None when the index does not hold it."""


@dataclass(frozen=True, slots=True)
class Group:
    """Forms that mean the same: a query that holds a trigger also looks for the targets, which the index holds."""

    triggers: tuple[str, ...]
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BrandNames:
    """What customers call a provider, misspellings included; the first is shown."""

    provider: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a locale's queries are understood by.

    `stop_terms` are the terms of those function words that are written with spaces, `codes` the words that an unknown
    error code stands for.
    """

    stop: tuple[str, ...]
    stop_terms: frozenset[str]
    groups: tuple[Group, ...]
    brands: tuple[BrandNames, ...]
    codes: tuple[str, ...]


def build_lexicon(
    locale: str, vocabulary: Vocabulary, analyser: Analyser, terms: Terms, words: Iterable[str]
) -> Lexicon:
    """Returns the lexicon of a locale whose index holds `terms`; `words` are the words its text is made of."""
    tables = merge_languages(locale)
    known = Known(analyser, terms, tables.stop)
    groups = []
    language = locale.split("-")[0]
    for term in vocabulary.terms:
        own = next((term.forms[tag] for tag in (locale, language) if tag in term.forms), ())
        others = [form for tag in sorted(term.forms) for form in term.forms[tag]]
        groups.append(known.group([*own, *others], own or others))
    groups.extend(known.group(synonyms, synonyms) for synonyms in tables.synonyms)
    if languages_of(locale)[:1] == ("zh",):
        taiwan = taiwan_wording(sorted(word for word in words if len(word) > 1 and word in terms))
        groups.extend(known.group([form], [word]) for form, word in sorted(taiwan.items()))
    return Lexicon(
        stop=tables.stop,
        stop_terms=known.stop,
        groups=tuple(
            group
            for group in groups
            if group and (len(group.triggers) > 1 or group.triggers != group.targets)
        ),
        brands=tuple(
            BrandNames(
                brand.provider,
                tuple(dict.fromkeys((*brand.names, *brand.misspellings, *_half_translated(brand)))),
            )
            for brand in vocabulary.brands
        ),
        codes=tuple(word for word in tables.codes if known.holds(word)),
    )


def _half_translated(brand: Brand) -> list[str]:
    """Returns a brand's names with its Latin 'pay' in Chinese, as in CG支付."""
    return [f"{name[:-3]}支付" for name in brand.names if len(name) > 4 and name.lower().endswith("pay")]


class Known:
    """Tells which forms an index holds."""

    def __init__(self, analyser: Analyser, terms: Terms, stop: Iterable[str]) -> None:
        self._analyser, self._terms, self._is_word = analyser, terms, terms.is_word
        self.stop = frozenset(
            unit.term for word in stop for unit in analyser.units(word) if not unit.unspaced
        )

    def holds(self, form: str) -> bool:
        """True when the index holds every word and pair of the form."""
        wanted = [term for term in form_terms(self._analyser.units(form)) if term not in self.stop]
        return bool(wanted) and all(term in self._terms for term in wanted)

    def group(self, triggers: Iterable[str], targets: Iterable[str]) -> Group | None:
        """Returns the group with the targets that the index holds, or None when it holds none of them."""
        held = [self._words_of(form) for form in dict.fromkeys(targets) if self.holds(form)][:MOST_TARGETS]
        return Group(tuple(dict.fromkeys(triggers)), tuple(held)) if held else None

    def _words_of(self, form: str) -> str:
        """Parts a form where its neighbours are no word: what lies between need not be looked up."""
        units = self._analyser.units(form)
        text = ""
        for before, unit in zip([None, *units], units, strict=False):
            parted = before is not None and not (
                unit.glued
                and not (unit.unspaced and before.unspaced and not self._is_word(before.term + unit.term))
            )
            text += f" {unit.raw}" if parted else unit.raw
        pieces = text.split(" ")
        kept = [piece for piece in pieces if len(piece) > 1 or piece.isascii()]
        return " ".join(kept) if kept and len(kept) * 2 >= len(pieces) else form


def form_terms(units: list[Unit]) -> list[str]:
    """Returns the terms that stand for a form: its words and pairs, or its one character."""
    terms: list[str] = []
    for position, unit in enumerate(units):
        if not unit.unspaced:
            terms.append(unit.term)
            continue
        before = units[position - 1] if position else None
        after = units[position + 1] if position + 1 < len(units) else None
        paired = before is not None and before.unspaced and unit.glued
        if before is not None and paired:
            terms.append(before.term + unit.term)
        elif after is None or not (after.unspaced and after.glued):
            terms.append(unit.term)
    return terms
