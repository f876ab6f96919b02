"""What a contact-shaped piece of text is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class ContactKind(StrEnum):
    """What a contact-shaped text would be used for."""

    PHONE = "phone number"
    EMAIL = "e-mail address"
    MESSENGER = "messenger id"
    WALLET = "wallet address"


@dataclass(frozen=True, slots=True, order=True)
class ContactShape:
    """One contact-shaped piece of a text.

    `start` and `end` are offsets of `written` in the text; `value` is the same without any disguise,
    comparable with the value of another shape; `disguised` says that the writing itself hides what it is.
    """

    start: int
    end: int
    kind: ContactKind
    written: str
    value: str
    disguised: bool = False


# start, end, kind, value, disguised: what a finder yields for folded text
Candidate: TypeAlias = tuple[int, int, ContactKind, str, bool]
