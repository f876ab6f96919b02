"""Route -> article -> page.

    site = Site(catalog, routes, theme, today, head=…)   # `discovery.head`: more HTML for <head>
    html = render_page(site, route)                      # every kind of page but PageKind.DOCS
    context["hc"] = docs_view(site, route, title, description, html)   # hand-written pages, in the plugin

`render_page` is pure: the same site and route give the same page, in any order, in any process.
"""

from helpcenter.render.navigation import alternate_addresses
from helpcenter.render.pages import docs_view, render_page
from helpcenter.render.site import Place, Site, Update, place_of

__all__ = ["Place", "Site", "Update", "alternate_addresses", "docs_view", "place_of", "render_page"]
