"""HC307 to HC309, and what can be wrong about any web address in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from helpcenter.diagnostics import Location, Severity
from helpcenter.rules.addresses import (
    Address,
    addresses_in,
    host_of,
    is_app_package,
    is_shortener,
    shows_qr_code,
)
from helpcenter.rules.base import Fault, text_rule
from helpcenter.rules.context import Context
from helpcenter.rules.passages import Passage, Voice
from helpcenter.rules.suggestions import did_you_mean


def check_insecure(passage: Passage, context: Context) -> Iterator[Fault]:
    """A link goes over http, without the s.

    Why: Anybody on the way, in a café's network for example, can replace the page with one of his own.

    Bad:
        [the official site](http://www.example.com/)

    Good:
        [the official site](https://www.example.com/)
    """
    for found in judged_addresses(passage, context):
        if found.verdict == "insecure":
            better = found.address.url.replace("http://", "https://", 1)
            yield Fault(
                found.where, f"'{found.address.url}' is not encrypted.", f"Link to '{better}' if it answers."
            )


def check_domain(passage: Passage, context: Context) -> Iterator[Fault]:
    """A link leads to a site that is neither the provider's own nor on the list of allowed ones.

    Why: A help page about money lends its credit to whatever it links to.

    Bad:
        [more about refunds](https://blog.example.net/refunds)

    Good:
        # mkdocs.yml
        allowed_domains: [www.example.org]
    """
    for found in judged_addresses(passage, context):
        if found.verdict == "unknown" and not found.address.is_bare:
            known = sorted({*context.hosts.official, *context.hosts.allowed})
            hint = did_you_mean(host_of(found.address.url), known) or (
                "Leave the link out, or add the domain to 'allowed_domains' in mkdocs.yml."
            )
            message = f"'{host_of(found.address.url)}' is neither an official domain nor an allowed one."
            yield Fault(found.where, message, hint)


def check_deceptive(passage: Passage, context: Context) -> Iterator[Fault]:
    """The words of a link name another address than the one that it leads to.

    Why: It is how people are led to a false log-in page; no honest text needs it.

    Bad:
        [www.example.com](https://www.example.net/login)

    Good:
        [www.example.com](https://www.example.com/login)
    """
    for found in judged_addresses(passage, context):
        if found.verdict == "deceptive":
            message = f"the words say '{found.detail}', but the link leads to '{host_of(found.address.url)}'."
            yield Fault(found.where, message, "Let the words say what the page is about.")


class Judged(NamedTuple):
    """An address with what is wrong about it."""

    address: Address
    where: Location
    verdict: str
    detail: str = ""


def judged_addresses(passage: Passage, context: Context) -> Sequence[Judged]:
    """Returns the web addresses of a text that are at fault, each with its worst fault only."""
    if passage.voice is Voice.NAME:
        return ()
    found: list[Judged] | None = passage.worked_out.get("addresses")
    if found is None:
        found = passage.worked_out["addresses"] = [
            Judged(address, passage.at_raw(address.offset), verdict, detail)
            for address in addresses_in(passage)
            for verdict, detail in [judge(address, context)]
            if verdict
        ]
    return found


def judge(address: Address, context: Context) -> tuple[str, str]:
    """Returns what is wrong about an address, worst first, and a detail; empty when nothing is."""
    url, host = address.url, host_of(address.url)
    shown = re.search(r"(?:https?://)?((?:[a-z0-9-]+\.)+[a-z]{2,})\b", address.words.lower())
    if host and host == context.site_host:
        first = urlsplit(url).path.removeprefix(context.site_path).strip("/").partition("/")[0]
        return "own-site", first if first in context.tags else ""
    if is_app_package(url):
        return "package", ""
    if is_shortener(host):
        return "shortener", ""
    if shows_qr_code(url):
        return "qr", ""
    if imitated := context.hosts.imitated_by(host):
        return "look-alike", imitated
    if shown and not address.is_bare and not same_site(shown[1], host):
        return "deceptive", shown[1]
    if url.startswith("http://"):
        return "insecure", ""
    return ("", "") if context.hosts.knows(host) else ("unknown", "")


def same_site(left: str, right: str) -> bool:
    """True when one host is the other or a subdomain of it."""
    left, right = left.removeprefix("www."), right.removeprefix("www.")
    return left == right or left.endswith(f".{right}") or right.endswith(f".{left}")


WEB_LINK_RULES = (
    text_rule("HC307", "insecure-link", Severity.ERROR, check_insecure),
    text_rule("HC308", "unknown-domain", Severity.ERROR, check_domain),
    text_rule("HC309", "deceptive-link", Severity.ERROR, check_deceptive, can_be_allowed=False),
)
