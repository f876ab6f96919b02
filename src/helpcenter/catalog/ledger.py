"""The ledger of published pages: `published.txt`, a page a line, kept by `helpcenter record`.

    zh/about/
    zh/cgpay/refunds/request-refund/ 2026-11-22 2026-12-01 1a2b3c4d

An address that was ever published stays in it, so that a page that vanished is noticed. An entry page also has the
day on which it was first published, the day on which its text last changed, and a digest of that text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from helpcenter.diagnostics import ContentError, Location
from helpcenter.loader.findings import INVALID_VALUE

MAX_BYTES = 64 * 1024 * 1024
_HEAD = "# Every address that was ever published: kept by `helpcenter record`, see docs/dev/discovery.md."
_LINE = re.compile(r"(?P<url>\S+)(?: (?P<since>\S+) (?P<changed>\S+) (?P<digest>[0-9a-f]{8}))?")


@dataclass(frozen=True, slots=True)
class Published:
    """A page that was published; `url` is relative to the site. Other than entry pages have no days."""

    url: str
    since: date | None = None
    changed: date | None = None
    digest: str = ""


def read_ledger(text: str, path: str) -> dict[str, Published]:
    """Returns the pages of a ledger by URL, sorted. Raises ContentError for lines of another form."""
    pages = []
    faults = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        try:
            pages.append(_page(line))
        except ValueError:
            message = f"must be an address, or an address with two days and a digest; got '{line}'."
            faults.append(
                INVALID_VALUE.at(Location(path, number), message, "Let `helpcenter record` write it.")
            )
    if faults:
        raise ContentError(faults)
    return {page.url: page for page in sorted(pages, key=lambda page: page.url)}


def write_ledger(pages: Iterable[Published]) -> str:
    """Returns the text of a ledger."""
    lines = [
        f"{page.url} {page.since} {page.changed} {page.digest}" if page.digest else page.url
        for page in sorted(pages, key=lambda page: page.url)
    ]
    return "\n".join((_HEAD, *lines)) + "\n"


def _page(line: str) -> Published:
    match = _LINE.fullmatch(line.rstrip())
    if match is None:
        raise ValueError(line)
    if not match["digest"]:
        return Published(match["url"])
    since, changed = date.fromisoformat(match["since"]), date.fromisoformat(match["changed"])
    return Published(match["url"], since, changed, match["digest"])
