"""A writer's text as the reader sees it, each character with its place in what was written."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple

from helpcenter.model import TextKind

Expand = Callable[[str], "str | None"]
"""`{{ fact.refund_time }}` -> `5–7 business days`; None for a reference to nothing."""


class Span(NamedTuple):
    """A part of the prose: from `start` up to `end`."""

    start: int
    end: int

    def moved(self, by: int) -> Span:
        """Returns the span further on in a longer text."""
        return Span(self.start + by, self.end + by)


class WrittenLink(NamedTuple):
    """A link as written: its visible words, its target and that one's raw offset; the words' span."""

    words: str
    target: str
    offset: int
    span: Span


@dataclass
class Prose:
    """Visible text. `offsets[i]` is where its i-th character stands in the raw text; None: the same place.

    `references` are the spans that `{{ … }}` filled in, `codes` the code spans; `edges` says at which prose
    offsets a space may be put where in the raw text, where markup stands between two visible characters.
    """

    text: str
    offsets: list[int] | None = None
    references: list[tuple[Span, str]] = field(default_factory=list)
    codes: list[Span] = field(default_factory=list)
    links: list[WrittenLink] = field(default_factory=list)
    edges: dict[int, int] = field(default_factory=dict)
    unclear: bool = False
    """True when brackets or braces were left over: only the Markdown parser knows what they mean."""


_MARKED = {
    TextKind.INLINE: re.compile(r"[{}\[\]<`*_\\&]"),
    TextKind.BLOCK: re.compile(r"[{}\[\]<`*_\\&]|^ {0,3}(?:#{1,6} |>|[-*+] |\d{1,9}[.)] )", re.MULTILINE),
}
_INLINE = (
    r"(?P<reference>\{\{.*?\}\})"
    r"|(?P<code>(?<!`)(?P<tick>`+)(?!`)(?P<content>.+?)(?<!`)(?P=tick)(?!`))"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|<(?P<auto>https?://[^<>\s]*)>"
    r"|(?P<link>\[(?P<words>(?:[^\[\]\\]|\\.)*)\]\(\s*<?(?P<target>[^\s()<>]*)>?(?:\s+\"[^\"]*\")?\s*\))"
    r"|(?P<emphasis>\*+|(?<![^\W_])_+(?=\S)|(?<=\S)_+(?![^\W_]))"
    r"|(?P<left>[\[\]<{}])"
)
_BLOCK = (
    r"(?P<fence>^ {0,3}(?P<ticks>`{3,}|~{3,})[^\n]*\n(?P<listing>.*?)(?:^ {0,3}(?P=ticks)[ ]*$|\Z))"
    r"|(?P<block>^ {0,3}(?:(?:#{1,6}|>|[-*+]|\d{1,9}[.)])[ ]+|>)+)|"
)
# Most places of a text are passed over by a look at one character.
_BEGINS = r"[{}\[\]<`\\&*_]"
_TOKENS = {
    TextKind.INLINE: re.compile(f"(?={_BEGINS})(?:{_INLINE})", re.DOTALL),
    TextKind.BLOCK: re.compile(
        rf"(?={_BEGINS}|^ {{0,3}}[#>*+0-9~`-])(?:{_BLOCK}{_INLINE})", re.DOTALL | re.MULTILINE
    ),
}


def read_prose(raw: str, kind: TextKind, expand: Expand) -> Prose:
    """Returns the visible text of a writer's text of this kind."""
    pattern = _MARKED.get(kind)
    if pattern is None or pattern.search(raw) is None:
        return Prose(raw)
    reader = _Reader(raw, _TOKENS[kind], expand)
    reader.read(0, len(raw))
    reader.prose.text = "".join(reader.parts)
    return reader.prose


class _Reader:
    """Collects visible characters with their offsets."""

    def __init__(self, raw: str, tokens: re.Pattern[str], expand: Expand) -> None:
        self.raw = raw
        self.tokens = tokens
        self.expand = expand
        self.parts: list[str] = []
        self.offsets: list[int] = []
        self.prose = Prose("", self.offsets)
        self.open_marks: list[str] = []

    def read(self, start: int, end: int) -> None:
        at = start
        for match in self.tokens.finditer(self.raw, start, end):
            self.copy(at, match.start())
            self.token(match)
            at = match.end()
        self.copy(at, end)

    def copy(self, start: int, end: int) -> Span:
        """Adds a part of the raw text as it is."""
        first = len(self.offsets)
        self.parts.append(self.raw[start:end])
        self.offsets.extend(range(start, end))
        return Span(first, len(self.offsets))

    def put(self, text: str, at: int) -> Span:
        """Adds text that isn't written so: all of it stands where its markup begins."""
        first = len(self.offsets)
        self.parts.append(text)
        self.offsets.extend([at] * len(text))
        return Span(first, len(self.offsets))

    def token(self, match: re.Match[str]) -> None:
        prose = self.prose
        match match.lastgroup:
            case "reference":
                value = self.expand(match[0])
                prose.unclear |= value is None
                span = self.put(match[0] if value is None else value, match.start())
                prose.references.append((span, match[0]))
                prose.edges[span.end] = match.end()
            case "fence" | "code":
                group = "listing" if match.lastgroup == "fence" else "content"
                prose.edges.setdefault(len(self.offsets), match.start())
                prose.codes.append(self.copy(*match.span(group)))
                prose.edges[len(self.offsets)] = match.end()
            case "entity":
                self.put(unescape(match[0]), match.start())
            case "escaped":
                self.put(match["escaped"], match.start())
            case "auto":
                span = self.copy(*match.span("auto"))
                prose.links.append(WrittenLink(match["auto"], match["auto"], match.start("auto"), span))
            case "link":
                first = len(self.offsets)
                prose.edges.setdefault(first, match.start())
                self.read(*match.span("words"))
                words = "".join(self.parts)[first:]
                span = Span(first, len(self.offsets))
                prose.links.append(WrittenLink(words, match["target"], match.start("target"), span))
                prose.edges[span.end] = match.end()
            case "emphasis":
                self.emphasis(match[0], match.start(), match.end())
            case "left":
                prose.unclear = True
                self.copy(*match.span())
            case _:
                pass  # The mark of a heading, list item or quotation: not read out.

    def emphasis(self, mark: str, start: int, end: int) -> None:
        if self.open_marks and self.open_marks[-1] == mark:
            self.open_marks.pop()
            self.prose.edges[len(self.offsets)] = end
        else:
            self.open_marks.append(mark)
            self.prose.edges.setdefault(len(self.offsets), start)
