"""References in text: `{{ fact.refund_time }}`, `{{ topay:channel.phone.hours }}`, `{{ term.otp }}`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import NamedTuple

from helpcenter.catalog import Catalog
from helpcenter.markup.values import Values
from helpcenter.model import ChannelKind, Provider

BRACES = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_GRAMMAR = re.compile(
    r" ?(?:(?P<provider>[a-z0-9-]+):)?(?P<kind>fact|channel|term|provider|item)"
    r"\.(?P<key>[a-z0-9_-]+)(?:\.(?P<aspect>[a-z_]+))? ?"
)
ASPECTS = ("first_reply", "hours", "where", "good_for", "note", "contact")


class Reference(NamedTuple):
    """One reference. `provider` is empty where the entry's own is meant."""

    provider: str
    kind: str
    key: str
    aspect: str
    offset: int
    text: str


class UnknownReferenceError(LookupError):
    """A reference names something that does not exist; carries the message and the hint."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def parse_reference(text: str, offset: int = 0) -> Reference | None:
    """Returns the reference in `{{ … }}`; None when it is not of the grammar."""
    match = _GRAMMAR.fullmatch(text[2:-2])
    if match is None:
        return None
    return Reference(
        match["provider"] or "", match["kind"], match["key"], match["aspect"] or "", offset, text
    )


def references_in(text: str) -> Iterator[Reference]:
    """Yields the well-formed references in a text, in order."""
    if "{{" not in text:
        return
    for match in BRACES.finditer(text):
        reference = parse_reference(match[0], match.start())
        if reference is not None:
            yield reference


class Meanings:
    """What the references in the texts of a catalog stand for."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._values: dict[str, Values] = {}
        self._known: dict[tuple[str, str, str], str] = {}

    def values(self, locale: str) -> Values:
        """Returns what formats values for a locale."""
        if locale not in self._values:
            self._values[locale] = Values(self.catalog, locale)
        return self._values[locale]

    def of(self, braces: str, locale: str, provider: str) -> str | None:
        """Returns what `{{ … }}` stands for in a text of a provider; None when it is not of the grammar.

        Raises UnknownReferenceError.
        """
        key = (braces, locale, provider)
        if key not in self._known:
            reference = parse_reference(braces)
            if reference is None:
                return None
            self._known[key] = resolve(reference, self.catalog, self.values(locale), provider)
        return self._known[key]


def resolve(reference: Reference, catalog: Catalog, values: Values, provider: str) -> str:
    """Returns what a reference stands for in the locale of `values`. Raises UnknownReferenceError."""
    name = reference.provider or provider
    owner = catalog.providers.get(name)
    if owner is None and reference.kind in ("fact", "channel"):
        raise UnknownReferenceError(f"'{name}' is no provider.", _near(name, catalog.providers))
    match reference.kind:
        case "fact" if owner is not None:
            fact = owner.facts.get(reference.key)
            if fact is None:
                raise _unknown("fact", reference.key, name, owner.facts)
            return values.fact(fact)
        case "channel" if owner is not None:
            return _channel(reference, values, name, owner)
        case "term":
            terms = catalog.glossaries[values.locale].terms
            if reference.key not in terms:
                raise UnknownReferenceError(
                    f"'{reference.key}' is no term of the glossary.", _near(reference.key, terms)
                )
            return terms[reference.key].preferred
        case "provider":
            named = catalog.providers.get(reference.key)
            if named is None:
                raise UnknownReferenceError(
                    f"'{reference.key}' is no provider.", _near(reference.key, catalog.providers)
                )
            return catalog.local(named.names, values.locale)
        case _:
            items = catalog.locales[values.locale].checklist
            if reference.key not in items:
                raise UnknownReferenceError(
                    f"'{reference.key}' is no item of the checklist.", _near(reference.key, items)
                )
            return items[reference.key]


def _channel(reference: Reference, values: Values, name: str, owner: Provider) -> str:
    stated = {kind.value: channel for kind, channel in owner.channels.items()}
    channel = stated.get(reference.key)
    if channel is None:
        raise _unknown("channel", reference.key, name, stated)
    kind = ChannelKind(reference.key)
    label = values.catalog.locales[values.locale].channels.get(kind, kind.value.replace("_", " "))
    if not reference.aspect:
        return label
    if reference.aspect not in ASPECTS:
        raise UnknownReferenceError(
            f"a channel has no '{reference.aspect}'.", _near(reference.aspect, ASPECTS)
        )
    if reference.aspect == "contact":
        # Only pages may decide to print a contact, because it expires.
        raise UnknownReferenceError(
            "a contact is never put into text.", "Name the channel; its page shows it."
        )
    value = values.channel(channel, reference.aspect)
    if value is None:
        raise UnknownReferenceError(
            f"'{name}' states no '{reference.aspect}' for '{reference.key}'.",
            "Say that it is not stated, or add it with its source.",
        )
    return value


def _unknown(kind: str, key: str, provider: str, known: object) -> UnknownReferenceError:
    return UnknownReferenceError(f"'{provider}' has no {kind} '{key}'.", _near(key, known))


def _near(name: str, known: object) -> str:
    close = difflib.get_close_matches(name, sorted(map(str, known)), n=1)  # type: ignore[call-overload]
    return f"Did you mean '{close[0]}'?" if close else ""
