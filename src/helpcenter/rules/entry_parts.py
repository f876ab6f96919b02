"""HC113 to HC117: what each type of entry must have."""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.diagnostics import Severity
from helpcenter.model import Guide, OutcomeKind, Troubleshooting
from helpcenter.rules.base import Fault, source_rule
from helpcenter.rules.context import Context, Subject
from helpcenter.rules.suggestions import did_you_mean


def check_money_box(subject: Subject, context: Context) -> Iterator[Fault]:
    """A payment problem does not say what happens to the money.

    Why: Was I charged, may I pay again, when do I get it back: that is what a worried reader asks first.

    Bad:
        type: troubleshooting   # in the category payments, without `money`

    Good:
        money: {charged: unknown, retry: after_checking}
    """
    version = subject.version
    if (
        isinstance(version.entry, Troubleshooting)
        and version.category in context.settings.money_categories
        and version.entry.money is None
    ):
        message = "a payment problem must say what happens to the money."
        yield Fault(
            version.document.at(("type",), key=True), message, "Add 'money' with 'charged' and 'retry'."
        )


def check_steps(subject: Subject, context: Context) -> Iterator[Fault]:
    """A guide has no steps, or a troubleshooting entry no checks.

    Why: The page would promise a way and show none.

    Bad:
        type: guide
        steps: []

    Good:
        type: guide
        steps:
          - do: Open the transaction record
    """
    del context
    version = subject.version
    if isinstance(version.entry, Guide) and not version.entry.steps:
        yield Fault(
            version.document.at(("steps",), key=True),
            "a guide needs steps.",
            "Write them, or make it a 'faq'.",
        )
    if isinstance(version.entry, Troubleshooting) and not version.entry.checks:
        yield Fault(
            version.document.at(("checks",), key=True),
            "a troubleshooting entry needs checks.",
            "Write them, or make it a 'faq'.",
        )


def check_checklist(subject: Subject, context: Context) -> Iterator[Fault]:
    """`prepare` names something that is not on the checklist.

    Why: The page could not show it: its words stand in the locale file, once for all entries.

    Bad:
        prepare: [transaction_no]

    Good:
        prepare: [transaction_number]   # a key of `checklist` in content/<locale>/locale.yml
    """
    version = subject.version
    locale = context.catalog.locales.get(version.locale)
    if locale is None:
        return
    entry = version.entry
    stated: list[tuple[tuple[str | int, ...], tuple[str, ...]]] = [(("prepare",), entry.prepare)]
    if isinstance(entry, Troubleshooting):
        stated += [(("outcomes", n, "prepare"), outcome.prepare) for n, outcome in enumerate(entry.outcomes)]
        if entry.otherwise is not None:
            stated.append((("otherwise", "prepare"), entry.otherwise.prepare))
    for path, items in stated:
        for position, item in enumerate(items):
            if item not in locale.checklist:
                message = f"'{item}' is no item of the checklist."
                hint = (
                    did_you_mean(item, locale.checklist)
                    or f"Add it to 'checklist' in {version.locale}/locale.yml."
                )
                yield Fault(version.document.at((*path, position)), message, hint)


def check_escalation(subject: Subject, context: Context) -> Iterator[Fault]:
    """An escalation names no channel, or one that the provider does not have.

    Why: "Contact support" without saying how leaves the reader where he was; a channel that does not exist
    sends him to a stranger.

    Bad:
        kind: escalation
        channels: [phone]   # the provider's file states no phone

    Good:
        kind: escalation
        channels: [live_chat, email]
    """
    version = subject.version
    provider = context.catalog.providers.get(version.provider)
    if not isinstance(version.entry, Troubleshooting) or provider is None:
        return
    outcomes = [(("outcomes", n), outcome) for n, outcome in enumerate(version.entry.outcomes)]
    if version.entry.otherwise is not None:
        outcomes.append((("otherwise",), version.entry.otherwise))  # type: ignore[arg-type]
    stated = sorted(kind.value for kind in provider.channels)
    for path, outcome in outcomes:
        for position, kind in enumerate(outcome.channels):
            # `general` has no channels: it names those that every provider has.
            if stated and kind not in provider.channels:
                message = f"'{version.provider}' has no channel '{kind.value}'."
                hint = f"Use one of {', '.join(stated)}."
                yield Fault(version.document.at((*path, "channels", position)), message, hint)
        if outcome.kind is OutcomeKind.ESCALATION and not outcome.channels and stated:
            message = "an escalation must say which channels to use."
            yield Fault(version.document.at(path), message, f"Add 'channels', from {', '.join(stated)}.")


def check_returns(subject: Subject, context: Context) -> Iterator[Fault]:
    """`money.returns` names a fact that the provider does not state.

    Why: The money box would promise a time that nobody gave.

    Bad:
        money: {charged: "yes", retry: unsafe, returns: refund_days}

    Good:
        money: {charged: "yes", retry: unsafe, returns: refund_time}   # a key of the provider's `facts`
    """
    version = subject.version
    money = version.entry.money
    provider = context.catalog.providers.get(version.provider)
    if money is None or money.returns is None or provider is None:
        return
    if money.returns not in provider.facts:
        message = f"'{version.provider}' has no fact '{money.returns}'."
        hint = did_you_mean(money.returns, provider.facts) or "Leave 'returns' out: no time is stated."
        yield Fault(version.document.at(("money", "returns")), message, hint)


PART_RULES = (
    source_rule("HC113", "missing-money-box", Severity.ERROR, check_money_box),
    source_rule("HC114", "missing-steps", Severity.ERROR, check_steps),
    source_rule("HC115", "unknown-checklist-item", Severity.ERROR, check_checklist),
    source_rule("HC116", "unreachable-support", Severity.ERROR, check_escalation),
    source_rule("HC117", "unknown-fact", Severity.ERROR, check_returns),
)
