"""`helpcenter announce`: search engines are told which pages changed."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import click

from helpcenter.commands.options import Day, config_option, settings_of
from helpcenter.discovery.announcing import (
    INDEXNOW,
    AnnounceError,
    Changes,
    changes_between,
    changes_since,
    indexnow_requests,
    send,
)
from helpcenter.model import Settings
from helpcenter.publish import PublishError, release_folder, releases


@click.command()
@config_option
@click.option("--site-dir", type=click.Path(file_okay=False, path_type=Path), help="The published site.")
@click.option(
    "--against",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Compare with the site in this folder instead of the release before.",
)
@click.option("--since", type=Day(), help="Instead, take pages whose text changed on this day or later.")
@click.option(
    "--baidu",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write the addresses to a file for Baidu's push service.",
)
@click.option("--send", "really", is_flag=True, help="Tell IndexNow (Bing, Yandex, Seznam, Naver …).")
@click.option("--endpoint", default=INDEXNOW, show_default=True, help="The IndexNow service.")
def announce(
    config_file: Path,
    site_dir: Path | None,
    against: Path | None,
    since: date | None,
    baidu: Path | None,
    really: bool,
    endpoint: str,
) -> None:
    """List the pages that changed with the last publication; with --send, tell search engines.

    Nothing is sent without --send. The site must be reachable at its `site_url` by then. How Baidu gets the file of
    --baidu stands in docs/dev/discovery.md.
    """
    if against and since:
        raise click.UsageError("--against and --since exclude each other.")
    settings = settings_of(config_file)
    site = (site_dir or settings.site_dir).resolve()
    if really:
        _refuse_unprepared(settings, site)
    try:
        found = (
            changes_since(site, since)
            if since
            else changes_between(site, against or _release_before(site), settings.site_url)
        )
        _show(found)
        if baidu:
            baidu.write_text("".join(f"{address}\n" for address in found.changed), encoding="utf-8")
        if really and found.all:
            for body in indexnow_requests(found.all, settings.site_url, str(settings.indexnow_key)):
                click.echo(f"IndexNow answered {send(body, endpoint)}.", err=True)
    except (AnnounceError, PublishError) as error:
        click.echo(str(error), err=True)
        sys.exit(1)


def _refuse_unprepared(settings: Settings, site: Path) -> None:
    if not settings.indexnow_key:
        raise click.UsageError("--send needs the option 'indexnow_key' of the plugin in the settings.")
    if not (site / f"{settings.indexnow_key}.txt").is_file():
        raise click.UsageError(
            f"'{site}' lacks the file of the IndexNow key. Build and publish the site first."
        )
    if urlsplit(settings.site_url).hostname in (None, "localhost", "127.0.0.1", "::1"):
        raise click.UsageError(
            f"--send needs a public 'site_url' in the settings, not '{settings.site_url}'."
        )


def _release_before(site: Path) -> Path | None:
    """Returns the files of the release before the live one; None when there is none, so that all pages are new."""
    kept = releases(site)
    live = next((position for position, release in enumerate(kept) if release.live), None)
    if live is None or live + 1 >= len(kept):
        return None
    return release_folder(site, kept[live + 1].id)


def _show(found: Changes) -> None:
    for address in found.changed:
        click.echo(address)
    for address in found.removed:
        click.echo(f"{address} (gone)")
    click.echo(f"{len(found.changed)} changed, {len(found.removed)} gone.", err=True)
