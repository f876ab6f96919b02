"""`helpcenter rollback`: back to an earlier release."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from helpcenter.commands.options import config_option, settings_of
from helpcenter.publish import PublishError, releases
from helpcenter.publish import rollback as roll_back


@click.command()
@click.argument("release", required=False)
@config_option
@click.option("--list", "only_list", is_flag=True, help="List the releases that are kept.")
def rollback(release: str | None, config_file: Path, only_list: bool) -> None:
    """Publish RELEASE again, or the one before the present one."""
    site_dir = settings_of(config_file).site_dir
    try:
        if only_list:
            for found in releases(site_dir):
                click.echo(str(found))
            return
        click.echo(f"Now published: {roll_back(site_dir, release)}")
    except PublishError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
