"""What a page's <head> tells machines beyond its canonical address and its translations."""

from __future__ import annotations

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
from helpcenter.theme.escaping import escaped

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
        name = escaped(feed_title(place.t))
        address = f"{base}{route.locale}/{FEED}"
        lines.append(f'<link rel="alternate" type="application/atom+xml" title="{name}" href="{address}">')
    if route.kind in _WITH_SEARCH:
        address = f"{base}{route.locale}/{OPENSEARCH}"
        name = escaped(place.t("site.name"))
        lines.append(
            f'<link rel="search" type="application/opensearchdescription+xml" title="{name}" href="{address}">'
        )
    data = structured_data(place, title, description)
    return Markup("\n".join([*lines, data] if data else lines))  # noqa: S704 - every value is escaped


def _open_graph(place: Place, title: str, description: str) -> list[str]:
    route = place.route
    others = tuple(tag for tag in place.site.routes.alternates(route) if tag != route.locale)
    return [
        _property("og:type", "article" if route.kind is PageKind.ENTRY else "website"),
        _property("og:title", title),
        *((_property("og:description", description),) if description else ()),
        _property("og:url", place.site.settings.site_url + route.canonical),
        place.once(("og", route.provider, others), lambda: _shared(place, others)),
    ]


def _shared(place: Place, others: tuple[str, ...]) -> str:
    """Returns what all pages of a provider have in common. Twitter reads title, text and image from Open Graph."""
    lines = [
        _property("og:site_name", place.t("site.name")),
        _property("og:locale", open_graph_locale(place.locale)),
        *(_property("og:locale:alternate", open_graph_locale(tag)) for tag in others),
        _property("og:image", place.site.settings.site_url + card_path(place)),
        _property("og:image:width", str(WIDTH)),
        _property("og:image:height", str(HEIGHT)),
        _property("og:image:alt", card_alt(place)),
        '<meta name="twitter:card" content="summary_large_image">',
    ]
    return "\n".join(lines)


def _property(name: str, value: str) -> str:
    return f'<meta property="{name}" content="{escaped(value)}">'
