"""Options that several commands share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from helpcenter.diagnostics import FORMATS, Diagnostic, Severity, as_text, ordered, summary
from helpcenter.model import Settings, read_settings

Command = Callable[..., Any]


class Day(click.ParamType[date]):
    """A date like 2026-11-22."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Returns the date that a text states."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"'{value}' is no date. Write it like 2026-11-22.", param, ctx)


def config_option(command: Command) -> Command:
    """Adds `-f/--config-file`."""
    return click.option(
        "-f",
        "--config-file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        default="mkdocs.yml",
        show_default=True,
        help="The site's settings.",
    )(command)


def today_option(command: Command) -> Command:
    """Adds `--today`."""
    return click.option(
        "--today", type=Day(), default=None, help="The date to judge reviews and contacts by (YYYY-MM-DD)."
    )(command)


def format_option(command: Command) -> Command:
    """Adds `--format`."""
    return click.option(
        "--format",
        "output",
        type=click.Choice(sorted(FORMATS)),
        default="text",
        show_default=True,
        help="How findings are written.",
    )(command)


def day_of_build(today: date | None) -> date:
    """Returns the day of a build: as given, of SOURCE_DATE_EPOCH, or of the clock (UTC)."""
    if today is not None:
        return today
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), tz=UTC).date()
        except (ValueError, OverflowError, OSError) as error:
            raise click.UsageError(f"SOURCE_DATE_EPOCH is '{epoch}', not a number of seconds.") from error
    return datetime.now(tz=UTC).date()


def settings_of(config_file: Path) -> Settings:
    """Returns the settings in a file. Raises ContentError."""
    return read_settings(config_file)


def report(found: list[Diagnostic], output: str, root: Path, what: str) -> int:
    """Writes findings and, in text form, a summary. Returns the exit status: 1 if there are any, else 0.

    Notes do not count as findings.
    """
    found = ordered(found)
    if output != "text":
        text = FORMATS[output](found)
        if text:
            click.echo(text)
    elif found:
        terminal = sys.stdout.isatty()
        click.echo(as_text(found, root if terminal else None))
        click.echo()
        click.echo(summary(found))
        click.echo(f"{len(found)} finding{'s' if len(found) != 1 else ''} in {what}.")
    else:
        click.echo(f"No findings in {what}.")
    return int(any(item.severity is not Severity.NOTE for item in found))
