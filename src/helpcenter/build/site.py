"""The site that pages are made from: checked content with the theme."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from helpcenter.build.nearest import nearest_entries
from helpcenter.catalog import Catalog
from helpcenter.catalog.derivation import converter_of
from helpcenter.catalog.reads import made_of_all, watched
from helpcenter.check import CheckedContent
from helpcenter.discovery import head, updates_of
from helpcenter.render import Site
from helpcenter.routes import PageKind, Routes
from helpcenter.theme import Link, make_theme

_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_TITLE = re.compile(r"^title:\s*(.+?)\s*$", re.MULTILINE)


def make_site(
    config: MkDocsConfig, checked: CheckedContent, today: date, values_folder: Path | None = None
) -> Site:
    """Returns the site of an MkDocs configuration that has been through `theme.prepare_config`.

    `values_folder` keeps values of entries between builds; None keeps none.
    """
    routes = checked.routes
    catalog, watch = watched(checked.catalog)
    footers = {tag: _footer(catalog, routes, tag) for tag in catalog.locales}
    theme = make_theme(config, catalog.settings, catalog.locales, catalog.providers, footers)
    updates = made_of_all(updates_of(checked.catalog, today), catalog, watch)
    nearest = nearest_entries(catalog)
    return Site(
        catalog,
        routes,
        theme,
        today,
        head=head,
        updates=updates,
        nearest=nearest,
        watch=watch,
        values_folder=values_folder,
    )


def _footer(catalog: Catalog, routes: Routes, tag: str) -> tuple[Link, ...]:
    """Returns the links to a locale's hand-written pages, under the titles in their front matter."""
    settings, convert = catalog.settings, converter_of(catalog, tag) or str
    links = []
    for route in routes:
        if route.kind is PageKind.DOCS and route.locale == tag:
            folder = settings.docs_dir / (settings.derived_from(tag) or tag)
            text = (folder / f"{route.subject}.md").read_text(encoding="utf-8")
            front = _FRONT_MATTER.match(text)
            title = _TITLE.search(front[1]) if front else None
            links.append(Link(convert(title[1].strip("\"'")) if title else route.subject, route.url))
    return tuple(links)
