"""Scores documents for a plan. `overrides/search/ranking.js` does the same, operation by operation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from helpcenter.search.documents import GENERAL
from helpcenter.search.postings import Posting
from helpcenter.search.query import Concept, Plan

PARTIAL = 0.25
TITLE_FIT = 0.6
GENERAL_LIFT = 1.05
OTHER_PROVIDER = 0.2
GENERAL_BESIDE = 0.5

Scores = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Collection:
    """What ranking knows of the documents: their providers, and how many terms their titles have."""

    providers: tuple[str, ...]
    provider_of: npt.NDArray[np.int32]
    title_lengths: npt.NDArray[np.int32]


def score(
    plan: Plan, collection: Collection, get: Callable[[str], Posting | None], provider: str = ""
) -> Scores:
    """Returns a score per document; 0 where none of what is required is there.

    `provider` is one that the page has chosen; one that the query names comes before it.
    """
    size = len(collection.provider_of)
    total, answered = np.zeros(size), np.zeros(size)
    needed = 0.0
    for concept in plan.concepts:
        best, share = _score_concept(concept, size, get)
        total += concept.weight * best
        if concept.required:
            needed += concept.weight
            answered += concept.weight * share
    if needed == 0:
        answered, needed = (total > 0).astype(float), 1.0
    coverage = answered / needed
    total *= PARTIAL + (1 - PARTIAL) * coverage * coverage
    fit = _fit_title(plan, collection, get)
    total *= 1 + TITLE_FIT * fit * fit
    total *= _lift(collection, plan.providers or ((provider,) if provider else ()))
    total[answered == 0] = 0
    return total


def _score_concept(
    concept: Concept, size: int, get: Callable[[str], Posting | None]
) -> tuple[Scores, Scores]:
    """Returns how well each document answers a concept, and the share of the concept's terms that it holds.

    The first alternative is what was typed: a rarer synonym is worth no more than it.
    """
    best, share = np.zeros(size), np.zeros(size)
    most = 0.0
    for number, alternative in enumerate(concept.alternatives):
        weights, found = np.zeros(size), np.zeros(size)
        shares = rarest = 0.0
        for term, part in alternative.terms:
            shares += part
            posting = get(term)
            if posting is None:
                continue
            rarest = max(rarest, posting.idf)
            weights[posting.documents] += posting.weights * (part * posting.idf)
            found[posting.documents] += part
        if number == 0:
            most = rarest
        found /= shares
        scale = alternative.weight / shares**0.5
        weights *= found * (scale * most / rarest if rarest > most else scale)
        np.maximum(best, weights, out=best)
        np.maximum(share, found, out=share)
    return best, share


def _fit_title(plan: Plan, collection: Collection, get: Callable[[str], Posting | None]) -> Scores:
    hits = np.zeros(len(collection.provider_of))
    for term in plan.own:
        posting = get(term)
        if posting is not None:
            hits[posting.documents[posting.titles]] += 1
    return np.minimum(hits / np.maximum(collection.title_lengths, 1), 1)


def _lift(collection: Collection, wanted: tuple[str, ...]) -> Scores:
    known = [provider for provider in wanted if provider in collection.providers]
    factors = []
    for provider in collection.providers:
        if known:
            factors.append(
                1.0 if provider in known else GENERAL_BESIDE if provider == GENERAL else OTHER_PROVIDER
            )
        else:
            factors.append(GENERAL_LIFT if provider == GENERAL else 1.0)
    return np.array(factors)[collection.provider_of]
