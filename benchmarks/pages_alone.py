"""Renders and writes the pages of a project and nothing else: no twins, search, rules or audit.

python -m benchmarks.pages_alone OUTPUT      # in the project's folder
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from mkdocs.config import load_config

from helpcenter.build.site import make_site
from helpcenter.build.work import Workers, batches, collect_rarely, shared
from helpcenter.catalog import load_content
from helpcenter.catalog.linking import link
from helpcenter.check import CheckedContent
from helpcenter.model import read_settings
from helpcenter.publish import Writer
from helpcenter.render import render_page
from helpcenter.routes import PageKind, Route, docs_pages, site_routes
from helpcenter.theme import prepare_config


def main(output: Path) -> None:
    """Writes the pages below `output`, which is emptied first."""
    collect_rarely()
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    settings = read_settings(Path("mkdocs.yml"))
    catalog = link(settings, load_content(settings))
    routes = site_routes(catalog, docs_pages(settings))
    config = load_config("mkdocs.yml")
    prepare_config(config)
    site = make_site(config, CheckedContent(catalog, routes, ()), date(2026, 11, 22))
    pages = [route for route in routes if route.kind is not PageKind.DOCS]
    with Workers(None, site=site, writer=Writer(str(output))) as workers:
        for _ in workers.map(_render, batches(pages, 50)):
            pass


def _render(routes: Sequence[Route]) -> None:
    for route in routes:
        shared("writer").write(route.file, render_page(shared("site"), route).encode("utf-8"))


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
