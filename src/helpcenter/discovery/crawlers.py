"""Files that programs look for at fixed places: robots.txt, the IndexNow key, security.txt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from helpcenter.discovery.files import File, text_file
from helpcenter.render import Site

_MONTHS_UNTIL_EXPIRY = 7


def crawler_files(site: Site) -> Iterator[File]:
    """Yields what the settings ask for; robots.txt always."""
    settings = site.settings
    yield text_file("robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {settings.site_url}sitemap.xml")
    if settings.indexnow_key:
        yield text_file(f"{settings.indexnow_key}.txt", settings.indexnow_key)
    if settings.security_contact:
        yield text_file(".well-known/security.txt", _security(site, settings.security_contact))


def _security(site: Site, contact: str) -> str:
    """Returns where to report a weakness (RFC 9116), for some months from the day of the build."""
    is_address = "@" in contact and ":" not in contact
    return "\n".join(
        (
            f"Contact: {'mailto:' if is_address else ''}{contact}",
            f"Expires: {expiry(site.today).isoformat()}T00:00:00Z",
            f"Preferred-Languages: {', '.join(site.settings.tags)}",
            f"Canonical: {site.settings.site_url}.well-known/security.txt",
        )
    )


def expiry(today: date) -> date:
    """Returns the first day of a month, so that the file changes once a month and not with every build."""
    month = today.month - 1 + _MONTHS_UNTIL_EXPIRY
    return date(today.year + month // 12, month % 12 + 1, 1)
