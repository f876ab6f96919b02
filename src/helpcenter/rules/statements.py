"""What providers state, as amounts that a text can be compared with."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from helpcenter.model import Channel, Duration, DurationFact, ListFact, MoneyFact, Provider, Unit

Key = tuple[str, Decimal, "Decimal | None"]


class Statement(NamedTuple):
    """An amount that a provider states, and how a text refers to it."""

    key: Key
    reference: str


_SECONDS = {Unit.SECOND: 1, Unit.MINUTE: 60, Unit.HOUR: 3600}


def statements_of(provider: Provider) -> Iterator[Statement]:
    """Yields the times and amounts of money in a provider's facts and channels."""
    for name, fact in provider.facts.items():
        if isinstance(fact, DurationFact):
            yield Statement(_key(fact.value), f"fact.{name}")
        elif isinstance(fact, MoneyFact):
            yield Statement((fact.currency, fact.amount, None), f"fact.{name}")
    for kind, channel in provider.channels.items():
        yield from _of_channel(channel, f"channel.{kind.value}")


def _of_channel(channel: Channel, name: str) -> Iterator[Statement]:
    if channel.first_reply is not None and channel.first_reply.within is not None:
        yield Statement(_key(channel.first_reply.within), f"{name}.first_reply")
    hours = channel.hours
    if hours is not None and hours.kind == "around_the_clock":
        yield Statement(("time", Decimal(86400), None), f"{name}.hours")
    if hours is not None:
        for clock in (hours.opens, hours.closes):
            if clock is not None:
                hour, minute = map(int, clock.split(":"))
                yield Statement(("clock", Decimal(hour * 60 + minute), None), f"{name}.hours")


def _key(duration: Duration) -> Key:
    factor = _SECONDS.get(duration.unit)
    unit = "time" if factor else duration.unit.value
    low = Decimal(duration.at_least * (factor or 1)) if duration.at_least is not None else None
    return (unit, Decimal(duration.at_most * (factor or 1)), low)


def states(statement: Statement, key: Key) -> bool:
    """True when an amount is the stated one, or one end of the stated range."""
    unit, amount, low = key
    stated_unit, stated, stated_low = statement.key
    if unit != stated_unit:
        return False
    ends = {stated, stated_low} - {None}
    return (amount, low) == (stated, stated_low) or (low is None and amount in ends)


class StatedList(NamedTuple):
    """Things that a provider lists, in a locale's words, and how a text refers to the list."""

    reference: str
    items: tuple[str, ...]
    folded: tuple[str, ...]
    """The items as `str.casefold` makes them."""


def lists_of(provider: Provider, locale: str) -> Iterator[StatedList]:
    """Yields the provider's lists of three and more things in a locale's words."""
    for name, fact in provider.facts.items():
        if isinstance(fact, ListFact) and len(fact.items) >= 3:
            items = tuple(item[locale] for item in fact.items if locale in item)
            if len(items) == len(fact.items):
                yield StatedList(f"fact.{name}", items, tuple(item.casefold() for item in items))
