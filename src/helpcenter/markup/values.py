"""Facts, times and amounts in a locale's own form: `5–7 个工作日`, `5–7 business days`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from babel import Locale as BabelLocale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal
from babel.units import format_unit

from helpcenter.catalog import Catalog
from helpcenter.catalog.interface import built_in_strings
from helpcenter.model import Channel, Duration, DurationFact, Fact, Hours, ListFact, MoneyFact, Reply, Unit
from helpcenter.model.strings import fill

EN_DASH = "\u2013"

# A reply time and hours are phrases around a value; each locale may state its own in `strings`.
PHRASES = {
    "value.within": "within {duration}",
    "value.at_once": "at once",
    "value.usually": "usually {value}",
    "value.around_the_clock": "24 hours a day",
    "value.working_hours": "working hours",
    "value.hours": "{opens}\u2013{closes}",
}


class Values:
    """Formats what providers state, for one locale of a catalog."""

    def __init__(self, catalog: Catalog, locale: str) -> None:
        self.catalog = catalog
        self.locale = locale
        self._dates: dict[date, str] = {}

    @cached_property
    def babel(self) -> BabelLocale:
        """Returns Babel's data for the locale; for an unknown one, its language's or English."""
        for tag in (self.locale, self.locale.split("-")[0], "en"):
            try:
                return BabelLocale.parse(tag, sep="-")
            except (ValueError, LookupError):
                continue
        raise AssertionError("Babel always knows English")

    def phrase(self, key: str, **values: str) -> str:
        """Returns an interface string with its placeholders filled in."""
        own = self.catalog.locales[self.locale].strings
        pattern = own.get(key) or built_in_strings(self.locale).get(key) or PHRASES[key]
        return fill(pattern, values)

    def fact(self, fact: Fact) -> str:
        """Returns a fact's value, without "usually"."""
        if isinstance(fact, DurationFact):
            return self.duration(fact.value)
        if isinstance(fact, MoneyFact):
            return format_currency(fact.amount, fact.currency, locale=self.babel)
        if isinstance(fact, ListFact):
            return self.list([self.catalog.local(item, self.locale) for item in fact.items])
        return self.catalog.local(fact.text, self.locale)

    def duration(self, duration: Duration) -> str:
        """Returns a length of time with its unit, a range with an en dash."""
        number = format_decimal(duration.at_most, locale=self.babel)
        if duration.at_least is not None:
            number = f"{format_decimal(duration.at_least, locale=self.babel)}{EN_DASH}{number}"
        return self._unit_pattern(duration.unit, duration.at_most).replace("{n}", number)

    def reply(self, reply: Reply) -> str:
        """Returns how soon a first answer comes: `within 60 seconds`, `usually at once`."""
        if reply.text is not None:
            value = self.catalog.local(reply.text, self.locale)
        elif reply.within is not None:
            value = self._within(reply.within)
        else:
            value = self.phrase("value.at_once")
        return self.phrase("value.usually", value=value) if reply.usually else value

    def hours(self, hours: Hours) -> str:
        """Returns when a channel is answered."""
        value = self.phrase(f"value.{hours.kind}")
        if hours.opens and hours.closes:
            times = self.phrase("value.hours", opens=hours.opens, closes=hours.closes)
            days = self.catalog.local(hours.days, self.locale) if hours.days else ""
            value = f"{days} {times} ({hours.time_zone})".strip()
        return value

    def channel(self, channel: Channel, aspect: str) -> str | None:
        """Returns one aspect of a channel (first_reply, hours, where, good_for, note); None if not stated."""
        match aspect:
            case "first_reply":
                return self.reply(channel.first_reply) if channel.first_reply else None
            case "hours":
                return self.hours(channel.hours) if channel.hours else None
            case "where" | "good_for" | "note":
                texts = getattr(channel, aspect)
                return self.catalog.local(texts, self.locale) if texts else None
        return None

    def date(self, day: date) -> str:
        """Returns a date in full."""
        if day not in self._dates:
            self._dates[day] = format_date(day, format="long", locale=self.babel)
        return self._dates[day]

    def list(self, items: Sequence[str]) -> str:
        """Returns the items joined as the locale joins them (`a, b and c`)."""
        return format_list(items, style="standard", locale=self.babel)

    def _within(self, duration: Duration) -> str:
        if duration.at_least is not None:
            return self.duration(duration)
        return self.phrase("value.within", duration=self.duration(duration))

    def _unit_pattern(self, unit: Unit, count: int) -> str:
        plural = self.babel.plural_form(count)
        own = self.catalog.locales[self.locale].units.get(unit)
        if own:
            return own.get(plural) or own["other"]
        if unit is Unit.BUSINESS_DAY:
            return "{n} business days"
        # Babel knows some units of some locales in one length only; where it has none it names the unit itself.
        for length in ("long", "short", "narrow"):
            formatted = format_unit(count, f"duration-{unit.value}", length, locale=self.babel)
            if "duration-" not in formatted:
                break
        return formatted.replace(format_decimal(count, locale=self.babel), "{n}", 1)
