"""HC1: names, places, and what each type of entry must have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from helpcenter.catalog import State
from helpcenter.diagnostics import Location, Severity
from helpcenter.model import Guide, OutcomeKind, Troubleshooting
from helpcenter.routes import RESERVED
from helpcenter.rules.base import Fault, catalog_rule, entry_rule
from helpcenter.rules.context import Context, Subject
from helpcenter.rules.flows import FLOW_RULES
from helpcenter.rules.suggestions import did_you_mean
from helpcenter.rules.suppressions import check_known, check_unused

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def check_slug(subject: Subject, context: Context) -> Iterator[Fault]:
    """A folder or file name is not made of small letters, digits and hyphens.

    Why: The path is the entry's permanent address. Capitals, blanks and other scripts become different
    addresses on different machines, and unreadable ones in a message.

    Bad:
        content/en/cgpay/refunds/Request_Refund.yml

    Good:
        content/en/cgpay/refunds/request-refund.yml
    """
    del context
    if subject.version.state is not State.SOURCE:
        return  # A translation follows its source.
    for part in subject.version.id.split("/"):
        if not _SLUG.fullmatch(part):
            message = f"'{part}' in the path must be small letters, digits and single hyphens."
            better = re.sub(r"[^a-z0-9]+", "-", part.lower()).strip("-")
            hint = f"Rename it to '{better}'." if better else "Rename it."
            yield Fault(Location(subject.document.path), message, hint)
        elif len(part) > 80:
            message = f"'{part[:30]}…' in the path is {len(part)} characters long; at most 80 are allowed."
            yield Fault(Location(subject.document.path), message, "Give it a shorter name.")


def check_provider(subject: Subject, context: Context) -> Iterator[Fault]:
    """An entry stands below a provider that has no file.

    Why: Its pages would have no name, no channels and no facts.

    Bad:
        content/en/cgpya/refunds/request-refund.yml

    Good:
        content/en/cgpay/refunds/request-refund.yml   # content/providers/cgpay.yml exists
    """
    name, known = subject.version.provider, context.catalog.providers
    if subject.version.state is not State.SOURCE:
        return
    if name not in known and name not in RESERVED and _provider_file_is_missing(name, context):
        message = f"'{name}' is no provider."
        hint = did_you_mean(name, known) or f"Write {context.content_path}/providers/{name}.yml."
        yield Fault(Location(subject.document.path), message, hint)


def _provider_file_is_missing(name: str, context: Context) -> bool:
    # A provider file with faults of its own is left out of the catalog; its faults are reported already.
    return context.provider_document(name) is None


def check_category(subject: Subject, context: Context) -> Iterator[Fault]:
    """An entry stands in a category that the site does not have.

    Why: Categories are the topics that readers browse; one that no settings name has no page and no name.

    Bad:
        content/en/cgpay/refund/request-refund.yml

    Good:
        content/en/cgpay/refunds/request-refund.yml   # mkdocs.yml: categories: [..., refunds]
    """
    name, known = subject.version.category, context.settings.categories
    if name not in known and subject.version.state is State.SOURCE:
        hint = did_you_mean(name, known) or f"Use one of {', '.join(known)}."
        yield Fault(Location(subject.document.path), f"'{name}' is no category.", hint)


def check_reserved(context: Context) -> Iterator[Fault]:
    """A provider or a hand-written page takes a name that the site needs for its own pages.

    Why: `/en/search/` can only be one page.

    Bad:
        content/providers/contact.yml

    Good:
        content/providers/contactpay.yml
    """
    names = {version.provider: version.document.path for version in context.versions()}
    names.update({name: f"{context.content_path}/providers/{name}.yml" for name in context.catalog.providers})
    for name, path in sorted(names.items()):
        if name in RESERVED or name == "404":
            yield Fault(
                Location(path), f"'{name}' is the name of a page of the site.", "Choose another name."
            )


def check_path_collision(context: Context) -> Iterator[Fault]:
    """Two paths differ only in capitals or in how a letter is encoded.

    Why: On macOS and Windows they are one file, so one of the two answers vanishes.

    Bad:
        content/zh/cgpay/account/Register.yml beside content/zh/cgpay/account/register.yml

    Good:
        content/zh/cgpay/account/register.yml
    """
    seen: dict[str, str] = {}
    sources = (version for version in context.versions() if version.state is State.SOURCE)
    for version in sorted(sources, key=lambda version: version.document.path):
        path = version.document.path
        folded = unicodedata.normalize("NFKC", path).casefold()
        first = seen.setdefault(folded, path)
        if first != path:
            message = f"the path differs from '{first}' only in case or Unicode form."
            yield Fault(Location(path), message, "Rename one of them.")


def check_duplicate_title(context: Context) -> Iterator[Fault]:
    """Two entries of one provider have the same title in a locale.

    Why: A reader who sees both in a list cannot tell which one answers the question.

    Bad:
        title: Payment failed   # in cgpay/payments/failed and in cgpay/payments/card-failed

    Good:
        title: My card was declined
    """
    seen: dict[tuple[str, str, str], str] = {}
    for version in context.versions():
        title = " ".join(unicodedata.normalize("NFKC", version.entry.title).casefold().split()).rstrip("?？")
        key = (version.locale, version.provider, title)
        first = seen.setdefault(key, version.id)
        if first != version.id:
            message = f"'{version.entry.title}' is also the title of '{first}'."
            yield Fault(version.document.at(("title",)), message, "Say what is different here.")


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
        version.state is State.SOURCE
        and isinstance(version.entry, Troubleshooting)
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
    if version.state is not State.SOURCE:
        return
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
    if version.state is not State.SOURCE or locale is None:
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
    if (
        version.state is not State.SOURCE
        or not isinstance(version.entry, Troubleshooting)
        or provider is None
    ):
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
    if version.state is not State.SOURCE or money is None or money.returns is None or provider is None:
        return
    if money.returns not in provider.facts:
        message = f"'{version.provider}' has no fact '{money.returns}'."
        hint = did_you_mean(money.returns, provider.facts) or "Leave 'returns' out: no time is stated."
        yield Fault(version.document.at(("money", "returns")), message, hint)


def check_settings(context: Context) -> Iterator[Fault]:
    """The settings name an entry, a category or a fact that does not exist.

    Why: The home page or a comparison would show a gap.

    Bad:
        start: {charged: general/payment/failed}

    Good:
        start: {charged: general/payments/payment-failed}
    """
    catalog, settings = context.catalog, context.settings
    for key, target in sorted(settings.start.items()):
        topic = target.removeprefix("topics/")
        known = catalog.ids if topic == target else settings.categories
        if topic not in known and not context.is_unread(topic):
            message = f"option 'start.{key}': there is no '{target}'."
            hint = did_you_mean(topic, known) or "Name an entry's id or topics/<category>."
            yield Fault(_setting_place(context, target), message, hint)
    facts = {key for provider in catalog.providers.values() for key in provider.facts}
    for category, keys in sorted(settings.compare.items()):
        if category not in settings.categories:
            message = f"option 'compare': '{category}' is no category."
            hint = did_you_mean(category, settings.categories)
            yield Fault(_setting_place(context, category), message, hint)
        for key in keys:
            if key not in facts:
                message = f"option 'compare.{category}': no provider states '{key}'."
                yield Fault(_setting_place(context, key), message, did_you_mean(key, facts))
    for category in settings.money_categories:
        if category not in settings.categories:
            message = f"option 'money_categories': '{category}' is no category."
            yield Fault(
                _setting_place(context, category), message, did_you_mean(category, settings.categories)
            )


def _setting_place(context: Context, value: str) -> Location:
    """Returns the line of mkdocs.yml that states a value; its first one when that cannot be told."""
    name = "mkdocs.yml"
    try:
        lines = (context.settings.root / name).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return Location(name)
    pattern = re.compile(rf"(?<![\w/-]){re.escape(value)}(?![\w/-])")
    for number, line in enumerate(lines, 1):
        if found := pattern.search(line):
            return Location(name, number, found.start() + 1)
    return Location(name)


def check_unknown_suppression(context: Context) -> Iterator[Fault]:
    """An entry allows a rule that does not exist, or one that nobody may allow.

    Why: What guards a reader's money and data, such as a phone number that no verified contact backs, is not
    for one entry to switch off.

    Bad:
        allow:
          - HC501: "it is the number from the leaflet"

    Good:
        allow:
          - HC403: "the reader sees this word on the provider's button"
    """
    from helpcenter.rules import RULES

    yield from check_known(context, RULES)


STRUCTURE_RULES = (
    entry_rule("HC101", "bad-slug", Severity.ERROR, check_slug),
    entry_rule("HC102", "unknown-provider", Severity.ERROR, check_provider),
    entry_rule("HC103", "unknown-category", Severity.ERROR, check_category),
    catalog_rule("HC104", "reserved-name", Severity.ERROR, check_reserved),
    catalog_rule("HC105", "path-collision", Severity.ERROR, check_path_collision),
    catalog_rule("HC106", "duplicate-title", Severity.ERROR, check_duplicate_title),
    *FLOW_RULES,
    entry_rule("HC113", "missing-money-box", Severity.ERROR, check_money_box),
    entry_rule("HC114", "missing-steps", Severity.ERROR, check_steps),
    entry_rule("HC115", "unknown-checklist-item", Severity.ERROR, check_checklist),
    entry_rule("HC116", "unreachable-support", Severity.ERROR, check_escalation),
    entry_rule("HC117", "unknown-fact", Severity.ERROR, check_returns),
    catalog_rule("HC118", "bad-setting", Severity.ERROR, check_settings),
    catalog_rule("HC190", "unused-suppression", Severity.WARNING, check_unused, can_be_allowed=False),
    catalog_rule("HC191", "bad-suppression", Severity.ERROR, check_unknown_suppression, can_be_allowed=False),
)
