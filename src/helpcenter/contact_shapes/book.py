"""The contacts that may be published."""

from __future__ import annotations

import re
from collections.abc import Iterable

from helpcenter.contact_shapes.characters import fold
from helpcenter.contact_shapes.finder import contact_shapes
from helpcenter.contact_shapes.shape import ContactKind, ContactShape


class ContactBook:
    """Knows whether a verified contact backs a contact-shaped text."""

    def __init__(self, values: Iterable[str]) -> None:
        """Takes the values as provider files state them: `+1 202-555-0143`, `help@example.com`, a link."""
        self._values: set[str] = set()
        self._phones: set[str] = set()
        for value in values:
            folded = fold(value).strip().lower()
            self._values.add(folded)
            digits = re.sub(r"\D", "", folded)
            if len(digits) >= 3 and re.fullmatch(r"(?:tel:|sms:)?[+\d\s().\-/]+", folded):
                self._phones.add(digits)
            self._values.update(shape.value.lower() for shape in contact_shapes(value))

    def backs(self, shape: ContactShape) -> bool:
        """True when the shape is one of the contacts; a phone number also without its country code."""
        return self.backs_value(shape.kind, shape.value)

    def backs_value(self, kind: ContactKind, value: str) -> bool:
        """Like `backs`, for a kind and an undisguised value."""
        value = value.lower()
        if value in self._values:
            return True
        if kind is ContactKind.PHONE:
            return _is_number_of(re.sub(r"\D", "", value), self._phones)
        if kind is ContactKind.MESSENGER:
            ident = value.partition(":")[2]
            return ident in self._values or _is_number_of(ident, self._phones)
        return False


def _is_number_of(digits: str, phones: set[str]) -> bool:
    if digits in phones:
        return True
    national = digits.removeprefix("00").lstrip("0")
    # A country code has one to three digits; a shorter remainder would be another, incomplete number.
    return len(national) >= 7 and any(
        phone.endswith(national) and len(phone) - len(national) <= 3 for phone in phones
    )
