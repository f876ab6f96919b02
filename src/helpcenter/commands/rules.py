"""`helpcenter rules`: what is checked, and why."""

from __future__ import annotations

import click

from helpcenter.rules import catalogue, explain


@click.command()
@click.argument("code", required=False)
def rules(code: str | None) -> None:
    """List all rules, or explain the one called CODE: why it is there, a bad and a good example."""
    if code is None:
        for row in catalogue():
            click.echo(row)
        return
    try:
        click.echo(explain(code))
    except KeyError as error:
        raise click.UsageError(f"there is no rule '{code}'. `helpcenter rules` lists them.") from error
