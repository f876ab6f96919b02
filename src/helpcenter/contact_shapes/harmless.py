"""A first look at a text's lines, which spares nearly all texts the search for contacts.

Lines repeat: those of the frame are on every page, those of an answer on its page, its twin and in what assistants
read. So each line is judged once. It is harmless when it can be no part of a contact whichever lines stand beside it;
a text of harmless lines holds none.
"""

from __future__ import annotations

from helpcenter.contact_shapes.characters import has_look_alikes, lower_case
from helpcenter.contact_shapes.emails import may_hold_email
from helpcenter.contact_shapes.messengers import may_hold_messenger
from helpcenter.contact_shapes.phones import may_hold_phone
from helpcenter.contact_shapes.wallets import may_hold_wallet

_MOST_KEPT = 20_000
"""Lines; some 4 MB."""

_harmless: set[str] = set()


def is_harmless(text: str) -> bool:
    """True when there is nothing contact-shaped in the text; False when that takes a search to know."""
    unknown = set(text.split("\n")) - _harmless
    if not unknown:
        return True
    if _may_hold_contact("\n".join(["", *unknown, ""])):
        return False
    if len(_harmless) + len(unknown) > _MOST_KEPT:
        _harmless.clear()
    if len(unknown) <= _MOST_KEPT // 10:
        _harmless.update(unknown)
    return True


def _may_hold_contact(lines: str) -> bool:
    if has_look_alikes(lines):
        return True
    lower = lower_case(lines)
    return (
        may_hold_email(lower)
        or may_hold_messenger(lower)
        or may_hold_wallet(lines)
        or may_hold_phone(lines, lower)
    )
