"""Reads one HTML page as a browser parses it and keeps what the checks ask for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache, partial

from isal import isal_zlib
from selectolax.lexbor import LexborHTMLParser, LexborNode

from helpcenter.audit.addresses import SiteAddress
from helpcenter.audit.check import Mark
from helpcenter.audit.facts import Fault, Mention, PageFacts
from helpcenter.audit.reading.head import Attributes, HeadReader
from helpcenter.audit.reading.json_ld import Shown, Statement, is_url, read_json_ld, unshown
from helpcenter.audit.reading.links import LinkReader
from helpcenter.audit.reading.names import NameReader
from helpcenter.audit.reading.parts import PART_NAMES, Part, PartsOfPages, place_of
from helpcenter.audit.reading.resources import ResourceReader
from helpcenter.audit.reading.sharing import shared
from helpcenter.audit.reading.text import SpokenText, mentions_and_hosts


def read_page(path: str, data: bytes, site: SiteAddress, sha256: str = "") -> PageFacts:
    """Returns the facts of the page stored at `path`, relative to the site's root; `sha256` where it is known."""
    digest = sha256 or hashlib.sha256(data).hexdigest()
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return PageFacts(path, digest, unreadable=f"byte {error.start + 1} is not UTF-8")
    reader = _read_shortened(path, data, digest, site) or _read_whole(path, data, site)
    # zlib's frame has 6 bytes, gzip's 18. Five times as fast as zlib's level 1, and larger than what a server sends:
    # 5 to 17 % on each of 10,678 pages.
    return reader.facts(digest, len(isal_zlib.compress(data, 1)) + 12)


def _read_whole(path: str, data: bytes, site: SiteAddress) -> _PageReader:
    tree = LexborHTMLParser(data)
    reader = _PageReader(path, path, site)
    reader.read(tree)
    if reader.base is not None:
        # Rare enough to begin anew, now that it is known what the page's addresses are relative to.
        reader = _PageReader(path, site.resolve(reader.base, path).target, site)
        reader.read(tree)
    return reader


def _read_shortened(path: str, data: bytes, digest: str, site: SiteAddress) -> _PageReader | None:
    """Reads a page without the parts that others have as well; None when that might note something else."""
    climb = "../" * path.count("/")
    if not climb:
        return None

    def read_part(tree: LexborHTMLParser) -> Part | None:
        reader = _PageReader(path, path, site)
        reader.read(tree)
        return reader.as_part(climb)

    shortened = _parts_of_pages(site, climb).shorten(data, digest, read_part)
    if shortened is None:
        return None
    reader = _PageReader(path, path, site, shortened.parts)
    reader.read(LexborHTMLParser(shortened.data))
    return reader if reader.has_read_as_whole() else None


@lru_cache(maxsize=16)
def _parts_of_pages(_site: SiteAddress, _climb: str) -> PartsOfPages:
    return PartsOfPages()


_INLINE = frozenset({
    "a", "b", "strong", "i", "em", "span", "small", "mark", "code", "kbd", "sub", "sup", "u", "s", "abbr",
    "time", "bdi", "bdo", "wbr", "label", "q", "cite", "var", "samp", "data", "ins", "del", "font", "path",
    "use", "rt", "rb",
})  # fmt: skip
_SPOKEN = frozenset({
    "alt", "title", "placeholder", "aria-label", "aria-description", "summary", "label", "value",
})  # fmt: skip
_USUAL = frozenset({
    "class", "href", "src", "rel", "type", "name", "content", "property", "width", "height", "for",
    "hreflang", "role", "d", "viewbox", "viewBox", "xmlns", "aria-hidden", "tabindex", "dir", "media",
    "charset", "start", "open", "hidden", "id", "aria-current", "aria-labelledby", "autocomplete",
    "popover", "popovertarget", "data-md-component",
})  # fmt: skip
"""Attributes that say nothing by themselves; the others are looked at one by one."""
_NO_TEXT = frozenset({"script", "style"})
_TEXT = "-text"

_Handler = Callable[[LexborNode, Attributes], object]


