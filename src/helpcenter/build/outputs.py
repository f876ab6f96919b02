"""Everything that a site consists of, written file by file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from helpcenter.build.work import Workers, batches, shared
from helpcenter.publish import Written
from helpcenter.render import Site, render_page
from helpcenter.routes import PageKind, Route

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
    written: list[Written] = []
    routes = [route for route in site.routes if route.kind is not PageKind.DOCS]
    for done in workers.map(_write_pages, batches(routes, BATCH)):
        written += done
        progress(len(done))
    for path, data in sorted(site.theme.assets.files.items()):
        _note(written, sink.write(path, data))
    return written


def _write_pages(routes: Sequence[Route]) -> list[Written]:
    site: Site = shared("site")
    sink: FileSink = shared("sink")
    written: list[Written] = []
    for route in routes:
        _note(written, sink.write(route.file, render_page(site, route).encode("utf-8")))
    return written


def _note(written: list[Written], file: Written | None) -> None:
    if file is not None:
        written.append(file)
