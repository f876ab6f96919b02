"""HC211 and HC212: the names and interface strings of the locales are the same ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpcenter.diagnostics import Severity
from helpcenter.model import Locale
from helpcenter.rules.base import Fault, catalog_rule
from helpcenter.rules.context import Context
from helpcenter.rules.passages import value_at
from helpcenter.rules.suggestions import did_you_mean


def check_locale_strings(context: Context) -> Iterator[Fault]:
    """A locale file lacks a name or interface string that another one has, or has one that is not used.

    Why: A gap shows as a key (`search.empty`) or as another language's word; a left-over is work for nothing.

    Bad:
        # content/en/locale.yml has no `search.empty`; content/zh/locale.yml has one

    Good:
        strings: {search.empty: Nothing found}
    """
    catalog, settings = context.catalog, context.settings
    for tag, locale in catalog.locales.items():
        document = context.document(f"{tag}/locale.yml")
        if document is None or settings.derived_from(tag) is not None:
            continue
        for category in settings.categories:
            if category not in locale.categories:
                where = document.at(("categories",), key=True)
                yield Fault(where, f"category '{category}' has no name here.", "Add it to 'categories'.")
        source = catalog.locales.get(locale.source or settings.default_locale)
        if source is None or source is locale:
            continue
        origin = locale.source or settings.default_locale
        for part, missing, left_over in _differences(locale, source):
            for key in missing:
                message = f"'{part}.{key}' of {origin} is missing here."
                yield Fault(document.at((part,), key=True), message, "Translate it.")
            for key in left_over:
                where = document.at((part, key), key=True)
                yield Fault(where, f"'{part}.{key}' is not in {origin}.", "Delete it, or add it there.")


def _differences(locale: Locale, source: Locale) -> Iterator[tuple[str, list[str], list[str]]]:
    for part in ("strings", "checklist", "channels", "facts"):
        own: set[str] = set(map(str, getattr(locale, part)))
        theirs: set[str] = set(map(str, getattr(source, part)))
        yield part, sorted(theirs - own), sorted(own - theirs)


def check_placeholders(context: Context) -> Iterator[Fault]:
    """An interface string has other placeholders than its source.

    Why: The reader sees `{count}`, or never learns the number.

    Bad:
        zh: 找到 {count} 个   en: "{number} found"

    Good:
        zh: 找到 {count} 个   en: "{count} found"
    """
    catalog, settings = context.catalog, context.settings
    for tag, locale in catalog.locales.items():
        origin = locale.source or settings.default_locale
        source, document = catalog.locales.get(origin), context.document(f"{tag}/locale.yml")
        if source is None or source is locale or document is None:
            continue
        for key, string in locale.strings.items():
            original = source.strings.get(key)
            if original is None or value_at(document.data, ("strings", key)) is None:
                continue
            own, theirs = set(_PLACEHOLDER.findall(string)), set(_PLACEHOLDER.findall(original))
            for name in sorted(own - theirs):
                message = f"'{name}' is no placeholder of 'strings.{key}'."
                yield Fault(document.at(("strings", key)), message, did_you_mean(name, theirs - own))
            if not own - theirs:
                for name in sorted(theirs - own):
                    message = f"'strings.{key}' lacks the placeholder '{name}'."
                    yield Fault(document.at(("strings", key)), message, f"{origin} has it.")


_PLACEHOLDER = re.compile(r"\{[a-z_]+\}")


LOCALE_RULES = (
    catalog_rule("HC211", "locale-strings-differ", Severity.WARNING, check_locale_strings),
    catalog_rule("HC212", "different-placeholders", Severity.ERROR, check_placeholders),
)
