"""Finds the place in a file that a mark means.

The parse tree has no positions, and computing them for each element of each page would cost more than parsing. So a
finding names the tag it means, and only then the file is cut into tags and text, as the HTML standard does it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from helpcenter.audit.check import Mark


def locate(source: str, mark: Mark | None, *, is_html: bool = True) -> tuple[int, int]:
    """Returns line and column, both from 1, of what the mark means; 1, 1 when it isn't there."""
    offset = None
    if mark is not None:
        if not is_html:
            offset = _text_offset(source, mark.text)
        elif mark.tag:
            offset = _tag_offset(source, mark)
        else:
            offset = _shown_text_offset(source, mark.text, mark.nth)
    if offset is None:
        return 1, 1
    line_start = source.rfind("\n", 0, offset) + 1
    return source.count("\n", 0, offset) + 1, offset - line_start + 1


@dataclass(frozen=True, slots=True)
class StartTag:
    """A start tag in a source text: offsets of its `<` and behind its `>`."""

    name: str
    start: int
    end: int
    source: str

    def attributes(self) -> dict[str, str]:
        """Returns its attributes, names in lower case, values without character references."""
        found: dict[str, str] = {}
        for match in _ATTRIBUTE.finditer(self.source):
            value = match[2] if match[2] is not None else match[3] if match[3] is not None else match[4]
            found.setdefault(match[1].lower(), html.unescape(value or ""))
        return found


_TOKEN = re.compile(
    r"<!--(?:.*?-->|.*\Z)|<[!?/][^>]*>|<(?P<name>[A-Za-z][^\s/>]*)(?P<rest>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_RAW = frozenset({"script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"})
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "em", "font", "i", "ins", "kbd", "label",
    "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
})  # fmt: skip


def start_tags(source: str) -> Iterator[StartTag]:
    """Yields the start tags of a page in order; none inside comments, scripts, styles and templates."""
    for token in _tokens(source):
        if isinstance(token, StartTag):
            yield token


def _tokens(source: str) -> Iterator[StartTag | tuple[int, int, str]]:
    """Yields start tags, and pieces of shown text as start, end and what precedes them: a blank or nothing."""
    at = 0
    gap = "\n"
    while True:
        match = _TOKEN.search(source, at)
        stop = match.start() if match else len(source)
        if stop > at:
            yield at, stop, gap
            gap = ""
        if match is None:
            return
        at = match.end()
        name = (match["name"] or "").lower()
        if not name:
            closed = re.match(r"</([A-Za-z][^\s>]*)", match[0])
            if closed and closed[1].lower() not in _INLINE:
                gap = "\n"
            continue
        if name not in _INLINE:
            gap = "\n"
        yield StartTag(name, match.start(), at, match["rest"])
        if name in _RAW or name == "template":
            close = re.compile(rf"</{name}[\s/>]", re.IGNORECASE).search(source, at)
            stop = close.start() if close else len(source)
            if name == "textarea":
                yield at, stop, "\n"
            at = stop


def _tag_offset(source: str, mark: Mark) -> int | None:
    left = mark.nth
    for tag in start_tags(source):
        if mark.tag not in ("*", tag.name):
            continue
        if mark.attribute and not _has_attributes(mark, tag.attributes()):
            continue
        if left:
            left -= 1
            continue
        inside = _text_offset(source, mark.text, tag.end) if mark.text else None
        return tag.start if inside is None else inside
    return None


def _has_attributes(mark: Mark, attributes: dict[str, str]) -> bool:
    if mark.attribute not in attributes:
        return False
    if mark.beside is not None and attributes.get(mark.beside[0]) != mark.beside[1]:
        return False
    value = attributes[mark.attribute]
    if mark.value is None or value == mark.value:
        return True
    return mark.attribute in _CASELESS and value.lower() == mark.value.lower()


_CASELESS = frozenset({"http-equiv", "name", "rel", "hreflang"})


def _text_offset(source: str, text: str, start: int = 0) -> int | None:
    for form in (text, text.replace('"', '\\"'), html.escape(text), html.escape(text, quote=False)):
        offset = source.find(form, start)
        if offset >= 0:
            return offset
    # JSON may write any character as an escape.
    escaped = "".join(rf"(?:{re.escape(char)}|\\u{ord(char) & 0xFFFF:04x})" for char in text)
    match = re.compile(escaped, re.IGNORECASE).search(source, start)
    return match.start() if match else None


def _shown_text_offset(source: str, text: str, nth: int) -> int | None:
    """Returns the offset of a text that a reader sees, though tags and character references may cut it up."""
    shown: list[str] = []
    offsets: list[int] = []
    length = 0
    starts: list[int] = []
    for token in _tokens(source):
        if isinstance(token, StartTag):
            continue
        start, stop, gap = token
        for piece, offset in _decoded(source, start, stop, gap):
            shown.append(piece)
            starts.append(length)
            offsets.append(offset)
            length += len(piece)
    whole = "".join(shown)
    at = -1
    for _ in range(nth + 1):
        at = whole.find(text, at + 1)
        if at < 0:
            return None
    piece_at = max(index for index, begin in enumerate(starts) if begin <= at)
    return offsets[piece_at] + at - starts[piece_at]


_REFERENCE = re.compile(r"&(?:#\d+|#[xX][0-9A-Fa-f]+|\w+);?")


def _decoded(source: str, start: int, stop: int, gap: str) -> Iterator[tuple[str, int]]:
    if gap:
        yield gap, start
    at = start
    for match in _REFERENCE.finditer(source, start, stop):
        yield source[at : match.start()], at
        yield html.unescape(match[0]), match.start()
        at = match.end()
    yield source[at:stop], at
