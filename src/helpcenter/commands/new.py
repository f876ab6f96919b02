"""`helpcenter new`: an entry, a translation, a provider, a locale or a term, laid out to be filled in."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from helpcenter.authoring.drafts import Draft, DraftError, check_entry_id, write_drafts, written_locales
from helpcenter.catalog import Catalog, load_content
from helpcenter.catalog.linking import link
from helpcenter.commands.options import config_option, day_of_build, settings_of, today_option
from helpcenter.model import Audience, EntryType, Settings


@click.group()
def new() -> None:
    """Lay out a new file, valid but for the texts that only you can write.

    What is not given as an option is asked for on a terminal. Each place that waits for a text holds
    `<fill in: …>` or `<translate>`: `helpcenter check` lists them, the preview shows them, and no site with one
    is published.
    """


@new.command()
@click.argument("entry_id", metavar="PROVIDER/CATEGORY/NAME", required=False)
@config_option
@today_option
@click.option(
    "--type", "kind", type=click.Choice([item.value for item in EntryType]), help="What kind of answer."
)
@click.option("--title", help="A question or a problem, as a customer would say it.")
@click.option("--audience", type=click.Choice([item.value for item in Audience]), help="Who it is for.")
@click.option("--ask", "asks", multiple=True, help="What a customer would type; may be given several times.")
@click.option("--summary", default="", help="The answer, in one or two sentences.")
@click.option("--owner", default="", help="Who looks after it.  [default: who looks after most]")
@click.option("--locale", help="The locale it is written in first.  [default: the site's first]")
def entry(
    entry_id: str | None,
    config_file: Path,
    today: date | None,
    kind: str | None,
    title: str | None,
    audience: str | None,
    asks: tuple[str, ...],
    summary: str,
    owner: str,
    locale: str | None,
) -> None:
    """An answer, in its source locale and in each locale that it is to be translated into."""
    from helpcenter.authoring.entry_drafts import EntryPlan, draft_entry
    from helpcenter.authoring.translation_drafts import draft_translation

    settings, catalog = _site(config_file)
    source = _one_of(locale or settings.default_locale, written_locales(settings), "--locale")
    with _told():
        named = entry_id or "/".join(
            (
                _ask(None, "Provider", choices=list(catalog.providers)),
                _ask(None, "Category", choices=list(settings.categories)),
                _ask(None, "Name, as in the address, like 'reset-password'"),
            )
        )
        named = "/".join(check_entry_id(catalog, named))
        plan = EntryPlan(
            entry_id=named,
            type=EntryType(_ask(kind, "Type", choices=[item.value for item in EntryType], option="--type")),
            locale=source,
            audience=Audience(
                _ask(audience, "Audience", choices=[item.value for item in Audience], default="customer")
            ),
            title=_ask(title, f"Title in '{source}', as a customer would say it", default=""),
            asks=asks,
            summary=summary,
            owner=owner,
        )
        paths = write_drafts(settings.root, [draft_entry(catalog, plan, day_of_build(today))])
        catalog = _loaded(settings)
        others = [tag for tag in written_locales(settings) if tag != source]
        paths += write_drafts(settings.root, [draft_translation(catalog, named, tag) for tag in others])
    next_steps = [f"Write the texts in {paths[0]}."]
    if others:
        next_steps.append(
            f"`helpcenter new translation {named}` lays them beside the places for {_and(others)}."
        )
    _finish(settings, paths, [*next_steps, f"`helpcenter check {paths[0]}` tells what is left to do."])


@new.command()
@click.argument("entry_id", metavar="ENTRY")
@click.argument("locales", metavar="[LOCALE]...", nargs=-1)
@config_option
def translation(entry_id: str, locales: tuple[str, ...], config_file: Path) -> None:
    """The translation of ENTRY: each text of its source beside the place where its translation goes.

    Without LOCALE, into every locale that lacks it. What nobody has written in yet is laid out anew.
    """
    from helpcenter.authoring.translation_drafts import draft_translation, is_untouched

    settings, catalog = _site(config_file)
    entry_id = entry_id.removesuffix("/")
    with _told():
        wanted = list(locales)
        if not wanted:
            source = catalog.source(entry_id)
            for tag in written_locales(settings):
                there = catalog.entries[tag].get(entry_id)
                if source is not None and tag != source.locale and (there is None or is_untouched(there)):
                    wanted.append(tag)
            if source is not None and not wanted:
                raise DraftError(f"'{entry_id}' is translated into every locale already.")
        drafts = [draft_translation(catalog, entry_id, tag) for tag in wanted or settings.tags[:1]]
        paths = write_drafts(settings.root, drafts)
    _finish(
        settings,
        paths,
        [
            "Write each text in place of '<translate>'.",
            f"`helpcenter check {paths[0]}` tells what is left to do.",
        ],
    )


@new.command()
@click.argument("provider_id", metavar="ID", required=False)
@config_option
@today_option
@click.option(
    "--name", "names", multiple=True, metavar="[LOCALE=]NAME", help="Its name; for one locale or for all."
)
@click.option("--colour", default="", help="Colour of its mark, like '#0b6e4f'.")
def provider(
    provider_id: str | None, config_file: Path, today: date | None, names: tuple[str, ...], colour: str
) -> None:
    """A provider: a payment service that answers are about."""
    from helpcenter.authoring.provider_drafts import draft_provider

    settings, catalog = _site(config_file)
    with _told():
        named = _ask(provider_id, "Id, as in the address, like 'example-pay'", option="ID")
        by_locale = _by_locale(names) or {"": _ask(None, "Name", default="")}
        draft = draft_provider(catalog, named, by_locale, day_of_build(today), colour)
        paths = write_drafts(settings.root, [draft])
    _finish(
        settings,
        paths,
        [
            f"Say what it is and which text your statements come from, in {paths[0]}.",
            f"`helpcenter new entry {named}/{settings.categories[0]}/NAME` lays out its first answer.",
        ],
    )


@new.command()
@click.argument("tag", metavar="TAG")
@config_option
@click.option("--name", default="", help="The language's own name.  [default: as the Unicode tables say]")
@click.option("--from", "source", help="The locale whose texts to lay beside.  [default: the site's first]")
@click.option("--derived", is_flag=True, help="Convert every text of --from by machine; write none.")
@click.option(
    "--converter", default="", help="With --derived: how to convert, as OpenCC calls it.  [default: s2twp]"
)
def locale(tag: str, config_file: Path, name: str, source: str | None, derived: bool, converter: str) -> None:
    """A locale: its interface strings and glossary laid out, and its line in the settings."""
    from helpcenter.authoring.locale_drafts import add_to_settings, check_derived, draft_locale
    from helpcenter.authoring.settings_file import SettingsFile

    settings, catalog = _site(config_file)
    given = source or settings.default_locale
    with _told():
        file = SettingsFile(config_file)
        drafts: list[Draft] = []
        if derived:
            check_derived(catalog, tag, given)
        else:
            drafts = draft_locale(catalog, tag, given, name)
        add_to_settings(file, tag, given if derived else "", converter)
        paths = write_drafts(settings.root, drafts)
        file.save()
    steps = (
        ["Build the site: its pages are there."]
        if derived
        else [
            "Write each text in place of '<translate>'.",
            f"Write {settings.docs_dir.name}/{tag}/index.md and the other hand-written pages.",
            f"`helpcenter translations --locale {tag}` lists the answers that wait for a translation.",
        ]
    )
    _finish(settings, [*paths, config_file.name], steps)


@new.command()
@click.argument("term_id", metavar="ID")
@config_option
@click.option("--preferred", multiple=True, metavar="LOCALE=TEXT", help="The form to use.")
@click.option("--definition", multiple=True, metavar="LOCALE=TEXT", help="What it means, for a customer.")
def term(term_id: str, config_file: Path, preferred: tuple[str, ...], definition: tuple[str, ...]) -> None:
    """A term, in the glossary of each locale. Texts refer to it: {{ term.ID }}."""
    from helpcenter.authoring.terms import add_term

    settings, catalog = _site(config_file)
    with _told():
        tags = written_locales(settings)
        forms = _by_locale(preferred) or {
            tag: text for tag in tags if (text := _ask(None, f"The form to use in '{tag}'", default=""))
        }
        paths = add_term(catalog, term_id, forms, _by_locale(definition))
    _finish(settings, paths, ["Add what customers type instead as 'variants', for search."])


def _site(config_file: Path) -> tuple[Settings, Catalog]:
    settings = settings_of(config_file)
    return settings, _loaded(settings)


def _loaded(settings: Settings) -> Catalog:
    """Returns the catalog of what can be read: a fault elsewhere keeps nobody from writing."""
    return link(settings, load_content(settings))


def _finish(settings: Settings, paths: Sequence[str], steps: Sequence[str]) -> None:
    from helpcenter.authoring.schema import renew_schemas

    for path in paths:
        click.echo(f"wrote {path}")
    renew_schemas(settings)
    for number, step in enumerate(steps, 1):
        click.echo(f"  {number}. {step}")


def _ask(
    given: str | None,
    question: str,
    *,
    choices: Sequence[str] = (),
    default: str | None = None,
    option: str = "",
) -> str:
    """Returns what was given, or the answer of whoever sits at the terminal; else the default.

    Wrong use: there is neither.
    """
    if given is not None:
        return given
    if sys.stdin.isatty():
        kind = click.Choice(list(choices)) if choices else str
        shown = default or None
        answer: str = click.prompt(question, type=kind, default=default, show_default=bool(shown))
        return answer
    if default is not None:
        return default
    raise click.UsageError(f"say {option or 'PROVIDER/CATEGORY/NAME'}: there is no terminal to ask at.")


def _one_of(value: str, values: Sequence[str], option: str) -> str:
    if value not in values:
        raise click.UsageError(f"{option}: '{value}' is none of {', '.join(values)}.")
    return value


def _by_locale(texts: Sequence[str]) -> dict[str, str]:
    """Returns texts by locale from `en=text`; one without a locale stands under an empty key."""
    found: dict[str, str] = {}
    for text in texts:
        tag, equals, rest = text.partition("=")
        is_tagged = bool(equals) and re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", tag) is not None
        found[tag if is_tagged else ""] = rest if is_tagged else text
    return found


def _and(tags: Sequence[str]) -> str:
    return " and ".join(f"'{tag}'" for tag in tags)


@contextmanager
def _told() -> Iterator[None]:
    """Turns a draft that cannot be made into wrong use, told in one line."""
    try:
        yield
    except DraftError as error:
        raise click.UsageError(str(error)) from error
