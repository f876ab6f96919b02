"""Contacts and hosts that nobody verified."""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.audit.check import Check, Finding, Mark
from helpcenter.audit.facts import Mention
from helpcenter.audit.site import Site
from helpcenter.contact_shapes import ContactBook
from helpcenter.diagnostics import Severity
from helpcenter.look_alikes import HostBook


def unverified_contacts(site: Site) -> Iterator[Finding]:
    """A page shows or links something that looks like a contact, and no verified contact backs it.

    *Why*: planted phone numbers, mailboxes and wallets on help pages are how payment customers are robbed.
    The text, attributes, meta elements, links and structured data are read, disguised writing too.

    *Bad*: a number in a text, `1❋888❋555❋0142`.

    *Good*: a contact in the provider's file, verified, with its source; the page takes it from there.
    """
    book = ContactBook(site.options.contacts)
    for page in site.pages.values():
        for mention in page.mentions:
            if not book.backs_value(mention.kind, mention.value):
                yield Finding(page.path, _message(mention), _HINT, mention.mark)


def unverified_data_contacts(site: Site) -> Iterator[Finding]:
    """A data file, the search texts or a machine-readable twin holds a contact that no verified one backs.

    *Why*: search results, assistants and other programs repeat what they read there.

    *Bad*: a number in `search/zh/texts-01.json` of a contact that has expired.

    *Good*: data made from the same verified contacts as the pages.
    """
    book = ContactBook(site.options.contacts)
    for file in site.data_files.values():
        for mention in file.mentions:
            if not book.backs_value(mention.kind, mention.value):
                yield Finding(file.path, _message(mention), _HINT, mention.mark)


_HINT = "Verify it and enter it in the provider's file, or remove it."


def _message(mention: Mention) -> str:
    return f"{mention.where} has the {mention.kind} '{mention.written}', which no verified contact backs."


def look_alike_hosts(site: Site) -> Iterator[Finding]:
    """A page links or names a host that looks like a provider's official one and isn't.

    *Why*: a look-alike is where passwords and codes are stolen.

    *Bad*: `paymint-help.example` or `payrnint.example`, when the official one is `paymint.example`.

    *Good*: the official domain, as the provider's file states it.
    """
    book = HostBook.of(site.options.official_hosts, site.options.allowed_hosts, site.options.brands)
    own = site.address.host.partition(":")[0]
    imitated: dict[str, str | None] = {}
    for page in site.pages.values():
        linked = {host.partition(":")[0]: Mark("a", "href", raw) for raw, host in page.links.outside}
        named = {host: Mark(text=host) for host in page.shown_hosts}
        for host, mark in {**named, **linked}.items():
            if host == own:
                continue
            if host not in imitated:
                imitated[host] = book.imitated_by(host)
            if imitated[host]:
                message = f"the host '{host}' looks like '{imitated[host]}', but isn't official."
                yield Finding(page.path, message, "Use the official domain from the provider's file.", mark)


CHECKS = (
    Check("HC950", "unverified-contact", Severity.ERROR, unverified_contacts),
    Check("HC951", "unverified-data-contact", Severity.ERROR, unverified_data_contacts),
    Check("HC952", "look-alike-host", Severity.ERROR, look_alike_hosts),
)
