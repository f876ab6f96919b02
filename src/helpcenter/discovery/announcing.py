"""Which pages changed from one published site to the next, and the requests that tell search engines so.

Works on folders of finished sites, so it tells what was really published.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import unescape
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from selectolax.lexbor import LexborHTMLParser

from helpcenter.discovery.twins import TWIN

INDEXNOW = "https://api.indexnow.org/indexnow"
MOST_ADDRESSES = 10_000
"""In one IndexNow request (indexnow.org/documentation)."""

_SITEMAP_URL = re.compile(r"<(?:url|sitemap)><loc>([^<]+)</loc>(?:<lastmod>([^<]+)</lastmod>)?")
_MAIN = ".hc-page"
_ASSET_DIGEST = re.compile(r"(assets/[\w./-]+?)\.[0-9a-f]{8}\.")


class AnnounceError(Exception):
    """Search engines could not be told; the message says why."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Addresses that search engines should look at again, sorted."""

    changed: tuple[str, ...]
    removed: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Returns changed and removed ones."""
        return (*self.changed, *self.removed)


def changes_between(site: Path, before: Path | None, site_url: str) -> Changes:
    """Returns the pages of `site` that are new or say something else than in `before`, and those that are gone.

    A page that only looks different, or loads other assets, has not changed. Without `before` all are new. Raises
    AnnounceError when `site` holds no built site.
    """
    now = listed_pages(site)
    known = listed_pages(before) if before is not None else {}
    changed = []
    for address in now:
        path = address.removeprefix(site_url)
        if before is None or address not in known or _content(site / path) != _content(before / path):
            changed.append(address)
    return Changes(tuple(sorted(changed)), tuple(sorted(known.keys() - now.keys())))


def changes_since(site: Path, day: date) -> Changes:
    """Returns the pages of `site` whose text changed on that day or later, as its sitemaps say."""
    found = (address for address, changed in listed_pages(site).items() if changed and changed >= day)
    return Changes(tuple(sorted(found)))


def listed_pages(site: Path) -> dict[str, date | None]:
    """Returns every page in a built site's sitemaps, with the day of its last change where that is known."""
    pages: dict[str, date | None] = {}
    for sitemap, _ in _locations(site / "sitemap.xml"):
        name = urlsplit(sitemap).path.rpartition("/sitemaps/")[2]
        for address, day in _locations(site / "sitemaps" / name):
            pages[address] = date.fromisoformat(day) if day else None
    return pages


def indexnow_requests(addresses: Sequence[str], site_url: str, key: str) -> Iterator[bytes]:
    """Yields the bodies of the requests that announce these addresses."""
    for start in range(0, len(addresses), MOST_ADDRESSES):
        yield json.dumps(
            {
                "host": urlsplit(site_url).netloc,
                "key": key,
                "keyLocation": f"{site_url}{key}.txt",
                "urlList": list(addresses[start : start + MOST_ADDRESSES]),
            },
            ensure_ascii=False,
        ).encode()


def send(body: bytes, endpoint: str = INDEXNOW, timeout: float = 20.0) -> int:
    """Sends one request; returns the status of the answer. Raises AnnounceError when it is refused or lost."""
    if not endpoint.startswith(("https://", "http://")):
        raise AnnounceError(f"'{endpoint}' is no address of a service.")
    headers = {"Content-Type": "application/json; charset=utf-8"}
    try:
        with urlopen(Request(endpoint, body, headers), timeout=timeout) as answer:  # noqa: S310 - checked above
            return int(answer.status)
    except HTTPError as error:
        error.close()
        raise AnnounceError(f"'{endpoint}' refused it: {error.code} {error.reason}.") from error
    except (OSError, HTTPException) as error:
        raise AnnounceError(f"'{endpoint}' cannot be reached: {error}. Try again later.") from error


def _locations(file: Path) -> list[tuple[str, str]]:
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise AnnounceError(f"'{file}' cannot be read. Build the site first.") from error
    return [(unescape(address), day) for address, day in _SITEMAP_URL.findall(text)]


def _content(folder: Path) -> object:
    """Returns what a page says: its twin, or else its title, description and main part."""
    twin = folder / TWIN
    if twin.is_file():
        return twin.read_bytes()
    page = folder / "index.html"
    if not page.is_file():
        return None
    html = _ASSET_DIGEST.sub(r"\1.", page.read_text(encoding="utf-8"))
    tree = LexborHTMLParser(html)
    parts = [tree.css_first(selector) for selector in ("title", "meta[name=description]", _MAIN)]
    # A theme without our main part: any difference counts.
    return tuple(part.html for part in parts if part is not None) if parts[-1] is not None else html
