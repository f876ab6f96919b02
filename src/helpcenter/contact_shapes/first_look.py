"""A first look at a text's lines, which spares nearly all texts the search for contacts.

Lines repeat: those of the frame are on every page, those of an answer on its page, its twin and in what assistants
read. So each line is judged once. It is harmless when it can be no part of a contact whichever lines stand beside it;
a text of harmless lines holds none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from helpcenter.contact_shapes.characters import has_look_alikes, lower_case
from helpcenter.contact_shapes.emails import emails, may_hold_email
from helpcenter.contact_shapes.messengers import may_hold_messenger, messengers
from helpcenter.contact_shapes.phones import may_hold_phone, phones
from helpcenter.contact_shapes.shape import Candidate
from helpcenter.contact_shapes.wallets import may_hold_wallet, wallets

Finder: TypeAlias = Callable[[str, str], Iterator[Candidate]]
FINDERS: tuple[Finder, ...] = (phones, emails, messengers, wallets)
"""Each takes folded text, and the same in lower case."""

_MOST_KEPT = 20_000
"""Lines; some 4 MB."""

_harmless: set[str] = set()


def finders_for(text: str) -> tuple[Finder, ...]:
    """Returns the finders that may find something in the text; mostly none."""
    unknown = set(text.split("\n")) - _harmless
    if not unknown:
        return ()
    finders = _finders_for_lines("\n".join(["", *unknown, ""]))
    if not finders and len(unknown) <= _MOST_KEPT // 10:
        if len(_harmless) + len(unknown) > _MOST_KEPT:
            _harmless.clear()
        _harmless.update(unknown)
    return finders


def _finders_for_lines(lines: str) -> tuple[Finder, ...]:
    if has_look_alikes(lines):
        return FINDERS
    lower = lower_case(lines)
    needed = (
        may_hold_phone(lines, lower),
        may_hold_email(lower),
        may_hold_messenger(lower),
        may_hold_wallet(lines),
    )
    if not any(needed):
        return ()
    return tuple(finder for finder, may_find in zip(FINDERS, needed, strict=True) if may_find)
