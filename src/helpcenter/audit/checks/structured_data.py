"""Structured data: valid, and true to its page."""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.audit.check import Check, Finding
from helpcenter.audit.site import Site
from helpcenter.diagnostics import Severity


def invalid_structured_data(site: Site) -> Iterator[Finding]:
    """A page's structured data is no JSON-LD.

    *Why*: search engines drop it, and report the whole site as faulty.

    *Bad*: `<script type="application/ld+json">{"@type": "Article",}</script>`.

    *Good*: `{"@context": "https://schema.org", "@type": "Article", …}`.
    """
    for page in site.pages.values():
        for fault in page.data_faults:
            yield Finding(page.path, fault.message, fault.hint, fault.mark)


def unshown_structured_data(site: Site) -> Iterator[Finding]:
    """Structured data states what its page doesn't show.

    *Why*: search engines treat it as deception, and a reader can't check it.

    *Bad*: a `telephone` in JSON-LD on a page that shows no number.

    *Good*: every name, text, date and contact in JSON-LD stands on the page.
    """
    for page in site.pages.values():
        for fault in page.unshown:
            yield Finding(page.path, fault.message, fault.hint, fault.mark)


CHECKS = (
    Check("HC960", "invalid-structured-data", Severity.ERROR, invalid_structured_data),
    Check("HC961", "unshown-structured-data", Severity.ERROR, unshown_structured_data),
)
