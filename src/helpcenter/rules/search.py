"""HC7: an answer is found by what a customer types."""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.diagnostics import Severity
from helpcenter.rules.base import Fault, catalog_rule
from helpcenter.rules.context import Context


def check_asks(context: Context) -> Iterator[Fault]:
    """An ask does not find its entry among the first three hits.

    Why: It is what a customer types; below the third hit a phone shows nothing. Searched as the site's search does.

    Bad:
        asks: [it doesn't work]   # which fits twenty entries

    Good:
        asks: [my CGPay payment doesn't go through]
    """
    yield from _broken(context, "asks")


def check_title(context: Context) -> Iterator[Fault]:
    """An entry's own title does not find it first.

    Why: Somebody who was told the title types it in; another entry that comes first says the same thing.

    Bad:
        title: Refunds   # in three entries of one provider

    Good:
        title: How do I ask CGPay for a refund?
    """
    yield from _broken(context, "title")


def _broken(context: Context, field: str) -> Iterator[Fault]:
    for broken in context.broken_asks:
        version = context.catalog.version(broken.document.locale, broken.document.ref)
        if broken.field != field or version is None:
            continue
        path = (field, broken.position) if field == "asks" else (field,)
        place = f"as number {broken.rank}" if broken.rank else "not at all"
        first = f"; '{broken.first}' comes first" if broken.first and broken.rank != 1 else ""
        message = f"a search for '{broken.phrase}' finds this entry {place}{first}."
        hint = "Use words of the title or summary that the other entry lacks, or add them to 'keywords'."
        yield Fault(version.document.at(path), message, hint)


SEARCH_RULES = (
    catalog_rule("HC701", "ask-not-found", Severity.ERROR, check_asks),
    catalog_rule("HC702", "title-not-found", Severity.ERROR, check_title),
)