class _PageReader:
    """Walks the tree once; each element goes to the readers of what it may be."""

    def __init__(self, path: str, base: str, site: SiteAddress, parts: dict[str, Part] | None = None) -> None:
        """`parts` are those that were cut out of the page, by what their places say."""
        self._parts = parts or {}
        self._path = path
        self._site = site
        self._ids: dict[str | None, int] = {}
        self._text: list[str] = []
        self._ends_line = False
        self._times: set[str] = set()
        self._blocks = 0
        self._spoken = SpokenText()
        self._statements: list[Statement] = []
        self._data_faults: list[Fault] = []
        self._head = HeadReader()
        self._names = NameReader()
        self._links = LinkReader(path, base, site)
        self._resources = ResourceReader(base, site)

    @property
    def base(self) -> str | None:
        """The `href` of the page's `base` element."""
        return self._head.base

    def facts(self, digest: str, gzipped: int) -> PageFacts:
        for attribute, name, content in self._head.spoken:
            self._spoken.add(content, f"the meta element '{name}'", partial(Mark, "meta", attribute, name))
        for title in self._head.titles:
            self._spoken.add(title, "the title", partial(Mark, "title"))
        for attribute, name, url in self._head.stated:
            self._links.state(url, partial(Mark, "meta", attribute, name))
        text = "".join(self._text)
        mentions, hosts = mentions_and_hosts(text, self._spoken)
        return PageFacts(
            path=self._path,
            sha256=digest,
            gzipped=gzipped,
            head=self._head.facts(),
            links=self._links.facts(self._ids),
            names=self._names.facts(),
            ids=shared(tuple(name for name in self._ids if name)),
            repeated_ids=tuple(sorted(name for name, count in self._ids.items() if name and count > 1)),
            resources=shared(tuple(self._resources.resources)),
            inline=shared(tuple(self._resources.inline)),
            mentions=_each_once([*mentions, *self._links.mentions]),
            shown_hosts=tuple(hosts),
            data_faults=tuple(self._data_faults),
            unshown=tuple(unshown(self._statements, self._shown(text))),
        )

    def as_part(self, climb: str) -> Part | None:
        """Returns what was read of a document that is one part; None when that isn't the same on other pages.

        All of them are so deep that `climb` leads up to the root.
        """
        links, head, resources = self._links, self._head, self._resources
        if (
            self._counts_elements()
            or links.malformed
            or links.above
            or links.active
            or links.mentions
            or resources.inline
            or resources.resources
            or not all(raw.startswith(climb) for raw, _ in links.inside)
        ):
            return None
        return Part(
            # The first line break is the one before the document.
            "".join(self._text[1:]),
            self._ends_line,
            self._ids,
            links.inside,
            links.outside,
            self._times,
            head.inner_langs,
            tuple(self._spoken),
        )

    def has_read_as_whole(self) -> bool:
        """True when what was read is what would have been read with no part cut out."""
        return not self._parts and self._head.base is None and not self._counts_elements()

    def _counts_elements(self) -> bool:
        """True when the place of something is told by how many elements stand before it."""
        inline = self._resources.inline
        return (
            bool(self._links.namings) or self._names.has_nameless() or not all(code.digest for code in inline)
        )

    def _take_over(self, part: Part) -> None:
        self._text.append(part.text)
        for name, count in part.ids.items():
            self._ids[name] = self._ids.get(name, 0) + count
        self._links.inside.update(part.inside)
        self._links.outside.update(part.outside)
        self._times |= part.times
        self._head.inner_langs |= part.langs
        self._spoken.extend(part.spoken)

    def read(self, tree: LexborHTMLParser) -> None:
        root = tree.root
        if root is None:
            return
        handlers, ids, parts, add_text = self._handlers(), self._ids, self._parts, self._text.append
        skip_text = in_body = new_line = False
        for node in root.traverse(include_text=True):
            tag = node.tag
            if tag == _TEXT:
                if in_body and not skip_text:
                    content = node.text_content
                    if content:
                        add_text(content)
                        new_line = new_line and content.isspace()
                skip_text = False
                continue
            if tag not in _INLINE:
                if not new_line:
                    add_text("\n")
                    new_line = True
                skip_text = tag in _NO_TEXT
                in_body = in_body or tag == "body"
            attributes = node.attributes
            if parts and tag in PART_NAMES:
                part = parts.pop(place_of(node, attributes), None)
                if part is not None:
                    self._take_over(part)
                    new_line, skip_text = part.ends_line, True
                    continue
            if tag in handlers:
                handlers[tag](node, attributes)
            if attributes:
                if "id" in attributes:
                    name = attributes["id"]
                    ids[name] = ids.get(name, 0) + 1
                if not _USUAL.issuperset(attributes):
                    for name, value in attributes.items():
                        if name not in _USUAL:
                            self._attribute(node, name, value or "", in_body)
        self._ends_line = new_line

    def _attribute(self, node: LexborNode, name: str, value: str, in_body: bool) -> None:
        """Reads an attribute that means the same on every element."""
        tag = node.tag or ""
        if name in _SPOKEN:
            if value and tag not in ("link", "meta", "option"):
                self._spoken.add(value, f"the attribute '{name}'", partial(Mark, tag, name, value))
        elif name == "style":
            self._resources.style_attribute(node, value)
        elif name == "lang" and in_body:
            self._head.inner_langs.add(value.lower())
        elif name == "datetime":
            self._times.add(value)
        elif name.startswith("on"):
            self._resources.handler(node, name)

    def _handlers(self) -> dict[str | None, _Handler]:
        head, names, resources = self._head, self._names, self._resources
        table: dict[str | None, _Handler] = {
            "html": head.html,
            "base": head.base_element,
            "title": head.title,
            "meta": head.meta,
            "link": self._link_element,
            "a": self._anchor,
            "area": self._anchor,
            "button": self._button,
            "img": self._image,
            "svg": names.drawing,
            "input": self._field,
            "select": names.field,
            "textarea": names.field,
            "label": names.label,
            "script": self._script,
            "style": resources.style,
            **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), names.heading),
        }
        for tag in ("source", "video", "audio", "track", "iframe", "embed", "object", "image", "use"):
            table[tag] = resources.embedded
        return table

    def _link_element(self, node: LexborNode, attributes: Attributes) -> None:
        self._head.link(node, attributes)
        self._resources.link(node, attributes)

    def _anchor(self, node: LexborNode, attributes: Attributes) -> None:
        text = node.text(deep=True)
        self._links.anchor(node, attributes, text)
        self._names.pressable(node, attributes, text)

    def _button(self, node: LexborNode, attributes: Attributes) -> None:
        self._names.pressable(node, attributes, node.text(deep=True))

    def _image(self, node: LexborNode, attributes: Attributes) -> None:
        self._names.image(node, attributes)
        self._resources.embedded(node, attributes)

    def _field(self, node: LexborNode, attributes: Attributes) -> None:
        self._names.field(node, attributes)
        if "src" in attributes:
            self._resources.embedded(node, attributes)

    def _script(self, node: LexborNode, attributes: Attributes) -> None:
        block = self._resources.script(node, attributes)
        if block is None:
            return
        if (attributes.get("type") or "").strip().lower() != "application/ld+json":
            self._spoken.add(block, "a data block", partial(Mark, "script", "type", attributes.get("type")))
            return
        statements, faults = read_json_ld(self._blocks, block)
        self._blocks += 1
        self._statements += statements
        self._data_faults += faults
        for statement in statements:
            if is_url(statement.value):
                self._links.state(statement.value, statement.mark)
            elif statement.key not in ("inLanguage", "dateModified", "datePublished"):
                self._spoken.add(f"{statement.key}: {statement.value}", "structured data", statement.mark)

    def _shown(self, text: str) -> Shown:
        links = self._links
        inside = (raw for raw, _ in links.inside)
        addresses = {*links.outside, *inside, *(mention.written for mention in links.mentions)}
        langs = {*self._head.inner_langs, (self._head.lang or "").lower()}
        title = "".join(self._head.titles[:1])
        return Shown(
            f"{text}\n{title}",
            frozenset(self._times),
            frozenset(addresses),
            frozenset(langs),
            self._site.url_of("index.html"),
        )


def _each_once(mentions: list[Mention]) -> tuple[Mention, ...]:
    """Returns the mentions without repetitions: a number in a title, its heading and its link is one fault."""
    kept: dict[tuple[str, str], Mention] = {}
    for mention in mentions:
        digits = "".join(char for char in mention.value if char.isdecimal())
        key = digits[-7:] if mention.kind == "phone number" and len(digits) >= 7 else mention.value.lower()
        kept.setdefault((mention.kind, key), mention)
    return tuple(kept.values())
