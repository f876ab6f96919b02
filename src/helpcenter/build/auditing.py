"""What the audit is told of a site: its locales, its verified contacts, its providers' domains."""

from __future__ import annotations

from datetime import date

from helpcenter.audit.options import AuditOptions, LocaleTags
from helpcenter.catalog import Catalog


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
