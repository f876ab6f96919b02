"""The finished site as the checks see it: facts of every file, and look-ups over them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType

from helpcenter.audit.addresses import Leads, SiteAddress
from helpcenter.audit.check import Mark
from helpcenter.audit.facts import DataFacts, PageFacts
from helpcenter.audit.options import AuditOptions, LocaleTags

_PATH = itemgetter(1)


@dataclass(frozen=True)
class Site:
    """Everything that was read; paths are relative to `folder`, POSIX, sorted."""

    folder: Path
    options: AuditOptions
    files: frozenset[str]
    pages: Mapping[str, PageFacts]
    data_files: Mapping[str, DataFacts]

    @cached_property
    def address(self) -> SiteAddress:
        """Where the site is published."""
        return SiteAddress.of(self.options.site_url)

    @cached_property
    def locales(self) -> Mapping[str, LocaleTags]:
        """The locales by their folder."""
        return MappingProxyType({locale.folder: locale for locale in self.options.locales})

    @cached_property
    def by_folded_path(self) -> Mapping[str, str]:
        """Every file by its path in one case."""
        return MappingProxyType({path.casefold(): path for path in sorted(self.files)})

    @cached_property
    def headers(self) -> str:
        """The `_headers` file of the hosts that know one, or nothing."""
        return self.read("_headers") if "_headers" in self.files else ""

    def locale_of(self, path: str) -> LocaleTags | None:
        """Returns the locale in whose folder the file lies."""
        return self.locales.get(path.partition("/")[0])

    def url_of(self, path: str) -> str:
        """Returns the URL at which a file is served."""
        return self.address.url_of(path)

    def path_of(self, url: str) -> str | None:
        """Returns the file of this site that an absolute URL means, None when it means no place here."""
        if url.startswith(self._root_url):
            rest = url[len(self._root_url) :]
            if not rest or (rest[-1] == "/" and rest.replace("-", "").replace("/", "").isalnum()):
                return f"{rest}index.html"
        if not url.startswith(("https://", "http://")):
            return None
        leads, target, _ = self.address.resolve(url, "index.html")
        return target if leads is Leads.INSIDE else None

    @cached_property
    def _root_url(self) -> str:
        return self.address.url_of("index.html")

    def served(self, path: str) -> str | None:
        """Returns the file that a server sends for a path: itself, or the index of a folder."""
        if path in self.files:
            return path
        index = f"{path}/index.html"
        return index if index in self.files else None

    @cached_property
    def unserved(self) -> Mapping[str, tuple[tuple[str, str, Mark], ...]]:
        """What pages link or load and no server would find, in this case of letters at least, by page.

        Of each the address as written, the path, and where it stands. Pages where all is found are left out.
        """
        found = {page.path: tuple(self._unserved(page)) for page in self.pages.values()}
        return MappingProxyType({path: addresses for path, addresses in found.items() if addresses})

    def _unserved(self, page: PageFacts) -> Iterator[tuple[str, str, Mark]]:
        links = page.links
        if not self.files.issuperset(map(_PATH, links.inside)):
            for raw, path, _, tag in links.inside:
                if self.served(path) is None:
                    yield raw, path, Mark("a", "href", raw, beside=("hreflang", tag))
        for resource in page.resources:
            if resource.path and self.served(resource.path) is None:
                yield resource.raw, resource.path, resource.mark
        for stated in links.stated:
            if self.served(stated[1]) is None:
                yield stated

    @cached_property
    def alternates(self) -> Mapping[str, tuple[tuple[str, str, str | None], ...]]:
        """The counterparts that readable pages name: tag, address, and the file of this site that it means, by page."""
        return MappingProxyType(
            {
                page.path: tuple((tag, href, self.path_of(href)) for tag, href in page.head.alternates)
                for page in self.readable_pages()
            }
        )

    @cached_property
    def counterparts(self) -> Mapping[str, Mapping[str, str]]:
        """The files of this site that a readable page names as its counterparts: by page, then by tag."""
        return MappingProxyType(
            {
                page: {tag: path for tag, _, path in named if path is not None}
                for page, named in self.alternates.items()
            }
        )

    def readable_pages(self) -> Iterator[PageFacts]:
        """Yields pages for readers, with none that only sends them on."""
        for page in self.pages.values():
            if page.head.refresh is None and not page.unreadable:
                yield page

    @cached_property
    def indexable(self) -> Mapping[str, PageFacts]:
        """The pages that search engines shall list: not `noindex`, no error page, no copy of another page.

        One whose canonical address is merely broken is among them, so that this is found once and not in many ways.
        """
        return MappingProxyType(
            {page.path: page for page in self.readable_pages() if self._is_indexable(page)}
        )

    def _is_indexable(self, page: PageFacts) -> bool:
        if page.head.noindex or is_error_page(page.path):
            return False
        canonical = self.path_of(page.head.canonicals[0]) if page.head.canonicals else None
        return canonical is None or canonical == page.path or canonical not in self.pages

    def read(self, path: str) -> str:
        """Returns a file's text; bytes that are no UTF-8 become replacement characters."""
        return (self.folder / path).read_bytes().decode("utf-8", "replace")


def is_error_page(path: str) -> bool:
    """True for the pages that a server sends when there is none: `404.html`, at the root or in a locale."""
    return path.rpartition("/")[2] in ("404.html", "500.html") or path.endswith("/404/index.html")
