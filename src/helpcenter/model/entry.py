"""An entry: one answer, as a question (faq), ordered steps (guide) or a flow (troubleshooting)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from helpcenter.model.provider import ChannelKind
from helpcenter.model.text import Block, Day, Inline, Key, Line, LocaleTag, Model, Slug

EntryId = Annotated[str, Field(pattern=r"^[^/\s]+/[^/\s]+/[^/\s]+$")]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{8}$")]
TextPath = Annotated[str, Field(pattern=r"^[a-z_]+(?:\.[a-z0-9_-]+)*$")]


class EntryType(StrEnum):
    """What kind of answer an entry is."""

    FAQ = "faq"
    GUIDE = "guide"
    TROUBLESHOOTING = "troubleshooting"


class Audience(StrEnum):
    """Who an answer is for."""

    CUSTOMER = "customer"
    MERCHANT = "merchant"
    BOTH = "both"


class Money(Model):
    """What happens to the customer's money: the three things a worried reader asks first."""

    charged: Annotated[Literal["no", "unknown", "yes"], Field(description="Was the customer charged?")]
    retry: Annotated[
        Literal["safe", "after_checking", "unsafe"], Field(description="May the customer pay again?")
    ]
    returns: Annotated[
        Key | None, Field(description="The provider's fact that says when the money comes back.")
    ] = None


class EntryBase(Model):
    """What every entry states, whatever its type."""

    type: EntryType
    audience: Annotated[Audience, Field(description="Who the answer is for: customer, merchant or both.")]
    title: Annotated[Line, Field(description="A question or a problem, as a customer would say it.")]
    asks: Annotated[
        tuple[Line, ...],
        Field(min_length=1, max_length=12, description="3 to 8 phrases that a customer would type."),
    ]
    summary: Annotated[Inline, Field(description="The answer itself, in one or two sentences.")]
    money: Annotated[Money | None, Field(description="Payments and refunds: what about the money?")] = None
    prepare: Annotated[
        tuple[Key, ...], Field(description="Checklist items to have ready before contacting support.")
    ] = ()
    related: Annotated[tuple[EntryId, ...], Field(description="Ids of entries worth reading next.")] = ()
    keywords: Annotated[tuple[Line, ...], Field(description="More words that search must find it by.")] = ()
    codes: Annotated[tuple[Line, ...], Field(description="Error codes that the answer is about.")] = ()
    sources: Annotated[
        tuple[Key, ...], Field(min_length=1, description="Ids of sources in the provider's file.")
    ]
    reviewed: Annotated[Day, Field(description="The day on which somebody compared it with its sources.")]
    review_days: Annotated[int, Field(gt=0, le=1100, description="Days until the next review is due.")] = 180
    owner: Annotated[Line, Field(description="Who looks after the answer: a person or a team.")]
    featured: Annotated[
        int | None, Field(ge=1, le=99, description="Rank among the most asked; 1 is first.")
    ] = None
    minor: Annotated[
        Mapping[TextPath, tuple[Digest, ...]],
        Field(description="Earlier texts, by digest, whose translations still hold after a small edit."),
    ] = Field(default_factory=dict)
    allow: Annotated[
        tuple[Mapping[str, Line], ...],
        Field(description="Rules that do not apply here, each with a reason: `- HC403: reason`."),
    ] = ()


class Faq(EntryBase):
    """A question and its answer."""

    type: Literal[EntryType.FAQ]
    answer: Annotated[Block, Field(description="The whole answer, in Markdown.")]


class Step(Model):
    """One action in a guide."""

    do: Annotated[Line, Field(description="The action, verb first, without a full stop.")]
    detail: Annotated[Block | None, Field(description="How and where, if the action needs it.")] = None
    expect: Annotated[Inline | None, Field(description="What one should see afterwards.")] = None


class Guide(EntryBase):
    """Ordered steps that reach a goal."""

    type: Literal[EntryType.GUIDE]
    before: Annotated[Block | None, Field(description="What is needed before the first step.")] = None
    steps: Annotated[tuple[Step, ...], Field(description="The steps, in order.")]
    after: Annotated[Block | None, Field(description="What comes after the last step.")] = None


