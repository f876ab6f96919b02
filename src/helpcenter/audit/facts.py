"""What the audit keeps of each file: everything a check may ask, nothing of the parsed document.

Facts are small, frozen and picklable: they are computed in other processes and kept between builds. They depend on
the file's bytes, its path and the site's address only, never on contacts or other files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from helpcenter.audit.check import Mark
from helpcenter.contact_shapes import ContactKind

FACTS_VERSION = 2
"""Rises when facts of the same bytes change, so that kept ones are not used any more."""


@dataclass(frozen=True, slots=True)
class HeadFacts:
    """What a page says about itself."""

    lang: str | None = None
    inner_langs: frozenset[str] = frozenset()
    """Every `lang` inside the body."""
    titles: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    noindex: bool = False
    canonicals: tuple[str, ...] = ()
    alternates: tuple[tuple[str, str], ...] = ()
    """`hreflang` and `href` of each alternate."""
    refresh: str | None = None
    """Address that the page sends its reader on to."""
    policies: tuple[str, ...] = ()
    """Content-Security-Policies of `meta` elements."""


@dataclass(frozen=True, slots=True)
class Naming:
    """A link whose text names another address than the one it leads to."""

    mark: Mark
    href: str
    named: str


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """Where a page's links lead; keys are addresses as written."""

    inside: Mapping[str, str] = field(default_factory=dict)
    """Paths of files of this site, for links that don't say their language."""
    in_language: tuple[tuple[str, str, str], ...] = ()
    """Address, `hreflang` and path of links that say their language."""
    fragments: Mapping[str, str] = field(default_factory=dict)
    """Fragments of those of both that have one."""
    outside: Mapping[str, str] = field(default_factory=dict)
    """Hosts of links to other sites."""
    above: tuple[str, ...] = ()
    """Addresses on this host, but out of the site's folder."""
    active: tuple[str, ...] = ()
    """Addresses that run or make a document instead of leading to one: `javascript:`, `data:`."""
    malformed: Mapping[str, str] = field(default_factory=dict)
    """`tel:` and `mailto:` addresses that no device understands, with the reason."""
    namings: tuple[Naming, ...] = ()
    stated: tuple[tuple[str, str, Mark], ...] = ()
    """URLs of this site in structured data and meta elements, the files they mean, and where they stand."""


class ResourceKind(StrEnum):
    """What a page fetches by itself; the value is the Content-Security-Policy directive that governs it."""

    SCRIPT = "script-src"
    STYLE = "style-src"
    IMAGE = "img-src"
    FONT = "font-src"
    MEDIA = "media-src"
    FRAME = "frame-src"
    OBJECT = "object-src"
    MANIFEST = "manifest-src"
    HINT = "connect-src"
    """A host that the browser is told to connect to beforehand."""


@dataclass(frozen=True, slots=True)
class Resource:
    """Something that a page fetches by itself."""

    kind: ResourceKind
    mark: Mark
    raw: str
    path: str = ""
    """Path of the file when it belongs to the site."""
    host: str = ""
    """Host when it does not."""
    scheme: str = ""
    """Scheme of `data:` and the like."""
    at_once: bool = True
    """Fetched for the first view: not lazy, not for print only."""


@dataclass(frozen=True, slots=True)
class InlineCode:
    """Script or style written into the page."""

    directive: str
    mark: Mark
    digest: str = ""
    """Its source expression, `sha256-…`; empty for attributes, which no digest of an element covers."""


@dataclass(frozen=True, slots=True)
class NameFacts:
    """Whether parts of the page have the names that assistive technology reads out."""

    headings: str = ""
    """Levels in order, `1223`."""
    images: tuple[Mark, ...] = ()
    links: tuple[Mark, ...] = ()
    fields: tuple[Mark, ...] = ()
    """Images, links and buttons, form fields without a name."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A contact-shaped text in a file."""

    kind: ContactKind
    written: str
    value: str
    where: str
    """For people: `the text`, `'alt'`, `structured data`."""
    mark: Mark


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong that shows while one file is read."""

    message: str
    hint: str = ""
    mark: Mark | None = None
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class PageFacts:
    """One HTML page."""

    path: str
    sha256: str
    gzipped: int = 0
    """An upper bound of the bytes after gzip."""
    head: HeadFacts = HeadFacts()
    links: LinkFacts = LinkFacts()
    names: NameFacts = NameFacts()
    ids: frozenset[str] = frozenset()
    repeated_ids: tuple[str, ...] = ()
    resources: tuple[Resource, ...] = ()
    inline: tuple[InlineCode, ...] = ()
    mentions: tuple[Mention, ...] = ()
    shown_hosts: tuple[str, ...] = ()
    """Hosts that the text names."""
    data_faults: tuple[Fault, ...] = ()
    """Structured data that is no valid JSON-LD."""
    unshown: tuple[Fault, ...] = ()
    """Statements of structured data that the page does not show."""
    unreadable: str = ""
    """Why the bytes are no text; nothing else is known then."""


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """One `loc` of a sitemap; `alternates` are `hreflang` and URL."""

    url: str
    line: int
    column: int
    alternates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DataFacts:
    """One file that is no page: Markdown, plain text, JSON, XML."""

    path: str
    sha256: str
    links: Mapping[str, str] = field(default_factory=dict)
    """Addresses of this site in it, and the files they mean."""
    mentions: tuple[Mention, ...] = ()
    faults: tuple[Fault, ...] = ()
    root: str = ""
    """Name of an XML file's outermost element."""
    sitemap: tuple[SitemapEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class StyleFacts:
    """A style sheet: what it fetches."""

    path: str
    sha256: str
    imports: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    """Addresses in `url()`."""
