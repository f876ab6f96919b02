"""The site as it is now: kept in memory, changed file by file, each page rendered when it is asked for."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from helpcenter.catalog import Catalog, LoadedContent, load_content
from helpcenter.catalog.linking import link
from helpcenter.catalog.reads import Watch
from helpcenter.catalog.reloading import reload_entry
from helpcenter.check import CheckedContent
from helpcenter.diagnostics import Diagnostic
from helpcenter.discovery import entry_files, site_parts, updates_of
from helpcenter.model import Settings, read_settings
from helpcenter.plugin import BuildOptions, HelpcenterPlugin
from helpcenter.render import Site, render_page
from helpcenter.render.pages import environment
from helpcenter.routes import PageKind, Route, docs_pages, site_routes
from helpcenter.search.content import documents_from, interface_from, vocabulary_from
from helpcenter.search.manifest import write_manifest
from helpcenter.search.scripts import search_scripts
from helpcenter.theme import overrides_folder


@dataclass(frozen=True, eq=False)
class State:
    """A site at one moment; `pages` are the hand-written ones, by path."""

    catalog: Catalog
    site: Site
    pages: dict[str, bytes] = field(default_factory=dict)

    @cached_property
    def search_files(self) -> dict[str, bytes]:
        """Returns the search index of every locale: made when somebody first searches."""
        from helpcenter.search.shards import write_index

        catalog = self.site.catalog
        indexes = [
            write_index(
                tag,
                documents_from(catalog, tag, self.site.markup),
                vocabulary_from(catalog),
                catalog.ids,
                interface_from(catalog, tag),
            )
            for tag in catalog.locales
        ]
        files = write_manifest(indexes)
        for index in indexes:
            files.update(index.files)
        return files

    @cached_property
    def files_for_machines(self) -> dict[str, bytes]:
        """Returns sitemaps, feeds, cards and the like: made when one of them is first asked for."""
        return {path: data for part in site_parts(self.site) for path, data in part(self.site)}

    @cached_property
    def scripts(self) -> dict[str, bytes]:
        """Returns the search's scripts."""
        return search_scripts(overrides_folder())

    def file(self, path: str) -> bytes | None:
        """Returns what stands at a path of the site, which may be a page's URL; None when nothing does.

        A file is looked up by name in what the site consists of: a path cannot lead out of it.
        """
        url = path.removesuffix("index.html") if path.endswith(("/index.html", "index.html")) else path
        route = self.site.routes.pages.get(url)
        if route is not None:
            return self.page(route)
        if path in self.site.theme.assets.files:
            return self.site.theme.assets.files[path]
        if path in self.scripts:
            return self.scripts[path]
        if path.startswith("search/"):
            return self.search_files.get(path)
        beside = self.site.routes.pages.get(path.rpartition("/")[0] + "/")
        if beside is not None and beside.kind is PageKind.ENTRY:
            return dict(entry_files(self.site, beside)).get(path)
        return self.files_for_machines.get(path)

    def page(self, route: Route) -> bytes | None:
        """Returns a page, rendered now."""
        if route.kind is PageKind.DOCS:
            return self.pages.get(route.file)
        return render_page(self.site, route).encode("utf-8")


class LiveSite:
    """The state of a site, and what is wrong with its files. Safe to ask from several threads.

    While a file is broken, what it says is what it said before; before the first sound state, `state` is None.
    """

    def __init__(self, config_file: Path, today: date, url: str) -> None:
        self.state: State | None = None
        self.faults: dict[str, tuple[Diagnostic, ...]] = {}
        """Faults of form by file, as found when it was last read."""
        self.trouble = ""
        """Why the site as a whole could not be made anew; empty when it could."""
        self._config_file = config_file.resolve()
        self._today = today
        self._url = url
        self._content = LoadedContent()
        self._changing = threading.Lock()
        self._load()

    @property
    def folders(self) -> list[Path]:
        """Returns every place whose files make the site."""
        settings = self._settings
        more = self.state.site.theme.folders if self.state else (overrides_folder(),)
        own = [settings.theme_dir] if settings.theme_dir else []
        return [self._config_file, settings.content_dir, settings.docs_dir, *own, *more]

    @property
    def _settings(self) -> Settings:
        return self.state.catalog.settings if self.state else read_settings(self._config_file)

    def apply(self, paths: Iterable[Path]) -> bool:
        """Takes in files that were changed, made or removed; False when they say what they said before."""
        with self._changing:
            state, faults = self.state, self.faults
            for path in sorted(paths):
                state = self._with(state, path) if state is not None else None
                if state is None:
                    self._load()
                    return True
            is_other = state is not self.state or self.faults != faults
            self.state = state
            return is_other

    def _with(self, state: State, path: Path) -> State | None:
        """Returns the state with one changed entry; None when everything has to be loaded."""
        reloaded = reload_entry(self._content, state.catalog, path)
        if reloaded is None:
            return None
        name = path.relative_to(state.catalog.settings.root).as_posix()
        self.faults = _by_file(reloaded.faults, {**self.faults, name: ()})
        catalog, site = reloaded.catalog, state.site
        if catalog is state.catalog:
            return state
        routes = site.routes
        if _states(catalog, reloaded.entry_id) != _states(state.catalog, reloaded.entry_id):
            routes = site_routes(catalog, docs_pages(catalog.settings))
        updates = updates_of(catalog, site.today)
        fresh = replace(site, catalog=catalog, routes=routes, updates=updates, watch=Watch(), kept={})
        return replace(state, catalog=catalog, site=fresh)

    def _load(self) -> None:
        """Loads everything; on trouble keeps what there was."""
        try:
            settings = read_settings(self._config_file).model_copy(update={"site_url": self._url})
            content = load_content(settings, settings.cache_dir)
            catalog = link(settings, content)
            routes = site_routes(catalog, docs_pages(settings))
            environment.cache_clear()
            site, pages = self._hand_written(CheckedContent(catalog, routes, ()))
        except Exception as error:  # noqa: BLE001  whatever it is, the preview goes on with what it had
            self.trouble = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            return
        self.trouble = ""
        self._content = content
        self.faults = _by_file(content.faults, {})
        self.state = State(catalog, site, pages)

    def _hand_written(self, checked: CheckedContent) -> tuple[Site, dict[str, bytes]]:
        """Returns the site with its theme, and the pages that MkDocs rendered."""
        with tempfile.TemporaryDirectory(prefix="helpcenter-preview-") as folder:
            config = load_config(str(self._config_file), site_dir=folder, site_url=self._url)
            plugin = config.plugins["helpcenter"]
            assert isinstance(plugin, HelpcenterPlugin)
            plugin.build_options = BuildOptions(today=self._today, checked=checked, pages_only=True)
            mkdocs_build(config)
            files = sorted(file for file in Path(folder).rglob("*.html") if file.is_file())
            return plugin.site, {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def _states(catalog: Catalog, entry_id: str) -> list[str]:
    """Returns how an entry came into each locale: what its pages' addresses and alternates depend on."""
    versions = (catalog.entries[tag].get(entry_id) for tag in catalog.settings.tags)
    return [version.state.value if version is not None else "" for version in versions]


def _by_file(
    faults: Iterable[Diagnostic], known: Mapping[str, tuple[Diagnostic, ...]]
) -> dict[str, tuple[Diagnostic, ...]]:
    """Returns the faults of each file: those that are known, with others added."""
    found = dict(known)
    for fault in faults:
        found[fault.location.path] = (*found.get(fault.location.path, ()), fault)
    return {path: faults for path, faults in found.items() if faults}
