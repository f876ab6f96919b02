"""`helpcenter rules`: what is checked, and why."""

from __future__ import annotations

import click

from helpcenter.audit.reference import explain_check, list_checks
from helpcenter.rules import catalogue, explain


@click.command()
@click.argument("code", required=False)
def rules(code: str | None) -> None:
    """List all rules, or explain the one called CODE: why it is there, a bad and a good example.

    HC0 to HC7 are rules on the content, HC9 checks of the finished site.
    """
    if code is None:
        for row in [*catalogue(), *list_checks()]:
            click.echo(row)
        return
    try:
        click.echo(explain_check(code) if code.upper().startswith("HC9") else explain(code))
    except KeyError as error:
        raise click.UsageError(f"there is no rule '{code}'. `helpcenter rules` lists them.") from error
