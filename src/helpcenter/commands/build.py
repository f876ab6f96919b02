"""`helpcenter build`: check, build, audit, publish."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from helpcenter.check import check_content
from helpcenter.commands.options import config_option, day_of_build, settings_of, today_option
from helpcenter.diagnostics import Diagnostic, as_text, summary
from helpcenter.plugin import BuildOptions, HelpcenterPlugin
from helpcenter.publish import Stopped


@click.command()
@config_option
@click.option(
    "--site-dir", type=click.Path(file_okay=False, path_type=Path), help="Where the site is published."
)
@click.option("-j", "--jobs", type=click.IntRange(1, 256), help="Processes at work; one a core by default.")
@click.option("--no-cache", is_flag=True, help="Do not use what earlier builds found out.")
@today_option
def build(
    config_file: Path, site_dir: Path | None, jobs: int | None, no_cache: bool, today: date | None
) -> None:
    """Check the content, build the site, audit it and publish it, whole or not at all.

    Exit status: 0 published, 1 findings that stopped it, 2 wrong use.
    """
    started = time.monotonic()
    settings = settings_of(config_file)
    day = day_of_build(today)
    cache = None if no_cache else settings.cache_dir
    checked = check_content(settings, day, jobs=jobs, cache=cache)
    _show(checked.findings, settings.root)
    if not checked.usable:
        click.echo("The content has errors, so the site was left as it is.", err=True)
        sys.exit(1)
    published = site_dir.resolve() if site_dir else settings.site_dir
    try:
        overrides = {"site_dir": str(site_dir.resolve())} if site_dir else {}
        config = load_config(str(config_file), **overrides)
        plugin = config.plugins["helpcenter"]
        assert isinstance(plugin, HelpcenterPlugin)
        with _progress() as progress:
            plugin.build_options = BuildOptions(
                today=day, jobs=jobs, cache=not no_cache, progress=progress, checked=checked
            )
            mkdocs_build(config)
    except KeyError:
        raise click.UsageError(f"'{config_file}' has no plugin 'helpcenter'.") from None
    except (Abort, ConfigurationError, Stopped) as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    report = plugin.report
    assert report is not None
    _show(report.findings[len(checked.findings) :], settings.root)
    release = report.release
    if release is not None:
        click.echo(f"digest    {release.digest}")
    click.echo(
        f"Published {report.pages} pages in {time.monotonic() - started:.1f} s, "
        f"{len(report.findings)} findings. Look at it: scripts/serve, or any web server on {published}"
    )


def _show(findings: tuple[Diagnostic, ...], root: Path) -> None:
    if findings:
        click.echo(as_text(findings, root if sys.stdout.isatty() else None))
        click.echo(summary(findings))


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """Yields what shows progress: a bar on a terminal, a plain line at the end of each tenth elsewhere."""
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    state = {"tenth": 0}
    bar = None

    def show(done: int, total: int) -> None:
        nonlocal bar
        if sys.stderr.isatty():
            if bar is None:
                bar = click.progressbar(length=total, label="pages", file=sys.stderr)
                bar.__enter__()
            bar.update(done - bar.pos)
        elif total >= 1000 and done * 10 // total > state["tenth"]:
            state["tenth"] = done * 10 // total
            click.echo(f"pages {done} of {total}", err=True)

    try:
        yield show
    finally:
        if bar is not None:
            bar.render_finish()
