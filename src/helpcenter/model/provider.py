"""A provider: a payment service, how to reach it, and what it states, each value with its source."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, HttpUrl, model_validator

from helpcenter.model.text import Day, Flag, Key, Line, LocalInline, LocalLine, Model


class ChannelKind(StrEnum):
    """A way to reach a provider."""

    LIVE_CHAT = "live_chat"
    PHONE = "phone"
    EMAIL = "email"
    APP = "app"
    WECHAT = "wechat"
    QQ = "qq"
    WEIBO = "weibo"
    SOCIAL_MEDIA = "social_media"
    OFFICIAL_SITE = "official_site"


CHANNEL_ORDER: tuple[ChannelKind, ...] = tuple(ChannelKind)
"""The one order in which channels are shown everywhere (WCAG 2.2, 3.2.6 Consistent Help)."""


class Affiliation(StrEnum):
    """What this site is to the provider."""

    INDEPENDENT = "independent"
    OFFICIAL = "official"


class Unit(StrEnum):
    """A unit of time."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    BUSINESS_DAY = "business_day"
    WEEK = "week"
    MONTH = "month"


class Source(Model):
    """A text that facts are taken from."""

    title: Annotated[LocalLine, Field(description="What it is, per locale.")]
    url: Annotated[HttpUrl | None, Field(description="Where it stands, if it is public.")] = None
    retrieved: Annotated[Day, Field(description="The day on which it was read.")]


class Duration(Model):
    """A length of time: exact or at most (`at_most`), or a range (`at_least` to `at_most`)."""

    at_least: Annotated[int | None, Field(gt=0, description="The shorter end of a range.")] = None
    at_most: Annotated[int, Field(gt=0, description="The length, or the longer end of a range.")]
    unit: Unit

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.at_least is not None and self.at_least >= self.at_most:
            raise ValueError("must have 'at_least' below 'at_most'")
        return self


class Reply(Model):
    """How soon a first answer comes: a duration, at once, or as the provider words it."""

    within: Annotated[Duration | None, Field(description="The time that the provider states.")] = None
    at_once: Annotated[Flag, Field(description="Answered at once.")] = False
    text: Annotated[LocalLine | None, Field(description="A statement that is no number.")] = None
    usually: Annotated[Flag, Field(description="The provider says 'usually'.")] = False

    @model_validator(mode="after")
    def _one_statement(self) -> Self:
        if sum((self.within is not None, self.at_once, self.text is not None)) != 1:
            raise ValueError("must state exactly one of 'within', 'at_once' and 'text'")
        return self


class Hours(Model):
    """When a channel is answered."""

    kind: Literal["around_the_clock", "working_hours"]
    opens: Annotated[str | None, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = None
    closes: Annotated[str | None, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = None
    days: Annotated[LocalLine | None, Field(description="Which days, per locale.")] = None
    time_zone: Annotated[str | None, Field(description="IANA name, e.g. Asia/Shanghai.")] = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        given = [self.opens is not None, self.closes is not None, self.time_zone is not None]
        if any(given) and not all(given):
            raise ValueError("must give 'opens', 'closes' and 'time_zone' together")
        return self


class Contact(Model):
    """A number, address or link, published only while verified."""

    value: Annotated[Line, Field(description="As the provider writes it.")]
    source: Annotated[HttpUrl, Field(description="The page on an official domain that shows it.")]
    verified_on: Day
    verified_by: Annotated[Line, Field(description="Who compared it with the source.")]
    expires_on: Day

    @model_validator(mode="after")
    def _expires_later(self) -> Self:
        if self.expires_on <= self.verified_on:
            raise ValueError("must have 'expires_on' after 'verified_on'")
        return self

    def is_verified(self, today: date) -> bool:
        """True while it may be published."""
        return self.verified_on <= today < self.expires_on


class Channel(Model):
    """One way to reach the provider, as far as its source states."""

    source: Annotated[Key, Field(description="Id of the source that states it.")]
    where: Annotated[LocalInline | None, Field(description="Where to find it.")] = None
    hours: Annotated[Hours | None, Field(description="When it is answered; leave out if not stated.")] = None
    first_reply: Annotated[Reply | None, Field(description="How soon; leave out if not stated.")] = None
    good_for: Annotated[LocalInline | None, Field(description="What it is best for.")] = None
    note: LocalInline | None = None
    contact: Contact | None = None


class FactBase(Model):
    """A value that a provider states, with its source."""

    source: Annotated[Key, Field(description="Id of the source that states it.")]
    stated_on: Annotated[Day | None, Field(description="The day of the statement, if known.")] = None
    usually: Annotated[Flag, Field(description="The provider says 'usually'.")] = False


class DurationFact(FactBase):
    """A length of time."""

    type: Literal["duration"]
    value: Duration


class MoneyFact(FactBase):
    """An amount of money."""

    type: Literal["money"]
    amount: Decimal
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


class ListFact(FactBase):
    """Things, each named per locale."""

    type: Literal["list"]
    items: Annotated[tuple[LocalLine, ...], Field(min_length=1)]


class TextFact(FactBase):
    """A statement in words."""

    type: Literal["text"]
    text: LocalInline


Fact = Annotated[DurationFact | MoneyFact | ListFact | TextFact, Field(discriminator="type")]


class Provider(Model):
    """A payment service that entries are about, or `general` for what holds for all."""

    names: Annotated[LocalLine, Field(description="Its name per locale.")]
    description: Annotated[LocalInline, Field(description="What it is, in one line, per locale.")]
    misspellings: Annotated[
        tuple[Line, ...], Field(description="How customers misspell the name; search finds it by them.")
    ] = ()
    aliases: Annotated[
        tuple[Line, ...], Field(description="Other correct names; search finds it by them.")
    ] = ()
    official_domains: Annotated[
        tuple[Annotated[str, Field(pattern=r"^[a-z0-9.-]+\.[a-z]{2,}$")], ...],
        Field(description="Domains known to be the provider's; empty while none is verified."),
    ] = ()
    affiliation: Annotated[Affiliation, Field(description="What this site is to the provider.")] = (
        Affiliation.INDEPENDENT
    )
    colour: Annotated[
        str, Field(pattern=r"^#[0-9a-f]{6}$", description="Colour of its mark, e.g. #0b6e4f.")
    ] = "#455a64"
    sources: Annotated[Mapping[Key, Source], Field(description="Texts that its facts are taken from.")]
    channels: Mapping[ChannelKind, Channel] = Field(default_factory=dict)
    facts: Mapping[Key, Fact] = Field(default_factory=dict)
