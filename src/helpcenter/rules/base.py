"""What a rule is: a code, a name, a severity, and one generator function whose docstring explains it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any, NamedTuple

from helpcenter.diagnostics import Diagnostic, Location, Severity


class Scope(StrEnum):
    """What a rule looks at in one call."""

    TEXT = "text"
    """One writer's text, wherever it stands: `check(passage, context)`."""
    ENTRY = "entry"
    """One entry in one locale: `check(subject, context)`."""
    SOURCE = "source"
    """The same, but never for a translation, which takes over what the rule looks at."""
    CATALOG = "catalog"
    """The whole catalog: `check(context)`."""
    ELSEWHERE = "elsewhere"
    """Reported by the loader or by the look at other sites; here it is only explained."""


class Together(StrEnum):
    """On what at once a text rule can first be tried: most texts hold nothing of what a rule looks for."""

    NOTHING = "nothing"
    """It looks at each text by itself."""
    ENTRY = "entry"
    """All texts of an entry: it asks in which entry a text stands."""
    ENTRIES = "entries"
    """The texts of many entries of one provider and locale."""


class Fault(NamedTuple):
    """What a check yields: where, what is wrong, what to do."""

    where: Location
    message: str
    hint: str = ""


Check = Callable[..., Iterator[Fault]]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a rule is there, with an example that it reports and one that it likes."""

    summary: str
    why: str
    bad: str
    good: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One check on the content. A code is never given to another rule, not even after this one is gone.

    A rule that may not be suppressed guards the reader's money and data.
    """

    code: str
    name: str
    severity: Severity
    scope: Scope
    explanation: Explanation
    check: Check | None = None
    can_be_allowed: bool = True
    together: Together = Together.ENTRIES

    def at(self, fault: Fault) -> Diagnostic:
        """Returns the finding that a fault is."""
        return Diagnostic(fault.where, self.severity, self.code, self.name, fault.message, fault.hint)

    @property
    def family(self) -> str:
        """Returns the code's family, e.g. `HC3`."""
        return self.code[:3]


def rule(
    scope: Scope,
    code: str,
    name: str,
    severity: Severity,
    check: Check,
    *,
    can_be_allowed: bool = True,
    together: Together = Together.ENTRIES,
) -> Rule:
    """Returns a rule that is explained by its check's docstring."""
    return Rule(code, name, severity, scope, explanation_of(check), check, can_be_allowed, together)


text_rule = partial(rule, Scope.TEXT)
entry_rule = partial(rule, Scope.ENTRY)
source_rule = partial(rule, Scope.SOURCE)
catalog_rule = partial(rule, Scope.CATALOG)


def explanation_of(check: Check) -> Explanation:
    """Returns the documentation in a check's docstring.

    The docstring is a summary line and three sections, `Why:`, `Bad:` and `Good:`, the last two with an
    indented example. Raises ValueError when one is missing: a rule without reasons is no rule.
    """
    parts = re.split(r"^(Why|Bad|Good):", inspect.getdoc(check) or "", flags=re.MULTILINE)
    sections: dict[str, Any] = dict(zip(parts[1::2], map(inspect.cleandoc, parts[2::2]), strict=True))
    if set(sections) != {"Why", "Bad", "Good"}:
        raise ValueError(f"the docstring of {check.__name__} needs Why, Bad and Good")
    summary, why = (" ".join(text.split()) for text in (parts[0], sections["Why"]))
    return Explanation(summary, why, sections["Bad"], sections["Good"])
