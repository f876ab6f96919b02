"""The checks of the finished site, in the order of their codes. Codes are never used again."""

from __future__ import annotations

from helpcenter.audit.check import Check
from helpcenter.audit.checks import (
    accessibility,
    contacts,
    identity,
    languages,
    links,
    reach,
    security,
    structured_data,
    weight,
)

CHECKS: tuple[Check, ...] = (
    *links.CHECKS,
    *identity.CHECKS,
    *languages.CHECKS,
    *accessibility.CHECKS,
    *security.CHECKS,
    *contacts.CHECKS,
    *structured_data.CHECKS,
    *reach.CHECKS,
    *weight.CHECKS,
)
