"""The `helpcenter` command. Each command imports what it needs when it runs, so that `--help` is quick."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from helpcenter import __version__
from helpcenter.diagnostics import ContentError

# Command -> module and attribute. A module is imported only when its command is asked for.
COMMANDS: dict[str, tuple[str, str]] = {
    "build": ("helpcenter.commands.build", "build"),
    "serve": ("helpcenter.commands.serve", "serve"),
    "check": ("helpcenter.commands.check", "check"),
    "audit": ("helpcenter.commands.audit", "audit"),
    "rules": ("helpcenter.commands.rules", "rules"),
    "search": ("helpcenter.commands.search", "search"),
    "init": ("helpcenter.commands.init", "init"),
    "new": ("helpcenter.commands.new", "new"),
    "rename": ("helpcenter.commands.rename", "rename"),
    "translations": ("helpcenter.commands.translations", "translations"),
    "status": ("helpcenter.commands.status", "status"),
    "schema": ("helpcenter.commands.schema", "schema"),
    "record": ("helpcenter.commands.record", "record_command"),
    "announce": ("helpcenter.commands.announce", "announce"),
    "rollback": ("helpcenter.commands.rollback", "rollback"),
}


class LazyGroup(click.Group):
    """A group whose commands are imported on use; their one-line help is in `SHORT_HELP`."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Returns the names of the commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Returns the command of this name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Writes the list of commands without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, SHORT_HELP[name]) for name in COMMANDS])


SHORT_HELP: dict[str, str] = {
    "build": "Check the content, build the site, audit it and publish it.",
    "serve": "Preview the site; the browser reloads on every change.",
    "check": "Check the content, or some files of it.",
    "audit": "Check the built site.",
    "rules": "List the rules, or explain one.",
    "search": "Show what the site's search answers, and why.",
    "init": "Start a new help center for other content.",
    "new": "Lay out a new entry, translation, provider, locale or term.",
    "rename": "Give an entry another id; its old address leads there.",
    "translations": "Show what needs translating and what changed; settle it.",
    "status": "Write a report on the content and the site, on one page.",
    "schema": "Write JSON Schemas, for editors that complete and check.",
    "record": "Record addresses and changes before publishing.",
    "announce": "Tell search engines which pages changed.",
    "rollback": "Publish an earlier release of the site again.",
}


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="helpcenter")
def main() -> None:
    """Turn structured YAML answers into a multilingual, searchable help center."""


def run() -> None:
    """Runs the command line; a fault in the content ends with its diagnostics and status 1, no traceback.

    So does a process at work that was killed, with a line that says so.
    """
    try:
        main.main(standalone_mode=True)
    except ContentError as error:
        for found in error.diagnostics:
            click.echo(str(found), err=True)
        sys.exit(1)
    except Exception as error:
        from concurrent.futures.process import BrokenProcessPool  # 20 ms that nearly no run needs

        if not isinstance(error, BrokenProcessPool):
            raise
        click.echo("A process at work was killed, perhaps for lack of memory; nothing was changed.", err=True)
        click.echo("Free some memory, or build with --jobs 1.", err=True)
        sys.exit(1)
