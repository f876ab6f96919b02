"""Texts that still wait to be written: `<fill in: …>` and `<translate>`, as `helpcenter new` leaves them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from helpcenter.diagnostics import Diagnostic
from helpcenter.loader import Document
from helpcenter.model.text import Path
from helpcenter.rules.base import Fault
from helpcenter.rules.context import Context
from helpcenter.rules.passages import field_name

UNFINISHED = "HC024"
TRANSLATE = "<translate>"
_PLACEHOLDER = re.compile(r"<(fill in|translate)(?:: *([^<>]*))?>")


class Placeholder(NamedTuple):
    """A place that waits for a text: where, and what belongs there (empty for a translation)."""

    path: Path
    written: str
    wanted: str


def fill_in(what: str) -> str:
    """Returns the placeholder for a text; angle brackets never stand in content otherwise."""
    return f"<fill in: {what}>"


def placeholders_in(document: Document) -> list[Placeholder]:
    """Returns the places of a file that still wait for a text, in the order of the file."""
    if "<fill in" not in document.text and "<translate" not in document.text:
        return []
    return [
        Placeholder(path, match[0], match[2] or "")
        for path, text in _texts((), document.data)
        for match in _PLACEHOLDER.finditer(text)
    ]


def check_unfinished(context: Context) -> Iterator[Fault]:
    """A text is not written yet.

    Why: `helpcenter new` leaves a placeholder wherever a writer must say something; a reader must never see one.

    Bad:
        title: "<fill in: a question, as a customer would ask it>"

    Good:
        title: How do I get my money back?
    """
    for document in _documents(context):
        for place in placeholders_in(document):
            field = field_name(place.path)
            if place.wanted:
                message = f"'{field}' is not written yet: {place.wanted}."
            else:
                message = f"'{field}' is not translated yet."
            shown = "<fill in: …>" if place.wanted else place.written
            yield Fault(document.at(place.path), message, f"Write it in place of '{shown}'.")


def without_noise(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Returns the findings without what other rules say about texts that are not written yet.

    A translation that is being written is not yet behind its source, either.
    """
    waiting = {(item.location.path, item.location.line) for item in found if item.code == UNFINISHED}
    files = {path for path, _ in waiting}
    return [
        item
        for item in found
        if item.code == UNFINISHED
        or (
            (item.location.path, item.location.line) not in waiting
            and not (item.code == "HC203" and item.location.path in files)
        )
    ]


def _documents(context: Context) -> Iterable[Document]:
    """Returns the files that can hold a placeholder, by path."""
    seen = {version.path: version.document for version in context.versions() if version.head.has_angle}
    seen.update({orphan.document.path: orphan.document for orphan in context.catalog.orphans})
    seen.update(context.catalog.documents)
    return [seen[path] for path in sorted(seen)]


def _texts(path: Path, value: Any) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts((*path, key), item)
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from _texts((*path, position), item)
