"""Where words begin and end: by letters in Latin text, by segmentation in Chinese."""

from __future__ import annotations

from functools import lru_cache


def stands_alone(text: str, start: int, end: int) -> bool:
    """True when a part of a Chinese text begins and ends where words do: 助您 does not in 协助您.

    Segmentation is asked for a neighbourhood only, and loaded only when there is something to judge.
    """
    left = max(0, start - 8)
    edges = _edges(text[left : end + 8])
    return start - left in edges and end - left in edges


@lru_cache(maxsize=1024)
def _edges(text: str) -> frozenset[int]:
    import rjieba  # Loads a dictionary.

    edges, at = {0}, 0
    for word in rjieba.cut(text):
        at += len(word)
        edges.add(at)
    return frozenset(edges)