class Answer(Model):
    """One way to answer a check."""

    label: Annotated[Line, Field(description="What the customer picks.")]
    next: Annotated[Slug, Field(description="The check or outcome that it leads to.")]


class Check(Model):
    """One question in a flow.

    With `answers` it leads wherever they say. Without, it is a link of a chain: put the question so that
    "yes" means all is well and goes on; "no" leads to `fix`.
    """

    id: Annotated[Slug | None, Field(description="Its anchor on the page; needed to be led to.")] = None
    question: Annotated[Line, Field(description="What the customer looks at, as a question.")]
    help: Annotated[Block | None, Field(description="How to find out.")] = None
    answers: Annotated[tuple[Answer, ...], Field(description="Where each answer leads.")] = ()
    fix: Annotated[Block | None, Field(description="In a chain: what to do when the answer is no.")] = None

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        if bool(self.answers) == bool(self.fix):
            raise ValueError("must have either 'answers' or 'fix'")
        return self


class OutcomeKind(StrEnum):
    """How a flow ends."""

    FIX = "fix"
    ESCALATION = "escalation"


class Outcome(Model):
    """An end of a flow: a fix, or an escalation to support."""

    id: Annotated[Slug | None, Field(description="Its anchor on the page; needed to be led to.")] = None
    kind: Annotated[OutcomeKind, Field(description="fix or escalation.")]
    title: Annotated[Line, Field(description="What to do, in a few words.")]
    text: Annotated[Block | None, Field(description="How to do it.")] = None
    channels: Annotated[
        tuple[ChannelKind, ...], Field(description="Escalation: the channels to use, best first.")
    ] = ()
    prepare: Annotated[tuple[Key, ...], Field(description="Escalation: checklist items to have ready.")] = ()


class Troubleshooting(EntryBase):
    """A symptom, checks, and outcomes: a graph that ends in a fix or an escalation.

    `otherwise` is where a chain of checks ends when every answer is yes.
    """

    type: Literal[EntryType.TROUBLESHOOTING]
    symptom: Annotated[Inline, Field(description="What the customer sees.")]
    checks: Annotated[tuple[Check, ...], Field(description="The questions, in order; the first one starts.")]
    outcomes: Annotated[tuple[Outcome, ...], Field(description="Where answers lead to.")] = ()
    otherwise: Annotated[
        Outcome | None, Field(description="Where a chain of checks ends; its id is `otherwise`.")
    ] = None


Entry = Annotated[Faq | Guide | Troubleshooting, Field(discriminator="type")]


class TranslatedStep(Model):
    """The text of a step."""

    do: Line
    detail: Block | None = None
    expect: Inline | None = None


class TranslatedAnswer(Model):
    """The text of an answer; where it leads is inherited."""

    label: Line


class TranslatedCheck(Model):
    """The text of a check; its id and where it leads are inherited."""

    question: Line
    help: Block | None = None
    answers: tuple[TranslatedAnswer, ...] = ()
    fix: Block | None = None


class TranslatedOutcome(Model):
    """The text of an outcome; its kind, channels and checklist are inherited."""

    title: Line
    text: Block | None = None


class Translation(Model):
    """An entry's text in another locale, at the same path; everything else is inherited from its source.

    Steps, checks, answers and outcomes keep the number and order of the source.
    """

    translates: Annotated[LocaleTag, Field(description="The locale that it was translated from.")]
    digests: Annotated[
        Mapping[TextPath, Digest],
        Field(description="Digest of each source text when it was translated. Renewed by `--accept`."),
    ] = Field(default_factory=dict)
    title: Line
    asks: Annotated[tuple[Line, ...], Field(min_length=1, max_length=12)]
    summary: Inline
    keywords: tuple[Line, ...] = ()
    answer: Block | None = None
    before: Block | None = None
    steps: tuple[TranslatedStep, ...] = ()
    after: Block | None = None
    symptom: Inline | None = None
    checks: tuple[TranslatedCheck, ...] = ()
    outcomes: tuple[TranslatedOutcome, ...] = ()
    otherwise: TranslatedOutcome | None = None
    allow: tuple[Mapping[str, Line], ...] = ()
