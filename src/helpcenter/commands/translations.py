"""`helpcenter translations`: what needs translating, what changed in the source, and when it is settled."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from helpcenter.authoring.translations import Cell, Refused, Work, accept, mark_minor, survey
from helpcenter.catalog import Catalog, LoadedContent, load_content
from helpcenter.catalog.linking import link
from helpcenter.commands.options import config_option, settings_of
from helpcenter.model import Settings


@click.command()
@click.argument("entries", nargs=-1, metavar="[ENTRY]...")
@config_option
@click.option("--accept", "accepting", is_flag=True, help="These translations say what the source says now.")
@click.option("--minor", is_flag=True, help="The last change of these sources misleads no reader.")
@click.option("--all", "everything", is_flag=True, help="With --accept or --minor: every entry.")
@click.option("--locale", "locales", multiple=True, metavar="TAG", help="Only these locales.")
def translations(
    entries: tuple[str, ...],
    config_file: Path,
    accepting: bool,
    minor: bool,
    everything: bool,
    locales: tuple[str, ...],
) -> None:
    """Show what needs translating; of an ENTRY, show what changed in its source since it was translated.

    ENTRY is an id (cgpay/refunds/request-refund) or a file. After looking, either bring the translation up to
    date and say `--accept ENTRY`, or, where the change is as small as a typo, say `--minor ENTRY`: readers
    then see no warning, and the translation stays on your list as a minor one.

    \b
      helpcenter translations                        the table
      helpcenter translations ENTRY                  what changed, word by word
      helpcenter translations --accept ENTRY...      it says what the source says now
      helpcenter translations --minor ENTRY...       the change was a small one
    """
    settings = settings_of(config_file)
    _refuse_wrong_use(settings, entries, accepting, minor, everything, locales)
    content = load_content(settings)
    catalog = link(settings, content)
    ids = (
        catalog.ids if everything else tuple(_entry_id(settings, catalog, content, item) for item in entries)
    )
    if accepting:
        sys.exit(_accept(settings, catalog, ids, locales))
    if minor:
        _mark_minor(settings, catalog, ids)
    elif ids:
        _show_changes(settings, catalog, ids, locales)
    else:
        _show_table(catalog, locales)


def _refuse_wrong_use(
    settings: Settings,
    entries: Sequence[str],
    accepting: bool,
    minor: bool,
    everything: bool,
    locales: Sequence[str],
) -> None:
    if accepting and minor:
        raise click.UsageError(
            "say either --accept or --minor: a text is brought up to date, or needs not be."
        )
    if everything and entries:
        raise click.UsageError("say either --all or which entries.")
    if (accepting or minor) and not entries and not everything:
        raise click.UsageError("say which entries, by id, or --all.")
    if everything and not (accepting or minor):
        raise click.UsageError("--all goes with --accept or --minor.")
    for tag in locales:
        if tag not in settings.tags:
            raise click.UsageError(
                f"'{tag}' is no locale of this site. There are {', '.join(settings.tags)}."
            )


def _entry_id(settings: Settings, catalog: Catalog, content: LoadedContent, item: str) -> str:
    """Returns the id that a writer means by an id or a file. Wrong use: there is no such entry."""
    from helpcenter.rules.suggestions import did_you_mean

    entry_id = item.removesuffix("/")
    path = Path(item).resolve()
    if item.endswith(".yml") and path.is_relative_to(settings.content_dir):
        entry_id = "/".join(path.relative_to(settings.content_dir).parts[1:]).removesuffix(".yml")
    if entry_id in catalog.ids:
        return entry_id
    faults = [fault for fault in content.faults if fault.location.path.endswith(f"/{entry_id}.yml")]
    if faults:
        raise click.UsageError(f"'{entry_id}' has faults; mend them first:\n" + "\n".join(map(str, faults)))
    raise click.UsageError(f"'{item}' is no entry. {did_you_mean(entry_id, catalog.ids)}".rstrip())


def _accept(settings: Settings, catalog: Catalog, ids: Sequence[str], locales: Sequence[str]) -> int:
    refused = accepted = 0
    for done in accept(settings, catalog, ids, locales):
        if isinstance(done, Refused):
            refused += 1
            click.echo(f"left     {done.path}: {done.reason}.", err=True)
        else:
            accepted += 1
            click.echo(f"accepted {done.path}: {_listed(done.texts) or 'its source has not changed since'}")
    if not refused and not accepted:
        click.echo("Nothing to accept: the translations say already which texts they translate.")
    return int(refused > 0)


def _mark_minor(settings: Settings, catalog: Catalog, ids: Sequence[str]) -> None:
    marked = list(mark_minor(settings, catalog, ids))
    for done in marked:
        click.echo(f"minor    {done.path}: {_listed(done.texts) or 'nothing any more'}")
    if not marked:
        click.echo("Nothing to mark: no translation is behind its source, or none was ever accepted.")


def _listed(texts: Sequence[str]) -> str:
    return ", ".join(texts)


def _show_table(catalog: Catalog, locales: Sequence[str]) -> None:
    cells = [cell for cell in survey(catalog) if not locales or cell.locale in locales]
    shown = [work for work in Work if any(cell.work is work for cell in cells)]
    rows = [["locale", "provider", *(work.value for work in shown)]]
    for tag in catalog.settings.tags:
        for provider in catalog.provider_ids:
            here = [cell for cell in cells if (cell.locale, cell.provider) == (tag, provider)]
            if here:
                counts = [sum(cell.work is work for cell in here) for work in shown]
                rows.append([tag, provider, *(str(count) if count else "·" for count in counts)])
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        names = "  ".join(cell.ljust(width) for cell, width in zip(row[:2], widths[:2], strict=True))
        counts_text = "  ".join(cell.rjust(width) for cell, width in zip(row[2:], widths[2:], strict=True))
        click.echo(f"{names}  {counts_text}")
    waiting = [cell for cell in cells if cell.work in (Work.STALE, Work.MISSING, Work.MINOR)]
    if waiting:
        click.echo()
    for cell in sorted(waiting, key=lambda cell: (cell.locale, list(Work).index(cell.work), cell.entry_id)):
        click.echo(f"{cell.locale}  {cell.work.value:<7}  {cell.entry_id}{_why(cell)}")
    if any(cell.work is Work.STALE for cell in waiting):
        click.echo("\n`helpcenter translations ENTRY` shows what changed in the source, word by word.")
    if any(cell.work is Work.MISSING for cell in waiting):
        click.echo("\n`helpcenter new translation ENTRY LOCALE` lays a file out to be filled in.")


def _why(cell: Cell) -> str:
    if cell.work is Work.STALE and not cell.accepted:
        return ": never accepted"
    texts = cell.stale or cell.minor
    return f": {_listed(texts)}" if texts else ""


def _show_changes(settings: Settings, catalog: Catalog, ids: Sequence[str], locales: Sequence[str]) -> None:
    from helpcenter.authoring.changes import changes_of

    for entry_id in ids:
        found = changes_of(settings, catalog, entry_id, locales)
        if not found:
            click.echo(f"{entry_id}: each translation says what its source says now.")
        for changes in found:
            click.echo(changes.as_text(colour=sys.stdout.isatty()))
