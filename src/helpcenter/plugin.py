"""The MkDocs plugin: MkDocs renders `docs/<locale>/*.md`, helpcenter everything else, into one site.

A build is published whole or not at all: MkDocs writes into a staging folder, and only a site that passed
both checks replaces the old one. A preview (`mkdocs serve`) is written as it comes.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from markupsafe import Markup
from mkdocs.config.base import ConfigErrors, ConfigWarnings, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from helpcenter.aside import aside
from helpcenter.build import (
    IndexesAhead,
    PlainFolder,
    Records,
    StagedSite,
    Target,
    Workers,
    make_site,
    shared_values,
    write_outputs,
)
from helpcenter.build.auditing import SiteAudit, audit_options
from helpcenter.catalog.derivation import converter_of
from helpcenter.check import CheckedContent, check_content
from helpcenter.diagnostics import ContentError, Diagnostic, has_errors
from helpcenter.model import Settings, settings_from
from helpcenter.publish import Publication, PublishError, Release
from helpcenter.render import Site, docs_view
from helpcenter.routes import PageKind, Route
from helpcenter.theme import prepare_config, prepare_environment

log = get_plugin_logger("helpcenter")
_ENTRY_LINK = re.compile(r'href="((?:entry|page):[^"]*)"')


@dataclass
class BuildOptions:
    """How one build is done. `helpcenter build` sets them; `mkdocs build` takes them as they are."""

    today: date | None = None
    jobs: int | None = None
    cache: bool = True
    progress: Callable[[int, int], None] = field(default=lambda done, total: None)
    checked: CheckedContent | None = None
    """Content that was checked just now, to save doing it again."""
    indexes: IndexesAhead = field(default_factory=lambda: IndexesAhead(None))
    """Search indexes that were begun from it."""
    publication: Publication | None = None
    """Opened before the content was read, to copy the live site meanwhile."""
    pages_only: bool = False
    """Have only the hand-written pages rendered, into MkDocs' own folder: for the preview."""


@dataclass(frozen=True)
class BuildReport:
    """What a build did: `release` is None in a preview."""

    pages: int
    rendered: int
    seconds: float
    findings: tuple[Diagnostic, ...]
    release: Release | None
    theme_folders: tuple[Path, ...]


