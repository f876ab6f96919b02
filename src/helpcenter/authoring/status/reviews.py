"""When answers are to be reviewed again, and a chart of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup, escape

from helpcenter.catalog import Catalog

SOON = 30
"""Days before its date at which a review is shown as due soon."""
_CELL, _ACROSS, _MONTH, _TOP, _AXIS = 13, 6, 96, 26, 40
_MOST_ROWS, _MOST_MONTHS = 16, 60


@dataclass(frozen=True, slots=True)
class Review:
    """One answer's review: when it was, when the next one is due, and the days until then (negative: overdue)."""

    entry_id: str
    title: str
    owner: str
    reviewed: date
    due: date
    days: int

    @property
    def state(self) -> str:
        """Returns `overdue`, `soon` or `fine`."""
        return "overdue" if self.days < 0 else "soon" if self.days <= SOON else "fine"


def reviews_of(catalog: Catalog, today: date) -> list[Review]:
    """Returns the reviews of all entries, the most urgent first."""
    found = []
    for entry_id in catalog.ids:
        version = catalog.source(entry_id)
        if version is not None:
            entry = version.entry
            due = entry.reviewed + timedelta(days=entry.review_days)
            found.append(Review(entry_id, entry.title, entry.owner, entry.reviewed, due, (due - today).days))
    return sorted(found, key=lambda review: (review.due, review.entry_id))


def timeline(reviews: Sequence[Review], today: date) -> Markup:
    """Returns a chart with a square for each answer in the month in which its review is due."""
    months = _months(reviews, today)
    piles = {month: [review for review in reviews if _month(review.due) == month] for month in months}
    rows = max((-(-len(pile) // _ACROSS) for pile in piles.values()), default=1)
    shown = max(3, min(rows, _MOST_ROWS))
    width, height = len(months) * _MONTH, _TOP + shown * _CELL + _AXIS
    base = height - _AXIS
    parts = [
        (
            f'<svg class="timeline" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
            f'aria-label="Reviews by the month in which they are due">'
        )
    ]
    for number, month in enumerate(months):
        parts.append(_column(piles[month], month, number * _MONTH, base, shown))
    at = months.index(_month(today)) * _MONTH + _MONTH * (today.day - 1) / 31
    parts.append(f'<line class="today" x1="{at:.1f}" x2="{at:.1f}" y1="8" y2="{base + 6}"/>')
    parts.append(f'<text class="today" x="{at + 5:.1f}" y="16">today</text></svg>')
    return Markup("".join(parts))  # noqa: S704 - every text in it is escaped


def _column(pile: Sequence[Review], month: date, left: int, base: int, shown: int) -> str:
    x = left + (_MONTH - _ACROSS * _CELL) / 2
    middle = left + _MONTH / 2
    parts = [f'<line class="axis" x1="{left + 6}" x2="{left + _MONTH - 6}" y1="{base}" y2="{base}"/>']
    for place, review in enumerate(pile[: shown * _ACROSS]):
        row, across = divmod(place, _ACROSS)
        title = escape(f"{review.title} · {review.entry_id} · due {review.due}")
        parts.append(
            f'<rect class="{review.state}" x="{x + across * _CELL:.1f}" y="{base - (row + 1) * _CELL}" '
            f'width="{_CELL - 3}" height="{_CELL - 3}" rx="2"><title>{title}</title></rect>'
        )
    if pile:
        top = base - min(shown, -(-len(pile) // _ACROSS)) * _CELL - 6
        parts.append(f'<text class="count" x="{middle}" y="{top}">{len(pile)}</text>')
    name = month.strftime("%b") + (f" {month.year}" if month.month == 1 else "")
    parts.append(f'<text class="month" x="{middle}" y="{base + 18}">{name}</text>')
    return "".join(parts)


def _months(reviews: Sequence[Review], today: date) -> list[date]:
    first = min([_month(today), *(_month(review.due) for review in reviews)])
    last = max([_following(_month(today)), *(_month(review.due) for review in reviews)])
    months = list(_range(first, last))
    if len(months) > _MOST_MONTHS:
        here = months.index(_month(today))
        start = max(0, min(here - _MOST_MONTHS // 4, len(months) - _MOST_MONTHS))
        months = months[start : start + _MOST_MONTHS]
    return months


def _range(first: date, last: date) -> Iterator[date]:
    month = first
    while month <= last:
        yield month
        month = _following(month)


def _month(day: date) -> date:
    return day.replace(day=1)


def _following(month: date) -> date:
    return _month(month + timedelta(days=32))
