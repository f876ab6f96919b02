"""HC5: what protects the reader's money and data, and where values come from."""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.catalog import State
from helpcenter.diagnostics import Severity
from helpcenter.model import TextKind
from helpcenter.rules.addresses import host_of
from helpcenter.rules.base import Fault, catalog_rule, entry_rule, text_rule
from helpcenter.rules.context import Context, Subject
from helpcenter.rules.differences import amounts, different_amounts
from helpcenter.rules.links import judged_addresses, same_site
from helpcenter.rules.numbers import Quantity
from helpcenter.rules.passages import Passage, Voice
from helpcenter.rules.secret_requests import asked_secrets
from helpcenter.rules.statements import Statement, listed, states
from helpcenter.rules.suggestions import did_you_mean


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


def check_look_alike(passage: Passage, context: Context) -> Iterator[Fault]:
    """A host imitates an official domain or a provider's name.

    Why: `examp1e.com` and `example-support.com` are where passwords are stolen.

    Bad:
        summary: Log in at cgpay-support.example.

    Good:
        summary: Log in on CGPay's official website.
    """
    for found in judged_addresses(passage, context):
        if found.verdict == "look-alike":
            message = (
                f"'{host_of(found.address.url)}' could be taken for '{found.detail}', but is not known to be."
            )
            hint = "Delete it, or state it in the provider's 'official_domains' once it is verified."
            yield Fault(found.where, message, hint)


def check_secret(passage: Passage, context: Context) -> Iterator[Fault]:
    """A text asks for a password or a code, or to let somebody else use the device.

    Why: No honest support needs them. A reader who is told so once too often will give them to the wrong one.

    Bad:
        - do: Send the verification code to support

    Good:
        - do: Tell support the transaction number, never a password or a code
    """
    del context
    if passage.voice is not Voice.SITE:
        return
    for start, written in asked_secrets(passage.text, passage.locale):
        message = f"'{written}' asks for what nobody may be told."
        yield Fault(
            passage.at(start), message, "Say what support really needs, and that it never asks for this."
        )


def check_shortener(passage: Passage, context: Context) -> Iterator[Fault]:
    """A shortened link hides where it leads.

    Why: A reader who lost money must see where he goes; and who owns the short link can lead it elsewhere any
    day.

    Bad:
        [the form](https://bit.ly/3xyz)

    Good:
        [the form](https://www.example.com/refund-form)
    """
    for found in judged_addresses(passage, context):
        if found.verdict == "shortener":
            yield Fault(
                found.where, f"'{found.address.url}' hides where it leads.", "Link to the page itself."
            )


def check_package(passage: Passage, context: Context) -> Iterator[Fault]:
    """A link leads to a program to install.

    Why: False wallets come as files that bypass the app store.

    Bad:
        [the app](https://www.example.com/wallet.apk)

    Good:
        Look for the app in your phone's app store; the provider's website names it.
    """
    for found in judged_addresses(passage, context):
        if found.verdict == "package":
            yield Fault(
                found.where, f"'{found.address.url}' is a program to install.", "Name the app store instead."
            )


def check_qr_code(passage: Passage, context: Context) -> Iterator[Fault]:
    """A link leads to a QR code.

    Why: Nobody can read where a QR code leads before he has followed it.

    Bad:
        [scan this](https://www.example.com/qrcode.png)

    Good:
        [the contact page](https://www.example.com/contact)
    """
    for found in judged_addresses(passage, context):
        if found.verdict == "qr":
            yield Fault(
                found.where, f"'{found.address.url}' is a QR code.", "Link to the page that it leads to."
            )


def check_sources(context: Context) -> Iterator[Fault]:
    """A fact, a channel or an entry names a source that its provider's file does not list.

    Why: A value without a source is a rumour.

    Bad:
        refund_time: {type: duration, source: articel, ...}

    Good:
        sources: {article: {...}}
        refund_time: {type: duration, source: article, ...}
    """
    catalog = context.catalog
    for name, provider in catalog.providers.items():
        document = context.provider_document(name)
        if document is None:
            continue
        stated = [(("facts", key, "source"), fact.source) for key, fact in provider.facts.items()]
        stated += [
            (("channels", kind.value, "source"), channel.source)
            for kind, channel in provider.channels.items()
        ]
        for path, source in stated:
            if source not in provider.sources:
                message = f"'{source}' is none of the sources of '{name}'."
                yield Fault(
                    document.at(path),
                    message,
                    did_you_mean(source, provider.sources) or "Add it to 'sources'.",
                )
    for version in context.versions():
        owner = catalog.providers.get(version.provider)
        if version.state is not State.SOURCE or owner is None:
            continue
        for position, source in enumerate(version.entry.sources):
            if source not in owner.sources:
                message = f"'{source}' is none of the sources of '{version.provider}'."
                hint = did_you_mean(source, owner.sources) or "Add it to 'sources' in the provider's file."
                yield Fault(version.document.at(("sources", position)), message, hint)


