"""A site as pages see it: the catalog, the routes and the theme, and the place where one page stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from babel.core import get_global
from markupsafe import Markup as Html

from helpcenter.catalog import Catalog, EntryVersion
from helpcenter.catalog.entry_values import EntryValues
from helpcenter.catalog.reads import Watch
from helpcenter.markup import Markup, Scope, Values
from helpcenter.model import ChannelKind, Settings, TextKind
from helpcenter.model.strings import Strings
from helpcenter.render.views import DateView, ProviderView
from helpcenter.routes import PageKind, Route, Routes
from helpcenter.theme import Theme, root_of, url

T = TypeVar("T")
GENERAL = "general"
"""The provider whose entries hold for all."""


@dataclass(frozen=True, slots=True)
class Update:
    """A change to an entry, for the page of updates."""

    day: date
    entry_id: str
    text: str = ""


@dataclass(frozen=True, eq=False)
class Site:
    """Everything that pages are made from. `today` decides which contacts have expired.

    `head` makes more of a page's <head> from its place, title and description: cards, structured data.
    """

    catalog: Catalog
    routes: Routes
    theme: Theme
    today: date
    head: Callable[[Place, str, str], Html] | None = None
    updates: Mapping[str, tuple[Update, ...]] = field(default_factory=dict)
    intros: Mapping[str, Html] = field(default_factory=dict)
    """The text of each locale's home page, from `docs/<locale>/index.md`."""
    nearest: Callable[[str], Mapping[str, tuple[str, ...]]] | None = None
    """Finds, for a locale, the entries near each entry whose writer names no related ones."""
    preview: bool = False
    """Show writers what readers do not get: a picture of each flow."""
    watch: Watch = field(default_factory=Watch, repr=False)
    """What notes the entries that a page is made from, when the catalog is a watched one."""
    kept: dict[object, Any] = field(default_factory=dict, repr=False)
    """Values that many pages share, such as the navigation of a section; see `Place.once`."""
    values_folder: Path | None = None
    """Where values of entries are kept between builds; None keeps none."""

    @property
    def settings(self) -> Settings:
        """Returns the site's settings."""
        return self.catalog.settings

    @cached_property
    def markup(self) -> Markup:
        """Returns what renders writers' texts."""
        return Markup(self.catalog)

    @cached_property
    def values(self) -> EntryValues:
        """Returns what works out values of entries, or has them from an earlier build."""
        return EntryValues(self.values_folder, self.catalog, self.watch)

    @cached_property
    def entries(self) -> Mapping[str, tuple[EntryVersion, ...]]:
        """Returns every entry as each locale shows it: featured ones first, then by id."""
        return _Shown(self)

    def entries_of(self, tag: str, *, provider: str = "", category: str = "") -> tuple[EntryVersion, ...]:
        """Returns the entries of a provider, a category or both as a locale shows them, in the same order.

        Whoever asks for them has read these and no others.
        """

        def make() -> tuple[EntryVersion, ...]:
            found = (self.catalog.version(tag, entry_id) for entry_id in self._ids_of[provider, category])
            return _in_order(version for version in found if version is not None)

        return self.watch.once(self.kept, ("entries", tag, provider, category), make)

    @cached_property
    def _ids_of(self) -> Mapping[tuple[str, str], list[str]]:
        """Returns the ids of entries by provider, by category and by both; what is left out is empty."""
        ids = defaultdict[tuple[str, str], list[str]](list)
        for entry_id in self.catalog.ids:
            provider, category, _ = entry_id.split("/")
            for key in ((provider, ""), ("", category), (provider, category)):
                ids[key].append(entry_id)
        return ids

    def related(self, version: EntryVersion) -> tuple[str, ...]:
        """Returns the ids of entries to read next: those that the writer names, else the nearest ones."""
        find, tag = self.nearest, version.locale
        if version.head.related or find is None:
            return version.head.related
        # It looks at every entry, through a watched catalog: texts of another locale that this one falls back to, too.
        return self.watch.once(self.kept, ("nearest", tag), lambda: find(tag)).get(version.id, ())

    @cached_property
    def counts(self) -> dict[tuple[str, ...], int]:
        """Returns how many entries there are by (locale, provider), (locale, provider, category)…

        … and (locale, "topics", category).
        """
        counts: dict[tuple[str, ...], int] = {}
        for route in self.routes:
            if route.kind is PageKind.ENTRY:
                for key in (
                    (route.locale, route.provider),
                    (route.locale, route.provider, route.category),
                    (route.locale, "topics", route.category),
                ):
                    counts[key] = counts.get(key, 0) + 1
        return counts


def _in_order(versions: Iterable[EntryVersion]) -> tuple[EntryVersion, ...]:
    """Returns entries with featured ones first, then by id."""
    return tuple(sorted(versions, key=lambda version: (version.head.featured or 100, version.id)))


