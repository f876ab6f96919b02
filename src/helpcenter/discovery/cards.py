"""Preview images of shared links: one a provider and locale, and one a locale for all other pages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import astuple
from urllib.parse import urlsplit

from helpcenter.discovery.card_drawing import DESIGN, Card, draw
from helpcenter.discovery.files import File
from helpcenter.render import Place, Site, place_of
from helpcenter.render.channels import affiliation
from helpcenter.routes import PageKind
from helpcenter.theme.colours import readable

FOLDER = "assets/cards"
_SITE_COLOUR = "#00665a"
"""The accent of the theme's light scheme (overrides/assets/css/tokens.css)."""


def card_path(place: Place) -> str:
    """Returns where the image of a page's provider, or of its site, is published.

    The name holds a digest of what the image shows: networks keep images by address, so a new image needs a new one.
    """
    provider = place.route.provider
    return place.once(("card path", provider), lambda: _path(card_of(place, provider), provider))


def card_alt(place: Place) -> str:
    """Returns what the image says, for those who do not see it."""
    provider = place.route.provider
    return (
        place.t("provider.title", provider=place.provider(provider).name)
        if provider
        else place.t("site.name")
    )


def card_of(place: Place, provider: str) -> Card:
    """Returns what the image shows; of the site when `provider` is empty."""
    t = place.t
    if not provider:
        name = t("site.name")
        colour = readable(_SITE_COLOUR, "#ffffff")
        host = urlsplit(place.site.settings.site_url).netloc
        return Card(place.locale, name, t("site.tagline"), host, t("footer.independent"), name[:1], colour)
    known = place.catalog.providers[provider]
    view = place.provider(provider)
    return Card(
        locale=place.locale,
        title=t("provider.title", provider=view.name),
        text=view.description,
        site=t("site.name"),
        small=affiliation(place, provider),
        initial=view.initial,
        colour=readable(known.colour, "#ffffff"),
    )


def card_files(site: Site, locale: str) -> Iterator[File]:
    """Yields the images of a locale: of every provider that has pages there, and of the site."""
    cards = {}
    for route in site.routes:
        if route.locale == locale and route.kind in (PageKind.HOME, PageKind.PROVIDER):
            card = card_of(place_of(site, route), route.provider)
            cards[_path(card, route.provider)] = card
    for path, card in sorted(cards.items()):
        yield File(path, draw(card))


def _path(card: Card, provider: str) -> str:
    digest = hashlib.sha256("\0".join((DESIGN, *astuple(card))).encode()).hexdigest()[:8]
    return f"{FOLDER}/{provider or 'site'}.{card.locale}.{digest}.png"
