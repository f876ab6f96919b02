"""HC107 to HC112: the graph of a troubleshooting entry leads every answer to an outcome."""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.diagnostics import Location, Severity
from helpcenter.model import Flow, Troubleshooting, flow_of
from helpcenter.model.flow import OTHERWISE
from helpcenter.rules.base import Fault, source_rule
from helpcenter.rules.context import Context, Subject
from helpcenter.rules.suggestions import did_you_mean, nearest

DEEPEST = 7
"""Checks that a reader may have to answer; more, and he is better served by a person."""


def check_duplicate_ids(subject: Subject, context: Context) -> Iterator[Fault]:
    """Two checks or outcomes of a flow have the same id, or one takes an id that the page needs.

    Why: The id is a place on the page; an answer could not say which of the two it leads to.

    Bad:
        - {id: network, question: Is it on?, ...}
        - {id: network, question: Is it fast?, ...}

    Good:
        - {id: network, question: Is it on?, ...}
        - {id: speed, question: Is it fast?, ...}
    """
    del context
    flow = _raw_flow(subject)
    if flow is None:
        return
    seen: set[str] = set()
    for node, path in [
        *((check.id, ("checks", check.position)) for check in flow.checks),
        *((outcome.id, outcome.path) for outcome in flow.outcomes),
    ]:
        if node in seen:
            where = subject.document.at((*path, "id"))
            yield Fault(where, f"'{node}' is the id of another check or outcome.", "Give it one of its own.")
        elif node in PAGE_ANCHORS:
            where = subject.document.at((*path, "id"))
            yield Fault(where, f"'{node}' is the id of another part of the page.", "Choose another one.")
        seen.add(node)


def check_dead_end(subject: Subject, context: Context) -> Iterator[Fault]:
    """An answer leads to a check or outcome that does not exist.

    Why: The reader picks it and nothing happens.

    Bad:
        answers: [{label: "Yes", next: ask-suport}]

    Good:
        answers: [{label: "Yes", next: ask-support}]
    """
    del context
    flow = _flow(subject)
    if flow is None:
        return
    known = _nodes(flow)
    for check in flow.checks:
        for position, answer in enumerate(check.answers):
            if answer.means == "choice" and answer.next not in known:
                where = subject.document.at(("checks", check.position, "answers", position, "next"))
                hint = did_you_mean(answer.next, known) or "Name the id of a check or an outcome."
                yield Fault(where, f"'{answer.next}' is no check or outcome of this flow.", hint)


def check_unreachable(subject: Subject, context: Context) -> Iterator[Fault]:
    """No answer leads to a check or outcome.

    Why: Nobody will ever read it; most often an answer leads to the wrong place.

    Bad:
        a check 'balance' after one whose answers all lead elsewhere

    Good:
        answers: [{label: Enough, next: details}, {label: Too little, next: balance}]
    """
    del context
    flow = _flow(subject)
    if flow is None or not flow.checks:
        return
    known = _nodes(flow)
    answers = [(check.id, answer.next) for check in flow.checks for answer in check.answers]
    # A misspelt `next` is reported as a dead end; what it was meant for is not forgotten.
    meant = {near for _, node in answers if node not in known and (near := nearest(node, known))}
    reached = _reached(flow) | meant
    # What only unreached checks lead to is reached as soon as they are.
    led_to = {node for check, node in answers if check not in reached and check != node}
    for check in flow.checks:
        if check.id not in reached | led_to:
            where = subject.document.at(("checks", check.position))
            yield Fault(where, f"no answer leads to the check '{check.id}'.", "Lead to it, or delete it.")
    for outcome in flow.outcomes:
        if outcome.id not in reached | led_to:
            where = subject.document.at(outcome.path)
            yield Fault(where, f"no answer leads to the outcome '{outcome.id}'.", "Lead to it, or delete it.")


def check_loop(subject: Subject, context: Context) -> Iterator[Fault]:
    """Answers lead back to a check that was answered before.

    Why: The reader goes round in circles and never reaches an outcome.

    Bad:
        network -> router -> network

    Good:
        network -> router -> ask-support
    """
    del context
    flow = _flow(subject)
    if flow is None or not flow.checks:
        return
    for check, position in _back_edges(flow):
        item = flow.checks[check]
        answer = item.answers[position]
        where = _answer_place(subject, item.position, position)
        message = f"the answers lead from '{item.id}' back to '{answer.next}'."
        yield Fault(where, message, "Lead to a later check or to an outcome.")


