"""What providers state, where it comes from and how old it is; and which contacts are published."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from helpcenter.catalog import Catalog, State
from helpcenter.markup import Values, references_in
from helpcenter.model import CHANNEL_ORDER, Provider, texts_of

EXPIRES_SOON = 30


@dataclass(frozen=True, slots=True)
class StatedFact:
    """A fact: its value in the default locale, its source, the day it is of, and how many texts refer to it."""

    provider: str
    name: str
    value: str
    source: str
    day: date
    age: int
    uses: int


@dataclass(frozen=True, slots=True)
class StatedChannel:
    """A channel: what is stated, and the state of its contact: none, verified, expiring or expired."""

    provider: str
    channel: str
    stated: str
    contact: str
    value: str
    until: date | None
    age: int


def facts_of(catalog: Catalog, today: date) -> list[StatedFact]:
    """Returns the facts of all providers, the oldest first."""
    values = Values(catalog, catalog.settings.default_locale)
    uses = _uses(catalog)
    found = []
    for name, provider in catalog.providers.items():
        for key, fact in provider.facts.items():
            day = fact.stated_on or _retrieved(provider, fact.source, today)
            source = provider.sources.get(fact.source)
            title = catalog.local(source.title, values.locale) if source else fact.source
            count = uses[name, "fact", key]
            found.append(StatedFact(name, key, values.fact(fact), title, day, (today - day).days, count))
    return sorted(found, key=lambda fact: (-fact.age, fact.provider, fact.name))


def channels_of(catalog: Catalog, today: date) -> list[StatedChannel]:
    """Returns the channels of all providers, in the one order of channels."""
    values = Values(catalog, catalog.settings.default_locale)
    found = []
    for name in catalog.provider_ids:
        provider = catalog.providers[name]
        for kind in CHANNEL_ORDER:
            channel = provider.channels.get(kind)
            if channel is None:
                continue
            told = [values.channel(channel, aspect) for aspect in ("first_reply", "hours")]
            contact = channel.contact
            state, value, until = "none", "", None
            if contact is not None:
                value, until = contact.value, contact.expires_on
                state = "verified" if contact.is_verified(today) else "expired"
                if state == "verified" and (until - today).days <= EXPIRES_SOON:
                    state = "expiring"
            age = (today - _retrieved(provider, channel.source, today)).days
            found.append(
                StatedChannel(name, kind.value, " · ".join(filter(None, told)), state, value, until, age)
            )
    return found


def _retrieved(provider: Provider, source: str, today: date) -> date:
    known = provider.sources.get(source)
    return known.retrieved if known else today


def _uses(catalog: Catalog) -> Counter[tuple[str, str, str]]:
    """Returns how many texts refer to each value, by provider, kind and key; converted texts do not count."""
    uses: Counter[tuple[str, str, str]] = Counter()
    for versions in catalog.entries.values():
        for version in versions.values():
            if version.state in (State.SOURCE, State.TRANSLATION):
                for text in texts_of(version.entry):
                    for reference in references_in(text.value):
                        uses[reference.provider or version.provider, reference.kind, reference.key] += 1
    return uses
