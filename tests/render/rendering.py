"""Renders a site without checks and without publishing: what the tests of pages look at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import markdown
from jinja2 import Environment
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig

from helpcenter.catalog import load_catalog
from helpcenter.model import Settings
from helpcenter.render import Site, docs_view, render_page
from helpcenter.routes import PageKind, Route, docs_pages, site_routes
from helpcenter.theme import Link, make_theme, prepare_config, prepare_environment, render_whole

TODAY = date(2026, 11, 22)
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)


@dataclass(frozen=True)
class Rendering:
    """A site with the MkDocs configuration and the environment that its frames came from."""

    site: Site
    config: MkDocsConfig
    env: Environment

    def html(self, route: Route) -> str:
        """The page of a route, hand-written ones included."""
        return self._docs(route) if route.kind is PageKind.DOCS else render_page(self.site, route)

    def write(self, folder: Path) -> Path:
        """Writes every page and asset below `folder`."""
        files = {route.file: self.html(route).encode() for route in self.site.routes}
        for path, data in {**files, **self.site.theme.assets.files}.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        return folder

    def _docs(self, route: Route) -> str:
        source = self.site.settings.derived_from(route.locale) or route.locale
        text = (self.site.settings.docs_dir / source / f"{route.subject}.md").read_text(encoding="utf-8")
        found = _FRONT_MATTER.match(text)
        title = re.search(r"^title: (.+)$", found[1], re.MULTILINE) if found else None
        body = markdown.markdown(text[found.end() :] if found else text)
        body = re.sub(r'href="(?:(?:entry|page):[^"]*|[^"]*\.md)"', 'href="#__main"', body)
        view = docs_view(self.site, route, title[1] if title else route.subject, "A description.", body)
        return render_whole(self.env, self.config, view.chrome, view.slots)


def rendering(settings: Settings, folder: Path, today: date = TODAY) -> Rendering:
    """Makes the site of `settings` with the theme of this repository; `folder` takes MkDocs' configuration."""
    catalog = load_catalog(settings)
    docs = docs_pages(settings)
    routes = site_routes(catalog, docs)
    config_file = folder / "plain.yml"
    config_file.write_text(
        f"site_name: Test\nsite_url: {settings.site_url}\ndocs_dir: {settings.docs_dir}\n"
        "theme: {name: material}\nplugins: []\n",
        encoding="utf-8",
    )
    config = load_config(str(config_file))
    prepare_config(config)
    footers = {tag: tuple(Link(name, f"{tag}/{name}/") for name in names) for tag, names in docs.items()}
    theme = make_theme(config, settings, catalog.locales, catalog.providers, footers)
    env = config.theme.get_env()
    prepare_environment(env)
    return Rendering(Site(catalog, routes, theme, today), config, env)
