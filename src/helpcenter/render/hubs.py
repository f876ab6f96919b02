"""Pages that lead to entries: home, provider, category, topic."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from helpcenter.catalog import EntryVersion
from helpcenter.render.channels import affiliation, channels_of
from helpcenter.render.entries import entry_link
from helpcenter.render.site import GENERAL, Place
from helpcenter.render.views import ChannelView, ComparisonView, GroupView, LinkView, ProviderView
from helpcenter.routes import PageKind

SHORT = 8
"""Entries that a hub lists under one heading before it links to the rest."""
MOST_ASKED = 6
EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class HomeView:
    """A locale's home page."""

    intro: Markup
    examples: tuple[LinkView, ...]
    safety: LinkView | None
    starts: tuple[LinkView, ...]
    providers: tuple[ProviderView, ...]
    topics: tuple[GroupView, ...]
    most_asked: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class ProviderPageView:
    """A provider's page."""

    provider: ProviderView
    channels: tuple[ChannelView, ...]
    contact_url: str
    groups: tuple[GroupView, ...]
    affiliation: str


@dataclass(frozen=True, slots=True)
class CategoryView:
    """A provider's category: every entry with its answer in a line."""

    provider: ProviderView
    group: GroupView
    topic: LinkView | None


@dataclass(frozen=True, slots=True)
class TopicView:
    """A category across providers."""

    title: str
    description: str
    comparison: ComparisonView | None
    groups: tuple[GroupView, ...]


def home_view(place: Place) -> HomeView:
    """Returns what the home page shows."""
    versions = place.site.entries[place.locale]
    featured = [version for version in versions if version.head.featured is not None]
    starts = []
    for key, target in place.site.settings.start.items():
        url = _start(place, target)
        if url:
            starts.append(LinkView(place.t(f"start.{key}"), url, place.t(f"start.{key}.note")))
    return HomeView(
        intro=place.site.intros.get(place.locale, Markup()),
        examples=tuple(
            LinkView(version.head.asks[0], place.href(f"{place.locale}/{version.id}/"))
            for version in featured[:EXAMPLES]
        ),
        safety=_safety(place),
        starts=tuple(starts),
        providers=tuple(
            place.provider(name)
            for name in place.catalog.provider_ids
            if place.site.routes.find(PageKind.PROVIDER, place.locale, name)
        ),
        topics=tuple(
            _group(place, slug, place.page(PageKind.TOPIC, slug), (), place.category(slug))
            for slug in place.site.settings.categories
            if place.page(PageKind.TOPIC, slug)
        ),
        most_asked=tuple(_named(place, version) for version in featured[:MOST_ASKED]),
    )


def provider_view(place: Place, provider: str) -> ProviderPageView:
    """Returns what a provider's page shows."""
    groups = []
    for slug in place.site.settings.categories:
        found = place.site.entries_of(place.locale, provider=provider, category=slug)
        if found:
            page = place.page(PageKind.CATEGORY, f"{provider}/{slug}")
            links = [entry_link(place, version) for version in found]
            groups.append(
                _group(place, slug, page if len(links) > SHORT else "", links[:SHORT], place.category(slug))
            )
    return ProviderPageView(
        provider=place.provider(provider),
        channels=channels_of(place, provider),
        contact_url=place.page(PageKind.PROVIDER_CONTACT, provider),
        groups=tuple(groups),
        affiliation=affiliation(place, provider),
    )


def category_view(place: Place, provider: str, category: str) -> CategoryView:
    """Returns what the page of a provider's category shows."""
    found = place.site.entries_of(place.locale, provider=provider, category=category)
    topic = place.page(PageKind.TOPIC, category)
    elsewhere = place.site.counts.get((place.locale, "topics", category), 0) > len(found)
    return CategoryView(
        provider=place.provider(provider),
        group=_group(
            place, category, "", [_answered(place, version) for version in found], place.category(category)
        ),
        topic=LinkView(place.t("category.elsewhere", category=place.category(category)), topic)
        if topic and elsewhere
        else None,
    )


def topic_view(place: Place, category: str) -> TopicView:
    """Returns what the page of a category across providers shows."""
    groups = []
    for name in place.catalog.provider_ids:
        found = place.site.entries_of(place.locale, provider=name, category=category)
        if found:
            page = place.page(PageKind.CATEGORY, f"{name}/{category}")
            links = [entry_link(place, version) for version in found]
            provider = place.provider(name)
            groups.append(
                GroupView(
                    name,
                    provider.name,
                    "",
                    page if len(links) > SHORT else "",
                    tuple(links[:SHORT]),
                    provider,
                )
            )
    names = place.catalog.locales[place.locale].categories.get(category)
    return TopicView(
        title=place.category(category),
        description=place.plain(names.description) if names else "",
        comparison=comparison(place, category),
        groups=tuple(groups),
    )


def comparison(place: Place, category: str) -> ComparisonView | None:
    """Returns what each provider states, side by side; None when the settings name no facts for the topic."""
    keys = place.site.settings.compare.get(category, ())
    names = place.catalog.locales[place.locale].facts
    rows = []
    for name in place.catalog.provider_ids:
        provider = place.catalog.providers[name]
        if name == GENERAL:
            continue
        cells = []
        for key in keys:
            fact = provider.facts.get(key)
            value = place.values.fact(fact) if fact else ""
            cells.append(
                place.values.phrase("value.usually", value=value) if fact and fact.usually else value
            )
        rows.append((place.provider(name), tuple(cells)))
    if not keys or not any(any(cells) for _, cells in rows):
        return None
    return ComparisonView(tuple(names.get(key, key) for key in keys), tuple(rows))


def _start(place: Place, target: str) -> str:
    scheme, _, rest = target.partition("/")
    if scheme == "topics":
        return place.page(PageKind.TOPIC, rest)
    return place.page(PageKind.ENTRY, target) or place.page(PageKind.PROVIDER, target)


def _safety(place: Place) -> LinkView | None:
    page = place.page(PageKind.ENTRY, "general/security/spot-fake-support")
    return LinkView(place.t("safety.more"), page) if page else None


def _named(place: Place, version: EntryVersion) -> LinkView:
    """Returns a link that says which provider it is about, unless its title does."""
    name = place.provider(version.provider).name
    return entry_link(place, version, "" if name in version.head.title else name)


def _answered(place: Place, version: EntryVersion) -> LinkView:
    return entry_link(
        place, version, place.plain(version.entry.summary, version.provider, version.text_locale)
    )


def _group(
    place: Place, slug: str, url: str, links: Sequence[LinkView] | Iterable[LinkView], title: str
) -> GroupView:
    names = place.catalog.locales[place.locale].categories.get(slug)
    return GroupView(slug, title, place.plain(names.description) if names else "", url, tuple(links))
