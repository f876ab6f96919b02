"""The finished site as the checks see it: facts of every file, and look-ups over them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from helpcenter.audit.addresses import Leads, SiteAddress
from helpcenter.audit.facts import DataFacts, PageFacts
from helpcenter.audit.options import AuditOptions, LocaleTags


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
