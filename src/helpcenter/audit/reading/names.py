"""Reads whether images, links, buttons and form fields have the names that assistive technology reads out."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from helpcenter.audit.check import Mark
from helpcenter.audit.facts import NameFacts
from helpcenter.audit.reading.head import Attributes
from helpcenter.audit.reading.marks import MOST_MARKS, mark_of
from helpcenter.audit.reading.sharing import shared

_BUTTON_TYPES = frozenset({"submit", "reset"})
_NAMING_ATTRIBUTES = ("aria-label", "aria-labelledby", "title")


class NameReader:
    """Collects headings, and elements without a name."""

    def __init__(self) -> None:
        self.headings: list[str] = []
        self.images: list[Mark] = []
        self.links: list[Mark] = []
        self._fields: list[LexborNode] = []
        self._labelled: set[str | None] = set()

    def has_nameless(self) -> bool:
        """True when something has no name; call it at the end."""
        return bool(self.images or self.links or not all(map(self._has_label, self._fields)))

    def facts(self) -> NameFacts:
        """Returns what was read; call it at the end, as a label may follow its field."""
        fields = [node for node in self._fields if not self._has_label(node)][:MOST_MARKS]
        return shared(
            NameFacts(
                "".join(self.headings),
                tuple(self.images),
                tuple(self.links),
                tuple(mark_of(node) for node in fields),
            )
        )

    def heading(self, node: LexborNode, _attributes: Attributes) -> None:
        """Reads `h1` to `h6`."""
        self.headings.append((node.tag or "h0")[1])

    def image(self, node: LexborNode, attributes: Attributes) -> None:
        """Reads an image; an empty `alt` says that it is decoration."""
        if "alt" not in attributes and not _has_name(attributes) and attributes.get("aria-hidden") != "true":
            _note(self.images, node)

    def drawing(self, node: LexborNode, attributes: Attributes) -> None:
        """Reads an `svg` that claims to be an image."""
        if attributes.get("role") == "img" and not _has_name(attributes) and not node.css_first("title"):
            _note(self.images, node)

    def pressable(self, node: LexborNode, attributes: Attributes, text: str) -> None:
        """Reads a link or a button with the text inside it."""
        if text and not text.isspace():
            return
        if node.tag == "a" and "href" not in attributes:
            return
        if _has_name(attributes) or attributes.get("aria-hidden") == "true":
            return
        if not any(
            _has_name(inner.attributes) or inner.attributes.get("alt")
            for inner in node.css("[aria-label],[title],[alt]")
        ):
            _note(self.links, node)

    def field(self, node: LexborNode, attributes: Attributes) -> None:
        """Reads an input, select or textarea."""
        if "md-toggle" in (attributes.get("class") or ""):
            return  # Material's switches for its style sheet; they are never displayed
        kind = (attributes.get("type") or "text").lower()
        if kind == "image":
            self.image(node, attributes)
        elif kind == "button":
            if not attributes.get("value") and not _has_name(attributes):
                _note(self.links, node)
        elif kind != "hidden" and kind not in _BUTTON_TYPES and not _has_name(attributes):
            self._fields.append(node)

    def label(self, _node: LexborNode, attributes: Attributes) -> None:
        """Reads a label."""
        self._labelled.add(attributes.get("for"))

    def _has_label(self, node: LexborNode) -> bool:
        if node.attributes.get("id") and node.attributes["id"] in self._labelled:
            return True
        parent = node.parent
        while parent is not None:
            if parent.tag == "label":
                return True
            parent = parent.parent
        return False


def _note(marks: list[Mark], node: LexborNode) -> None:
    if len(marks) < MOST_MARKS:
        marks.append(mark_of(node))


def _has_name(attributes: Attributes) -> bool:
    return any(attributes.get(name) for name in _NAMING_ATTRIBUTES)
