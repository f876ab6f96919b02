"""What the first view of a page costs."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from helpcenter.audit.addresses import Leads
from helpcenter.audit.check import Check, Finding, Mark
from helpcenter.audit.facts import PageFacts, Resource, ResourceKind
from helpcenter.audit.options import WeightBudget
from helpcenter.audit.reading.resources import css_addresses
from helpcenter.audit.site import Site
from helpcenter.diagnostics import Severity

_IMPORT = re.compile(r"""(?:^|[;\s}])(?:import|export)\s*(?:[\w*{][^'"();]*?\bfrom\s*)?["']([^"']+)["']""")


def heavy_pages(site: Site) -> Iterator[Finding]:
    """The first view of a page needs more bytes or requests than its budget.

    *Why*: worried customers sit on phones with a bad connection; what doesn't come in the first flight comes late.
    Counted are the page, style sheets, scripts with what they import, and images that aren't lazy, after gzip.

    *Bad*: a style sheet of 120 kB for a page that uses a tenth of it.

    *Good*: only what the page uses; `loading="lazy"` below the fold, `media="print"` for print.
    """
    weigher = _Weigher(site)
    for page in site.readable_pages():
        budget = site.options.budget_of(page.path)
        if budget is None:
            continue
        for what, spent, allowed in weigher.excesses(page, budget):
            unit = "" if what == "requests" else " bytes"
            yield Finding(
                page.path,
                f"the first view needs {spent}{unit} {_PHRASES[what]}, expected at most {allowed}.",
                "Leave out what it doesn't need, or load it later.",
                Mark("head"),
            )


_PHRASES = {
    "markup": "of HTML and CSS after gzip",
    "script": "of JavaScript after gzip",
    "total": "in all after gzip",
    "requests": "requests",
}


@dataclass(frozen=True, slots=True)
class _Load:
    """What a set of resources costs after gzip."""

    style: int = 0
    script: int = 0
    other: int = 0
    requests: int = 0


class _Weigher:
    """Weighs pages; each file, and the same resources of many pages, only once."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._sizes: dict[str, int] = {}
        self._loads: dict[tuple[Resource, ...], _Load] = {}
        self._needed: dict[tuple[str, ResourceKind], frozenset[str]] = {}

    def excesses(self, page: PageFacts, budget: WeightBudget) -> Iterator[tuple[str, int, int]]:
        """Yields what, how much and how much is allowed, for each part of the budget that is exceeded."""
        load = self._loads.get(page.resources)
        if load is None:
            fetched = frozenset((one.path, one.kind) for one in page.resources if one.at_once and one.path)
            load = self._loads[page.resources] = self._load(fetched)
        html = page.gzipped
        if html + load.style > budget.markup or html + load.style + load.script + load.other > budget.total:
            # The bound isn't enough: weigh exactly.
            html = _gzipped((self._site.folder / page.path).read_bytes())
        total = html + load.style + load.script + load.other
        for what, spent, allowed in (
            ("markup", html + load.style, budget.markup),
            ("script", load.script, budget.script),
            ("total", total, budget.total),
            ("requests", 1 + load.requests, budget.requests),
        ):
            if spent > allowed:
                yield what, spent, allowed

    def _load(self, fetched: frozenset[tuple[str, ResourceKind]]) -> _Load:
        kinds: dict[str, ResourceKind] = {}
        for path, kind in sorted(fetched):
            for needed in self._with_imports(path, kind):
                kinds.setdefault(needed, kind)
        sizes = [(kind, self._size(path)) for path, kind in kinds.items() if path in self._site.files]
        style = sum(size for kind, size in sizes if kind is ResourceKind.STYLE)
        script = sum(size for kind, size in sizes if kind is ResourceKind.SCRIPT)
        return _Load(style, script, sum(size for _, size in sizes) - style - script, len(sizes))

    def _with_imports(self, path: str, kind: ResourceKind) -> frozenset[str]:
        """Returns a script or style sheet with all that it imports at once."""
        found: set[str] = set()
        waiting = [path]
        while waiting:
            one = waiting.pop()
            if one in found:
                continue
            found.add(one)
            if one not in self._site.files or kind not in (ResourceKind.SCRIPT, ResourceKind.STYLE):
                continue
            text = self._site.read(one)
            if kind is ResourceKind.SCRIPT:
                imports = [match[1] for match in _IMPORT.finditer(text)]
            else:
                imports = [raw for needed, raw in css_addresses(text) if needed is ResourceKind.STYLE]
            addresses = (self._site.address.resolve(raw, one) for raw in imports)
            waiting += [address.target for address in addresses if address.leads is Leads.INSIDE]
        return frozenset(found)

    def _size(self, path: str) -> int:
        if path not in self._sizes:
            data = (self._site.folder / path).read_bytes()
            compressed = path.endswith((".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".woff2"))
            self._sizes[path] = len(data) if compressed else _gzipped(data)
        return self._sizes[path]


def _gzipped(data: bytes) -> int:
    return len(zlib.compress(data, 6)) + 12


CHECKS = (Check("HC980", "heavy-page", Severity.WARNING, heavy_pages),)
