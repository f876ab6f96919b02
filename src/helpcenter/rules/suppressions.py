"""HC190 and HC191: findings that an entry allows, with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from helpcenter.diagnostics import Diagnostic, Location, Severity
from helpcenter.rules.base import Fault, Rule, Scope, catalog_rule
from helpcenter.rules.context import Context

UNUSED = "HC190"


class Suppression(NamedTuple):
    """One line of `allow`: the rule's code and where it stands."""

    path: str
    code: str
    where: Location


def suppressions(context: Context) -> Iterator[Suppression]:
    """Yields every suppression in the catalog's entries."""
    for version in context.versions():
        if not version.head.allows:
            continue
        for position, item in enumerate(version.entry.allow):
            for code in item:
                where = version.document.at(("allow", position, code), key=True)
                yield Suppression(version.path, code, where)


def apply_suppressions(
    found: Sequence[Diagnostic], chosen: Sequence[Rule], context: Context
) -> list[Diagnostic]:
    """Returns the findings that nobody allows, and one for each suppression that suppresses nothing.

    A suppression of a rule that did not run is not judged.
    """
    allowable = {rule.code: rule for rule in chosen if rule.can_be_allowed and rule.check is not None}
    unused = next((rule for rule in chosen if rule.code == UNUSED), None)
    stated = [item for item in suppressions(context) if item.code in allowable]
    pairs = {(item.path, item.code) for item in stated}
    used = {(item.location.path, item.code) for item in found} & pairs
    kept = [item for item in found if (item.location.path, item.code) not in pairs]
    if unused is not None:
        for item in stated:
            if (item.path, item.code) not in used:
                message = f"'{item.code}' finds nothing here, so nothing needs to be allowed."
                kept.append(unused.at(Fault(item.where, message, "Delete the line.")))
    return kept


def check_unused(context: Context) -> Iterator[Fault]:
    """An entry allows a rule that finds nothing in it.

    Why: The reason for it is gone; left standing, it would hide the next real fault.

    Bad:
        allow:
          - HC403: "the term stands in a quotation"   # and no such term is in the entry

    Good:
        (no such line)
    """
    # `apply_suppressions` reports these once all other rules have run.
    del context
    yield from ()


def check_known(context: Context, rules: Sequence[Rule]) -> Iterator[Fault]:
    """Yields the suppressions of rules that do not exist, or that nobody may allow."""
    by_code = {rule.code: rule for rule in rules}
    for item in suppressions(context):
        rule = by_code.get(item.code)
        if rule is None:
            yield Fault(item.where, f"'{item.code}' is no rule.", "`helpcenter rules` lists them.")
        elif not rule.can_be_allowed or rule.scope is Scope.ELSEWHERE:
            message = f"'{item.code}' ({rule.name}) cannot be allowed."
            yield Fault(item.where, message, "Change the text instead.")


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


SUPPRESSION_RULES = (
    catalog_rule("HC190", "unused-suppression", Severity.WARNING, check_unused, can_be_allowed=False),
    catalog_rule("HC191", "bad-suppression", Severity.ERROR, check_unknown_suppression, can_be_allowed=False),
)
