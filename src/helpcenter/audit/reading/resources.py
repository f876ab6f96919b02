"""Reads what a page fetches or runs by itself: scripts, styles, images, frames, inline code."""

from __future__ import annotations

import base64
import hashlib
import re

from selectolax.lexbor import LexborNode

from helpcenter.audit.addresses import Leads, SiteAddress
from helpcenter.audit.check import Mark
from helpcenter.audit.facts import InlineCode, Resource, ResourceKind
from helpcenter.audit.reading.head import Attributes
from helpcenter.audit.reading.marks import MOST_MARKS, mark_of
from helpcenter.audit.reading.sharing import shared

_JAVASCRIPT = re.compile(
    r"\s*(?:(?:(?:text|application)/(?:x-)?(?:java|ecma|j|live)script)?|module|importmap|speculationrules)\s*",
    re.IGNORECASE,
)
_CSS_URL = re.compile(
    r"(?:@import\s+(?:url\()?|url\()\s*(?:\"([^\"]*)\"|'([^']*)'|([^)'\"\s;]+))", re.IGNORECASE
)
_LINKED = {
    "stylesheet": ResourceKind.STYLE, "icon": ResourceKind.IMAGE, "apple-touch-icon": ResourceKind.IMAGE,
    "mask-icon": ResourceKind.IMAGE, "manifest": ResourceKind.MANIFEST, "modulepreload": ResourceKind.SCRIPT,
    "preconnect": ResourceKind.HINT, "dns-prefetch": ResourceKind.HINT, "prefetch": ResourceKind.HINT,
    "prerender": ResourceKind.HINT,
}  # fmt: skip
_PRELOADED = {
    "script": ResourceKind.SCRIPT, "style": ResourceKind.STYLE, "image": ResourceKind.IMAGE, "font": ResourceKind.FONT,
}  # fmt: skip
_EMBEDDED = {
    ("img", "src"): ResourceKind.IMAGE, ("input", "src"): ResourceKind.IMAGE, ("source", "src"): ResourceKind.MEDIA,
    ("video", "src"): ResourceKind.MEDIA, ("video", "poster"): ResourceKind.IMAGE, ("audio", "src"): ResourceKind.MEDIA,
    ("track", "src"): ResourceKind.MEDIA, ("iframe", "src"): ResourceKind.FRAME, ("embed", "src"): ResourceKind.OBJECT,
    ("object", "data"): ResourceKind.OBJECT, ("image", "href"): ResourceKind.IMAGE, ("use", "href"): ResourceKind.IMAGE,
    ("image", "xlink:href"): ResourceKind.IMAGE, ("use", "xlink:href"): ResourceKind.IMAGE,
}  # fmt: skip
_NOT_AT_ONCE = frozenset(
    {"icon", "apple-touch-icon", "mask-icon", "manifest", "prefetch", "dns-prefetch", "prerender"}
)


class ResourceReader:
    """Collects the resources and the inline code of one page."""

    def __init__(self, path: str, site: SiteAddress) -> None:
        self.page = path
        self.site = site
        self.resources: list[Resource] = []
        self.inline: list[InlineCode] = []
        self._scripts = 0
        self._styles = 0

    def script(self, node: LexborNode, attributes: Attributes) -> str | None:
        """Reads a script; returns the text of a data block, None for code."""
        nth = self._scripts
        self._scripts += 1
        is_code = _JAVASCRIPT.fullmatch(attributes.get("type") or "") is not None
        if not is_code:
            return node.text()
        source = attributes.get("src")
        if source is not None:
            self._add(ResourceKind.SCRIPT, Mark("script", "src", source), source)
        else:
            mark = Mark("script", nth=nth)
            self.inline.append(InlineCode("script-src", mark, source_digest(node.text())))
        return None

    def style(self, node: LexborNode, _attributes: Attributes) -> None:
        """Reads a style element."""
        text = node.text()
        mark = Mark("style", nth=self._styles)
        self._styles += 1
        self.inline.append(InlineCode("style-src", mark, source_digest(text)))
        for kind, address in css_addresses(text):
            self._add(kind, Mark("style", nth=mark.nth, text=address), address)

    def style_attribute(self, node: LexborNode, value: str) -> None:
        """Reads a style attribute."""
        if len(self.inline) > MOST_MARKS:
            return
        self.inline.append(InlineCode("style-src", mark_of(node, "style")))
        for kind, address in css_addresses(value):
            self._add(kind, mark_of(node, "style"), address)

    def handler(self, node: LexborNode, name: str) -> None:
        """Reads an event handler attribute, `onclick` and the like."""
        if len(self.inline) > MOST_MARKS:
            return
        self.inline.append(InlineCode("script-src", mark_of(node, name)))

    def link(self, _node: LexborNode, attributes: Attributes) -> None:
        """Reads a link element that fetches something."""
        href = attributes.get("href")
        relations = (attributes.get("rel") or "").lower().split()
        if href is None or "alternate" in relations or "canonical" in relations:
            return
        for relation in relations:
            kind = _LINKED.get(relation)
            if relation == "preload":
                kind = _PRELOADED.get(attributes.get("as") or "", ResourceKind.HINT)
            if kind is not None:
                later = relation in _NOT_AT_ONCE or (attributes.get("media") or "") == "print"
                self._add(kind, Mark("link", "href", href), href, at_once=not later)
                return

    def embedded(self, node: LexborNode, attributes: Attributes) -> None:
        """Reads an element that shows something of another file."""
        tag = node.tag or ""
        later = attributes.get("loading") == "lazy" or tag in ("video", "audio", "source", "track")
        for attribute in ("src", "poster", "data", "href", "xlink:href"):
            value = attributes.get(attribute)
            kind = _EMBEDDED.get((tag, attribute))
            if value is not None and kind is not None and not value.startswith("#"):
                self._add(kind, Mark(tag, attribute, value), value, at_once=not later)
        for candidate in (attributes.get("srcset") or "").split(","):
            address = candidate.strip().partition(" ")[0]
            if address:
                mark = Mark(tag, "srcset", attributes["srcset"])
                self._add(ResourceKind.IMAGE, mark, address, at_once=False)

    def _add(self, kind: ResourceKind, mark: Mark, raw: str, *, at_once: bool = True) -> None:
        leads, target, _ = self.site.resolve(raw, self.page)
        path = target if leads in (Leads.INSIDE, Leads.ABOVE) else ""
        host = target if leads is Leads.OUTSIDE else ""
        scheme = target if leads is Leads.ELSEWHERE else ""
        self.resources.append(shared(Resource(kind, mark, raw, path, host, scheme, at_once)))


def source_digest(text: str) -> str:
    """Returns the source expression that allows exactly this inline script or style."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def css_addresses(text: str) -> list[tuple[ResourceKind, str]]:
    """Returns what a style sheet fetches: imports, images, fonts."""
    found = []
    for match in _CSS_URL.finditer(text):
        address = match[1] or match[2] or match[3] or ""
        if match[0].lower().startswith("@import"):
            kind = ResourceKind.STYLE
        elif re.search(r"\.(?:woff2?|ttf|otf)(?:[?#]|$)", address) or "font" in address[:12]:
            kind = ResourceKind.FONT
        else:
            kind = ResourceKind.IMAGE
        if address and not address.startswith("#"):
            found.append((kind, address))
    return found
