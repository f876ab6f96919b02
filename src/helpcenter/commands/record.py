"""`helpcenter record`: what is published goes into the ledger."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from helpcenter.catalog import Catalog, load_catalog
from helpcenter.commands.options import config_option, day_of_build, settings_of, today_option
from helpcenter.discovery.recording import Unrecorded, record, unrecorded
from helpcenter.routes import docs_pages, site_routes


@click.command(name="record")
@click.argument("entries", nargs=-1, metavar="[ENTRY]...")
@config_option
@today_option
@click.option("--minor", is_flag=True, help="The changes are too small to tell readers and search engines.")
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; status 1 if something is not recorded."
)
def record_command(
    entries: tuple[str, ...], config_file: Path, today: date | None, minor: bool, only_check: bool
) -> None:
    """Record the addresses of all pages, and which answers are new or changed today, in content/published.txt.

    Do it before publishing, and commit the file: the page of updates, the feeds and the dates in the sitemaps come
    from it, and an address that vanishes later is an error. Say what a change means for readers in
    content/updates.yml, if it needs saying. With ENTRY… (ids), only these answers are recorded.
    """
    settings = settings_of(config_file)
    catalog = load_catalog(settings)
    _refuse_unknown(catalog, entries)
    routes = site_routes(catalog, docs_pages(settings))
    found = unrecorded(catalog, routes, day_of_build(today), entries=entries, minor=minor)
    for item in found:
        click.echo(f"{item.change:<8} {item.page.url}")
    if not found:
        click.echo("Everything is recorded.")
    elif only_check:
        click.echo(f"{_pages(found)} not recorded. Run `helpcenter record`.", err=True)
        sys.exit(1)
    else:
        file = record(catalog, found)
        click.echo(f"Recorded {_pages(found)} in {file.relative_to(settings.root)}. Commit it.")


def _refuse_unknown(catalog: Catalog, entries: tuple[str, ...]) -> None:
    for entry_id in entries:
        if entry_id not in catalog.ids:
            raise click.UsageError(f"'{entry_id}' is no entry. An id is provider/category/slug.")


def _pages(found: list[Unrecorded]) -> str:
    return "1 page" if len(found) == 1 else f"{len(found)} pages"
