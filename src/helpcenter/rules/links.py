"""HC3: every link leads where it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from helpcenter.diagnostics import Severity
from helpcenter.model import EntryBase, Guide, Troubleshooting, flow_of
from helpcenter.routes import PageKind
from helpcenter.rules.base import Fault, Together, source_rule, text_rule
from helpcenter.rules.context import Context, Subject
from helpcenter.rules.passages import Passage
from helpcenter.rules.redirects import REDIRECT_RULES
from helpcenter.rules.suggestions import did_you_mean, same_slug
from helpcenter.rules.web_links import WEB_LINK_RULES, judged_addresses


def check_dead(passage: Passage, context: Context) -> Iterator[Fault]:
    """A link in a text leads to no entry and no page.

    Why: The reader picks it and finds nothing; on the page it shows as plain words.

    Bad:
        See [how to ask](entry:eepay/refund/request).

    Good:
        See [how to ask](entry:eepay/refunds/request-refund).
    """
    for target, offset, other_locale in _internal_links(passage, context):
        if other_locale:
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
    return f"'{target}' is no entry.", did_you_mean(name, context.catalog.ids) or same_slug(
        name, context.catalog.ids
    )


def check_dead_related(subject: Subject, context: Context) -> Iterator[Fault]:
    """`related` names an entry that does not exist.

    Why: The list below the answer would have a gap, and a reader who needs more gets none.

    Bad:
        related: [cgpay/refund/request-refund]

    Good:
        related: [cgpay/refunds/request-refund]
    """
    version = subject.version
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
    for target, offset, locale in _internal_links(passage, context):
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
    for target, offset, _ in _internal_links(passage, context):
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
    if version.id in version.entry.related:
        where = version.document.at(("related", version.entry.related.index(version.id)))
        yield Fault(where, "the entry is related to itself.", "Delete it.")


class _InternalLink(NamedTuple):
    """A link to an entry or page: its target, raw offset, and the locale that it names, if it does."""

    target: str
    offset: int
    locale: str


def _internal_links(passage: Passage, context: Context) -> Sequence[_InternalLink]:
    found: list[_InternalLink] | None = passage.worked_out.get("internal links")
    if found is None:
        found = passage.worked_out["internal links"] = [
            _InternalLink(link.target, link.offset, _other_locale(link.target, context))
            for link in passage.prose.links
            if link.target.startswith(("entry:", "page:"))
        ]
    return found


LINK_RULES = (
    text_rule("HC301", "dead-link", Severity.ERROR, check_dead, together=Together.ENTRY),
    text_rule("HC302", "dead-anchor", Severity.ERROR, check_anchor, together=Together.ENTRY),
    text_rule("HC303", "wrong-locale-link", Severity.ERROR, check_wrong_locale, together=Together.ENTRY),
    text_rule("HC304", "self-link", Severity.ERROR, check_self_link, together=Together.ENTRY),
    *REDIRECT_RULES,
    *WEB_LINK_RULES,
    source_rule("HC310", "dead-related", Severity.ERROR, check_dead_related),
    source_rule("HC311", "self-related", Severity.ERROR, check_self_related),
)
