"""Reads what a page says about itself: language, title, description, canonical, alternates, policy."""

from __future__ import annotations

import re
from collections.abc import Mapping
from sys import intern

from selectolax.lexbor import LexborNode

from helpcenter.audit.facts import HeadFacts
from helpcenter.audit.reading.sharing import shared

Attributes = Mapping[str, str | None]

_REFRESH = re.compile(r"\s*\d+(?:\.\d*)?\s*[;,]?\s*(?:url\s*=\s*)?['\"]?(?P<url>[^'\"]*)", re.IGNORECASE)
_STATED_URLS = frozenset({"og:url", "og:image", "twitter:image"})


class HeadReader:
    """Collects the facts of one page's head."""

    def __init__(self) -> None:
        self.lang: str | None = None
        self.inner_langs: set[str] = set()
        """Every `lang` inside the body."""
        self.titles: list[str] = []
        self.descriptions: list[str] = []
        self.noindex = False
        self.canonicals: list[str] = []
        self.alternates: list[tuple[str, str]] = []
        self.refresh: str | None = None
        self.policies: list[str] = []
        self.base: str | None = None
        self.spoken: list[tuple[str, str, str]] = []
        """Texts of meta elements that a search result or a chat shows: name attribute, its value, content."""
        self.stated: list[tuple[str, str, str]] = []
        """URLs of meta elements: name attribute, its value, URL."""

    def facts(self) -> HeadFacts:
        """Returns what was read."""
        return HeadFacts(
            self.lang,
            tuple(self.titles),
            tuple(self.descriptions),
            self.noindex,
            tuple(self.canonicals),
            tuple(self.alternates),
            self.refresh,
            shared(tuple(self.policies)),
        )

    def html(self, _node: LexborNode, attributes: Attributes) -> None:
        """Reads the root element."""
        self.lang = attributes.get("lang")

    def base_element(self, _node: LexborNode, attributes: Attributes) -> None:
        """Reads what relative addresses of this page are relative to."""
        if self.base is None and "href" in attributes:
            self.base = attributes["href"] or ""

    def title(self, node: LexborNode, _attributes: Attributes) -> None:
        """Reads the page's title; the title of a drawing is none."""
        parent = node.parent
        if parent is not None and parent.tag == "head":
            self.titles.append(" ".join(node.text().split()))

    def meta(self, _node: LexborNode, attributes: Attributes) -> None:
        """Reads a meta element."""
        content = attributes.get("content") or ""
        equivalent = (attributes.get("http-equiv") or "").lower()
        if equivalent == "refresh":
            found = _REFRESH.match(content)
            self.refresh = found["url"].strip() if found else ""
        elif equivalent == "content-security-policy":
            self.policies.append(content)
        attribute = "name" if "name" in attributes else "property"
        raw_name = attributes.get(attribute) or ""
        name = raw_name.lower()
        if name == "description":
            self.descriptions.append(" ".join(content.split()))
        elif name in ("robots", "googlebot"):
            self.noindex = (
                self.noindex or "noindex" in content.lower() or "none" in content.lower().split(",")
            )
        elif name in _STATED_URLS:
            self.stated.append((attribute, raw_name, content))
            return
        if content and name and name not in ("viewport", "theme-color", "generator"):
            self.spoken.append((attribute, raw_name, content))

    def link(self, _node: LexborNode, attributes: Attributes) -> None:
        """Reads a link element's canonical address or alternate."""
        relations = (attributes.get("rel") or "").lower().split()
        # The page's own address stands there several times.
        href = intern((attributes.get("href") or "").strip())
        if "canonical" in relations:
            self.canonicals.append(href)
        if "alternate" in relations and attributes.get("hreflang") is not None:
            self.alternates.append((attributes["hreflang"] or "", href))
