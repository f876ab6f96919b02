"""What one rendering of a text collects on its way: links and problems, and what references stand for."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from helpcenter.markup.references import Meanings, UnknownReferenceError


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in a text: its offset there, the words at fault, what is wrong and what to do."""

    code: str
    name: str
    message: str
    hint: str
    snippet: str
    offset: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a text: its words and its target as written."""

    text: str
    target: str
    offset: int


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a text stands: its locale, its provider, and how a link target becomes an address.

    `href` takes a target as written (`entry:…`, `page:…`, `https://…`) and returns the address, or None for
    a target that does not exist; the text then shows without a link.
    """

    locale: str
    provider: str
    href: Callable[[str], str | None]


class Work:
    """One rendering of a text: what it needs to know, and what it found."""

    def __init__(self, meanings: Meanings, scope: Scope, text: str) -> None:
        self.meanings = meanings
        self.scope = scope
        self.text = text
        self.links: list[Link] = []
        self.problems: list[Problem] = []
        self._references_read_to = 0
        self._links_read_to = 0

    def reference(self, braces: str) -> str:
        """Returns what the next `{{ … }}` of the text stands for; on a fault, notes it and returns it as it is."""
        return self.resolve(braces, self._offset_of_reference(braces))

    def resolve(self, braces: str, offset: int, *, report: bool = True) -> str:
        """Returns what the `{{ … }}` at `offset` stands for; on a fault, the text as it is."""
        try:
            value = self.meanings.of(braces, self.scope.locale, self.scope.provider)
        except UnknownReferenceError as fault:
            if report:
                self.problem("HC020", "unknown-reference", fault.message, fault.hint, braces, offset)
            return braces
        if value is None and report:
            hint = "Write it as {{ fact.name }}, {{ channel.name.first_reply }}, {{ term.name }}."
            self.problem("HC019", "bad-reference", f"'{braces}' is not a reference.", hint, braces, offset)
        return braces if value is None else value

    def open_link(self, words: str, target: str) -> str:
        """Returns the opening tag of the next link of the text, and notes it; empty for one that leads nowhere."""
        self._note_link(words, target)
        address = self.address(target)
        if address is None:
            if not target.startswith(("entry:", "page:")):
                self.problem(
                    "HC022",
                    "bad-link-target",
                    f"'{target}' cannot be linked to.",
                    "Link to entry:…, page:… or an https address.",
                    target,
                    max(self.text.find(target), 0),
                )
            return ""
        leaves = address.startswith("https:") and target.startswith("https:")
        rel = ' rel="noopener nofollow"' if leaves else ""
        return f'<a href="{escape(address)}"{rel}>'

    def address(self, target: str) -> str | None:
        """Returns the address of a link target that may be linked to; None for any other."""
        if target.startswith(("entry:", "page:")):
            return self.scope.href(target)
        if target.startswith("#"):
            return target if re.fullmatch(r"#[A-Za-z0-9_-]+", target) else None
        try:
            parts = urlsplit(target)
        except ValueError:
            return None
        return target if parts.scheme == "https" and parts.hostname else None

    def problem(self, code: str, name: str, message: str, hint: str, snippet: str, offset: int) -> None:
        """Notes a fault, once."""
        found = Problem(code, name, message, hint, snippet, offset)
        if found not in self.problems:
            self.problems.append(found)

    def _offset_of_reference(self, braces: str) -> int:
        """Returns where the next reference stands: the parser meets them in order, block by block."""
        offset = self.text.find(braces, self._references_read_to)
        if offset < 0:  # met out of order, in a table's cells: the first one will do
            return max(self.text.find(braces), 0)
        self._references_read_to = offset + len(braces)
        return offset

    def _note_link(self, words: str, target: str) -> None:
        """Notes a link; links are met in the order of the text."""
        offset = self.text.find(target, self._links_read_to)
        if offset < 0:
            offset = max(self.text.find(words), 0)
        else:
            self._links_read_to = offset + len(target)
        self.links.append(Link(words, target, offset))
