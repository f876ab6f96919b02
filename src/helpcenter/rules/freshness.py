"""HC6: somebody looks after every answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from helpcenter.diagnostics import Severity
from helpcenter.rules.base import Fault, source_rule
from helpcenter.rules.context import Context, Subject


def check_overdue(subject: Subject, context: Context) -> Iterator[Fault]:
    """An answer has not been compared with its sources for longer than planned.

    Why: What a provider does changes; the reader trusts the date below the answer. `--today` sets the day.

    Bad:
        reviewed: 2025-01-10
        review_days: 180

    Good:
        reviewed: 2026-11-22
    """
    version = subject.version
    entry = version.entry
    due = entry.reviewed + timedelta(days=entry.review_days)
    if context.today > due:
        message = f"the review was due on {due}."
        yield Fault(
            version.document.at(("reviewed",)),
            message,
            "Compare it with its sources, then set 'reviewed' to the day.",
        )


def check_future(subject: Subject, context: Context) -> Iterator[Fault]:
    """An answer was reviewed on a day that is still to come.

    Why: The page would say so, and the next review would come too late.

    Bad:
        reviewed: 2062-11-22

    Good:
        reviewed: 2026-11-22
    """
    version = subject.version
    if version.entry.reviewed > context.today:
        message = f"it cannot have been reviewed on {version.entry.reviewed}: today is {context.today}."
        yield Fault(version.document.at(("reviewed",)), message, "State the day of the review.")


def check_owner(subject: Subject, context: Context) -> Iterator[Fault]:
    """Nobody looks after an answer.

    Why: A review that is everybody's is nobody's.

    Bad:
        owner: nobody

    Good:
        owner: payments-team
    """
    del context
    version = subject.version
    if version.entry.owner.strip(" .?-").casefold() in _NOBODY:
        message = f"'{version.entry.owner}' is nobody who could look after it."
        yield Fault(version.document.at(("owner",)), message, "Name a person or a team.")


_NOBODY = frozenset(
    {"", "nobody", "none", "no one", "n/a", "na", "tbd", "unknown", "anyone", "everyone", "someone", "null", "~", "xxx",
     "无", "没有", "待定", "未定", "暂无", "不详"}
)  # fmt: skip

FRESHNESS_RULES = (
    source_rule("HC601", "review-overdue", Severity.WARNING, check_overdue),
    source_rule("HC602", "no-owner", Severity.ERROR, check_owner),
    source_rule("HC603", "review-in-future", Severity.ERROR, check_future),
)
