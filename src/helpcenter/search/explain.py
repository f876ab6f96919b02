"""Where a result's score comes from: its fields."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from helpcenter.search.engine import Hit, SearchEngine
from helpcenter.search.index import BOOSTS, FIELDS, K1

FieldScores = dict[str, float]


def explain(engine: SearchEngine, text: str, hits: Sequence[Hit]) -> list[FieldScores]:
    """Returns each hit's score by field, adding up to it; {} for a hit that only another locale's index found."""
    plan, _ = engine.understand(text)
    index = engine.index
    positions = {document.ref: at for at, document in enumerate(index.documents)}
    found: list[FieldScores] = []
    for hit in hits:
        at = positions.get(hit.document.ref, -1)
        raw = np.zeros(len(FIELDS))
        for concept in plan.concepts:
            ways = [
                sum((_points(engine, term, at) * share for term, share in way.terms), np.zeros(len(FIELDS)))
                * way.weight
                for way in concept.alternatives
            ]
            raw += concept.weight * max(
                ways, key=lambda points: float(points.sum()), default=np.zeros(len(FIELDS))
            )
        total = float(raw.sum())
        found.append(
            {
                name: round(hit.score * float(part) / total, 3)
                for name, part in zip(FIELDS, raw, strict=True)
                if part
            }
            if total
            else {}
        )
    return found


def _points(engine: SearchEngine, term: str, document: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Returns what a term is worth in each field of a document."""
    points = np.zeros(len(FIELDS))
    posting = engine.index.postings.get(term)
    if posting is None:
        return points
    for field, frequency in engine.index.postings.rows(term, document):
        points[field] = BOOSTS[field] * (K1 + 1) * frequency / (K1 + frequency) * posting.idf
    return points
