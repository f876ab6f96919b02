"""HC5: what protects the reader's money and data, and where values come from."""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.diagnostics import Severity
from helpcenter.rules.addresses import host_of
from helpcenter.rules.base import Fault, text_rule
from helpcenter.rules.contacts import CONTACT_RULES
from helpcenter.rules.context import Context
from helpcenter.rules.passages import Passage, Voice
from helpcenter.rules.secret_requests import asked_secrets
from helpcenter.rules.values import VALUE_RULES
from helpcenter.rules.web_links import judged_addresses


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


TRUST_RULES = (
    *CONTACT_RULES,
    text_rule("HC504", "look-alike-host", Severity.ERROR, check_look_alike, can_be_allowed=False),
    text_rule("HC505", "asks-for-secret", Severity.ERROR, check_secret, can_be_allowed=False),
    text_rule("HC506", "shortened-link", Severity.ERROR, check_shortener, can_be_allowed=False),
    text_rule("HC507", "app-package-link", Severity.ERROR, check_package, can_be_allowed=False),
    text_rule("HC508", "qr-code-link", Severity.ERROR, check_qr_code, can_be_allowed=False),
    *VALUE_RULES,
)
