"""The audit as a part of a build: what it is told of the site, and its checks spread over processes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from helpcenter.audit.audit import audit_gathered
from helpcenter.audit.check import Check
from helpcenter.audit.checks import CHECKS
from helpcenter.audit.options import AuditOptions, LocaleTags
from helpcenter.audit.site import Site
from helpcenter.build.work import Workers, shared
from helpcenter.catalog import Catalog
from helpcenter.diagnostics import Diagnostic, ordered

MANY_PAGES = 2_000
"""Pages from which on a second process pays for its start."""


def audit_options(catalog: Catalog, today: date) -> AuditOptions:
    """Returns what the audit expects of the site of a catalog on a day: expired contacts are not expected."""
    settings = catalog.settings
    contacts = [
        channel.contact.value
        for provider in catalog.providers.values()
        for channel in provider.channels.values()
        if channel.contact is not None and channel.contact.is_verified(today)
    ]
    if settings.security_contact:
        contacts.append(settings.security_contact)
    return AuditOptions(
        site_url=settings.site_url,
        locales=tuple(LocaleTags(tag, tag) for tag in settings.tags),
        contacts=tuple(sorted(contacts)),
        official_hosts=tuple(
            sorted(domain for provider in catalog.providers.values() for domain in provider.official_domains)
        ),
        allowed_hosts=settings.allowed_domains,
        brands=tuple(
            sorted({name for provider in catalog.providers.values() for name in provider.names.values()})
        ),
    )


def run_checks(site: Site, workers: Workers, shown_as: str = "") -> list[Diagnostic]:
    """Returns what `audit.audit_gathered` finds; the checks of a large site share the processors."""
    if len(site.pages) < MANY_PAGES:
        return audit_gathered(site, shown_as=shown_as)
    parts = [CHECKS[start :: workers.jobs] for start in range(workers.jobs)]
    found = workers.map_apart(_run_part, parts, audited=(site, shown_as))
    return ordered(finding for part in found for finding in part)


def _run_part(checks: Sequence[Check]) -> list[Diagnostic]:
    site, shown_as = shared("audited")
    return audit_gathered(site, checks=checks, shown_as=shown_as)
