"""Parts that many pages have in common word for word, as the side navigation and the footer: read once.

Such a part is cut out of a page's bytes before they are parsed; a short element of its name takes its place. Whoever
walks the tree and meets that element, takes over what was noted of the part.

A browser's tree depends on what stands around an element, so a part is one only when its own tags are closed in the
order in which they were opened and make exactly the elements that they name, and its place counts only below plain
elements, with none left open that would go on inside it. A page of which that isn't true of every part is read whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from helpcenter.audit.check import Mark
from helpcenter.audit.facts import Link

Spoken = tuple[str, str, Callable[[], Mark]]


@dataclass(frozen=True, slots=True)
class Part:
    """What reading a part noted."""

    text: str
    ends_line: bool
    """True when only blanks follow the last line break in the text."""
    ids: Mapping[str | None, int]
    """How often each occurs."""
    inside: Mapping[tuple[str, str | None], Link]
    outside: Mapping[str, str]
    times: AbstractSet[str]
    langs: AbstractSet[str]
    spoken: tuple[Spoken, ...]


class Shortened(NamedTuple):
    """A page without the parts, which are given by what the elements in their places say."""

    data: bytes
    parts: dict[str, Part]


Reader = Callable[[LexborHTMLParser], Part | None]
"""Reads a document that is one part; None when what it notes depends on the page that the part stands in."""

PART_NAMES = frozenset({"nav", "footer"})
_PLACE = "data-place"
_NAMES = frozenset(
    {"nav", "footer", "div", "section", "p", "ul", "ol", "li", "a", "b", "strong", "em", "i", "span", "small"}
    | {"button", "kbd", "time", "code"}
)
_AROUND = frozenset({"html", "body", "div", "main", "header", "section", "article", "footer", "nav", "aside"})
_PLAIN = re.compile(rb"""(?:[^<]|</[a-z]+>|<[a-z]+(?: [a-z-]+(?:="[^"<>]*+")?+)*+>)*+""")
_TAG = re.compile(r"</?[a-z]+")
_MOST_KEPT = 500
_LONGEST = 20_000
"""Bytes of a part: all that are kept take 10 MB at most, and mostly one."""
_MOST_SEEN = 10_000


@dataclass(slots=True)
class PartsOfPages:
    """Knows the parts of pages that are equally deep in the site, so that their relative addresses mean the same."""

    _known: dict[bytes, Part | None] = field(default_factory=dict)
    _seen: set[int] = field(default_factory=set)
    """Hashes of those that occurred once: most of them do so on one page only, and are read as parts of it."""

    def shorten(self, data: bytes, digest: str, read: Reader) -> Shortened | None:
        """Returns the page without the parts that are known; None without any. `read` makes new ones known."""
        parts: dict[str, Part] = {}
        pieces: list[bytes] = []
        done = 0
        for start, end, name in _candidates(data):
            part = self._part(data[start:end], read)
            if part is not None:
                # A page can't hold its own digest, so no element of its own says this.
                place = f"{digest[:20]}-{len(parts)}"
                parts[place] = part
                pieces += (data[done:start], f'<{name} {_PLACE}="{place}">-</{name}>'.encode())
                done = end
        return Shortened(b"".join([*pieces, data[done:]]), parts) if parts else None

    def _part(self, data: bytes, read: Reader) -> Part | None:
        try:
            return self._known[data]
        except KeyError:
            pass
        if hash(data) not in self._seen:
            if len(self._seen) >= _MOST_SEEN:
                self._seen.clear()
            self._seen.add(hash(data))
            return None
        if len(self._known) >= _MOST_KEPT:
            self._known.clear()
        part = self._known[data] = _read_alone(data, read)
        return part


def place_of(node: LexborNode, attributes: Mapping[str, str | None]) -> str:
    """Returns what an element in a part's place says; nothing where what stands around may change what a part is."""
    text = node.first_child
    if _PLACE not in attributes or text is None or text.tag != "-text" or text.next is not None:
        return ""
    around = node.parent
    while around is not None and around.tag in _AROUND:
        around = around.parent
    return attributes[_PLACE] or "" if around is not None and around.tag == "-document" else ""


def _candidates(data: bytes) -> Iterator[tuple[int, int, str]]:
    """Yields start, end and name of what may be parts; none stands in another."""
    done = 0
    for start, end, name in sorted(found for each in PART_NAMES for found in _elements(data, each)):
        if start >= done and end - start <= _LONGEST:
            yield start, end, name
            done = end


def _elements(data: bytes, name: str) -> Iterator[tuple[int, int, str]]:
    opening, closing = f"<{name}".encode(), f"</{name}>".encode()
    start = data.find(opening)
    while start >= 0:
        end = data.find(closing, start) + len(closing)
        if end < start:
            return
        yield start, end, name
        start = data.find(opening, end)


def _read_alone(data: bytes, read: Reader) -> Part | None:
    if not _PLAIN.fullmatch(data):
        return None
    tags = _TAG.findall(data.decode())
    if not _NAMES.issuperset(tag.strip("</") for tag in tags):
        return None
    tree = LexborHTMLParser(b"<!doctype html><body>" + data)
    if tree.body is None or [*_tags(tree.body)] != ["<body", *tags, "</body"] or not tree.body.text().strip():
        return None
    return read(tree)


def _tags(node: LexborNode) -> Iterator[str]:
    """Yields the tags that the elements of a tree must have been written with."""
    yield f"<{node.tag}"
    for child in node.iter():
        yield from _tags(child)
    yield f"</{node.tag}"
