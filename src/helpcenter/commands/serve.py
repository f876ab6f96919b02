"""`helpcenter serve`: preview with live reload."""

from __future__ import annotations

from pathlib import Path

import click
from mkdocs.commands.serve import serve as mkdocs_serve

from helpcenter.commands.options import config_option


@click.command()
@config_option
@click.option("-a", "--address", default="127.0.0.1:8000", show_default=True, help="Address and port.")
def serve(config_file: Path, address: str) -> None:
    """Preview the site on this machine; the browser reloads on every change."""
    mkdocs_serve(str(config_file), dev_addr=address)
