"""HC501 to HC503: what one could dial, write to or pay to comes from a verified contact alone."""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.diagnostics import Severity
from helpcenter.rules.addresses import host_of
from helpcenter.rules.base import Fault, catalog_rule, text_rule
from helpcenter.rules.context import Context
from helpcenter.rules.passages import Passage
from helpcenter.rules.web_links import same_site


def check_contact(passage: Passage, context: Context) -> Iterator[Fault]:
    """Something that one could dial, write to or pay to stands in a text.

    Why: Fraudsters plant their own number on help pages about money. Numbers and addresses are shown from the
    provider's file only, and only while they are verified there. Disguises are seen through: full width, circled
    and Chinese digits, letters for digits, blanks and symbols in between.

    Bad:
        summary: 请致电四零零 8OO 1234。

    Good:
        summary: 请联系{{ channel.phone }}，号码以官方网站为准。
    """
    for shape in passage.contact_shapes:
        kind, where = shape.kind.value, passage.at(shape.start)
        if passage.is_filled_in(shape.start) and passage.is_filled_in(shape.end - 1):
            continue  # The provider's file is looked at where the text stands.
        if context.contacts.backs(shape):
            message = f"'{shape.written}' is a verified {kind}, but it would stay here after it expires."
            yield Fault(where, message, "Name the channel; its page shows the number while it is verified.")
            continue
        disguise = ", disguised" if shape.disguised else ""
        message = f"'{shape.written}' looks like {_article(kind)} {kind}{disguise}."
        hint = (
            "Name the channel, e.g. {{ channel.phone }}; a verified contact belongs in the provider's file."
        )
        yield Fault(where, message, hint)


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeiou" else "a"


def check_expired(context: Context) -> Iterator[Fault]:
    """A contact is no longer verified, or not yet.

    Why: Numbers change hands. After the day, no page shows it until somebody has compared it again.

    Bad:
        expires_on: 2026-05-01   # and that day is over

    Good:
        verified_on: 2026-11-22
        expires_on: 2027-02-20
    """
    for name, provider in context.catalog.providers.items():
        document = context.provider_document(name)
        if document is None:
            continue
        for kind, channel in provider.channels.items():
            contact = channel.contact
            if contact is None or contact.is_verified(context.today):
                continue
            path = ("channels", kind.value, "contact")
            if context.today < contact.verified_on:
                message = f"the contact is verified on {contact.verified_on}, which is still to come."
                yield Fault(document.at((*path, "verified_on")), message, "State the day of the comparison.")
            else:
                message = f"the contact expired on {contact.expires_on}."
                hint = f"Compare it with {contact.source}, then renew 'verified_on' and 'expires_on'."
                yield Fault(document.at((*path, "expires_on")), message, hint)


def check_contact_source(context: Context) -> Iterator[Fault]:
    """The page that shows a contact is not on one of the provider's official domains.

    Why: Only the provider itself can say which number is its own.

    Bad:
        official_domains: [example.com]
        contact: {source: "https://example-help.net/contact", ...}

    Good:
        contact: {source: "https://www.example.com/contact", ...}
    """
    for name, provider in context.catalog.providers.items():
        document = context.provider_document(name)
        if document is None:
            continue
        for kind, channel in provider.channels.items():
            if channel.contact is None:
                continue
            host = host_of(str(channel.contact.source))
            where = document.at(("channels", kind.value, "contact", "source"))
            if str(channel.contact.source).startswith("http://"):
                yield Fault(where, f"'{channel.contact.source}' is not encrypted.", "Give its https address.")
            elif not any(same_site(host, domain) for domain in provider.official_domains):
                known = ", ".join(provider.official_domains)
                message = f"'{host}' is not an official domain of '{name}'."
                hint = (
                    f"Known are {known}."
                    if known
                    else "State 'official_domains' first, or leave the contact out."
                )
                yield Fault(where, message, hint)


CONTACT_RULES = (
    text_rule("HC501", "contact-in-text", Severity.ERROR, check_contact, can_be_allowed=False),
    catalog_rule("HC502", "unverified-contact", Severity.ERROR, check_expired, can_be_allowed=False),
    catalog_rule("HC503", "unofficial-source", Severity.ERROR, check_contact_source, can_be_allowed=False),
)
