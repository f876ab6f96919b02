"""HC509 to HC511: a value is stated once, with its source, and referred to."""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.catalog import State
from helpcenter.diagnostics import Severity
from helpcenter.model import TextKind
from helpcenter.rules.base import Fault, catalog_rule, entry_rule
from helpcenter.rules.context import Context, Subject
from helpcenter.rules.differences import amounts, different_amounts
from helpcenter.rules.numbers import Quantity
from helpcenter.rules.passages import Passage, Voice
from helpcenter.rules.statements import Statement, states
from helpcenter.rules.suggestions import did_you_mean


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
        for position, source in enumerate(version.head.sources):
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
    for name in context.providers_for(subject.version.provider):
        for reference, items, folded in context.stated_lists(name, subject.version.text_locale):
            if not all(map(text.__contains__, folded)):
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


VALUE_RULES = (
    catalog_rule("HC509", "unknown-source", Severity.ERROR, check_sources),
    entry_rule("HC510", "typed-value", Severity.ERROR, check_typed_value),
    entry_rule("HC511", "unbacked-number", Severity.ERROR, check_unbacked),
)
