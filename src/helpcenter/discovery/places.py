"""Where a file for machines stands: nowhere on the site, so that all its addresses are whole ones."""

from __future__ import annotations

from helpcenter.render import Place, Site
from helpcenter.routes import PageKind, Route


def absolute_place(site: Site, route: Route) -> Place:
    """Returns the place of a page, addressing others from outside."""
    return Place(site, route, route.locale or site.settings.default_locale, site.settings.site_url)


def locale_place(site: Site, tag: str) -> Place:
    """Returns the place of a locale's home page, addressing others from outside."""
    home = site.routes.find(PageKind.HOME, tag)
    assert home is not None, "every locale has a home page"
    return absolute_place(site, home)
