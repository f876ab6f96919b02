"""Sitemaps: an index, and for each locale as many parts as the protocol's limits ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from helpcenter.catalog import EntryVersion
from helpcenter.discovery.files import File, text_file
from helpcenter.render import Site, alternate_addresses
from helpcenter.routes import PageKind, Route

MOST_URLS = 50_000
MOST_BYTES = 50_000_000
"""Limits of the protocol (sitemaps.org) for one file, before compression; theirs is 52,428,800 bytes."""

_NAMESPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


class Listed(NamedTuple):
    """A page of a sitemap, as it stands there. `changed` is None where nothing says when its text changed."""

    text: str
    changed: date | None


class _Answer(NamedTuple):
    """An entry in a locale: when its text last changed, and its page as a sitemap lists it, if one shall."""

    url: str
    changed: date
    text: str


def sitemap_files(site: Site) -> Iterator[File]:
    """Yields the sitemaps of a site: every page that search engines shall list, and no other."""
    by_locale: dict[str, list[Listed]] = {tag: [] for tag in site.catalog.locales}
    answers = {answer.url: answer for tag in by_locale for answer in _answers(site, tag)}
    days = _last_changes(site, answers.values())
    for route in site.routes:
        if route.indexable:
            day = days.get(route.url)
            text = answers[route.url].text if route.kind is PageKind.ENTRY else _element(site, route, day)
            by_locale[route.locale or site.settings.default_locale].append(Listed(text, day))
    yield from write_sitemaps(by_locale, site.settings.site_url)


def write_sitemaps(
    by_locale: dict[str, list[Listed]],
    site_url: str,
    most_urls: int = MOST_URLS,
    most_bytes: int = MOST_BYTES,
) -> Iterator[File]:
    """Yields `sitemap.xml` and the parts that it names: `sitemaps/zh-1.xml` …"""
    maps = []
    for tag, pages in by_locale.items():
        for number, part in enumerate(_parts(pages, most_urls, most_bytes), 1):
            path = f"sitemaps/{tag}-{number}.xml"
            days = [page.changed for page in part if page.changed]
            urls = "".join(page.text for page in part)
            maps.append(f"<sitemap>{_location(site_url + path, max(days, default=None))}</sitemap>\n")
            yield File(path, f"{_HEAD}<urlset {_NAMESPACES}>\n{urls}</urlset>\n".encode())
    yield text_file(
        "sitemap.xml",
        f"{_HEAD}<sitemapindex {_NAMESPACES.split(' xmlns:')[0]}>\n{''.join(maps)}</sitemapindex>",
    )


def url_element(address: str, changed: date | None, alternates: Iterable[tuple[str, str]] = ()) -> str:
    """Returns a page as a sitemap lists it, with the `hreflang` and address of each of its alternates."""
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{tag}" href={quoteattr(other)}/>' for tag, other in alternates
    )
    return f"<url>{_location(address, changed)}{links}</url>\n"


def _answers(site: Site, tag: str) -> list[_Answer]:
    """Returns every entry of a locale. One without a recorded change counts as changed when last reviewed."""

    def answer(version: EntryVersion) -> _Answer:
        day = site.catalog.changed_on(version) or version.entry.reviewed
        route = site.routes.find(PageKind.ENTRY, tag, version.id)
        text = _element(site, route, day) if route is not None and route.indexable else ""
        return _Answer(f"{tag}/{version.id}/", day, text)

    return site.values.of("sitemap", _Answer, tag, answer)


def _element(site: Site, route: Route, changed: date | None) -> str:
    return url_element(site.settings.site_url + route.url, changed, alternate_addresses(site, route))


def _last_changes(site: Site, answers: Iterable[_Answer]) -> dict[str, date]:
    """Returns when the text of a page last changed, by URL: entry pages, and the pages that list them."""
    days: dict[str, date] = {}
    for url, day, _ in answers:
        tag, provider, category, *_ = url.split("/")
        days[url] = day
        for hub in ("", f"{provider}/", f"{provider}/{category}/", f"topics/{category}/"):
            above = f"{tag}/{hub}"
            days[above] = max(day, days.get(above, day))
    for tag, updates in site.updates.items():
        if updates:
            days[f"{tag}/updates/"] = max(update.day for update in updates)
    return days


def _parts(pages: Iterable[Listed], most_urls: int, most_bytes: int) -> Iterator[list[Listed]]:
    part: list[Listed] = []
    frame = size = len(_HEAD) + len(_NAMESPACES) + 30
    for page in pages:
        length = len(page.text.encode())
        if part and (len(part) == most_urls or size + length > most_bytes):
            yield part
            part, size = [], frame
        part.append(page)
        size += length
    if part:
        yield part


def _location(address: str, changed: date | None) -> str:
    told = f"<lastmod>{changed.isoformat()}</lastmod>" if changed else ""
    return f"<loc>{escape(address)}</loc>{told}"


__all__ = ["Listed", "sitemap_files", "url_element", "write_sitemaps"]
