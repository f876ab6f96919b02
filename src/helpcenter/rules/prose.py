"""A writer's text as the reader sees it, each character with its place in what was written."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from html import unescape
from operator import attrgetter
from types import MappingProxyType
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

    def moved(self, by: int) -> WrittenLink:
        """Returns the link with its words further on in a longer text."""
        return WrittenLink(self.words, self.target, self.offset, self.span.moved(by))


class Piece(NamedTuple):
    """A part of the visible text: where it begins there and in the raw text, and whether it was copied from it.

    What isn't copied, such as the value of a reference, stands as a whole where its markup begins.
    """

    start: int
    raw: int
    is_copy: bool


class Prose(NamedTuple):
    """Visible text. `pieces` say where it stands in the raw text; None where the two are the same.

    `references` are the spans that `{{ … }}` filled in, `codes` the code spans; `edges` says at which prose
    offsets a space may be put where in the raw text, where markup stands between two visible characters.
    """

    text: str
    pieces: Sequence[Piece] | None = None
    references: Sequence[tuple[Span, str]] = ()
    codes: Sequence[Span] = ()
    links: Sequence[WrittenLink] = ()
    edges: Mapping[int, int] = MappingProxyType({})
    unclear: bool = False
    """True when brackets or braces were left over: only the Markdown parser knows what they mean."""

    @property
    def has_markup(self) -> bool:
        """True when something in it is not shown as it was written."""
        return self.pieces is not None or bool(self.references or self.codes or self.links or self.edges)

    def raw_offset(self, offset: int) -> int:
        """Returns where a character of the visible text stands in the raw text."""
        if self.pieces is None:
            return offset
        piece = self.pieces[bisect_right(self.pieces, offset, key=_start) - 1]
        return piece.raw + (offset - piece.start if piece.is_copy else 0)


_start = attrgetter("start")

_MARK = re.compile(r"[{}\[\]<`*_\\&]")
_BLOCK_MARK = re.compile(r"\n {0,3}(?:#{1,6} |>|[-*+] |\d{1,9}[.)] )")
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
    if kind is TextKind.LINE:
        return Prose(raw)
    if _MARK.search(raw) or (kind is TextKind.BLOCK and _BLOCK_MARK.search(f"\n{raw}")):
        return _Reader(raw, _TOKENS[kind], expand).prose()
    return Prose(raw)


class _Reader:
    """Collects visible characters with their offsets."""

    def __init__(self, raw: str, tokens: re.Pattern[str], expand: Expand) -> None:
        self.raw = raw
        self.tokens = tokens
        self.expand = expand
        self.parts: list[str] = []
        self.pieces: list[Piece] = []
        self.length = 0
        self.references: list[tuple[Span, str]] = []
        self.codes: list[Span] = []
        self.links: list[WrittenLink] = []
        self.edges: dict[int, int] = {}
        self.unclear = False
        self.open_marks: list[str] = []

    def prose(self) -> Prose:
        """Returns what the whole text says."""
        self.read(0, len(self.raw))
        text = "".join(self.parts)
        return Prose(text, self.pieces, self.references, self.codes, self.links, self.edges, self.unclear)

    def read(self, start: int, end: int) -> None:
        at = start
        for match in self.tokens.finditer(self.raw, start, end):
            self.copy(at, match.start())
            self.token(match)
            at = match.end()
        self.copy(at, end)

    def copy(self, start: int, end: int) -> None:
        """Adds a part of the raw text as it is."""
        if start < end:
            self.parts.append(self.raw[start:end])
            self.pieces.append(Piece(self.length, start, is_copy=True))
            self.length += end - start

    def put(self, text: str, at: int) -> None:
        """Adds text that isn't written so: all of it stands where its markup begins."""
        if text:
            self.parts.append(text)
            self.pieces.append(Piece(self.length, at, is_copy=False))
            self.length += len(text)

    def token(self, match: re.Match[str]) -> None:
        first = self.length
        match match.lastgroup:
            case "reference":
                value = self.expand(match[0])
                self.unclear |= value is None
                self.put(match[0] if value is None else value, match.start())
                self.references.append((Span(first, self.length), match[0]))
                self.edges[self.length] = match.end()
            case "fence" | "code":
                group = "listing" if match.lastgroup == "fence" else "content"
                self.edges.setdefault(first, match.start())
                self.copy(*match.span(group))
                self.codes.append(Span(first, self.length))
                self.edges[self.length] = match.end()
            case "entity":
                self.put(unescape(match[0]), match.start())
            case "escaped":
                self.put(match["escaped"], match.start())
            case "auto":
                self.copy(*match.span("auto"))
                span = Span(first, self.length)
                self.links.append(WrittenLink(match["auto"], match["auto"], match.start("auto"), span))
            case "link":
                part = len(self.parts)
                self.edges.setdefault(first, match.start())
                self.read(*match.span("words"))
                words, span = "".join(self.parts[part:]), Span(first, self.length)
                self.links.append(WrittenLink(words, match["target"], match.start("target"), span))
                self.edges[span.end] = match.end()
            case "emphasis":
                self.emphasis(match[0], match.start(), match.end())
            case "left":
                self.unclear = True
                self.copy(*match.span())
            case _:
                pass  # The mark of a heading, list item or quotation: not read out.

    def emphasis(self, mark: str, start: int, end: int) -> None:
        if self.open_marks and self.open_marks[-1] == mark:
            self.open_marks.pop()
            self.edges[self.length] = end
        else:
            self.open_marks.append(mark)
            self.edges.setdefault(self.length, start)
