"""Which pages exist and at which URL: breadcrumbs, alternates, canonicals, redirects."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

import msgspec

from helpcenter.catalog import Catalog, EntryVersion, State
from helpcenter.model import Fallback, Settings

RESERVED = frozenset({"topics", "contact", "search", "glossary", "verify", "updates"})
"""First names below a locale that no provider and no hand-written page may take."""


class PageKind(StrEnum):
    """What a page shows."""

    CHOOSER = "chooser"
    HOME = "home"
    PROVIDER = "provider"
    CATEGORY = "category"
    TOPIC = "topic"
    ENTRY = "entry"
    CONTACT = "contact"
    PROVIDER_CONTACT = "provider-contact"
    SEARCH = "search"
    GLOSSARY = "glossary"
    VERIFY = "verify"
    UPDATES = "updates"
    NOT_FOUND = "not-found"
    DOCS = "docs"
    REDIRECT = "redirect"


@dataclass(frozen=True, slots=True)
class Route:
    """One page.

    `url` is relative to the site, without a leading slash (`zh/cgpay/`); `file` is where it is written.
    `subject` says what the page is about and is the same in every locale. `canonical` is the URL of the page
    that search engines should show: itself, or the source of a fallback. `target` is set for redirects.
    """

    kind: PageKind
    locale: str
    url: str
    subject: str
    provider: str = ""
    category: str = ""
    canonical: str = ""
    indexable: bool = True
    target: str = ""

    @property
    def file(self) -> str:
        """Returns the path of the page's file below the site folder."""
        return f"{self.url}index.html" if self.url.endswith("/") or not self.url else self.url

    @property
    def depth(self) -> int:
        """Returns how many folders the page stands below the site's root."""
        return self.file.count("/")

    @property
    def entry_id(self) -> str:
        """Returns the id of the entry that an entry page shows."""
        return self.subject if self.kind is PageKind.ENTRY else ""


@dataclass(frozen=True)
class Routes:
    """Every page of a site, by URL, sorted."""

    pages: Mapping[str, Route]

    @cached_property
    def digest(self) -> str:
        """Returns the SHA-256 of all that is known of the pages."""
        return hashlib.sha256(msgspec.msgpack.encode(list(self.pages.values()))).hexdigest()

    def __iter__(self) -> Iterator[Route]:
        return iter(self.pages.values())

    @cached_property
    def _by_subject(self) -> dict[tuple[PageKind, str], dict[str, Route]]:
        found: dict[tuple[PageKind, str], dict[str, Route]] = defaultdict(dict)
        for route in self.pages.values():
            found[route.kind, route.subject][route.locale] = route
        return found

    def find(self, kind: PageKind, locale: str, subject: str = "") -> Route | None:
        """Returns the page of this kind about this subject in this locale."""
        return self._by_subject.get((kind, subject), {}).get(locale)

    @property
    def homes(self) -> dict[str, Route]:
        """Returns the home pages by locale."""
        return self._by_subject.get((PageKind.HOME, ""), {})

    def in_all_locales(self, route: Route) -> dict[str, Route]:
        """Returns the pages about the same subject by locale, itself and fallbacks among them."""
        return self._by_subject[route.kind, route.subject]

    def alternates(self, route: Route) -> dict[str, Route]:
        """Returns the real translations of a page by locale, itself among them; empty if it is not indexed.

        A page that exists in one locale only has itself alone.
        """
        if not route.indexable:
            return {}
        return {tag: page for tag, page in self.in_all_locales(route).items() if page.indexable}

    def breadcrumbs(self, route: Route) -> tuple[Route, ...]:
        """Returns the pages above this one, from the locale's home down, without itself."""
        parents: list[Route | None] = []
        if route.kind is not PageKind.HOME and route.locale:
            parents.append(self.find(PageKind.HOME, route.locale))
        if route.kind in (PageKind.CATEGORY, PageKind.ENTRY):
            parents.append(self.find(PageKind.PROVIDER, route.locale, route.provider))
        if route.kind is PageKind.ENTRY:
            parents.append(self.find(PageKind.CATEGORY, route.locale, f"{route.provider}/{route.category}"))
        if route.kind is PageKind.PROVIDER_CONTACT:
            parents.append(self.find(PageKind.CONTACT, route.locale))
        return tuple(parent for parent in parents if parent is not None)

    def address(self, target: str, locale: str) -> str | None:
        """Returns the site-relative URL of `entry:…` or `page:…` (with its anchor) as `locale` links to it.

        None when there is no such page there.
        """
        scheme, _, rest = target.partition(":")
        name, _, anchor = rest.partition("#")
        kind = {"entry": PageKind.ENTRY, "page": PageKind.DOCS}.get(scheme)
        if kind is None:
            return None
        route = self.find(kind, locale, name)
        if route is None and kind is PageKind.DOCS:
            reserved = {"contact": PageKind.CONTACT, "verify": PageKind.VERIFY, "glossary": PageKind.GLOSSARY}
            route = self.find(reserved[name], locale) if name in reserved else None
        if route is None:
            return None
        return f"{route.url}#{anchor}" if anchor else route.url


