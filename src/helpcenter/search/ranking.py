"""Scores documents for a plan. `overrides/search/ranking.js` does the same, operation by operation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from helpcenter.search.documents import GENERAL
from helpcenter.search.postings import Posting
from helpcenter.search.query import Alternative, Concept, Plan

PARTIAL = 0.25
TITLE_FIT = 1.0
GENERAL_LIFT = 1.05
OTHER_PROVIDER = 0.2
GENERAL_BESIDE = 0.5
MOST_KNOWN = 400

Scores = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Collection:
    """What ranking knows of the documents: their providers, and how many terms their titles have."""

    providers: tuple[str, ...]
    provider_of: npt.NDArray[np.int32]
    title_lengths: npt.NDArray[np.int32]


class Ranker:
    """Scores the documents of one index."""

    def __init__(self, collection: Collection, get: Callable[[str], Posting | None]) -> None:
        self._collection, self._get = collection, get
        self._size = len(collection.provider_of)
        self._known: dict[tuple[Alternative, ...], tuple[Scores, Scores]] = {}

    def score(self, plan: Plan, provider: str = "") -> Scores:
        """Returns a score per document; 0 where none of what is required is there.

        A document that answers all of the query scores above every one that answers a part of it, short of what a
        provider's lift brings.
        `provider` is one that the page has chosen; one that the query names comes before it.
        """
        total, answered = np.zeros(self._size), np.zeros(self._size)
        needed = 0.0
        for concept in plan.concepts:
            if concept.required:
                needed += concept.weight
            if _is_one_term(concept):
                self._add_term(concept, total, answered)
                continue
            best, share = self._concept(concept.alternatives)
            total += concept.weight * best
            if concept.required:
                answered += concept.weight * share
        if needed == 0:
            answered, needed = (total > 0).astype(float), 1.0
        coverage = answered / needed
        total *= PARTIAL + (1 - PARTIAL) * coverage * coverage
        fit = self._fit_title(plan)
        total *= 1 + TITLE_FIT * fit * fit
        total[answered == 0] = 0
        _put_first(total, answered >= needed)
        total *= self._lift(plan.providers or ((provider,) if provider else ()))
        return total

    def _add_term(self, concept: Concept, total: Scores, answered: Scores) -> None:
        """Does for a single term, in a tenth of the time, what `_concept` does for all there can be."""
        posting = self._get(concept.alternatives[0].terms[0][0])
        if posting is not None:
            total[posting.documents] += concept.weight * (posting.weights * posting.idf)
            if concept.required:
                answered[posting.documents] += concept.weight

    def _concept(self, alternatives: tuple[Alternative, ...]) -> tuple[Scores, Scores]:
        """Returns how well each document answers a concept, and the share of the concept's terms that it holds."""
        if alternatives not in self._known:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[alternatives] = self._weigh(alternatives)
        return self._known[alternatives]

    def _weigh(self, alternatives: tuple[Alternative, ...]) -> tuple[Scores, Scores]:
        best, share = np.zeros(self._size), np.zeros(self._size)
        most = 0.0
        for number, alternative in enumerate(alternatives):
            weights, found = np.zeros(self._size), np.zeros(self._size)
            shares = rarest = 0.0
            for term, part in alternative.terms:
                shares += part
                posting = self._get(term)
                if posting is None:
                    continue
                rarest = max(rarest, posting.idf)
                weights[posting.documents] += posting.weights * (part * posting.idf)
                found[posting.documents] += part
            # The first alternative is what was typed: a rarer synonym is worth no more than it.
            if number == 0:
                most = rarest
            found /= shares
            scale = alternative.weight / shares**0.5
            weights *= found * (scale * most / rarest if rarest > most else scale)
            np.maximum(best, weights, out=best)
            np.maximum(share, found, out=share)
        return best, share

    def _fit_title(self, plan: Plan) -> Scores:
        hits = np.zeros(self._size)
        for term in plan.own:
            posting = self._get(term)
            if posting is not None:
                hits[posting.documents[posting.titles]] += 1
        return np.minimum(hits / np.maximum(self._collection.title_lengths, 1), 1)

    def _lift(self, wanted: tuple[str, ...]) -> Scores:
        known = [provider for provider in wanted if provider in self._collection.providers]
        factors = []
        for provider in self._collection.providers:
            if known:
                beside = GENERAL_BESIDE if provider == GENERAL else OTHER_PROVIDER
                factors.append(1.0 if provider in known else beside)
            else:
                factors.append(GENERAL_LIFT if provider == GENERAL else 1.0)
        return np.array(factors)[self._collection.provider_of]


def _put_first(total: Scores, complete: npt.NDArray[np.bool_]) -> None:
    """Raises complete answers above the best of the others, in the order they have."""
    best = float(total.max(initial=0, where=~complete))
    total[complete & (total > 0)] += GENERAL_LIFT * best


def _is_one_term(concept: Concept) -> bool:
    ways = concept.alternatives
    return len(ways) == 1 and len(ways[0].terms) == 1 and ways[0].terms[0][1] == ways[0].weight == 1.0
