"""`helpcenter check`: are the answers right?"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from helpcenter.check import check_content
from helpcenter.commands.options import (
    config_option,
    day_of_build,
    format_option,
    report,
    settings_of,
    today_option,
)
from helpcenter.model import Settings


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@config_option
@format_option
@today_option
@click.option("--select", multiple=True, metavar="CODE", help="Only these rules or families (HC301, HC3).")
@click.option("--ignore", multiple=True, metavar="CODE", help="Not these rules or families.")
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
