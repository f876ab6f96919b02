"""What the pages of the built site weigh."""

from __future__ import annotations

import gzip
import re
import statistics
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from posixpath import normpath

from helpcenter.routes import Routes

_NEEDED = re.compile(
    r"<link\b[^>]*\brel=[\"']?stylesheet[\"']?[^>]*>|<script\b[^>]*\bsrc=[^>]*>", re.IGNORECASE
)
_ADDRESS = re.compile(r"\b(?:href|src)=[\"']?([^\"'\s>]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageWeight:
    """A page: bytes of its HTML, raw and after gzip, and of all that it asks for in its head, after gzip."""

    path: str
    kind: str
    html: int
    html_gzip: int
    first_view: int


@dataclass(frozen=True, slots=True)
class KindWeight:
    """The pages of one kind: how many, the median and the heaviest first view, after gzip."""

    kind: str
    pages: int
    median: int
    heaviest: int
    heaviest_path: str


def page_weights(site_dir: Path, routes: Routes) -> list[PageWeight]:
    """Returns the weight of each page, the heaviest first; none when the site is not built."""
    if not site_dir.is_dir():
        return []
    kinds = {route.file: route.kind.value for route in routes}
    weigher = _Weigher(site_dir)
    found = []
    for file in sorted(site_dir.rglob("*.html")):
        path = file.relative_to(site_dir).as_posix()
        raw = file.read_bytes()
        html_gzip = len(gzip.compress(raw, 6, mtime=0))
        needed = weigher.needed(path, raw.decode("utf-8", errors="replace"))
        found.append(PageWeight(path, kinds.get(path, "other"), len(raw), html_gzip, html_gzip + needed))
    return sorted(found, key=lambda page: (-page.first_view, page.path))


def by_kind(pages: list[PageWeight]) -> list[KindWeight]:
    """Returns the weights by kind of page, the heaviest kind first."""
    kinds: dict[str, list[PageWeight]] = defaultdict(list)
    for page in pages:
        kinds[page.kind].append(page)
    weights = [
        KindWeight(
            kind=kind,
            pages=len(own),
            median=int(statistics.median(page.first_view for page in own)),
            heaviest=own[0].first_view,
            heaviest_path=own[0].path,
        )
        for kind, own in kinds.items()
    ]
    return sorted(weights, key=lambda weight: (-weight.median, weight.kind))


class _Weigher:
    """Weighs style sheets and scripts, each once."""

    def __init__(self, site_dir: Path) -> None:
        self.site_dir = site_dir
        self._sizes: dict[str, int] = {}

    def needed(self, page: str, html: str) -> int:
        """Returns the bytes after gzip of what a page asks for in its first view."""
        asked = set()
        for tag in _NEEDED.findall(html):
            address = _ADDRESS.search(tag)
            if address and "://" not in address[1] and 'media="print"' not in tag:
                asked.add(normpath(f"{PurePosixPath(page).parent}/{address[1].split('?')[0]}").lstrip("/"))
        return sum(self._size(path) for path in asked)

    def _size(self, path: str) -> int:
        if path not in self._sizes:
            file = self.site_dir / path
            self._sizes[path] = len(gzip.compress(file.read_bytes(), 6, mtime=0)) if file.is_file() else 0
        return self._sizes[path]