class HelpcenterPlugin(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """Adds the help center's pages to an MkDocs site."""

    def __init__(self) -> None:
        self.build_options = BuildOptions()
        self.report: BuildReport | None = None
        self._command: Literal["build", "gh-deploy", "serve"] = "build"
        self._publication: Publication | None = None

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Keeps the options; returns what is wrong with them, in MkDocs' form. See `model.Settings`."""
        self._options = dict(options)
        self._config_file = Path(config_file_path or "mkdocs.yml").resolve()
        try:
            settings_from({}, self._options, self._config_file)
        except ContentError as error:
            return [("helpcenter", ValidationError(found.message)) for found in error.diagnostics], []
        return [], []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Notes whether a site is built or previewed."""
        self._command = command
        if dirty:
            raise Abort("helpcenter builds a site whole: leave out --dirty.")

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Checks the content, makes the theme, and opens the publication that MkDocs then writes into."""
        self._started = time.monotonic()
        self._intros: dict[str, Markup] = {}
        self.settings = settings_from(config, self._options, self._config_file)
        self._site_dir = Path(config.site_dir)
        options = self.build_options
        checked = options.checked or check_content(
            self.settings, self._today(), jobs=options.jobs, cache=self._cache_dir()
        )
        self._findings = list(checked.findings)
        if self._command == "serve":
            for found in self._findings:
                log.warning(str(found))
        previewed = self._command == "serve" or options.pages_only
        if not (checked.previewable if previewed else checked.usable):
            raise Abort(_told(self._findings))
        prepare_config(config)
        config.theme.static_templates.clear()
        site = make_site(config, checked, self._today(), None if previewed else self._cache_dir())
        self.site = replace(site, preview=previewed)
        if not self.site.preview:
            self._open_publication(config)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Keeps hand-written pages of the site's locales, and adds those of derived ones.

        The theme's own files are left out: what pages need of them is published by `theme.assets`.
        """
        kept = [
            file
            for file in files
            if file.is_documentation_page() and file.src_uri.split("/")[0] in self.settings.tags
        ]
        by_uri = {file.src_uri: file for file in kept}
        for setting in self.settings.locales:
            convert = converter_of(self.site.catalog, setting.tag)
            if convert is None:
                continue
            for uri, file in list(by_uri.items()):
                locale, _, rest = uri.partition("/")
                own = f"{setting.tag}/{rest}"
                if locale == setting.derived_from and own not in by_uri:
                    by_uri[own] = File.generated(config, own, content=convert(file.content_string))
        return Files(list(by_uri.values()))

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Makes MkDocs' environment escape what our templates write."""
        prepare_environment(env)
        return env

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Turns links to entries into addresses; takes the text of a locale's home page out of its index."""
        route = self._route(page)
        if route is None:
            return html
        root = "../" * route.depth

        def address(match: re.Match[str]) -> str:
            url = self.site.routes.address(match[1], route.locale)
            if url is None:
                raise Abort(f"docs/{page.file.src_uri}: '{match[1]}' is no page of locale '{route.locale}'.")
            return f'href="{root}{url}"'

        html = _ENTRY_LINK.sub(address, html)
        if route.kind is PageKind.HOME:
            self._intros[route.locale] = Markup(html)  # noqa: S704 - rendered by MkDocs from our own docs/
        return html

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Gives a hand-written page the frame of its locale."""
        route = self._route(page)
        if route is not None:
            title = str(page.title or route.subject)
            description = str(page.meta.get("description") or "")
            view = docs_view(self.site, route, title, description, page.content or "")
            context["hc"] = view  # type: ignore[typeddict-unknown-key]
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Leaves out what is no page of its own: a locale's index is the text of its home page."""
        route = self._route(page)
        return output if route is not None and route.kind is PageKind.DOCS else ""

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Writes everything else, audits the site and publishes it."""
        self.site = replace(self.site, intros=dict(self._intros))
        release: Release | None = None
        if self.build_options.pages_only:
            rendered = 0
        elif self._publication is None:
            rendered = self._write(PlainFolder(Path(config.site_dir)), Records(None, self.site))
        else:
            try:
                rendered, release = self._build(self._publication)
            except PublishError as error:
                raise Abort(str(error)) from error
            finally:
                self._close_publication()
        pages = sum(1 for _ in self.site.routes)
        seconds = time.monotonic() - self._started
        self.report = BuildReport(
            pages, rendered, seconds, tuple(self._findings), release, self.site.theme.folders
        )

    def on_build_error(self, *, error: Exception) -> None:
        """Discards what was written; the old site stays as it is."""
        self._close_publication(error)

    def close(self) -> None:
        """Discards what was written but not published; does nothing after a build that went through.

        MkDocs tells plugins of errors, but not of Ctrl-C and SIGTERM.
        """
        self._close_publication()

    def on_serve(self, server: Any, *, config: MkDocsConfig, builder: Callable[..., Any]) -> Any:
        """Rebuilds the preview when content or templates change."""
        for folder in (self.settings.content_dir, *self.site.theme.folders):
            server.watch(str(folder), builder)
        return server

    def _cache_dir(self) -> Path | None:
        return self.settings.cache_dir if self.build_options.cache else None

    def _today(self) -> date:
        if self.build_options.today is not None:
            return self.build_options.today
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        now = datetime.fromtimestamp(int(epoch), tz=UTC) if epoch.isdigit() else datetime.now(tz=UTC)
        return now.date()

    def _route(self, page: Page) -> Route | None:
        locale, _, rest = page.file.src_uri.partition("/")
        if rest == "index.md":
            return self.site.routes.find(PageKind.HOME, locale)
        return self.site.routes.find(PageKind.DOCS, locale, rest.removesuffix(".md"))

    def _open_publication(self, config: MkDocsConfig) -> None:
        publication = self.build_options.publication
        if publication is None:
            ahead = self.build_options.jobs != 1
            publication = Publication(self._site_dir, keep=self.settings.keep_releases, ahead=ahead)
            try:
                publication.__enter__()
            except PublishError as error:
                raise Abort(str(error)) from error
        self._publication = publication
        config.site_dir = str(publication.staging.folder)

    def _close_publication(self, error: BaseException | None = None) -> None:
        if self._publication is not None:
            publication, self._publication = self._publication, None
            publication.__exit__(type(error) if error else None, error, None)

    def _write(self, target: Target, records: Records) -> int:
        """Writes a preview; returns how many pages were rendered."""
        indexes = self.build_options.indexes
        values = shared_values(self.site, target, records, audited=False)
        with Workers(self.build_options.jobs, **values) as workers:
            return write_outputs(self.site, target, workers, records, indexes, self._progress())

    def _build(self, publication: Publication) -> tuple[int, Release]:
        """Writes, audits and publishes the site; returns how many pages were rendered, and the release."""
        records = Records(self._cache_dir(), self.site)
        target, indexes = StagedSite(publication), self.build_options.indexes
        audit = SiteAudit(
            publication,
            audit_options(self.site.catalog, self._today()),
            self._cache_dir(),
            records.facts_of,
            f"{self._shown_site_dir()}/",
        )
        values = shared_values(self.site, target, records, audited=True)
        with Workers(self.build_options.jobs, **values) as workers:
            early = not records.is_empty  # a first build needs the memory for its audit
            rendered = write_outputs(self.site, target, workers, records, indexes, self._progress(), audit)
            if early:
                workers.rest()
                aside(records.save)
            found = audit.findings(workers)
        self._findings += found
        if has_errors(item for item in found if item.code != "HC971"):
            raise Abort(_told(found))
        release = publication.commit(audit.manifest)
        if not early:
            records.save()
        indexes.save()
        audit.save(release.digest)
        return rendered, release

    def _progress(self) -> Callable[[int], None]:
        total = sum(1 for _ in self.site.routes)
        done = 0

        def progress(pages: int) -> None:
            nonlocal done
            done += pages
            self.build_options.progress(done, total)

        return progress

    def _shown_site_dir(self) -> str:
        """Returns how diagnostics name the site's folder: relative to the settings where it is below them."""
        if self._site_dir.is_relative_to(self.settings.root):
            return self._site_dir.relative_to(self.settings.root).as_posix()
        return self._site_dir.as_posix()


def _told(findings: list[Diagnostic]) -> str:
    errors = [found for found in findings if found.severity == "error"]
    return "\n".join([*map(str, errors), f"{len(errors)} errors: the site was left as it is."])


__all__ = ["BuildOptions", "BuildReport", "HelpcenterPlugin", "Settings", "Site"]
