"""Amounts that differ between a translation and its source, after references are filled in."""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.rules.context import Subject
from helpcenter.rules.numbers import Quantity, loose_amounts, quantities
from helpcenter.rules.passages import Passage, Voice
from helpcenter.rules.sieve import holds_any

Amount = tuple[Passage, Quantity]


def different_amounts(subject: Subject) -> list[tuple[Amount | None, Amount | None]]:
    """Returns amounts that only one of the two versions names, each as (here, in the source).

    They are paired where both name one, at the same place or in the same unit. What a reference filled in
    never differs: it is the provider's value in both; other references are another rule's business.
    """
    found: list[tuple[Amount | None, Amount | None]] | None = subject.worked_out.get("differences")
    if found is None:
        found = subject.worked_out["differences"] = _different_amounts(subject)
    return found


def _different_amounts(subject: Subject) -> list[tuple[Amount | None, Amount | None]]:
    if subject.source is None:
        return []
    ours, theirs = amounts(subject), amounts(subject.source)
    if {item.key for _, item in ours} == {item.key for _, item in theirs}:
        return []
    only_there = _unmatched(theirs, ours, subject)
    pairs: list[tuple[Amount | None, Amount | None]] = []
    for passage, quantity in _unmatched(ours, theirs, subject.source):
        partner = _partner(passage, quantity, only_there)
        if partner is not None:
            only_there.remove(partner)
        pairs.append(((passage, quantity), partner))
    return [*pairs, *((None, amount) for amount in only_there)]


def amounts(subject: Subject) -> list[Amount]:
    """Returns the amounts in the texts of an entry that are the site's own words, in order."""
    found: list[Amount] | None = subject.worked_out.get("amounts")
    if found is None:
        found = subject.worked_out["amounts"] = [
            amount
            for whole, parts in subject.joined
            if whole.voice is Voice.SITE
            for amount in _amounts_in(whole, parts)
        ]
    return found


def _amounts_in(whole: Passage, parts: tuple[Passage, ...]) -> Iterator[Amount]:
    words = whole.words_with_quantities
    if not words:
        return
    for passage in parts:
        if holds_any(passage.text, words):
            for quantity in quantities(passage.text, passage.locale, words):
                # The figures of a phone number are no amount.
                if not (whole.contact_shapes and _is_contact(quantity, passage)):
                    yield passage, quantity


def _is_contact(quantity: Quantity, passage: Passage) -> bool:
    return any(shape.start < quantity.end and quantity.start < shape.end for shape in passage.contact_shapes)


def _unmatched(ours: list[Amount], theirs: list[Amount], other: Subject) -> list[Amount]:
    """Returns the amounts that the other version does not name, each once."""
    known = {item.key for _, item in theirs}
    missing: dict[tuple[object, ...], Amount] = {}
    for passage, quantity in ours:
        if quantity.key in known or quantity.is_figure_of_speech or passage.is_filled_in(quantity.start):
            continue
        missing.setdefault(quantity.key, (passage, quantity))
    bare = [key for key, (_, quantity) in missing.items() if quantity.unit in ("", "times")]
    if bare:
        # A bare figure may be a word in the other language: 2 次 is `twice`.
        named = {
            amount
            for passage in other.passages
            if passage.voice is Voice.SITE
            for amount in loose_amounts(passage.text, passage.locale)
        }
        for key in bare:
            quantity = missing[key][1]
            if quantity.amount in named and (quantity.low is None or quantity.low in named):
                del missing[key]
    return list(missing.values())


def _partner(passage: Passage, quantity: Quantity, others: list[Amount]) -> Amount | None:
    same_unit = [found for found in others if found[1].unit == quantity.unit]
    at_same_place = [found for found in others if found[0].path == passage.path]
    both = [found for found in same_unit if found in at_same_place]
    return next(iter(both or same_unit or at_same_place), None)
