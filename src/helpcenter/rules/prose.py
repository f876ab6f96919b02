"""A writer's text as the reader sees it, each character with its place in what was written."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from html import unescape
from operator import itemgetter
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


Piece = tuple[int, int, bool]
"""A part of the visible text: where it begins there and in the raw text, and whether it was copied from it.

What isn't copied, such as the value of a reference, stands as a whole where its markup begins.
"""


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
        start, raw, is_copy = self.pieces[bisect_right(self.pieces, offset, key=itemgetter(0)) - 1]
        return raw + (offset - start if is_copy else 0)


_BEGINS = r"[{}\[\]<`*_\\&]"
_MARK = re.compile(_BEGINS)
_BLOCK_MARK = re.compile(r"\n {0,3}(?:#{1,6} |>|[-*+] |\d{1,9}[.)] )")
# What follows the first character: so most places of a text are passed over by a look at one character.
_INLINE = (
    r"(?P<reference>(?<=\{)\{.*?\}\})"
    r"|(?P<code>(?<=(?<!`)`)(?P<tick>`*)(?!`)(?P<content>.+?)(?<!`)`(?P=tick)(?!`))"
    r"|(?<=\\)(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<entity>(?<=&)(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?<=<)(?P<auto>https?://[^<>\s]*)>"
    r"|(?P<link>(?<=\[)(?P<words>(?:[^\[\]\\]|\\.)*)\]"
    r"\(\s*<?(?P<target>[^\s()<>]*)>?(?:\s+\"[^\"]*\")?\s*\))"
    r"|(?P<emphasis>(?<=\*)\**|(?<=(?<![^\W_])_)_*(?=\S)|(?<=\S_)_*(?![^\W_]))"
    r"|(?P<left>(?<=[\[\]<{}]))"
)
_BLOCK = (
    r"(?P<fence>^ {0,3}(?P<ticks>`{3,}|~{3,})[^\n]*\n(?P<listing>.*?)(?:^ {0,3}(?P=ticks)[ ]*$|\Z))"
    r"|(?P<block>^ {0,3}(?:(?:#{1,6}|>|[-*+]|\d{1,9}[.)])[ ]+|>)+)"
)
_INLINE_TOKENS = re.compile(f"{_BEGINS}(?:{_INLINE})", re.DOTALL)
_BLOCK_TOKENS = re.compile(
    rf"(?={_BEGINS}|^ {{0,3}}[#>*+0-9~`-])(?:{_BLOCK}|{_BEGINS}(?:{_INLINE}))", re.DOTALL | re.MULTILINE
)


def read_prose(raw: str, kind: TextKind, expand: Expand) -> Prose:
    """Returns the visible text of a writer's text of this kind."""
    if kind is TextKind.LINE:
        return Prose(raw)
    has_blocks = kind is TextKind.BLOCK and _BLOCK_MARK.search(f"\n{raw}") is not None
    if not has_blocks and not _MARK.search(raw):
        return Prose(raw)
    has_blocks |= kind is TextKind.BLOCK and ("```" in raw or "~~~" in raw)
    return _Reader(raw, _BLOCK_TOKENS if has_blocks else _INLINE_TOKENS, expand).prose()


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
            begin, after = match.span()
            if at < begin:
                self.copy(at, begin)
            _TAKE[match.lastgroup](self, match)
            at = after
        if at < end:
            self.copy(at, end)

    def copy(self, start: int, end: int) -> None:
        """Adds a part of the raw text as it is."""
        self.parts.append(self.raw[start:end])
        self.pieces.append((self.length, start, True))
        self.length += end - start

    def put(self, text: str, at: int) -> None:
        """Adds text that isn't written so: all of it stands where its markup begins."""
        if text:
            self.parts.append(text)
            self.pieces.append((self.length, at, False))
            self.length += len(text)

    def reference(self, match: re.Match[str]) -> None:
        written, first = match[0], self.length
        value = self.expand(written)
        self.unclear |= value is None
        self.put(written if value is None else value, match.start())
        self.references.append((Span(first, self.length), written))
        self.edges[self.length] = match.end()

    def link(self, match: re.Match[str]) -> None:
        first, part = self.length, len(self.parts)
        self.edges.setdefault(first, match.start())
        words = match["words"]
        if _MARK.search(words) or "\n" in words:
            self.read(*match.span("words"))
            words = "".join(self.parts[part:])
        elif words:
            self.copy(*match.span("words"))
        self.links.append(
            WrittenLink(words, match["target"], match.start("target"), Span(first, self.length))
        )
        self.edges[self.length] = match.end()

    def emphasis(self, match: re.Match[str]) -> None:
        mark = match[0]
        if self.open_marks and self.open_marks[-1] == mark:
            self.open_marks.pop()
            self.edges[self.length] = match.end()
        else:
            self.open_marks.append(mark)
            self.edges.setdefault(self.length, match.start())

    def code(self, match: re.Match[str]) -> None:
        first, (start, end) = self.length, match.span("listing" if match.lastgroup == "fence" else "content")
        self.edges.setdefault(first, match.start())
        if start < end:
            self.copy(start, end)
        self.codes.append(Span(first, self.length))
        self.edges[self.length] = match.end()

    def address(self, match: re.Match[str]) -> None:
        written, start = match["auto"], match.start("auto")
        span = Span(self.length, self.length + len(written))
        self.copy(start, start + len(written))
        self.links.append(WrittenLink(written, written, start, span))

    def entity(self, match: re.Match[str]) -> None:
        self.put(unescape(match[0]), match.start())

    def escaped(self, match: re.Match[str]) -> None:
        self.put(match["escaped"], match.start())

    def left_over(self, match: re.Match[str]) -> None:
        self.unclear = True
        self.copy(*match.span())

    def block(self, match: re.Match[str]) -> None:
        """Passes over the mark of a heading, list item or quotation, which is not read out."""


_TAKE: Mapping[str | None, Callable[[_Reader, re.Match[str]], None]] = {
    "reference": _Reader.reference,
    "code": _Reader.code,
    "fence": _Reader.code,
    "escaped": _Reader.escaped,
    "entity": _Reader.entity,
    "auto": _Reader.address,
    "link": _Reader.link,
    "emphasis": _Reader.emphasis,
    "left": _Reader.left_over,
    "block": _Reader.block,
}
"""What takes in a token, by the group of the pattern that found it."""