def check_no_outcome(subject: Subject, context: Context) -> Iterator[Fault]:
    """A chain of checks ends without an outcome.

    Why: The reader for whom all is well, and who still has the problem, is left alone.

    Bad:
        the last check has a `fix`, and the entry no `otherwise`

    Good:
        otherwise:
          kind: escalation
          title: Ask support
    """
    del context
    flow = _flow(subject)
    if flow is None:
        return
    for check in flow.checks:
        for answer in check.answers:
            if answer.means == "yes" and answer.next == OTHERWISE and flow.outcome(OTHERWISE) is None:
                where = subject.document.at(("checks", check.position))
                message = "when the answer is yes, the flow ends here without an outcome."
                yield Fault(where, message, "Add 'otherwise' to the entry, or 'answers' to this check.")


def check_depth(subject: Subject, context: Context) -> Iterator[Fault]:
    """A reader may have to answer more than 7 checks.

    Why: By then he has lost his patience; ask what tells most first, and hand over to a person sooner.

    Bad:
        a chain of 9 checks

    Good:
        a first check that tells three kinds of trouble apart, each with up to 3 more checks
    """
    del context
    flow = _flow(subject)
    if flow is None or not flow.checks or any(True for _ in _back_edges(flow)):
        return
    longest = _longest(flow)
    if longest > DEEPEST:
        where = subject.document.at(("checks",), key=True)
        message = f"the longest way through has {longest} checks; at most {DEEPEST} are allowed."
        yield Fault(where, message, "Ask what tells most first, or lead to support sooner.")


PAGE_ANCHORS = frozenset(
    {"money", "help", "help-title", "related", "feedback", "flow", "flow-title", "main", "nav"}
)
"""Ids that a page of the flow has already."""


def _flow(subject: Subject) -> Flow | None:
    """Returns the entry's graph; None when there is none, or when ids stand twice: then nothing leads anywhere."""
    if "flow" not in subject.worked_out:
        flow = _raw_flow(subject)
        is_clear = flow is not None and len(_nodes(flow)) == len(flow.checks) + len(flow.outcomes)
        subject.worked_out["flow"] = flow if is_clear else None
    found: Flow | None = subject.worked_out["flow"]
    return found


def _raw_flow(subject: Subject) -> Flow | None:
    if "raw flow" not in subject.worked_out:
        entry = subject.version.entry
        subject.worked_out["raw flow"] = flow_of(entry) if isinstance(entry, Troubleshooting) else None
    found: Flow | None = subject.worked_out["raw flow"]
    return found


def _nodes(flow: Flow) -> set[str]:
    return {check.id for check in flow.checks} | {outcome.id for outcome in flow.outcomes}


def _reached(flow: Flow) -> set[str]:
    checks = {check.id: check for check in flow.checks}
    waiting, reached = [flow.checks[0].id], set[str]()
    while waiting:
        node = waiting.pop()
        if node in reached:
            continue
        reached.add(node)
        if node in checks:
            waiting += [answer.next for answer in checks[node].answers]
    return reached


def _back_edges(flow: Flow) -> Iterator[tuple[int, int]]:
    """Yields the answers that close a circle, as positions of check and answer."""
    positions = {check.id: number for number, check in enumerate(flow.checks)}
    state: dict[int, str] = {}
    found: list[tuple[int, int]] = []

    def visit(number: int) -> None:
        state[number] = "open"
        for position, answer in enumerate(flow.checks[number].answers):
            following = positions.get(answer.next)
            if following is None:
                continue
            if state.get(following) == "open":
                found.append((number, position))
            elif following not in state:
                visit(following)
        state[number] = "done"

    for number in range(len(flow.checks)):
        if number not in state:
            visit(number)
    yield from found


def _longest(flow: Flow) -> int:
    checks = {check.id: check for check in flow.checks}
    lengths: dict[str, int] = {}

    def length(node: str) -> int:
        if node not in checks:
            return 0
        if node not in lengths:
            lengths[node] = 1 + max((length(answer.next) for answer in checks[node].answers), default=0)
        return lengths[node]

    return length(flow.checks[0].id)


def _answer_place(subject: Subject, check: int, answer: int) -> Location:
    return subject.document.at(("checks", check, "answers", answer, "next"))


FLOW_RULES = (
    source_rule("HC107", "duplicate-id", Severity.ERROR, check_duplicate_ids),
    source_rule("HC108", "dead-end", Severity.ERROR, check_dead_end),
    source_rule("HC109", "unreachable-check", Severity.ERROR, check_unreachable),
    source_rule("HC110", "flow-loop", Severity.ERROR, check_loop),
    source_rule("HC111", "missing-outcome", Severity.ERROR, check_no_outcome),
    source_rule("HC112", "flow-too-deep", Severity.ERROR, check_depth),
)
