"""Contact-shaped pieces of a text."""

from __future__ import annotations

from helpcenter.contact_shapes.characters import fold, lower_case
from helpcenter.contact_shapes.emails import emails
from helpcenter.contact_shapes.harmless import is_harmless
from helpcenter.contact_shapes.messengers import messengers
from helpcenter.contact_shapes.phones import phones
from helpcenter.contact_shapes.shape import ContactShape
from helpcenter.contact_shapes.wallets import wallets


def contact_shapes(text: str) -> list[ContactShape]:
    """Returns the contact-shaped pieces of the text, in order; of overlapping ones the longest."""
    return [] if is_harmless(text) else search(text)


def search(text: str) -> list[ContactShape]:
    """Does the same without a first look at the text's lines, which spares most texts this."""
    folded = fold(text)
    lower = lower_case(folded)
    found = [
        ContactShape(start, end, kind, text[start:end], value, hidden or text[start:end] != folded[start:end])
        for finder in (phones, emails, messengers, wallets)
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
