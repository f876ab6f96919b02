"""Everything that a site consists of, written file by file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from helpcenter.build.work import Workers, batches, shared
from helpcenter.discovery import Part, entry_files, llms_full_file, site_parts
from helpcenter.publish import Written
from helpcenter.render import Site, render_page
from helpcenter.routes import PageKind, Route
from helpcenter.search.content import documents_from, interface_from, vocabulary_from
from helpcenter.search.scripts import search_scripts
from helpcenter.search.shards import PublishedLocale, write_index, write_manifest
from helpcenter.theme import overrides_folder

BATCH = 50
"""Pages a piece of work: some 20 ms, beside which handing it over (0.3 ms) costs little."""


class FileSink(Protocol):
    """Where files are written: a staging folder, or a plain one in a preview."""

    def write(self, path: str, data: bytes) -> Written | None:
        """Creates a file below the site's root."""


class PlainFolder:
    """Writes into a folder that nobody publishes: the preview of `mkdocs serve`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, path: str, data: bytes) -> None:
        """Creates or replaces a file."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def write_outputs(
    site: Site,
    sink: FileSink,
    workers: Workers,
    progress: Callable[[int], None] = lambda pages: None,
) -> list[Written]:
    """Writes every file of the site but the hand-written pages; returns what was written, in order.

    `workers` must have been made with `site=…` and `sink=…` shared. `progress` is told of pages as they are
    done. Raises PublishError from the sink.
    """
    routes = [route for route in site.routes if route.kind is not PageKind.DOCS]
    # The indexes first: each is one long piece of work.
    work: list[Work] = [*site.catalog.locales, *site_parts(site), *batches(routes, BATCH)]
    written: list[Written] = []
    indexes: list[PublishedLocale] = []
    twins: dict[str, list[bytes]] = {tag: [] for tag in site.catalog.locales}
    for done in workers.map(_do, work):
        written += done.written
        indexes += done.indexes
        for locale, text in done.twins:
            twins[locale].append(text)
        progress(done.pages)
    files = {**site.theme.assets.files, **search_scripts(overrides_folder()), **write_manifest(indexes)}
    files.update(llms_full_file(site, locale, texts) for locale, texts in twins.items())
    for path, data in sorted(files.items()):
        _note(written, sink.write(path, data))
    return written


Work = str | Part | Sequence[Route]
"""A locale whose search index is to be made, other files of the whole site, or pages to be rendered."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a piece of work."""

    written: list[Written]
    pages: int = 0
    indexes: tuple[PublishedLocale, ...] = ()
    """What was indexed; the files themselves are written already and left out."""
    twins: list[tuple[str, bytes]] = field(default_factory=list)
    """The Markdown twins of entry pages with their locale, in the order of the pages."""


def _do(work: Work) -> Done:
    site: Site = shared("site")
    sink: FileSink = shared("sink")
    if isinstance(work, str):
        return _index(site, sink, work)
    return _discover(site, sink, work) if callable(work) else _render(site, sink, work)


def _render(site: Site, sink: FileSink, routes: Sequence[Route]) -> Done:
    done = Done([], len(routes))
    for route in routes:
        _note(done.written, sink.write(route.file, render_page(site, route).encode("utf-8")))
        for path, data in entry_files(site, route):
            _note(done.written, sink.write(path, data))
            done.twins.append((route.locale, data))
    return done


def _discover(site: Site, sink: FileSink, part: Part) -> Done:
    done = Done([])
    for path, data in part(site):
        _note(done.written, sink.write(path, data))
    return done


def _index(site: Site, sink: FileSink, locale: str) -> Done:
    documents = documents_from(site.catalog, locale, site.markup)
    index = write_index(
        locale,
        documents,
        vocabulary_from(site.catalog),
        site.catalog.ids,
        interface_from(site.catalog, locale),
    )
    done = Done([], indexes=(replace(index, files={}),))
    for path, data in index.files.items():
        _note(done.written, sink.write(path, data))
    return done


def _note(written: list[Written], file: Written | None) -> None:
    if file is not None:
        written.append(file)
