"""The text that a page shows or speaks, and the contacts and hosts in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from helpcenter.audit.check import Mark
from helpcenter.audit.facts import Mention
from helpcenter.audit.reading.links import hosts_in
from helpcenter.contact_shapes import ContactShape, contact_shapes

BETWEEN = "\n_\n"
"""Stands between texts that don't belong together: nothing contact-shaped reaches across."""


class SpokenText:
    """Texts of one page that are no visible text: attributes, meta elements, structured data."""

    def __init__(self) -> None:
        self._texts: list[tuple[str, str, Callable[[], Mark]]] = []

    def add(self, text: str, where: str, mark: Callable[[], Mark]) -> None:
        """Adds a text; `where` names it for people, `mark` is called if it holds a contact."""
        self._texts.append((text, where, mark))

    def extend(self, texts: Iterable[tuple[str, str, Callable[[], Mark]]]) -> None:
        """Adds texts of which all that is known."""
        self._texts.extend(texts)

    def __iter__(self) -> Iterator[tuple[str, str, Callable[[], Mark]]]:
        """Yields text, where and mark."""
        return iter(self._texts)


def mentions_and_hosts(shown: str, spoken: SpokenText) -> tuple[list[Mention], list[str]]:
    """Returns the contact-shaped texts of a page and the hosts that its visible text names."""
    together = BETWEEN.join([shown, *(text for text, _, _ in spoken)])
    # One search through everything, as nearly every page has nothing; where it stands matters only then.
    if not contact_shapes(together) and not hosts_in(together):
        return [], []
    seen: dict[str, int] = {}
    mentions = []
    for shape in contact_shapes(shown):
        nth = seen.get(shape.written, 0)
        seen[shape.written] = nth + 1
        mentions.append(_mention(shape, "the text", Mark(text=shape.written, nth=nth)))
    for text, where, mark in spoken:
        mentions.extend(_mention(shape, where, mark()) for shape in contact_shapes(text))
    return mentions, sorted(hosts_in(shown))


def _mention(shape: ContactShape, where: str, mark: Mark) -> Mention:
    return Mention(shape.kind, shape.written, shape.value, where, mark)
