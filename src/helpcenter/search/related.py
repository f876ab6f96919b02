"""Entries worth reading next, where a writer names none: the nearest by the index's own vectors."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from helpcenter.search.build import LocaleIndex
from helpcenter.search.documents import GENERAL, SearchDocument

MOST_TERMS = 24
LEAST_LIKENESS = 0.06
# Another provider's answer seldom helps: its customers have other buttons to press.
OTHER_PROVIDER = 0.25


def related_entries(
    index: LocaleIndex, refs: Iterable[str] | None = None, limit: int = 3
) -> dict[str, tuple[str, ...]]:
    """Returns the refs of up to `limit` entries near each of `refs` (all entries by default), nearest first.

    Near is the cosine of the angle between the documents' vectors of words. An entry is related to none of another
    audience, and to none that has less in common with it than chance would have it.
    """
    documents = index.documents
    wanted = set(refs) if refs is not None else {document.ref for document in documents}
    vectors = _vectors(index)
    lengths = np.zeros(len(documents))
    for _, rows, weights in vectors:
        lengths[rows] += weights * weights
    lengths = np.sqrt(np.maximum(lengths, 1e-12))
    by_document: list[list[tuple[float, int]]] = [[] for _ in documents]
    for number, (_, rows, weights) in enumerate(vectors):
        for row, weight in zip(rows.tolist(), weights.tolist(), strict=True):
            by_document[row].append((-weight, number))
    found = {}
    for position, document in enumerate(documents):
        if document.ref not in wanted:
            continue
        likeness = np.zeros(len(documents))
        for weight, number in sorted(by_document[position])[:MOST_TERMS]:
            _, rows, weights = vectors[number]
            likeness[rows] -= weight * weights
        likeness /= lengths * lengths[position]
        likeness *= np.array([_fits(document, other) for other in documents])
        likeness[position] = 0
        nearest = np.argsort(-np.round(likeness, 9), kind="stable")[:limit]
        found[document.ref] = tuple(
            documents[at].ref for at in nearest.tolist() if likeness[at] >= LEAST_LIKENESS
        )
    return found


def _vectors(index: LocaleIndex) -> list[tuple[str, np.ndarray, np.ndarray]]:
    """Returns each word that several documents share, with the documents and its weight in them."""
    vectors = []
    for position, term in enumerate(index.index.terms):
        if not index.words[position] or len(term) < 2:
            continue
        posting = index.postings.get(term)
        if posting is not None and len(posting.documents) > 1:
            vectors.append((term, posting.documents, posting.weights * posting.idf))
    return vectors


def _fits(document: SearchDocument, other: SearchDocument) -> float:
    if "both" not in (document.audience, other.audience) and document.audience != other.audience:
        return 0.0
    return 1.0 if other.provider in (document.provider, GENERAL) else OTHER_PROVIDER
