"""Text that looks like a way to reach somebody: phone numbers, e-mail and messenger addresses, wallets.

A help page about payments is where a fraudster wants his own number. So every text is searched for what a
person would dial, write to or pay to, also when it is disguised: full width, circled or Chinese digits,
letters for digits, digits spread out by blanks or symbols, `name (at) host`. A verified contact must back
what is found.
"""

from __future__ import annotations

from helpcenter.contact_shapes.book import ContactBook
from helpcenter.contact_shapes.finder import contact_shapes, contact_shapes_in
from helpcenter.contact_shapes.shape import ContactKind, ContactShape

__all__ = ["ContactBook", "ContactKind", "ContactShape", "contact_shapes", "contact_shapes_in"]
