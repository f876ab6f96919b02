"""What a page's <head> tells machines beyond its canonical address and its translations."""

from __future__ import annotations

from html import escape

from markupsafe import Markup

from helpcenter.discovery.card_drawing import HEIGHT, WIDTH
from helpcenter.discovery.cards import card_alt, card_path
from helpcenter.discovery.feeds import FEED, feed_title
from helpcenter.discovery.languages import open_graph_locale
from helpcenter.discovery.opensearch import OPENSEARCH
from helpcenter.discovery.structured_data import structured_data
from helpcenter.discovery.twins import TWIN
from helpcenter.render import Place
from helpcenter.routes import PageKind

_WITH_FEED = frozenset({PageKind.HOME, PageKind.UPDATES})
_WITH_SEARCH = frozenset({PageKind.HOME, PageKind.SEARCH})


def head(place: Place, title: str, description: str) -> Markup:
    """Returns the language, the preview card, the twins and the structured data of a page, as HTML."""
    route, base = place.route, place.site.settings.site_url
    lines = []
    if route.locale:
        lines.append(f'<meta http-equiv="content-language" content="{route.locale}">')
    if route.kind is PageKind.NOT_FOUND:
        return Markup("\n".join(lines))  # noqa: S704 - a locale tag only
    lines += _open_graph(place, title, description)
    if route.kind is PageKind.ENTRY:
        lines.append(f'<link rel="alternate" type="text/markdown" href="{TWIN}">')
    if route.kind in _WITH_FEED:
        name = escape(feed_title(place.t))
        address = f"{base}{route.locale}/{FEED}"
        lines.append(f'<link rel="alternate" type="application/atom+xml" title="{name}" href="{address}">')
    if route.kind in _WITH_SEARCH:
        address = f"{base}{route.locale}/{OPENSEARCH}"
        name = escape(place.t("site.name"))
        lines.append(
            f'<link rel="search" type="application/opensearchdescription+xml" title="{name}" href="{address}">'
        )
    data = structured_data(place, title, description)
    return Markup("\n".join([*lines, data] if data else lines))  # noqa: S704 - every value is escaped


def _open_graph(place: Place, title: str, description: str) -> list[str]:
    route, base = place.route, place.site.settings.site_url
    others = [tag for tag in place.site.routes.alternates(route) if tag != route.locale]
    article = route.kind is PageKind.ENTRY
    values = {
        "og:type": "article" if article else "website",
        "og:title": title,
        "og:description": description,
        "og:url": base + route.canonical,
        "og:site_name": place.t("site.name"),
        "og:locale": open_graph_locale(place.locale),
    }
    lines = [_property(name, value) for name, value in values.items() if value]
    lines += [_property("og:locale:alternate", open_graph_locale(tag)) for tag in others]
    image = base + card_path(place)
    lines += [
        _property("og:image", image),
        _property("og:image:width", str(WIDTH)),
        _property("og:image:height", str(HEIGHT)),
        _property("og:image:alt", card_alt(place)),
    ]
    # Twitter reads title, text and image from Open Graph.
    return [*lines, '<meta name="twitter:card" content="summary_large_image">']


def _property(name: str, value: str) -> str:
    return f'<meta property="{name}" content="{escape(value)}">'
