"""The text that a page shows or speaks, and the contacts and hosts in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from helpcenter.audit.check import Mark
from helpcenter.audit.facts import Mention
from helpcenter.audit.reading.links import hosts_in
from helpcenter.contact_shapes import ContactShape, contact_shapes

BETWEEN = "\n_\n"
"""Stands between texts that don't belong together: nothing contact-shaped reaches across."""

# Lines that held nothing, each with the line before it. Header, navigation and footer are the same on thousands of
# pages; a contact may stretch over two lines, never over three.
_HARMLESS: set[tuple[str, str]] = set()
_MOST_REMEMBERED = 200_000


class SpokenText:
    """Texts of one page that are no visible text: attributes, meta elements, structured data."""

    def __init__(self) -> None:
        self._texts: list[tuple[str, str, Mark]] = []

    def add(self, text: str, where: str, mark: Mark) -> None:
        """Adds a text; `where` names it for people."""
        self._texts.append((text, where, mark))

    def __iter__(self) -> Iterator[tuple[str, str, Mark]]:
        """Yields text, where and mark."""
        return iter(self._texts)


def mentions_and_hosts(shown: str, spoken: SpokenText) -> tuple[list[Mention], list[str]]:
    """Returns the contact-shaped texts of a page and the hosts that its visible text names."""
    parts = [shown, *(text for text, _, _ in spoken)]
    lines = BETWEEN.join(parts).split("\n")
    unknown = [pair for pair in pairwise(["", *lines]) if pair not in _HARMLESS]
    if not unknown:
        return [], []
    suspicious = _joined(unknown)
    if not contact_shapes(suspicious) and not hosts_in(suspicious):
        if len(_HARMLESS) > _MOST_REMEMBERED:
            _HARMLESS.clear()
        _HARMLESS.update(unknown)
        return [], []
    seen: dict[str, int] = {}
    mentions = []
    for shape in contact_shapes(shown):
        nth = seen.get(shape.written, 0)
        seen[shape.written] = nth + 1
        mentions.append(_mention(shape, "the text", Mark(text=shape.written, nth=nth)))
    for text, where, mark in spoken:
        mentions.extend(_mention(shape, where, mark) for shape in contact_shapes(text))
    return mentions, sorted(hosts_in(shown))


def _joined(pairs: Iterable[tuple[str, str]]) -> str:
    """Returns the text of the pairs; one that continues the pair before it isn't repeated."""
    lines: list[str] = []
    for before, line in pairs:
        if not lines or lines[-1] != before:
            lines += ["_", before]
        lines.append(line)
    return "\n".join(lines)


def _mention(shape: ContactShape, where: str, mark: Mark) -> Mention:
    return Mention(shape.kind, shape.written, shape.value, where, mark)
