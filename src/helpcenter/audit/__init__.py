"""Checks of the finished site, on the files as a browser reads them."""

from __future__ import annotations

from helpcenter.audit.audit import audit_gathered, audit_site
from helpcenter.audit.check import Check, Finding, Mark
from helpcenter.audit.checks import CHECKS
from helpcenter.audit.gathering import KnownFacts, gather
from helpcenter.audit.options import AuditOptions, LocaleTags, WeightBudget
from helpcenter.audit.site import Site

__all__ = [
    "CHECKS",
    "AuditOptions",
    "Check",
    "Finding",
    "KnownFacts",
    "LocaleTags",
    "Mark",
    "Site",
    "WeightBudget",
    "audit_gathered",
    "audit_site",
    "gather",
]
