"""What the audit keeps of each file: everything a check may ask, nothing of the parsed document.

Facts are small, frozen and picklable: they are computed in other processes and kept between builds. They depend on
the file's bytes, its path and the site's address only, never on contacts or other files. They are named tuples, which
compiled code makes, compares, hashes and pickles; those that pages share are one object, see `reading.sharing`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from helpcenter.audit.check import Mark
from helpcenter.contact_shapes import ContactKind

FACTS_VERSION = 4
"""Rises when facts of the same bytes change, so that kept ones are not used any more."""


class HeadFacts(NamedTuple):
    """What a page says about itself."""

    lang: str | None = None
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


class Naming(NamedTuple):
    """A link whose text names another address than the one it leads to."""

    mark: Mark
    href: str
    named: str


class Link(NamedTuple):
    """A link to a file of this site."""

    raw: str
    """The address as written."""
    path: str
    fragment: str = ""
    language: str | None = None
    """The language that it says to lead to, its `hreflang`."""


class StatedUrl(NamedTuple):
    """A URL of this site in structured data or a meta element, the file it means, and where it stands."""

    url: str
    path: str
    mark: Mark


class LinkFacts(NamedTuple):
    """Where a page's links lead; addresses are as written, each once."""

    inside: tuple[Link, ...] = ()
    """To this site; without those to places of the page itself that are there."""
    outside: tuple[tuple[str, str], ...] = ()
    """Addresses of other sites and their hosts."""
    above: tuple[str, ...] = ()
    """Addresses on this host, but out of the site's folder."""
    active: tuple[str, ...] = ()
    """Addresses that run or make a document instead of leading to one: `javascript:`, `data:`."""
    malformed: tuple[tuple[str, str], ...] = ()
    """`tel:` and `mailto:` addresses that no device understands, with the reason."""
    namings: tuple[Naming, ...] = ()
    stated: tuple[StatedUrl, ...] = ()
    """Without those of the page itself."""


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


class Resource(NamedTuple):
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


class InlineCode(NamedTuple):
    """Script or style written into the page."""

    directive: str
    mark: Mark
    digest: str = ""
    """Its source expression, `sha256-…`; empty for attributes, which no digest of an element covers."""


class NameFacts(NamedTuple):
    """Whether parts of the page have the names that assistive technology reads out."""

    headings: str = ""
    """Levels in order, `1223`."""
    images: tuple[Mark, ...] = ()
    links: tuple[Mark, ...] = ()
    fields: tuple[Mark, ...] = ()
    """Images, links and buttons, form fields without a name."""


class Mention(NamedTuple):
    """A contact-shaped text in a file."""

    kind: ContactKind
    written: str
    value: str
    where: str
    """For people: `the text`, `'alt'`, `structured data`."""
    mark: Mark


class Fault(NamedTuple):
    """Something wrong that shows while one file is read."""

    message: str
    hint: str = ""
    mark: Mark | None = None
    line: int = 1
    column: int = 1


class PageFacts(NamedTuple):
    """One HTML page."""

    path: str
    sha256: str
    gzipped: int = 0
    """An upper bound of the bytes after gzip."""
    head: HeadFacts = HeadFacts()
    links: LinkFacts = LinkFacts()
    names: NameFacts = NameFacts()
    ids: tuple[str, ...] = ()
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


class SitemapEntry(NamedTuple):
    """One `loc` of a sitemap; `alternates` are `hreflang` and URL."""

    url: str
    line: int
    column: int
    alternates: tuple[tuple[str, str], ...] = ()


class DataFacts(NamedTuple):
    """One file that is no page: Markdown, plain text, JSON, XML."""

    path: str
    sha256: str
    links: tuple[tuple[str, str], ...] = ()
    """Addresses of this site in it, and the files they mean."""
    mentions: tuple[Mention, ...] = ()
    faults: tuple[Fault, ...] = ()
    root: str = ""
    """Name of an XML file's outermost element."""
    sitemap: tuple[SitemapEntry, ...] = ()
