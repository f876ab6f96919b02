"""HC118: what the settings name is there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpcenter.diagnostics import Location, Severity
from helpcenter.rules.base import Fault, catalog_rule
from helpcenter.rules.context import Context
from helpcenter.rules.suggestions import did_you_mean


def check_settings(context: Context) -> Iterator[Fault]:
    """The settings name an entry, a category or a fact that does not exist.

    Why: The home page or a comparison would show a gap.

    Bad:
        start: {charged: general/payment/failed}

    Good:
        start: {charged: general/payments/payment-failed}
    """
    catalog, settings = context.catalog, context.settings
    for key, target in sorted(settings.start.items()):
        topic = target.removeprefix("topics/")
        known = catalog.ids if topic == target else settings.categories
        if topic not in known and not context.is_unread(topic):
            message = f"option 'start.{key}': there is no '{target}'."
            hint = did_you_mean(topic, known) or "Name an entry's id or topics/<category>."
            yield Fault(_setting_place(context, target), message, hint)
    facts = {key for provider in catalog.providers.values() for key in provider.facts}
    for category, keys in sorted(settings.compare.items()):
        if category not in settings.categories:
            message = f"option 'compare': '{category}' is no category."
            hint = did_you_mean(category, settings.categories)
            yield Fault(_setting_place(context, category), message, hint)
        for key in keys:
            if key not in facts:
                message = f"option 'compare.{category}': no provider states '{key}'."
                yield Fault(_setting_place(context, key), message, did_you_mean(key, facts))
    for category in settings.money_categories:
        if category not in settings.categories:
            message = f"option 'money_categories': '{category}' is no category."
            yield Fault(
                _setting_place(context, category), message, did_you_mean(category, settings.categories)
            )


def _setting_place(context: Context, value: str) -> Location:
    """Returns the line of mkdocs.yml that states a value; its first one when that cannot be told."""
    name = "mkdocs.yml"
    try:
        lines = (context.settings.root / name).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return Location(name)
    pattern = re.compile(rf"(?<![\w/-]){re.escape(value)}(?![\w/-])")
    for number, line in enumerate(lines, 1):
        if found := pattern.search(line):
            return Location(name, number, found.start() + 1)
    return Location(name)


SETTING_RULES = (catalog_rule("HC118", "bad-setting", Severity.ERROR, check_settings),)
