"""Sitemaps: an index, and for each locale as many parts as the protocol's limits ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from helpcenter.discovery.files import File, text_file
from helpcenter.render import Site, alternate_addresses

MOST_URLS = 50_000
MOST_BYTES = 50_000_000
"""Limits of the protocol (sitemaps.org) for one file, before compression; theirs is 52,428,800 bytes."""

_NAMESPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a sitemap. `changed` is left out where nothing says when its text changed."""

    address: str
    changed: date | None
    alternates: tuple[tuple[str, str], ...]


def sitemap_files(site: Site) -> Iterator[File]:
    """Yields the sitemaps of a site: every page that search engines shall list, and no other."""
    by_locale: dict[str, list[Listed]] = {tag: [] for tag in site.catalog.locales}
    days = last_changes(site)
    for route in site.routes:
        if route.indexable:
            listed = Listed(
                site.settings.site_url + route.url, days.get(route.url), alternate_addresses(site, route)
            )
            by_locale[route.locale or site.settings.default_locale].append(listed)
    yield from write_sitemaps(by_locale, site.settings.site_url)


def write_sitemaps(
    by_locale: dict[str, list[Listed]],
    site_url: str,
    most_urls: int = MOST_URLS,
    most_bytes: int = MOST_BYTES,
) -> Iterator[File]:
    """Yields `sitemap.xml` and the parts that it names: `sitemaps/zh-1.xml` …"""
    index: list[Listed] = []
    for tag, pages in by_locale.items():
        for number, part in enumerate(_parts(pages, most_urls, most_bytes), 1):
            path = f"sitemaps/{tag}-{number}.xml"
            days = [page.changed for page in part.pages if page.changed]
            index.append(Listed(site_url + path, max(days, default=None), ()))
            yield File(path, f"{_HEAD}<urlset {_NAMESPACES}>\n{''.join(part.texts)}</urlset>\n".encode())
    maps = "".join(f"<sitemap>{_location(item)}</sitemap>\n" for item in index)
    yield text_file(
        "sitemap.xml", f"{_HEAD}<sitemapindex {_NAMESPACES.split(' xmlns:')[0]}>\n{maps}</sitemapindex>"
    )


def last_changes(site: Site) -> dict[str, date]:
    """Returns when the text of a page last changed, by URL: entry pages, and the pages that list them.

    An entry without a recorded change counts as changed when it was last reviewed.
    """
    days: dict[str, date] = {}
    for tag, versions in site.entries.items():
        for version in versions:
            day = site.catalog.changed_on(version) or version.entry.reviewed
            provider, category, _ = version.id.split("/")
            days[f"{tag}/{version.id}/"] = day
            for hub in ("", f"{provider}/", f"{provider}/{category}/", f"topics/{category}/"):
                url = f"{tag}/{hub}"
                days[url] = max(day, days.get(url, day))
    for tag, updates in site.updates.items():
        if updates:
            days[f"{tag}/updates/"] = max(update.day for update in updates)
    return days


@dataclass(frozen=True, slots=True)
class _Part:
    pages: list[Listed]
    texts: list[str]


def _parts(pages: Iterable[Listed], most_urls: int, most_bytes: int) -> Iterator[_Part]:
    part, size = _Part([], []), 0
    frame = len(_HEAD) + len(_NAMESPACES) + 30
    for page in pages:
        text = _url(page)
        length = len(text.encode())
        if part.pages and (len(part.pages) == most_urls or frame + size + length > most_bytes):
            yield part
            part, size = _Part([], []), 0
        part.pages.append(page)
        part.texts.append(text)
        size += length
    if part.pages:
        yield part


def _url(page: Listed) -> str:
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{tag}" href={quoteattr(address)}/>'
        for tag, address in page.alternates
    )
    return f"<url>{_location(page)}{links}</url>\n"


def _location(page: Listed) -> str:
    changed = f"<lastmod>{page.changed.isoformat()}</lastmod>" if page.changed else ""
    return f"<loc>{escape(page.address)}</loc>{changed}"


__all__ = ["Listed", "last_changes", "sitemap_files", "write_sitemaps"]
