"""`helpcenter rename`: an entry gets another id, and its old address leads there."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from helpcenter.authoring.drafts import DraftError
from helpcenter.authoring.renaming import Renaming, carry_out, plan_renaming
from helpcenter.authoring.schema import renew_schemas
from helpcenter.catalog import load_content
from helpcenter.catalog.linking import link
from helpcenter.check import check_content
from helpcenter.commands.options import config_option, day_of_build, settings_of, today_option
from helpcenter.diagnostics import Diagnostic, Severity, as_text
from helpcenter.model import Settings


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@config_option
@today_option
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
def rename(old: str, new: str, config_file: Path, today: date | None, dry_run: bool) -> None:
    """Call the entry OLD from now on NEW: provider/category/name.

    Its files move in all locales; related entries, links in all texts and hand-written pages, and the settings
    follow; the old address leads to the new one for ever.
    """
    settings, day = settings_of(config_file), day_of_build(today)
    catalog = link(settings, load_content(settings))
    try:
        renaming = plan_renaming(catalog, config_file, _id(settings, old), _id(settings, new))
    except DraftError as error:
        raise click.UsageError(str(error)) from error
    for path, target in renaming.moves.items():
        click.echo(f"move   {path} -> {target}")
    for path, count in renaming.references.items():
        click.echo(f"change {path}: {count} reference{'s' if count != 1 else ''}")
    for note in renaming.notes:
        click.echo(f"note: {note}")
    if dry_run:
        click.echo("Nothing was changed.")
        return
    before = check_content(settings, day).findings
    changed = carry_out(catalog, renaming)
    settings = settings_of(config_file)
    renew_schemas(settings)
    click.echo(f"'{renaming.old}' is '{renaming.new}' now; its old address leads there.")
    for path in _mentions(settings, renaming.old, changed):
        click.echo(f"note: {path} still mentions '{renaming.old}'.")
    broken = _new_findings(before, check_content(settings, day).findings, renaming)
    if broken:
        click.echo("This is new; mend it, or rename it back:")
        click.echo(as_text(broken))
    sys.exit(int(any(found.severity is Severity.ERROR for found in broken)))


def _new_findings(
    before: Sequence[Diagnostic], after: Sequence[Diagnostic], renaming: Renaming
) -> list[Diagnostic]:
    """Returns what the renaming broke, such as a value that another provider does not state."""

    def told(found: Diagnostic) -> tuple[str, str, str]:
        path = renaming.moves.get(found.location.path, found.location.path)
        return path, found.code, found.message.replace(renaming.old, renaming.new)

    known = {told(found) for found in before}
    return [found for found in after if told(found) not in known]


def _id(settings: Settings, given: str) -> str:
    """Returns an entry's id from an id or a file's path."""
    path = Path(given).resolve()
    if given.endswith(".yml") and path.is_relative_to(settings.content_dir):
        return "/".join(path.relative_to(settings.content_dir).parts[1:]).removesuffix(".yml")
    return given.strip("/")


def _mentions(settings: Settings, old: str, changed: list[str]) -> list[str]:
    """Returns files under version control that hold the old id elsewhere, as a test may."""
    command = ["git", "-C", str(settings.root), "grep", "-lFw", "--untracked", "-e", old, "--", "."]
    try:
        listed = subprocess.run(command, capture_output=True, text=True, check=False).stdout.split("\n")
    except OSError:
        return []
    expected = {*changed, "content/published.txt"}
    return sorted(path for path in listed if path and path not in expected and not path.startswith("schema/"))