def site_routes(catalog: Catalog, docs: Mapping[str, tuple[str, ...]] | None = None) -> Routes:
    """Returns every page of the site.

    `docs` names the hand-written pages by locale (see `docs_pages`).
    """
    pages = [Route(PageKind.CHOOSER, "", "", "", canonical="")]
    pages.append(Route(PageKind.NOT_FOUND, "", "404.html", "root", canonical="404.html", indexable=False))
    for tag in catalog.settings.tags:
        if tag in catalog.locales:
            pages += _locale_pages(catalog, tag, (docs or {}).get(tag, ()))
    taken = {page.url for page in pages}
    pages += [redirect for redirect in _redirects(catalog) if redirect.url not in taken]
    return Routes({page.url: page for page in sorted(pages, key=lambda page: page.url)})


def docs_pages(settings: Settings) -> dict[str, tuple[str, ...]]:
    """Returns the names of the hand-written pages (`docs/<locale>/<name>.md`, not `index`) by locale.

    A derived locale has those of the locale that it is converted from.
    """
    found: dict[str, tuple[str, ...]] = {}
    for setting in settings.locales:
        folder: Path = settings.docs_dir / (setting.derived_from or setting.tag)
        names = (file.stem for file in folder.glob("*.md") if file.is_file()) if folder.is_dir() else ()
        found[setting.tag] = tuple(sorted(name for name in names if name != "index"))
    return found


def _locale_pages(catalog: Catalog, tag: str, docs: Iterable[str]) -> list[Route]:
    def page(kind: PageKind, path: str, subject: str = "", **more: str | bool) -> Route:
        url = f"{tag}/{path}"
        return Route(kind, tag, url, subject, canonical=str(more.pop("canonical", url)), **more)  # type: ignore[arg-type]

    versions = list(catalog.versions(tag))
    real = [version for version in versions if version.state is not State.FALLBACK]
    pages = [
        page(PageKind.HOME, ""),
        page(PageKind.CONTACT, "contact/"),
        page(PageKind.SEARCH, "search/", indexable=False),
        page(PageKind.GLOSSARY, "glossary/"),
        page(PageKind.VERIFY, "verify/"),
        page(PageKind.UPDATES, "updates/"),
        page(PageKind.NOT_FOUND, "404.html", indexable=False),
    ]
    pages += [page(PageKind.DOCS, f"{name}/", name) for name in docs]
    pages += [_entry_page(catalog, version) for version in versions]
    shown, found = ({(one.provider, one.category) for one in some} for some in (versions, real))
    providers, categories = {provider for provider, _ in found}, {category for _, category in found}
    for provider in sorted({provider for provider, _ in shown}):
        indexable = provider in providers
        pages.append(
            page(PageKind.PROVIDER, f"{provider}/", provider, provider=provider, indexable=indexable)
        )
        known = catalog.providers.get(provider)
        if known is not None and known.channels:
            path = f"contact/{provider}/"
            pages.append(page(PageKind.PROVIDER_CONTACT, path, provider, provider=provider))
    for provider, category in sorted(shown):
        path = f"{provider}/{category}"
        indexable = (provider, category) in found
        pages.append(
            page(
                PageKind.CATEGORY, f"{path}/", path, provider=provider, category=category, indexable=indexable
            )
        )
    for category in sorted({category for _, category in shown}):
        indexable = category in categories
        path = f"topics/{category}/"
        pages.append(page(PageKind.TOPIC, path, category, category=category, indexable=indexable))
    return pages


def _entry_page(catalog: Catalog, version: EntryVersion) -> Route:
    url = f"{version.locale}/{version.id}/"
    fallback = version.state is State.FALLBACK
    stub = fallback and catalog.settings.fallback is Fallback.STUB
    canonical = f"{version.text_locale}/{version.id}/" if fallback and not stub else url
    return Route(
        PageKind.ENTRY,
        version.locale,
        url,
        version.id,
        version.provider,
        version.category,
        canonical,
        indexable=not fallback,
    )


def _redirects(catalog: Catalog) -> Iterator[Route]:
    for old, new in catalog.redirects.items():
        for tag in catalog.settings.tags:
            if catalog.version(tag, new) is not None:
                yield Route(
                    PageKind.REDIRECT,
                    tag,
                    f"{tag}/{old}/",
                    old,
                    canonical=f"{tag}/{new}/",
                    indexable=False,
                    target=f"{tag}/{new}/",
                )
