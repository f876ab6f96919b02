"""HC3: every link leads where it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from helpcenter.catalog import State
from helpcenter.diagnostics import Location, Severity
from helpcenter.model import EntryBase, Guide, Troubleshooting, flow_of
from helpcenter.routes import PageKind
from helpcenter.rules.addresses import (
    Address,
    addresses_in,
    host_of,
    is_app_package,
    is_shortener,
    shows_qr_code,
)
from helpcenter.rules.base import Fault, catalog_rule, entry_rule, text_rule
from helpcenter.rules.context import Context, Subject
from helpcenter.rules.passages import Passage, Voice
from helpcenter.rules.suggestions import did_you_mean


def check_dead(passage: Passage, context: Context) -> Iterator[Fault]:
    """A link in a text leads to no entry and no page.

    Why: The reader picks it and finds nothing; on the page it shows as plain words.

    Bad:
        See [how to ask](entry:eepay/refund/request).

    Good:
        See [how to ask](entry:eepay/refunds/request-refund).
    """
    for target, offset in _internal_links(passage):
        if _other_locale(target, context):
            continue
        base = target.partition("#")[0]
        if context.routes.address(base, passage.locale) is None and not context.is_unread(
            base.removeprefix("entry:")
        ):
            yield Fault(passage.at_raw(offset), *_dead(base, passage.locale, context))


def _dead(target: str, locale: str, context: Context) -> tuple[str, str]:
    scheme, _, name = target.partition(":")
    if scheme == "page":
        known = [
            route.subject
            for route in context.routes
            if route.kind is PageKind.DOCS and route.locale == locale
        ]
        return f"'{target}' is no page.", did_you_mean(name, [*known, "contact", "verify", "glossary"])
    moved = context.catalog.redirects.get(name)
    if moved is not None:
        return f"'{target}' has moved.", f"Link to 'entry:{moved}'."
    if name in context.catalog.ids:
        return f"'{target}' has no page in '{locale}'.", "Translate it, or leave the link out."
    return f"'{target}' is no entry.", did_you_mean(name, context.catalog.ids) or nearest_slug(name, context)


def nearest_slug(name: str, context: Context) -> str:
    """Returns a hint at an entry with the same last part; empty when there is none."""
    slug = name.rpartition("/")[2]
    same = [entry_id for entry_id in context.catalog.ids if entry_id.rpartition("/")[2] == slug]
    return f"Did you mean '{same[0]}'?" if same else ""


def check_dead_related(subject: Subject, context: Context) -> Iterator[Fault]:
    """`related` names an entry that does not exist.

    Why: The list below the answer would have a gap, and a reader who needs more gets none.

    Bad:
        related: [cgpay/refund/request-refund]

    Good:
        related: [cgpay/refunds/request-refund]
    """
    version = subject.version
    if version.state is not State.SOURCE:
        return
    seen: set[str] = set()
    for position, target in enumerate(version.entry.related):
        if target not in seen and context.routes.address(f"entry:{target}", version.locale) is not None:
            seen.add(target)
            continue
        if context.is_unread(target):
            continue
        where = version.document.at(("related", position))
        if target not in seen:
            message, hint = _dead(f"entry:{target}", version.locale, context)
            yield Fault(where, message.replace("'entry:", "'", 1), hint.replace("'entry:", "'", 1))
        else:
            yield Fault(where, f"'{target}' stands here a second time.", "Keep one of them.")


def check_anchor(passage: Passage, context: Context) -> Iterator[Fault]:
    """A link leads to a place that its page does not have.

    Why: The reader lands at the top of a long page and has to search.

    Bad:
        See [the balance](entry:topay/payments/payment-fails#balanse).

    Good:
        See [the balance](entry:topay/payments/payment-fails#balance).
    """
    for link in passage.prose.links:
        target, _, anchor = link.target.partition("#")
        if not anchor:
            continue
        if not target:
            entry_id = passage.entry_id
        elif target.startswith("entry:"):
            entry_id = target.removeprefix("entry:")
        else:
            continue
        source = context.catalog.source(entry_id)
        if source is None:
            continue
        known = anchors_of(source.entry)
        if anchor not in known:
            hint = did_you_mean(anchor, known) or "Link to the page without it."
            yield Fault(passage.at_raw(link.offset), f"'{entry_id}' has no place called '{anchor}'.", hint)


def is_reported(target: str, passage: Passage, context: Context) -> bool:
    """True for an internal link of a text that another rule of this family has something to say about."""
    base, _, anchor = target.partition("#")
    if not base:
        entry_id = passage.entry_id
    elif _other_locale(target, context) or context.routes.address(base, passage.locale) is None:
        return True
    else:
        entry_id = base.removeprefix("entry:")
        if entry_id == passage.entry_id and not anchor:
            return True
    source = context.catalog.source(entry_id) if anchor else None
    return source is not None and anchor not in anchors_of(source.entry)


def anchors_of(entry: EntryBase) -> frozenset[str]:
    """Returns the ids of the places on an entry's page that a link may lead to."""
    found = {"help"}
    if entry.money is not None:
        found.add("money")
    if entry.related:
        found.add("related")
    if isinstance(entry, Guide):
        found.update(f"step-{number}" for number in range(1, len(entry.steps) + 1))
        found.add("steps")
        found.update(part for part in ("before", "after") if getattr(entry, part))
    if isinstance(entry, Troubleshooting):
        flow = flow_of(entry)
        found.update(check.id for check in flow.checks)
        found.update(outcome.id for outcome in flow.outcomes)
        found.add("flow")
    return frozenset(found)


def check_wrong_locale(passage: Passage, context: Context) -> Iterator[Fault]:
    """A link leads into another language of this site.

    Why: The reader suddenly stands in a text that he may not be able to read. `entry:` finds the page in his
    own language.

    Bad:
        [ask for a refund](https://help.example.com/zh/cgpay/refunds/request-refund/)   # in an English text

    Good:
        [ask for a refund](entry:cgpay/refunds/request-refund)
    """
    for target, offset in _internal_links(passage):
        locale = _other_locale(target, context)
        if locale:
            scheme, _, rest = target.partition(":")
            better = f"{scheme}:{rest.partition('/')[2]}"
            message = f"'{target}' names the locale '{locale}'."
            yield Fault(
                passage.at_raw(offset), message, f"Write '{better}': it finds the reader's own language."
            )
    for found in judged_addresses(passage, context):
        if found.verdict == "own-site":
            message = f"'{found.address.url}' leads to this site by its address."
            if found.detail and found.detail != passage.locale:
                message = f"'{found.address.url}' leads into the locale '{found.detail}'."
            yield Fault(
                found.where, message, "Link to entry:… or page:…, which find the reader's own language."
            )


def _other_locale(target: str, context: Context) -> str:
    first = target.partition(":")[2].partition("/")[0]
    return first if first in context.tags and "/" in target else ""


def check_self_link(passage: Passage, context: Context) -> Iterator[Fault]:
    """An entry links to itself.

    Why: The reader picks it and stays where he is.

    Bad:
        # in cgpay/payments/fees
        answer: See [the fees](entry:cgpay/payments/fees).

    Good:
        answer: See [the payment methods](entry:cgpay/payments/payment-methods).
    """
    del context
    for target, offset in _internal_links(passage):
        if passage.entry_id and target == f"entry:{passage.entry_id}":
            yield Fault(
                passage.at_raw(offset), "the entry links to itself.", "Link to another one, or leave it out."
            )


def check_self_related(subject: Subject, context: Context) -> Iterator[Fault]:
    """An entry is related to itself.

    Why: The list below the answer would lead back to the answer.

    Bad:
        related: [cgpay/payments/fees]   # in cgpay/payments/fees

    Good:
        related: [cgpay/payments/payment-methods]
    """
    del context
    version = subject.version
    if version.state is State.SOURCE and version.id in version.entry.related:
        where = version.document.at(("related", version.entry.related.index(version.id)))
        yield Fault(where, "the entry is related to itself.", "Delete it.")


def check_redirects(context: Context) -> Iterator[Fault]:
    """A redirect leads in a circle, to another redirect, to nothing, or away from an entry that exists.

    Why: A reader with an old address must reach the answer in one step.

    Bad:
        cgpay/refunds/ask: cgpay/refunds/how-to-ask       # which is redirected itself

    Good:
        cgpay/refunds/ask: cgpay/refunds/request-refund
    """
    catalog = context.catalog
    for old, new in catalog.redirects.items():
        where = _redirect_place(old, context)
        if old in catalog.ids:
            yield Fault(
                where, f"'{old}' is an entry, so this redirect is never used.", "Delete one of the two."
            )
        elif circle := _loop(old, catalog.redirects):
            if old == min(circle):  # Each circle once.
                shown = " → ".join([*circle, old])
                yield Fault(where, f"the redirects lead in a circle: {shown}.", "Lead to an entry.")
        elif new in catalog.redirects:
            message = f"'{new}' is redirected itself."
            last = _last(new, catalog.redirects)
            hint = f"Lead to '{last}' at once." if last in catalog.ids else "Lead to an entry."
            yield Fault(where, message, hint)
        elif new not in catalog.ids and not context.is_unread(new):
            yield Fault(
                where, f"'{new}' is no entry.", did_you_mean(new, catalog.ids) or nearest_slug(new, context)
            )


def _redirect_place(old: str, context: Context) -> Location:
    document = context.document("redirects.yml")
    path = f"{context.content_path}/redirects.yml"
    return document.at(("entries", old), key=True) if document is not None else Location(path)


def _loop(start: str, redirects: Mapping[str, str]) -> list[str]:
    seen = [start]
    while (following := redirects.get(seen[-1])) is not None:
        if following in seen:
            return seen if following == start else []
        seen.append(following)
    return []


def _last(start: str, redirects: Mapping[str, str]) -> str:
    seen = {start}
    while (following := redirects.get(start)) is not None and following not in seen:
        seen.add(following)
        start = following
    return start


def check_vanished(context: Context) -> Iterator[Fault]:
    """An address that was published once is neither built nor redirected.

    Why: Readers kept it, other sites link to it, search engines show it. An answer that moves leaves a redirect.

    Bad:
        # content/published.txt
        en/cgpay/refunds/ask/      # and no such entry, and no redirect

    Good:
        # content/redirects.yml
        entries: {cgpay/refunds/ask: cgpay/refunds/request-refund}
    """
    pages = context.routes.pages
    gone = [url for url in context.catalog.published if url not in pages and f"{url}/" not in pages]
    if not gone:
        return
    path = f"{context.content_path}/published.txt"
    lines = _lines(context)
    for url in gone:
        parts = url.strip("/").split("/")
        entry_id = "/".join(parts[1:])
        near = did_you_mean(entry_id, context.catalog.ids).replace("Did you mean ", "").rstrip("?")
        hint = f"Redirect '{entry_id}' in redirects.yml" + (f", perhaps to {near}." if near else ".")
        if len(parts) != 4:
            hint = "Bring the page back, or take the line out if nobody can have kept it."
        yield Fault(
            Location(path, lines.get(url, 1)), f"'{url}' was published, but there is no such page.", hint
        )


def _lines(context: Context) -> dict[str, int]:
    try:
        text = (context.settings.content_dir / "published.txt").read_text(encoding="utf-8")
    except OSError:
        return {}
    return {word: number for number, line in enumerate(text.splitlines(), 1) for word in line.split()}


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


def judged_addresses(passage: Passage, context: Context) -> Iterator[Judged]:
    """Yields the web addresses of a text that are at fault, each with its worst fault only."""
    if passage.voice is Voice.NAME:
        return
    found = passage.worked_out.get("addresses")
    if found is None:
        found = passage.worked_out["addresses"] = [
            Judged(address, passage.at_raw(address.offset), verdict, detail)
            for address in addresses_in(passage)
            for verdict, detail in [judge(address, context)]
            if verdict
        ]
    yield from found


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


def _internal_links(passage: Passage) -> Iterator[tuple[str, int]]:
    for link in passage.prose.links:
        if link.target.startswith(("entry:", "page:")):
            yield link.target, link.offset


LINK_RULES = (
    text_rule("HC301", "dead-link", Severity.ERROR, check_dead),
    text_rule("HC302", "dead-anchor", Severity.ERROR, check_anchor),
    text_rule("HC303", "wrong-locale-link", Severity.ERROR, check_wrong_locale),
    text_rule("HC304", "self-link", Severity.ERROR, check_self_link),
    catalog_rule("HC305", "bad-redirect", Severity.ERROR, check_redirects),
    catalog_rule("HC306", "vanished-url", Severity.ERROR, check_vanished),
    text_rule("HC307", "insecure-link", Severity.ERROR, check_insecure),
    text_rule("HC308", "unknown-domain", Severity.ERROR, check_domain),
    text_rule("HC309", "deceptive-link", Severity.ERROR, check_deceptive, can_be_allowed=False),
    entry_rule("HC310", "dead-related", Severity.ERROR, check_dead_related),
    entry_rule("HC311", "self-related", Severity.ERROR, check_self_related),
)
