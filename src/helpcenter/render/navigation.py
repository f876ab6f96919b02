"""Ways around a page: sections, breadcrumbs, the same page in other locales, and its links for machines."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from helpcenter.render.site import Place, Site
from helpcenter.render.views import LinkView, NoticeView
from helpcenter.routes import PageKind, Route
from helpcenter.theme.escaping import escaped


@dataclass(frozen=True, slots=True)
class SectionView:
    """A link of the navigation: open with its parts when the page stands in it."""

    link: LinkView
    count: int
    current: bool
    is_open: bool
    provider: str
    parts: tuple[SectionView, ...] = ()


def sections(place: Place) -> tuple[SectionView, ...]:
    """Returns the providers, the page's own one with its categories."""
    route = place.route
    found = []
    for name in place.catalog.provider_ids:
        page = place.site.routes.find(PageKind.PROVIDER, place.locale, name)
        if page is None:
            continue
        inside = route.provider == name
        view = place.provider(name)
        found.append(
            SectionView(
                LinkView(view.name, view.url),
                view.count,
                inside and route.kind is PageKind.PROVIDER,
                inside,
                name,
                _categories(place, name) if inside else (),
            )
        )
    return tuple(found)


def topics(place: Place) -> tuple[SectionView, ...]:
    """Returns the topics: categories across all providers."""
    found = []
    for slug in place.site.settings.categories:
        page = place.site.routes.find(PageKind.TOPIC, place.locale, slug)
        if page is not None:
            current = place.route.kind is PageKind.TOPIC and place.route.category == slug
            count = place.site.counts.get((place.locale, "topics", slug), 0)
            link = LinkView(place.category(slug), place.href(page.url))
            found.append(SectionView(link, count, current, is_open=False, provider=""))
    return tuple(found)


def breadcrumbs(place: Place) -> tuple[LinkView, ...]:
    """Returns the pages above this one, the home page first."""
    return tuple(
        LinkView(title_of(place, page), place.href(page.url))
        for page in place.site.routes.breadcrumbs(place.route)
    )


def title_of(place: Place, route: Route) -> str:
    """Returns the short title of a page that others link to."""
    match route.kind:
        case PageKind.HOME:
            return place.t("nav.home")
        case PageKind.PROVIDER | PageKind.PROVIDER_CONTACT:
            return place.provider(route.provider).name
        case PageKind.CATEGORY | PageKind.TOPIC:
            return place.category(route.category)
        case _:
            return place.t(f"nav.{route.kind.value}")


def language_items(place: Place) -> Markup:
    """Returns list items: this page in each locale, or that locale's home page where it is missing."""
    pages = place.site.routes.in_all_locales(place.route) if place.route.locale else {}
    items = []
    for tag, locale in place.catalog.locales.items():
        page = pages.get(tag) or place.site.routes.find(PageKind.HOME, tag)
        if page is not None:
            current = ' aria-current="true"' if tag == place.route.locale else ""
            address = escaped(place.href(page.url))
            items.append(
                f'<li><a href="{address}" hreflang="{tag}" lang="{tag}"{current}>{escaped(locale.name)}</a></li>'
            )
    return Markup("".join(items))  # noqa: S704 - every value is escaped or a locale tag


def converted_notice(place: Place) -> NoticeView | None:
    """Returns what says that this page was converted by machine, with a link to its original; None if it was not."""
    origin = place.site.settings.derived_from(place.locale) if place.locale else None
    address = place.page(place.route.kind, place.route.subject, origin) if origin else ""
    if not origin or not address:
        return None
    link = LinkView(place.t("notice.converted.link"), address, lang=origin)
    return NoticeView("converted", place.t("notice.converted", language=place.language(origin)), link)


def machine_links(place: Place) -> Markup:
    """Returns the canonical link, the alternates and, for a page not to be indexed, the robots rule."""
    route, site = place.route, place.site
    base = site.settings.site_url
    lines = []
    if not route.indexable:
        lines.append('<meta name="robots" content="noindex">')
    if route.kind is not PageKind.NOT_FOUND:
        lines.append(f'<link rel="canonical" href="{escaped(base + route.canonical)}">')
    lines += [
        f'<link rel="alternate" hreflang="{tag}" href="{escaped(address)}">'
        for tag, address in alternate_addresses(site, route)
    ]
    return Markup("\n".join(lines))  # noqa: S704 - every value is escaped or a locale tag


def alternate_addresses(site: Site, route: Route) -> tuple[tuple[str, str], ...]:
    """Returns the `hreflang` and address of each real translation of a page, itself and `x-default` among them.

    Empty for a page that has none. The page where one chooses a locale is the default of all home pages.
    """
    base = site.settings.site_url
    chooser = route.kind is PageKind.CHOOSER
    pages = site.routes.homes if chooser else site.routes.alternates(route)
    if len(pages) < 2:
        return ()
    default = pages.get(site.settings.default_locale) or next(iter(pages.values()))
    default_url = "" if default.kind is PageKind.HOME else default.url
    return (*((tag, base + page.url) for tag, page in pages.items()), ("x-default", base + default_url))


def _categories(place: Place, provider: str) -> tuple[SectionView, ...]:
    found = []
    for slug in place.site.settings.categories:
        page = place.site.routes.find(PageKind.CATEGORY, place.locale, f"{provider}/{slug}")
        if page is not None:
            here = place.route.category == slug
            count = place.site.counts.get((place.locale, provider, slug), 0)
            link = LinkView(place.category(slug), place.href(page.url))
            found.append(
                SectionView(link, count, here and place.route.kind is PageKind.CATEGORY, here, provider)
            )
    return tuple(found)
