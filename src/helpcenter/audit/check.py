"""What a check of the finished site is, and what it yields."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from helpcenter.diagnostics import Severity

if TYPE_CHECKING:
    from helpcenter.audit.site import Site


class Mark(NamedTuple):
    """Where in a file a finding points: a start tag, or a piece of text.

    A tag is the `nth` (from 0) with this name and, if given, this attribute and value; `beside` is another attribute
    and the value that it must have as well, None when it must be absent.
    With `text` it is that text after the tag, or the first such text that a reader sees when there is no tag.
    """

    tag: str = ""
    attribute: str = ""
    value: str | None = None
    nth: int = 0
    beside: tuple[str, str | None] | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault in one file of the site; `message` says what is wrong, `hint` what to do."""

    path: str
    message: str
    hint: str = ""
    mark: Mark | None = None
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Check:
    """One check: a code never used again, a name that states the fault, and a generator over the whole site.

    The docstring of `run` is the check's documentation: *Why*, *Bad*, *Good*.
    """

    code: str
    name: str
    severity: Severity
    run: Callable[[Site], Iterator[Finding]]
    of_whole: bool = False
    """What it finds in a file depends on every other file, not only on those that this one names."""

    @property
    def documentation(self) -> str:
        """The docstring of `run`, unindented."""
        lines = (self.run.__doc__ or "").strip().splitlines()
        return "\n".join([lines[0], *(line.removeprefix("    ") for line in lines[1:])]) if lines else ""
