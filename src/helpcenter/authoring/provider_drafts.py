"""The draft of a new provider: its names, what it is, and where its statements come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from helpcenter.authoring.drafts import (
    SLUG,
    Draft,
    DraftError,
    check_name,
    content_path,
    one_line,
    schema_line,
    written_locales,
)
from helpcenter.catalog import Catalog
from helpcenter.routes import RESERVED
from helpcenter.rules.placeholders import fill_in
from helpcenter.yaml_edit import quoted, scalar

# Dark enough for white letters, light enough beside dark ones; none is a provider's own.
COLOURS = ("#00695c", "#4527a0", "#ad1457", "#1565c0", "#6d4c41", "#2e7d32", "#c62828", "#455a64")


def draft_provider(
    catalog: Catalog, provider: str, names: Mapping[str, str], today: date, colour: str = ""
) -> Draft:
    """Returns the draft of a provider's file. `names` are its names by locale; one under "" is for all others.

    Raises DraftError for an id that cannot be.
    """
    check_name(
        provider, SLUG, "the id of a provider", "small letters, digits and hyphens, like 'example-pay'"
    )
    if provider in RESERVED:
        raise DraftError(f"'{provider}' is the name of a page of the site. Choose another id.")
    if provider in catalog.providers:
        raise DraftError(f"'{provider}' is there already.")
    tags = written_locales(catalog.settings)
    unknown = [tag for tag in names if tag and tag not in tags]
    if unknown:
        raise DraftError(f"'{unknown[0]}' is no locale that is written here. There are {', '.join(tags)}.")
    taken = {item.colour for item in catalog.providers.values()}
    colour = colour or next((item for item in COLOURS if item not in taken), COLOURS[-1])
    path = content_path(catalog.settings, f"providers/{provider}.yml")
    lines = [schema_line(path, "provider"), *_lines(catalog, names, tags, today, colour)]
    return Draft(path, "\n".join(lines) + "\n")


def _lines(
    catalog: Catalog, names: Mapping[str, str], tags: tuple[str, ...], today: date, colour: str
) -> Iterator[str]:
    named = {tag: names.get(tag) or names.get("") or fill_in("its name") for tag in tags}
    yield f"names: {one_line(named)}"
    yield "# What it is, in one line."
    yield "description:"
    yield from (f"  {tag}: {scalar(fill_in('what it is, in one line'))}" for tag in tags)
    yield "# How customers misspell the name, so that search finds it all the same:"
    yield "# misspellings: []"
    yield "# Domains that are known to be its own. Leave it out until somebody has made sure."
    yield "# official_domains: []"
    yield f"colour: {quoted(colour)} # of its mark; dark enough for white letters on it"
    yield "# Texts that everything below is taken from. Entries name them in `sources`."
    yield "sources:"
    yield "  article:"
    yield f"    title: {one_line(dict.fromkeys(tags, fill_in('what text it is')))}"
    yield "    # url: https://example.com/ (its address, if it is public)"
    yield f"    retrieved: {today.isoformat()}"
    yield "# Ways to reach it that a source names. Leave out what is not stated; no number or address here"
    yield "# without a verified contact."
    yield "# channels:"
    yield "#   live_chat:"
    yield "#     source: article"
    yield "#     first_reply: {within: {at_most: 60, unit: second}}"
    yield "#   phone:"
    yield "#     source: article"
    yield "#     hours: {kind: around_the_clock}"
    yield "# What it states, each value once. Texts refer to it: {{ fact.refund_time }}."
    yield "# facts:"
    yield "#   refund_time:"
    yield "#     type: duration"
    yield "#     source: article"
    yield "#     value: {at_least: 5, at_most: 7, unit: business_day}"
    compared = sorted({key for keys in catalog.settings.compare.values() for key in keys})
    if compared:
        yield f"# Facts that topic pages compare: {', '.join(compared)}."