def check_typed_value(subject: Subject, context: Context) -> Iterator[Fault]:
    """A value that the provider states is typed into the text.

    Why: When the provider changes it, the text goes on promising the old one.

    Bad:
        summary: 处理通常需要 5–7 个工作日。

    Good:
        summary: 处理通常需要 {{ fact.refund_time }}。
    """
    for passage, quantity in _own_quantities(subject):
        found = _stated(quantity, subject, context)
        if found is not None:
            reference, owner = found
            yield Fault(
                passage.at(quantity.start), *_typed(passage, quantity.start, quantity.end, reference, owner)
            )
    for whole, parts in subject.joined:
        if whole.voice is Voice.SITE:
            yield from _typed_lists(whole, parts, subject, context)


def _typed(passage: Passage, start: int, end: int, reference: str, owner: str) -> tuple[str, str]:
    message = f"'{passage.text[start:end]}' is what '{owner}' states as '{reference.partition(':')[2] or reference}'."
    if passage.kind is TextKind.LINE:
        return message, "Say it without the value: this line cannot hold a reference."
    return message, f"Write {{{{ {reference} }}}}."


def _typed_lists(
    whole: Passage, parts: tuple[Passage, ...], subject: Subject, context: Context
) -> Iterator[Fault]:
    text = whole.text.casefold()
    for name, provider in context.providers_for(subject.version.provider).items():
        for reference, items in listed(provider, subject.version.text_locale):
            if not all(item.casefold() in text for item in items):
                continue
            for passage in parts:
                if span := _typed_list(passage, items):
                    owner = "" if name == subject.version.provider else f"{name}:"
                    yield Fault(passage.at(span[0]), *_typed(passage, *span, f"{owner}{reference}", name))


def _typed_list(passage: Passage, items: tuple[str, ...]) -> tuple[int, int] | None:
    """Returns where all items of a list stand in one text, in the writer's own words."""
    text = passage.text.casefold()
    places = []
    for item in items:
        start = text.find(item.casefold())
        if start < 0 or passage.is_filled_in(start):
            return None
        places.append((start, start + len(item)))
    first, last = min(places)[0], max(end for _, end in places)
    # Far apart they are words that happen to occur; close together they are the list.
    return (first, last) if last - first <= 3 * sum(map(len, items)) else None


def check_unbacked(subject: Subject, context: Context) -> Iterator[Fault]:
    """A number stands in the text that no fact of the provider backs.

    Why: A time, a fee or a limit that nobody stated is a promise on somebody else's behalf.

    Bad:
        summary: 通常 3 天到账。   # no fact says so

    Good:
        summary: CGPay 没有公布钱多久会到账。
    """
    for passage, quantity in _own_quantities(subject):
        if _stated(quantity, subject, context) is None and not _is_own_count(quantity, subject):
            written = passage.text[quantity.start : quantity.end]
            message = f"no fact of '{subject.version.provider}' backs '{written}'."
            hint = "Leave it out, or state it with its source in the provider's file and refer to it."
            yield Fault(passage.at(quantity.start), message, hint)


def _own_quantities(subject: Subject) -> Iterator[tuple[Passage, Quantity]]:
    """Yields the amounts in an entry's own words: none that a reference filled in, none in code."""
    # HC205 says more about an amount that the other language does not have.
    reported = [here for here, _ in different_amounts(subject) if here is not None]
    for passage, quantity in amounts(subject):
        quoted = passage.is_filled_in(quantity.start) or passage.is_code(quantity.start)
        if not quoted and not quantity.is_figure_of_speech and (passage, quantity) not in reported:
            yield passage, quantity


def _stated(quantity: Quantity, subject: Subject, context: Context) -> tuple[str, str] | None:
    """Returns the reference to the provider's value and the provider, for an amount that one states."""
    own = subject.version.provider
    found: list[tuple[str, Statement]] = [
        (name, statement)
        for name in context.providers_for(own)
        for statement in context.statements(name)
        if states(statement, quantity.key)
    ]
    if not found:
        return None
    name, statement = found[0]
    return (statement.reference if name == own else f"{name}:{statement.reference}"), name


def _is_own_count(quantity: Quantity, subject: Subject) -> bool:
    """True for a bare figure that counts the entry's own steps or checks, or is one of its error codes."""
    entry = subject.version.entry
    if quantity.unit:
        return False
    counts = {len(getattr(entry, field, ())) for field in ("steps", "checks")} - {0}
    return int(quantity.amount) in counts or quantity.written in entry.codes


TRUST_RULES = (
    text_rule("HC501", "contact-in-text", Severity.ERROR, check_contact, can_be_allowed=False),
    catalog_rule("HC502", "unverified-contact", Severity.ERROR, check_expired, can_be_allowed=False),
    catalog_rule("HC503", "unofficial-source", Severity.ERROR, check_contact_source, can_be_allowed=False),
    text_rule("HC504", "look-alike-host", Severity.ERROR, check_look_alike, can_be_allowed=False),
    text_rule("HC505", "asks-for-secret", Severity.ERROR, check_secret, can_be_allowed=False),
    text_rule("HC506", "shortened-link", Severity.ERROR, check_shortener, can_be_allowed=False),
    text_rule("HC507", "app-package-link", Severity.ERROR, check_package, can_be_allowed=False),
    text_rule("HC508", "qr-code-link", Severity.ERROR, check_qr_code, can_be_allowed=False),
    catalog_rule("HC509", "unknown-source", Severity.ERROR, check_sources),
    entry_rule("HC510", "typed-value", Severity.ERROR, check_typed_value),
    entry_rule("HC511", "unbacked-number", Severity.ERROR, check_unbacked),
)
