"""`helpcenter status`: how the help center is doing, on one page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from helpcenter.check import check_content
from helpcenter.commands.options import config_option, day_of_build, settings_of, today_option


@click.command()
@config_option
@today_option
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default="status.html",
    show_default=True,
    help="The file to write.",
)
@click.option(
    "--queries",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Customers' queries to try.  [default: tests/search/queries.yml]",
)
def status(config_file: Path, today: date | None, output: Path, queries: Path | None) -> None:
    """Write a report: translations, reviews, findings, search, facts, contacts, flows, links, page weights.

    It is one HTML file that needs nothing else; weights are those of the site that was built last.
    """
    from helpcenter.authoring.status import write_report
    from helpcenter.authoring.status.search_quality import QUERIES

    settings = settings_of(config_file)
    day = day_of_build(today)
    checked = check_content(settings, day, search=True)
    write_report(checked, settings.site_dir, day, output.resolve(), queries or settings.root / QUERIES)
    click.echo(f"wrote {output}: open it in a browser.")
