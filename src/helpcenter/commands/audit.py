"""`helpcenter audit`: is the built site right?"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from helpcenter.audit.audit import audit_site
from helpcenter.build.auditing import audit_options
from helpcenter.build.work import Workers
from helpcenter.catalog import load_catalog
from helpcenter.commands.options import (
    config_option,
    day_of_build,
    format_option,
    report,
    settings_of,
    today_option,
)


@click.command()
@click.argument("site_dir", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@config_option
@format_option
@today_option
@click.option("-j", "--jobs", type=click.IntRange(1, 256), help="Processes at work; one a core by default.")
def audit(
    site_dir: Path | None, config_file: Path, output: str, today: date | None, jobs: int | None
) -> None:
    """Check the built site in SITE_DIR, by default the one that mkdocs.yml names.

    Exit status: 0 clean, 1 findings, 2 wrong use.
    """
    settings = settings_of(config_file)
    folder = site_dir or settings.site_dir
    if not folder.is_dir():
        raise click.UsageError(f"'{folder}' is no folder. Build the site first: helpcenter build")
    options = audit_options(load_catalog(settings), day_of_build(today))
    with Workers(jobs) as workers:
        found = audit_site(folder, options, workers.executor, shown_as=f"{folder.as_posix().rstrip('/')}/")
    sys.exit(report(found, output, settings.root, folder.as_posix()))
