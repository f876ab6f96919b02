"""What a check found: where, how bad, which rule, what is wrong and what to do."""

from __future__ import annotations

import json
import os
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import quote

from helpcenter import __version__


class Severity(StrEnum):
    """How bad a finding is: an error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file: repository-relative POSIX path, 1-based line and column."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `message` says what is wrong, `hint` what to do; both are whole sentences."""

    location: Location
    severity: Severity
    code: str
    name: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        text = f"{self.location}: {self.severity} {self.code} {self.name}: {self.message}"
        return f"{text} {self.hint}" if self.hint else text

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Orders findings by path, line, column, code and message."""
        where = self.location
        return (where.path, where.line, where.column, self.code, self.message)


class ContentError(Exception):
    """The content cannot be used; carries every finding, never just the first."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(sorted(set(diagnostics), key=lambda found: found.sort_key))
        super().__init__("\n".join(str(found) for found in self.diagnostics))


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """True when at least one finding is an error."""
    return any(found.severity is Severity.ERROR for found in diagnostics)


def ordered(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Returns the findings without repetitions, sorted by path, line, column and code."""
    return sorted(set(diagnostics), key=lambda found: found.sort_key)


def as_text(diagnostics: Sequence[Diagnostic], root: Path | None = None) -> str:
    """Returns one finding a paragraph.

    With `root`, the folder that the paths are relative to, each is followed by its source line and a caret.
    Nothing in a path, a message or a source line can move the cursor, forge a line or turn the text around.
    """
    lines: list[str] = []
    for found in diagnostics:
        lines.append(_printable(str(found)))
        if root is not None:
            lines.extend(_source_excerpt(root, found.location))
    return "\n".join(lines)


def as_json(diagnostics: Sequence[Diagnostic]) -> str:
    """Returns one JSON object a line: code, name, severity, path, line, column, message, hint."""
    return "\n".join(
        _json(
            {
                "code": found.code,
                "name": found.name,
                "severity": found.severity.value,
                "path": found.location.path,
                "line": found.location.line,
                "column": found.location.column,
                "message": found.message,
                "hint": found.hint,
            }
        )
        for found in diagnostics
    )


def as_github(diagnostics: Sequence[Diagnostic]) -> str:
    """Returns workflow commands that annotate the lines of a pull request."""
    level = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
    return "\n".join(
        f"::{level[found.severity]} file={_property(_printable(found.location.path))},line={found.location.line},"
        f"col={found.location.column},title={_property(f'{found.code} {found.name}')}"
        f"::{_escape(_printable(f'{found.message} {found.hint}'.rstrip()))}"
        for found in diagnostics
    )


def as_sarif(diagnostics: Sequence[Diagnostic]) -> str:
    """Returns a SARIF 2.1.0 log with one run."""
    codes = sorted({(found.code, found.name) for found in diagnostics})
    index = {code: position for position, (code, _) in enumerate(codes)}
    log: dict[str, Any] = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "helpcenter",
                        "version": __version__,
                        "rules": [{"id": code, "name": name} for code, name in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [
                    {
                        "ruleId": found.code,
                        "ruleIndex": index[found.code],
                        "level": found.severity.value,
                        "message": {"text": f"{found.message} {found.hint}".rstrip()},
                        "locations": [
                            {
                                "physicalLocation": {
                                    "artifactLocation": {"uri": quote(os.fsencode(found.location.path))},
                                    "region": {
                                        "startLine": found.location.line,
                                        "startColumn": found.location.column,
                                    },
                                }
                            }
                        ],
                    }
                    for found in diagnostics
                ],
            }
        ],
    }
    return _json(log, indent=2)


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """Returns one line a rule with its number of findings, most frequent first; empty for none."""
    counts = Counter((found.code, found.name, found.severity) for found in diagnostics)
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return "\n".join(f"{count:6} {severity} {code} {name}" for (code, name, severity), count in rows)


FORMATS: Mapping[str, Callable[[Sequence[Diagnostic]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}


def _source_excerpt(root: Path, location: Location) -> list[str]:
    try:
        lines = (root / location.path).read_text(encoding="utf-8", errors="replace").splitlines()
        source = lines[location.line - 1]
    except (OSError, IndexError):
        return []
    shown = "".join(char if _is_printable(char) else "?" for char in source[:160].replace("\t", " "))
    # A wide (East Asian) character takes two terminal cells; the caret must stand under it.
    before = shown[: location.column - 1]
    pad = "".join("\u3000" if ord(char) > 0x2E7F else " " for char in before)
    return [f"  {location.line:>4} | {shown}", f"       | {pad}^"]


def _json(data: Any, indent: int | None = None) -> str:
    """Returns JSON as it can be printed: what of a file's name is no UTF-8 becomes an escape, as JSON has them."""
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _printable(text: str) -> str:
    """Returns a text with everything that a terminal would obey, or hide, as an escape."""
    return "".join(
        char if _is_printable(char) else char.encode("unicode_escape").decode("ascii") for char in text
    )


def _is_printable(char: str) -> bool:
    return char.isprintable() or unicodedata.category(char) == "Zs"  # the wide space is plain text here


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
