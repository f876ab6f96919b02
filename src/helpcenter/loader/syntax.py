"""What the YAML parser finds wrong, in a writer's words: it tells of indicators, tokens and simple keys."""

from __future__ import annotations

import re

import yaml

from helpcenter.diagnostics import Diagnostic, Location
from helpcenter.loader import findings


def syntax_fault(path: str, text: str, error: yaml.YAMLError) -> Diagnostic:
    """Returns the finding that an error of the parser is, at the place where a writer has to mend it."""
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    opening = error.context_mark if isinstance(error, yaml.MarkedYAMLError) else None
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    if opening and problem in ("found unexpected end of stream", "found unexpected document indicator"):
        hint = "Close it, or write '' for a quote within single quotes."
        return _fault(
            path, opening.line + 1, opening.column + 1, "the quote that opens here is not closed.", hint
        )
    if (colon := _wide_colon(path, text, line)) is not None:
        return colon
    if opening and problem.startswith(("could not find expected ':'", "did not find expected alphabetic")):
        # The scanner notices only behind it, mostly on the next line.
        line, column = opening.line + 1, opening.column + 1
    lines = text.rstrip().split("\n")
    if line > len(lines):  # noticed at the end of the file: where an editor would show it
        line, column = len(lines), len(lines[-1]) + 1
    if problem == "found undefined tag handle":
        return findings.TAG.at(Location(path, line, column), "a tag is not allowed.", "Delete it.")
    message, hint = _in_words(problem, lines[line - 1], column)
    return _fault(path, line, column, message, hint)


def no_key(where: Location, opening: str) -> Diagnostic:
    """Returns the finding that brackets stand where a field's name belongs; most often a text begins with them."""
    message = f"'{opening}' at its beginning makes a text something else to YAML."
    return findings.SYNTAX.at(where, message, _IN_QUOTES)


def _fault(path: str, line: int, column: int, message: str, hint: str) -> Diagnostic:
    return findings.SYNTAX.at(Location(path, line, column), message, hint)


def _wide_colon(path: str, text: str, line: int) -> Diagnostic | None:
    """Returns the commonest slip of all, typed with a Chinese keyboard; the scanner notices only on the next line."""
    for number, written in reversed(list(enumerate(text.split("\n")[:line], 1))[-2:]):
        if colon := _WIDE_COLON.match(written):
            message = f"'{colon[1]}' has a full-width colon."
            return _fault(path, number, colon.end(), message, "Write ': ' after it.")
    return None


_WIDE_COLON = re.compile(r"[ -]*([a-z][a-z0-9_]*)：")
_IN_QUOTES = "Put the whole text in quotes."


def _in_words(problem: str, written: str, column: int) -> tuple[str, str]:
    """Returns message and hint for a problem at a column of a line."""
    here, before = written[column - 1 : column], written[: column - 1].rstrip()
    if (
        problem.startswith(("found character that cannot start", "did not find expected alphabetic"))
        and here != "\t"
    ):
        return f"'{here}' at its beginning makes a text something else to YAML.", _IN_QUOTES
    if problem.startswith("did not find expected key") and before.endswith(('"', "'")):
        return "the text goes on after its closing quote.", f"{_IN_QUOTES} Within them, write “ ”."
    for start, words in _WORDS.items():
        if problem.startswith(start):
            return words
    return f"{problem}.", "Check quotes, colons and indentation here and one line up."


_WORDS = {
    "mapping values are not allowed in this context": (
        "a colon and a blank stand where no field can begin.",
        "Put the text in quotes if it has a colon; else align the line with the one above.",
    ),
    "could not find expected ':'": (
        "this line is no field.",
        "Write 'name: text', with a blank after the colon; align a text that goes on with its first line.",
    ),
    "did not find expected '-' indicator": (
        "this line is indented less than the list item that it follows.",
        "Align it with the item's other lines, or begin a new item with '- '.",
    ),
    "did not find expected key": (
        "this line is indented unlike those around it.",
        "Align the fields of an entry, and the items of a list.",
    ),
    "did not find expected node content": (
        "a value is missing here.",
        "Close a bracket or brace that is open, or put a text that begins with one in quotes.",
    ),
    "did not find expected ',' or ']'": (
        "a list that began with '[' lacks a comma or its ']' before this.",
        "Close it, or put a text that begins with '[' in quotes.",
    ),
    "did not find expected ',' or '}'": (
        "fields that began with '{' lack a comma or their '}' before this.",
        "Close them, or put a text that begins with '{' in quotes.",
    ),
    "found character that cannot start any token": (
        "a tab stands where blanks are needed.",
        "Indent with spaces, not tabs.",
    ),
    "found a tab character": ("the line is indented with a tab.", "Indent with spaces, not tabs."),
    "found unknown escape character": (
        "the backslash begins no escape that YAML knows.",
        "Put the text in single quotes: a backslash is plain text there.",
    ),
}
