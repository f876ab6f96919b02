"""`helpcenter check`: are the answers right?"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from helpcenter.check import check_content
from helpcenter.commands.options import (
    Command,
    config_option,
    day_of_build,
    format_option,
    report,
    settings_of,
    today_option,
)
from helpcenter.model import Settings
from helpcenter.rules import RULES
from helpcenter.rules.suggestions import did_you_mean


class RuleCodes(click.ParamType[tuple[str, ...]]):
    """Codes of rules and families, separated by commas: `HC203,HC7`."""

    name = "codes"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Returns the codes. Wrong use: one that no rule has; it would leave out what it was meant to check."""
        if isinstance(value, tuple):
            return value
        written = [part.strip() for part in str(value).split(",") if part.strip()]
        for code in written:
            if code.upper() not in _KNOWN:
                self.fail(f"there is no rule or family '{code}'. {_meant(code)}", param, ctx)
        return tuple(code.upper() for code in written)


_KNOWN = frozenset(code for rule in RULES for code in (rule.code, rule.family))


def _meant(written: str) -> str:
    for rule in RULES:
        if rule.name == written.lower():
            return f"Did you mean '{rule.code}'?"
    if written.upper().startswith("HC9"):
        return "HC9 are checks of the finished site: `helpcenter audit` runs them."
    return did_you_mean(written.upper(), _KNOWN) or "`helpcenter rules` lists them."


def _flattened(
    context: click.Context, parameter: click.Parameter, value: tuple[tuple[str, ...], ...]
) -> tuple[str, ...]:
    del context, parameter
    return tuple(code for codes in value for code in codes)


def _codes_option(name: str, wording: str) -> Callable[[Command], Command]:
    return click.option(
        name, multiple=True, type=RuleCodes(), callback=_flattened, metavar="CODE[,CODE…]", help=wording
    )


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@config_option
@format_option
@today_option
@_codes_option("--select", "Only these rules or families (HC301, HC3).")
@_codes_option("--ignore", "Not these rules or families; they may be given more than once.")
@click.option("--fix", is_flag=True, help="Mend what is mechanical: spacing, width, terms, brand names.")
@click.option("--external", is_flag=True, help="Also look whether links to other sites answer (network).")
def check(
    paths: tuple[Path, ...],
    config_file: Path,
    output: str,
    today: date | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fix: bool,
    external: bool,
) -> None:
    """Check the content, or only PATH… of it.

    Whether titles and asks are found (HC7) is looked at without PATH, or with `--select HC7`.

    Exit status: 0 clean, 1 findings, 2 wrong use.
    """
    settings = settings_of(config_file)
    wanted = _relative(paths, settings)
    day = day_of_build(today)
    if fix:
        from helpcenter.rules.fix import fix_content

        for changed in fix_content(settings, day, paths=wanted, select=select, ignore=ignore):
            click.echo(f"fixed {changed}", err=True)
    # The index takes longer to make than a writer waits after saving one file.
    search = not wanted or any("HC7".startswith(code[:3]) for code in select)
    checked = check_content(settings, day, select=select, ignore=ignore, paths=wanted, search=search)
    findings = list(checked.findings)
    if external:
        from helpcenter.rules.external import LycheeMissingError, check_external

        try:
            findings += check_external(checked.catalog, paths=wanted)
        except LycheeMissingError as error:
            raise click.UsageError(str(error)) from error
    sys.exit(report(findings, output, settings.root, _what(wanted)))


def _relative(paths: tuple[Path, ...], settings: Settings) -> tuple[str, ...]:
    """Returns the paths as diagnostics name them. Wrong use: a path that is not there or outside."""
    relative = []
    for path in paths:
        try:
            relative.append(path.resolve().relative_to(settings.root).as_posix())
        except ValueError as error:
            raise click.UsageError(f"'{path}' is not inside '{settings.root}'.") from error
        if not path.exists() and not path.is_symlink():
            raise click.UsageError(f"'{path}' does not exist.")
    return tuple(relative)


def _what(paths: tuple[str, ...]) -> str:
    return "the content" if not paths else ", ".join(paths)
