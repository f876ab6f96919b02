"""What templates receive: frozen values, made from the catalog, with every text already safe or plain.

`str` is plain text, which templates escape; `Markup` is safe HTML. Addresses are relative to the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup


class LinkView(NamedTuple):
    """A link; `lang` is set where its text is in another language than the page."""

    title: str
    url: str
    note: str = ""
    lang: str = ""


class DateView(NamedTuple):
    """A day, for people and for machines."""

    text: str
    iso: str


@dataclass(frozen=True, slots=True)
class ProviderView:
    """A provider, as pages name it."""

    id: str
    name: str
    initial: str
    description: str
    url: str
    count: int


class ContactView(NamedTuple):
    """A verified number, address or link."""

    value: str
    href: str
    verified_on: str


class HoursView(NamedTuple):
    """Hours with a clock: the page shows them in the reader's own time zone as well."""

    opens: str
    closes: str
    time_zone: str


class ChannelView(NamedTuple):
    """A way to reach a provider. `facts` are a few words each, `note` is a sentence."""

    kind: str
    name: str
    reply: str
    facts: tuple[str, ...]
    note: Markup
    contact: ContactView | None
    hours: HoursView | None


class ItemView(NamedTuple):
    """Something to have ready."""

    id: str
    title: str


class MoneyView(NamedTuple):
    """The money box: keys of its strings, and when the money returns where the provider states it."""

    charged: str
    retry: str
    returns: str


class StepView(NamedTuple):
    """One step of a guide."""

    do: str
    detail: Markup
    expect: Markup


class AnswerView(NamedTuple):
    """One answer of a check: `next` is the anchor it leads to, `leads_to` the words that stand there."""

    label: str
    next: str
    leads_to: str
    is_own: bool
    """The writer's words, not the page's yes or no."""
    leads_to_own: bool


class CheckView(NamedTuple):
    """One question of a flow."""

    id: str
    question: str
    help: Markup
    answers: tuple[AnswerView, ...]


class OutcomeView(NamedTuple):
    """One end of a flow."""

    id: str
    kind: str
    title: str
    is_own: bool
    text: Markup
    channels: tuple[ChannelView, ...]
    prepare: tuple[ItemView, ...]
    note_url: str


class NoticeView(NamedTuple):
    """Something to know before reading: fallback, converted, stale or overdue."""

    kind: str
    text: str
    link: LinkView | None = None


class FeedbackView(NamedTuple):
    """Where "did this help?" goes. `address` is empty when the reasons are links to prefilled issues."""

    kind: str
    address: str
    website: str
    reasons: tuple[LinkView, ...]


class EntryView(NamedTuple):
    """An entry page. Fields of other types of entry are empty."""

    type: str
    spoken: Markup
    """Attributes of the writer's words where their language is not the page's; else empty."""
    title: str
    summary: Markup
    provider: ProviderView
    notices: tuple[NoticeView, ...]
    money: MoneyView | None
    answer: Markup
    before: Markup
    steps: tuple[StepView, ...]
    after: Markup
    symptom: Markup
    checks: tuple[CheckView, ...]
    outcomes: tuple[OutcomeView, ...]
    longest: int
    """Questions on the longest way through the flow."""
    prepare: tuple[ItemView, ...]
    note_url: str
    related: tuple[LinkView, ...]
    reviewed: DateView
    changed: DateView | None
    """The last recorded change of the text."""
    sources: tuple[LinkView, ...]
    edit_url: str
    affiliation: str
    feedback: FeedbackView | None


class GroupView(NamedTuple):
    """Entries under a heading."""

    id: str
    title: str
    description: str
    url: str
    entries: tuple[LinkView, ...]
    provider: ProviderView | None = None


class ComparisonView(NamedTuple):
    """Facts side by side: a row a provider, a cell a fact; an empty cell is not stated."""

    columns: tuple[str, ...]
    rows: tuple[tuple[ProviderView, tuple[str, ...]], ...]


class TermView(NamedTuple):
    """A word of the glossary."""

    id: str
    name: str
    definition: Markup


class UpdateView(NamedTuple):
    """A change that readers may want to know of."""

    date: DateView
    entry: LinkView
    text: str


class ProviderContactView(NamedTuple):
    """A provider with all its channels."""

    provider: ProviderView
    channels: tuple[ChannelView, ...]
    domains: tuple[str, ...]
    url: str
    affiliation: str
