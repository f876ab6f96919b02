"""`helpcenter build`: check, build, audit, publish."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from helpcenter.commands.options import config_option, day_of_build, settings_of, today_option
from helpcenter.commands.unchanged import Shortcut
from helpcenter.diagnostics import Diagnostic, as_text, summary
from helpcenter.model import Settings
from helpcenter.publish import Publication, PublishError, Stopped
from helpcenter.publish.signals import stoppable

if TYPE_CHECKING:
    from helpcenter.plugin import BuildReport


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
    published = site_dir.resolve() if site_dir else settings.site_dir
    shortcut = None if no_cache else Shortcut(settings, config_file, published, day_of_build(today))
    last = shortcut.last_build() if shortcut is not None else None
    if last is not None:
        _show(last.findings, settings.root)
        click.echo(f"digest    {last.release.digest}")
        done = f"Nothing changed since {last.pages} pages were published; found out in"
        click.echo(_told(done, started, len(last.findings), published))
        return
    with _stopping_cleanly():
        report = _build(config_file, settings, published, day_of_build(today), jobs, shortcut)
    if report.release is not None:
        click.echo(f"digest    {report.release.digest}")
        if shortcut is not None:
            shortcut.note(report.theme_folders, report.release, report.pages, report.findings)
    done = f"Published {report.pages} pages, {report.rendered} of them made anew, in"
    click.echo(_told(done, started, len(report.findings), published))


def _build(
    config_file: Path,
    settings: Settings,
    site_dir: Path,
    today: date,
    jobs: int | None,
    shortcut: Shortcut | None,
) -> BuildReport:
    """Checks, builds and publishes; findings are shown as they come. Ends the program where they stop it.

    `shortcut` is None for a build that keeps nothing.
    """
    with ExitStack() as exits:
        try:
            opened = Publication(site_dir, keep=settings.keep_releases, ahead=jobs != 1)
            publication = exits.enter_context(opened)
        except PublishError as error:
            click.echo(str(error), err=True)
            sys.exit(1)

        # Half a second, in which a large site is copied already.
        from mkdocs.commands.build import build as mkdocs_build
        from mkdocs.config import load_config
        from mkdocs.exceptions import Abort, ConfigurationError

        from helpcenter.build import IndexesAhead, collect_rarely
        from helpcenter.check import check_content
        from helpcenter.plugin import BuildOptions, HelpcenterPlugin

        collect_rarely()
        cache = settings.cache_dir if shortcut is not None else None
        indexes = exits.enter_context(closing(IndexesAhead(cache, jobs)))
        keys = shortcut.keys if shortcut is not None else None
        checked = check_content(settings, today, jobs=jobs, cache=cache, keys=keys, linked=indexes.begin)
        _show(checked.findings, settings.root)
        if not checked.usable:
            click.echo("The content has errors, so the site was left as it is.", err=True)
            sys.exit(1)
        try:
            config = load_config(str(config_file), site_dir=str(site_dir))
            plugin = config.plugins.get("helpcenter")
            if not isinstance(plugin, HelpcenterPlugin):
                raise click.UsageError(f"'{config_file}' has no plugin 'helpcenter'.")
            with _progress() as progress, closing(plugin):
                plugin.build_options = BuildOptions(
                    today, jobs, shortcut is not None, progress, checked, indexes, publication
                )
                mkdocs_build(config)
        except (Abort, ConfigurationError) as error:
            click.echo(str(error), err=True)
            sys.exit(1)
    report = plugin.report
    assert report is not None
    _show(report.findings[len(checked.findings) :], settings.root)
    return report


@contextmanager
def _stopping_cleanly() -> Iterator[None]:
    """Ends the program with a plain line and the usual status when it is told to stop."""
    try:
        with stoppable():
            yield
    except Stopped as stop:
        click.echo(str(stop), err=True)
        sys.exit(stop.code)
    except KeyboardInterrupt:
        click.echo("Stopped by SIGINT; the site is unchanged.", err=True)
        sys.exit(130)


def _told(done: str, started: float, findings: int, published: Path) -> str:
    return (
        f"{done} {time.monotonic() - started:.1f} s, {findings} findings. "
        f"Look at it: scripts/serve, or any web server on {published}"
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
