"""The draft of a new locale: its strings and terms, the source's beside each; and its line in the settings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from babel import Locale as BabelLocale
from babel import UnknownLocaleError

from helpcenter.authoring.drafts import (
    Draft,
    DraftError,
    comments,
    content_path,
    schema_line,
    written_locales,
)
from helpcenter.authoring.settings_file import SettingsFile
from helpcenter.catalog import Catalog
from helpcenter.catalog.interface import built_in_strings
from helpcenter.model import Locale
from helpcenter.rules.placeholders import TRANSLATE, fill_in
from helpcenter.yaml_edit import scalar

_SECTIONS = ("categories", "checklist", "channels", "facts", "units", "strings")


def draft_locale(catalog: Catalog, tag: str, source: str, name: str = "") -> list[Draft]:
    """Returns the drafts of a locale's file and glossary, with the texts of `source` beside each place.

    Raises DraftError for a tag that cannot be or is there, and for a source that is not.
    """
    _check(catalog, tag, source)
    babel = _babel(tag)
    own_name = name or (babel.get_display_name(babel) if babel else "") or fill_in("the language's own name")
    path = content_path(catalog.settings, f"{tag}/locale.yml")
    given = catalog.locales[source]
    lines = [
        schema_line(path, "locale"),
        f"name: {scalar(own_name[:1].upper() + own_name[1:])}",
        f"direction: {babel.text_direction if babel else 'ltr'}",
        f"source: {source}",
        "# {words in braces} stay as they are: the page puts a value there.",
        *_sections(given, source, tag),
    ]
    drafts = [Draft(path, "\n".join(lines) + "\n")]
    terms = catalog.glossaries[source].terms
    if terms:
        path = content_path(catalog.settings, f"{tag}/glossary.yml")
        lines = [schema_line(path, "glossary"), "terms:"]
        for key, term in terms.items():
            lines += [f"  {key}:", *comments(term.preferred, "    ", source), f"    preferred: {TRANSLATE}"]
            lines += [*comments(term.definition, "    ", source), f"    definition: {TRANSLATE}"]
        drafts.append(Draft(path, "\n".join(lines) + "\n"))
    return drafts


def add_to_settings(
    settings_file: SettingsFile, tag: str, derived_from: str = "", converter: str = ""
) -> None:
    """Adds a locale to the settings. Raises DraftError where its list cannot be edited by machine."""
    item: dict[str, str] | str = tag
    if derived_from:
        item = {"tag": tag, "derived_from": derived_from, **({"converter": converter} if converter else {})}
    settings_file.add_locale(item)


def check_derived(catalog: Catalog, tag: str, source: str) -> None:
    """Raises DraftError for a derived locale that cannot be."""
    _check(catalog, tag, source)


def _check(catalog: Catalog, tag: str, source: str) -> None:
    if tag in catalog.settings.tags:
        raise DraftError(f"'{tag}' is a locale of this site already.")
    if _babel(tag) is None:
        raise DraftError(f"'{tag}' is no known locale. Write it like 'fr', 'pt-BR' or 'zh-Hant'.")
    known = [item for item in written_locales(catalog.settings) if item in catalog.locales]
    if source not in known:
        raise DraftError(f"'{source}' is no locale that is written here. There are {', '.join(known)}.")


def _babel(tag: str) -> BabelLocale | None:
    try:
        return BabelLocale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        return None


def _sections(given: Locale, source: str, tag: str) -> Iterator[str]:
    data = given.model_dump(mode="json", exclude_unset=True)
    if not built_in_strings(tag):
        data["strings"] = {**built_in_strings(source), **given.strings}
    for section in _SECTIONS:
        if data.get(section):
            yield f"{section}:"
            yield from _fields(data[section], source, "  ")


def _fields(values: dict[str, Any], source: str, indent: str) -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, dict):
            yield f"{indent}{key}:"
            yield from _fields(value, source, f"{indent}  ")
        else:
            yield from comments(str(value), indent, source)
            yield f"{indent}{key}: {TRANSLATE}"
