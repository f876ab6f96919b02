"""`helpcenter init`: a help center for other content."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from helpcenter.commands.options import day_of_build, today_option


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", default="Help center", show_default=True, help="The site's name.")
@today_option
def init(folder: Path, name: str, today: date | None) -> None:
    """Start a new help center in DIR: two example providers, in English and Chinese, to be replaced by yours.

    It can be checked, built and tested at once.
    """
    from helpcenter.authoring.drafts import DraftError
    from helpcenter.authoring.starting import start_site

    try:
        written = start_site(folder, name, day_of_build(today))
    except DraftError as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"wrote {len(written)} files to {folder}")
    click.echo(f"  1. cd {folder} && helpcenter serve    shows it; the browser follows each change.")
    click.echo("  2. helpcenter new provider NAME        lays out your first provider.")
    click.echo("  3. README.md                           says where everything is.")