class _Shown(Mapping[str, tuple[EntryVersion, ...]]):
    """The entries of each locale, sorted when they are asked for."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def __getitem__(self, tag: str) -> tuple[EntryVersion, ...]:
        site = self._site

        def make() -> tuple[EntryVersion, ...]:
            site.watch.locale(tag)
            return _in_order(site.catalog.versions(tag))

        return site.watch.once(site.kept, ("entries", tag), make)

    def __iter__(self) -> Iterator[str]:
        return iter(self._site.catalog.locales)

    def __len__(self) -> int:
        return len(self._site.catalog.locales)


@dataclass(frozen=True, eq=False)
class Place:
    """Where one page stands: how it addresses others and what language it speaks."""

    site: Site
    route: Route
    locale: str
    root: str
    _scopes: dict[tuple[str, str], Scope] = field(default_factory=dict, init=False, repr=False)

    @property
    def catalog(self) -> Catalog:
        """Returns the catalog."""
        return self.site.catalog

    @cached_property
    def t(self) -> Strings:
        """Returns the interface strings."""
        return self.site.theme.chromes[self.locale].strings

    @cached_property
    def values(self) -> Values:
        """Returns what formats facts, times and dates."""
        return self.site.markup.values(self.locale)

    def href(self, path: str) -> str:
        """Returns the address of a path of the site, as this page writes it."""
        return url(self.root, path)

    def page(self, kind: PageKind, subject: str = "", locale: str | None = None) -> str:
        """Returns the address of another page; empty when there is none."""
        found = self.site.routes.find(kind, locale or self.locale, subject)
        return self.href(found.url) if found else ""

    def inline(self, text: str | None, provider: str = GENERAL, locale: str | None = None) -> Html:
        """Returns one paragraph of writer's text as safe HTML."""
        return self._text(text, TextKind.INLINE, provider, locale)

    def block(self, text: str | None, provider: str = GENERAL, locale: str | None = None) -> Html:
        """Returns a writer's Markdown as safe HTML."""
        return self._text(text, TextKind.BLOCK, provider, locale)

    def markdown(
        self, text: str, kind: TextKind = TextKind.BLOCK, provider: str = GENERAL, locale: str | None = None
    ) -> str:
        """Returns a writer's text as Markdown, with its references filled in."""
        return self.site.markup.markdown(text, kind, self._scope(provider, locale))

    def plain(self, text: str, provider: str = GENERAL, locale: str | None = None) -> str:
        """Returns one paragraph of writer's text as plain text."""
        return self.site.markup.render(text, TextKind.INLINE, self._scope(provider, locale)).plain

    def local(self, texts: Mapping[str, str]) -> str:
        """Returns the text for this page's locale."""
        return self.catalog.local(texts, self.locale)

    def category(self, slug: str) -> str:
        """Returns a category's name."""
        names = self.catalog.locales[self.locale].categories.get(slug)
        return names.name if names else slug

    def language(self, tag: str) -> str:
        """Returns a language's name in the page's own language: `Chinese`, `英文`.

        On a page in another script of that language it names the script too: `簡體中文`.
        """
        names, key = self.values.babel.languages, tag.replace("-", "_")
        if tag.split("-")[0] == self.locale.split("-")[0] and tag != self.locale:
            key = "_".join(get_global("likely_subtags").get(key, key).split("_")[:2])
        return str(names.get(key) or self.catalog.locales[tag].name)

    def channel(self, kind: ChannelKind) -> str:
        """Returns a channel's name."""
        return self.catalog.locales[self.locale].channels.get(kind, kind.value)

    def date(self, day: date) -> DateView:
        """Returns a day for people and machines."""
        return DateView(self.values.date(day), day.isoformat())

    def provider(self, name: str) -> ProviderView:
        """Returns a provider as this page names it."""
        return self.once(("provider", name), lambda: self._provider(name))

    def once(self, key: tuple[object, ...], make: Callable[[], T]) -> T:
        """Returns what `make` returns: made once, kept for all pages of this locale and depth."""
        return self.site.watch.once(self.site.kept, (self.locale, self.root, *key), make)

    def _provider(self, name: str) -> ProviderView:
        provider = self.catalog.providers.get(name)
        title = self.local(provider.names) if provider else name
        return ProviderView(
            id=name,
            name=title,
            initial=title[:1].upper(),
            description=self.plain(self.local(provider.description), name) if provider else "",
            url=self.page(PageKind.PROVIDER, name),
            count=self.site.counts.get((self.locale, name), 0),
        )

    def _text(self, text: str | None, kind: TextKind, provider: str, locale: str | None) -> Html:
        if not text:
            return Html()
        return self.site.markup.html(text, kind, self._scope(provider, locale))

    def _scope(self, provider: str, locale: str | None) -> Scope:
        key = (locale or self.locale, provider)
        if key not in self._scopes:
            self._scopes[key] = Scope(*key, self._address)
        return self._scopes[key]

    def _address(self, target: str) -> str | None:
        found = self.site.routes.address(target, self.locale)
        return self.href(found) if found is not None else None


def place_of(site: Site, route: Route) -> Place:
    """Returns where a page stands. A 404 page is served at any address, so it knows the whole path."""
    locale = route.locale or site.settings.default_locale
    if route.kind is PageKind.NOT_FOUND:
        path = site.settings.site_url.split("://", 1)[-1].partition("/")[2]
        return Place(site, route, locale, f"/{path}")
    return Place(site, route, locale, root_of(route.file))
