"""`helpcenter schema`: JSON Schemas for editors."""

from __future__ import annotations

from pathlib import Path

import click

from helpcenter.catalog import load_content
from helpcenter.catalog.linking import link
from helpcenter.commands.options import config_option, settings_of


@click.command()
@config_option
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write to.  [default: schema/ beside the settings]",
)
def schema(config_file: Path, output: Path | None) -> None:
    """Write JSON Schemas of the content files, so that an editor completes and checks as one types.

    They hold what there is to choose from right now: entries, facts, channels, terms, checklist items. The first
    line of each content file tells the editor which one to use. The preview, `new` and `rename` write them too.
    """
    from helpcenter.authoring.schema import SCHEMA_FOLDER, write_schemas

    settings = settings_of(config_file)
    catalog = link(settings, load_content(settings))
    folder = output or settings.root / SCHEMA_FOLDER
    written = write_schemas(catalog, folder)
    for file in written:
        click.echo(f"wrote {file}")
    if not written:
        click.echo(f"The schemas in {folder} are up to date.")
