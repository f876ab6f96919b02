"""The draft of a new entry: every field that its type needs, each with what belongs there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from helpcenter.authoring.drafts import Draft, DraftError, check_entry_id, content_path, schema_line
from helpcenter.catalog import Catalog
from helpcenter.markup import Values
from helpcenter.model import CHANNEL_ORDER, Audience, EntryType, Provider
from helpcenter.rules.placeholders import fill_in
from helpcenter.yaml_edit import scalar


@dataclass(frozen=True, slots=True)
class EntryPlan:
    """What is known about an entry before it is written; an empty text is left for the writer to fill in."""

    entry_id: str
    type: EntryType
    locale: str
    audience: Audience = Audience.CUSTOMER
    title: str = ""
    asks: tuple[str, ...] = ()
    summary: str = ""
    owner: str = ""


def draft_entry(catalog: Catalog, plan: EntryPlan, today: date) -> Draft:
    """Returns the draft of an entry in its source locale. Raises DraftError for an id that cannot be."""
    provider, category, slug = check_entry_id(catalog, plan.entry_id)
    entry_id = f"{provider}/{category}/{slug}"
    if entry_id in catalog.ids:
        raise DraftError(f"'{entry_id}' is there already. Change it, or choose another name.")
    if entry_id in catalog.redirects:
        new = catalog.redirects[entry_id]
        raise DraftError(f"'{entry_id}' leads to '{new}' since that was renamed. Choose another name.")
    path = content_path(catalog.settings, f"{plan.locale}/{entry_id}.yml")
    lines = [schema_line(path, "entry"), *_lines(catalog, plan, provider, category, today)]
    return Draft(path, "\n".join(lines) + "\n")


def usual_owner(catalog: Catalog) -> str:
    """Returns who looks after most entries; `content` where there are none."""
    owners = Counter(
        version.entry.owner for versions in catalog.entries.values() for version in versions.values()
    )
    return min(owners, key=lambda owner: (-owners[owner], owner), default="content")


def _lines(catalog: Catalog, plan: EntryPlan, provider: str, category: str, today: date) -> Iterator[str]:
    known = catalog.providers[provider]
    yield f"type: {plan.type.value}"
    yield f"audience: {plan.audience.value} # or {_others(plan.audience.value, [item.value for item in Audience])}"
    yield "# A question or a problem, as a customer would say it."
    yield f"title: {scalar(plan.title or fill_in('the title, as a customer would say it'))}"
    yield "# 3 to 8 phrases that a customer would type into a search box, in other words than the title."
    yield "asks:"
    asks = [*plan.asks, *[fill_in("what a customer would type")] * (3 - len(plan.asks))]
    yield from (f"  - {scalar(ask)}" for ask in asks)
    yield "# The answer itself, in one or two sentences: what to do, how long it takes."
    yield from _references(catalog, plan.locale, known)
    yield f"summary: {scalar(plan.summary or fill_in('the answer, in one or two sentences'))}"
    if plan.type is EntryType.FAQ:
        yield "# The whole answer, in Markdown."
        yield from _block("answer", "what else the reader needs to know")
    elif plan.type is EntryType.GUIDE:
        yield from _guide()
    else:
        yield from _flow(catalog, known, category)
    items = _checklist(catalog, plan.locale)
    if items:
        yield "# What to have ready before contacting support."
        yield f"# prepare: [{', '.join(items[:3])}]"
    near = [entry_id for entry_id in catalog.ids if entry_id.startswith(f"{provider}/")][:2]
    if near:
        yield f"# related: [{', '.join(near)}]"
    several = " # only those that this answer is taken from" if len(known.sources) > 1 else ""
    yield f"sources: [{', '.join(known.sources)}]{several}"
    yield f"reviewed: {today.isoformat()} # the day on which you compared it with its sources"
    yield f"owner: {scalar(plan.owner or usual_owner(catalog))}"


def _references(catalog: Catalog, locale: str, provider: Provider) -> Iterator[str]:
    """Yields comments that tell which values there are to refer to, and how each reads."""
    values = Values(catalog, locale)
    told = [f"{{{{ fact.{key} }}}} ({values.fact(fact)})" for key, fact in provider.facts.items()]
    for kind, channel in provider.channels.items():
        reply = values.channel(channel, "first_reply")
        if reply:
            told.append(f"{{{{ channel.{kind.value}.first_reply }}}} ({reply})")
    if told:
        yield "# Never type a value that the provider states; refer to it:"
        yield from (f"#   {item}" for item in told)


def _guide() -> Iterator[str]:
    yield "# What is needed before the first step, if anything:"
    yield "# before: |"
    yield "#   ..."
    yield "# Each step is one action, verb first, without a full stop."
    yield "steps:"
    for number in ("first", "second"):
        yield f"  - do: {scalar(fill_in(f'the {number} action'))}"
        if number == "first":
            yield "    # How and where, if the action needs it:"
            yield "    # detail: ..."
            yield f"    expect: {scalar(fill_in('what one sees afterwards'))}"


def _flow(catalog: Catalog, provider: Provider, category: str) -> Iterator[str]:
    channels = [kind.value for kind in CHANNEL_ORDER if kind in provider.channels]
    yield f"symptom: {scalar(fill_in('what the customer sees'))}"
    if category in catalog.settings.money_categories:
        yield "# Was the customer charged: yes, no, unknown? Pay again: safe, after_checking, unsafe?"
        yield "money: {charged: unknown, retry: after_checking}"
    yield "# With 'fix', a check is a link of a chain: put the question so that yes means all is well."
    yield "# With 'answers', each answer leads to the id of a check or an outcome."
    yield "checks:"
    yield "  - id: first"
    yield f"    question: {scalar(fill_in('what to look at first, as a question'))}"
    yield f"    help: {scalar(fill_in('how to find out'))}"
    yield f"    fix: {scalar(fill_in('what to do when the answer is no'))}"
    yield "  - id: second"
    yield f"    question: {scalar(fill_in('what to look at next, as a question'))}"
    yield "    answers:"
    yield f"      - {{label: {scalar(fill_in('one answer'))}, next: solved}}"
    yield f"      - {{label: {scalar(fill_in('another answer'))}, next: ask-support}}"
    yield "outcomes:"
    yield "  - id: solved"
    yield "    kind: fix"
    yield f"    title: {scalar(fill_in('what to do, in a few words'))}"
    yield "  - id: ask-support"
    yield "    kind: escalation"
    yield f"    title: {scalar(fill_in('who to ask, in a few words'))}"
    if channels:
        yield f"    channels: [{', '.join(channels[:3])}]"
    items = _checklist(catalog, catalog.settings.default_locale)
    if items:
        yield f"    prepare: [{', '.join(items[:3])}]"


def _block(field: str, what: str) -> Iterator[str]:
    yield f"{field}: |"
    yield f"  {fill_in(what)}"


def _checklist(catalog: Catalog, tag: str) -> Sequence[str]:
    locale = catalog.locales.get(tag)
    return tuple(locale.checklist) if locale else ()


def _others(value: str, values: Sequence[str]) -> str:
    return " or ".join(other for other in values if other != value)
