"""Contact-shaped pieces of a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from helpcenter.contact_shapes.characters import fold, lower_case
from helpcenter.contact_shapes.first_look import FINDERS, Finder, finders_for
from helpcenter.contact_shapes.shape import ContactShape


def contact_shapes(text: str) -> list[ContactShape]:
    """Returns the contact-shaped pieces of the text, in order; of overlapping ones the longest."""
    finders = finders_for(text)
    return search(text, finders) if finders else []


def contact_shapes_in(texts: Sequence[str]) -> Iterator[ContactShape]:
    """Yields the contact-shaped pieces of texts that don't belong together, each searched on its own."""
    finders = finders_for("\n".join(texts))  # one look at all of them
    if finders:
        for text in texts:
            yield from search(text, finders)


def search(text: str, finders: tuple[Finder, ...] = FINDERS) -> list[ContactShape]:
    """Returns what the finders find, all of them without a first look at which may find something."""
    # With look-alikes in the text all finders are needed; otherwise there is nothing to fold.
    folded = fold(text) if finders == FINDERS else text
    lower = lower_case(folded)
    found = [
        ContactShape(start, end, kind, text[start:end], value, hidden or text[start:end] != folded[start:end])
        for finder in finders
        for start, end, kind, value, hidden in finder(folded, lower)
    ]
    found.sort(key=lambda shape: (shape.start, -shape.end, shape.kind))
    kept: list[ContactShape] = []
    for shape in found:
        if kept and shape.start < kept[-1].end:
            longer = max(kept.pop(), shape, key=lambda one: one.end - one.start)
            kept.append(longer)
        else:
            kept.append(shape)
    return kept
