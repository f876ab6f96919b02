"""HC7: an answer is found by what a customer types."""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.diagnostics import Severity
from helpcenter.rules.base import Fault, entry_rule
from helpcenter.rules.context import Context, Subject

ASK_RANK = 3
"""An ask must find its entry among the first three hits: what a phone shows without scrolling."""
TITLE_RANK = 1


def check_asks(subject: Subject, context: Context) -> Iterator[Fault]:
    """An ask does not find its entry among the first three hits.

    Why: It is what a customer types; below the third hit a phone shows nothing.

    Bad:
        asks: [it doesn't work]   # which fits twenty entries

    Good:
        asks: [my CGPay payment doesn't go through]
    """
    version = subject.version
    for position, ask in enumerate(version.entry.asks):
        yield from _not_found(subject, context, ask, ("asks", position), ASK_RANK)


def check_title(subject: Subject, context: Context) -> Iterator[Fault]:
    """An entry's own title does not find it first.

    Why: Somebody who was told the title types it in; another entry that comes first says the same thing.

    Bad:
        title: Refunds   # in three entries of one provider

    Good:
        title: How do I ask CGPay for a refund?
    """
    yield from _not_found(subject, context, subject.version.entry.title, ("title",), TITLE_RANK)


def _not_found(
    subject: Subject, context: Context, query: str, path: tuple[str | int, ...], rank: int
) -> Iterator[Fault]:
    if context.search is None:
        return
    version = subject.version
    hits = context.search(version.locale, query)
    if version.id in hits[:rank]:
        return
    place = f"as number {hits.index(version.id) + 1}" if version.id in hits else "not at all"
    first = f" First comes '{hits[0]}'." if hits else ""
    message = f"a search for '{query}' finds this entry {place}.{first}"
    hint = "Use the words of the title or summary, or add them to 'keywords'."
    yield Fault(version.document.at(path), message, hint)


SEARCH_RULES = (
    entry_rule("HC701", "ask-not-found", Severity.ERROR, check_asks),
    entry_rule("HC702", "title-not-found", Severity.ERROR, check_title),
)
