"""`helpcenter serve`: preview with live reload."""

from __future__ import annotations

import logging
from contextlib import closing
from datetime import date
from pathlib import Path
from threading import Thread

import click

from helpcenter.commands.options import config_option, day_of_build, settings_of, today_option


@click.command()
@config_option
@click.option("-a", "--address", default="127.0.0.1:8000", show_default=True, help="Address and port.")
@today_option
def serve(config_file: Path, address: str, today: date | None) -> None:
    """Preview the site on this machine; the browser reloads on every change.

    A file that is broken is reported over the page as it was before. Stop it with Ctrl-C.
    """
    from helpcenter.authoring.schema import renew_schemas
    from helpcenter.preview import LiveSite, PreviewServer, Watcher
    from helpcenter.preview.checker import Checker

    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    host, port = _host_and_port(address)
    url = f"http://{'[' + host + ']' if ':' in host else host}:{port}/"
    live = LiveSite(config_file, day_of_build(today), url)
    try:
        server = PreviewServer((host, port), live)
    except OSError as error:
        raise click.UsageError(
            f"'{address}' cannot be used: {error.strerror}. Choose another --address."
        ) from error
    checker = Checker(config_file.resolve(), server.news.announce)

    def changed(paths: frozenset[Path]) -> None:
        server.changed(paths)
        checker.want()

    # Editors complete what there is to choose from; the page need not wait for it.
    Thread(target=renew_schemas, args=(settings_of(config_file),), daemon=True).start()
    with closing(checker), server, Watcher(live.folders, changed):
        checker.want()
        click.echo(f"Preview at {url} (Ctrl-C ends it)")
        try:
            server.serve_forever(poll_interval=0.2)
        except KeyboardInterrupt:
            click.echo("Preview ended.")


def _host_and_port(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise click.UsageError(f"'{address}' is no address. Write it like 127.0.0.1:8000.")
    return host.strip("[]"), int(port)
