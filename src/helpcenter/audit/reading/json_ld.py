"""Reads a page's structured data: whether it is JSON-LD, and whether the page shows what it states."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from helpcenter.audit.check import Mark
from helpcenter.audit.facts import Fault
from helpcenter.contact_shapes import ContactKind, contact_shapes

# Values of these keys are words of the vocabulary, or for machines: a page need not show them.
_UNSHOWN_KEYS = frozenset({
    "@context", "@type", "@id", "contactType", "availableLanguage", "areaServed", "encodingFormat",
    "dateCreated", "contactOption", "additionalType", "identifier", "sku", "query-input", "urlTemplate",
    "target", "license",
})  # fmt: skip
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T[\d:.+\-Z]*)?")


class Statement(NamedTuple):
    """One string of structured data, with the key it belongs to and the block it stands in."""

    key: str
    value: str
    block: int

    def mark(self) -> Mark:
        """Returns where it stands: the value inside its script element, as JSON writes it."""
        return Mark(
            "script",
            "type",
            "application/ld+json",
            self.block,
            text=json.dumps(self.value, ensure_ascii=False),
        )


@dataclass(frozen=True)
class Shown:
    """What a page shows: its text, the values of its `datetime`, its links and languages."""

    text: str
    times: frozenset[str]
    addresses: frozenset[str]
    langs: frozenset[str]
    own_url: str

    @cached_property
    def words(self) -> str:
        """The text with one blank between two words."""
        return " ".join(self.text.split())


def read_json_ld(block: int, text: str) -> tuple[list[Statement], list[Fault]]:
    """Returns what a JSON-LD script states, or what is wrong with it."""
    mark = Mark("script", "type", "application/ld+json", block)
    try:
        data = json.loads(text)
    except ValueError as error:
        return [], [Fault(f"structured data is no JSON: {error}.", "Write it with a JSON encoder.", mark)]
    faults = [Fault(message, hint, mark) for message, hint in _shape_faults(data)]
    statements: list[Statement] = []
    _collect(data, "", block, statements)
    return statements, faults


def unshown(statements: list[Statement], shown: Shown) -> list[Fault]:
    """Returns the statements that the page doesn't show."""
    if not statements:
        return []
    faults = []
    for statement in dict.fromkeys(statements):
        if not _is_shown(statement, shown):
            value = statement.value if len(statement.value) <= 80 else statement.value[:77] + "…"
            faults.append(
                Fault(
                    f"structured data states {statement.key} '{value}', which the page does not show.",
                    "State only what a reader sees.",
                    statement.mark(),
                )
            )
    return faults


def _is_shown(statement: Statement, shown: Shown) -> bool:
    key, value = statement.key, statement.value.strip()
    if key in _UNSHOWN_KEYS or not value:
        return True
    if value.startswith(("https://schema.org/", "http://schema.org/")):
        return True
    if key == "inLanguage":
        return value.lower() in shown.langs
    if is_url(value):
        return value.startswith(shown.own_url) or value in shown.addresses
    if value in shown.text and value.isprintable() and "  " not in value:
        return True  # as nearly every statement, and as its words would be found
    if _DATE.fullmatch(value) and any(time.startswith(value[:10]) for time in shown.times):
        return True
    text = shown.words
    if value in text:
        return True
    if _DATE.fullmatch(value):
        return value[:10] in text
    if key in ("telephone", "faxNumber", "email"):
        return _is_reachable(value, shown, text)
    return " ".join(value.split()) in text


def _is_reachable(value: str, shown: Shown, text: str) -> bool:
    """True when the page shows this number or mailbox, in whichever form, or links to it."""
    bare = value.lower().removeprefix("mailto:").removeprefix("tel:")
    if bare in text.lower():
        return True
    if "@" in bare:
        return any(bare in address.lower() for address in shown.addresses)
    wanted = re.sub(r"\D", "", bare)[-10:]
    numbers = [shape.value for shape in contact_shapes(text) if shape.kind is ContactKind.PHONE]
    numbers += [address for address in shown.addresses if address.startswith(("tel:", "sms:"))]
    return any(re.sub(r"\D", "", number)[-10:] == wanted for number in numbers)


def _collect(data: Any, key: str, block: int, found: list[Statement]) -> None:
    """Adds the strings in the data with their keys; types and the names of nodes state nothing."""
    if isinstance(data, str):
        if key not in (_NAMING_KEYS if is_url(data) else _TYPE_KEYS):
            found.append(Statement(key, data, block))
        return
    if isinstance(data, dict):
        for name, value in data.items():
            if name != "@type" or not isinstance(value, str) or is_url(value):
                _collect(value, name, block, found)
    elif isinstance(data, list):
        for value in data:
            if key != "@type" or not isinstance(value, str) or is_url(value):
                _collect(value, key, block, found)


_NAMING_KEYS = frozenset({"@context", "@id"})
_TYPE_KEYS = frozenset({"@type"})


def is_url(text: str) -> bool:
    """True for what is written as an absolute address."""
    return text.startswith(("https://", "http://"))


def _shape_faults(data: Any) -> Iterator[tuple[str, str]]:
    nodes = data if isinstance(data, list) else [data]
    for node in nodes:
        if not isinstance(node, dict):
            yield (
                f"structured data is a {type(node).__name__}, expected an object.",
                "Write one object, or a list.",
            )
            continue
        context = node.get("@context")
        if context is None:
            yield "structured data has no '@context'.", 'Add "@context": "https://schema.org".'
        elif isinstance(context, str) and context.rstrip("/") not in (
            "https://schema.org",
            "http://schema.org",
        ):
            yield f"structured data has the '@context' '{context}', expected 'https://schema.org'.", ""
        for inner in node.get("@graph", [node]):
            if not isinstance(inner, dict) or not inner.get("@type"):
                yield "structured data has an object without '@type'.", "Say what it describes."
