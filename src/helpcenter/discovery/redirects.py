"""Redirects for web servers, beside the pages that redirect on their own (see `routes`)."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from helpcenter.discovery.files import File, text_file
from helpcenter.discovery.twins import twin_path
from helpcenter.render import Site
from helpcenter.routes import PageKind


def redirect_files(site: Site) -> Iterator[File]:
    """Yields `_redirects` (Netlify, Cloudflare Pages).

    Netlify shows a page that exists instead, so there the redirecting page does the work; Cloudflare answers 301.
    """
    lines = (f"{old} {new} 301" for old, new in redirects(site))
    yield text_file("_redirects", "\n".join(("# Moved answers, from content/redirects.yml.", *lines)))


def redirects(site: Site) -> Iterator[tuple[str, str]]:
    """Yields old and new path of everything that moved, from the host's root: pages with their twins."""
    root = urlsplit(site.settings.site_url).path
    for route in site.routes:
        if route.kind is PageKind.REDIRECT:
            yield f"{root}{route.url}", f"{root}{route.target}"
            yield f"{root}{twin_path(route.url)}", f"{root}{twin_path(route.target)}"
