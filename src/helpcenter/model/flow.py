"""A troubleshooting entry as a graph: checks, answers and outcomes, with the short form spelled out."""

from __future__ import annotations

from dataclasses import dataclass

from helpcenter.model.entry import Outcome, OutcomeKind, Troubleshooting
from helpcenter.model.provider import ChannelKind

OTHERWISE = "otherwise"


@dataclass(frozen=True, slots=True)
class FlowAnswer:
    """One answer of a check. `label` is None in a chain: the page shows the locale's yes or no."""

    label: str | None
    means: str
    """`yes`, `no` or `choice`."""
    next: str


@dataclass(frozen=True, slots=True)
class FlowCheck:
    """One question; `position` is its place in the entry's `checks`."""

    id: str
    position: int
    question: str
    help: str | None
    answers: tuple[FlowAnswer, ...]


@dataclass(frozen=True, slots=True)
class FlowOutcome:
    """An end. A chain's fix has no title of its own; `path` is where its text stands in the entry."""

    id: str
    kind: OutcomeKind
    title: str | None
    text: str | None
    channels: tuple[ChannelKind, ...]
    prepare: tuple[str, ...]
    path: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """Checks and outcomes in the order of the file; the first check is the start."""

    checks: tuple[FlowCheck, ...]
    outcomes: tuple[FlowOutcome, ...]

    def check(self, node: str) -> FlowCheck | None:
        """Returns the check with this id."""
        return next((check for check in self.checks if check.id == node), None)

    def outcome(self, node: str) -> FlowOutcome | None:
        """Returns the outcome with this id."""
        return next((outcome for outcome in self.outcomes if outcome.id == node), None)


def flow_of(entry: Troubleshooting) -> Flow:
    """Returns the entry's graph.

    A check without an id is called `check-N`, its fix `fix-N` (1-based). A dangling `next` is kept as it
    is: the rules report it.
    """
    ids = [check.id or f"check-{position}" for position, check in enumerate(entry.checks, 1)]
    checks, outcomes = [], []
    for position, check in enumerate(entry.checks):
        if check.answers:
            answers = tuple(FlowAnswer(answer.label, "choice", answer.next) for answer in check.answers)
        else:
            fix = f"fix-{position + 1}"
            following = ids[position + 1] if position + 1 < len(ids) else OTHERWISE
            answers = (FlowAnswer(None, "yes", following), FlowAnswer(None, "no", fix))
            outcomes.append(
                FlowOutcome(fix, OutcomeKind.FIX, None, check.fix, (), (), ("checks", position, "fix"))
            )
        checks.append(FlowCheck(ids[position], position, check.question, check.help, answers))
    named: list[tuple[str, Outcome, tuple[str | int, ...]]] = [
        (outcome.id or f"outcome-{position + 1}", outcome, ("outcomes", position))
        for position, outcome in enumerate(entry.outcomes)
    ]
    if entry.otherwise is not None:
        named.append((OTHERWISE, entry.otherwise, ("otherwise",)))
    for node, outcome, path in named:
        outcomes.append(
            FlowOutcome(
                node, outcome.kind, outcome.title, outcome.text, outcome.channels, outcome.prepare, path
            )
        )
    return Flow(tuple(checks), tuple(outcomes))
