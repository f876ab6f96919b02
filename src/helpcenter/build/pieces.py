"""What a site is made of, in pieces that need nothing of each other: pages, search indexes, files for machines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from helpcenter.audit.addresses import SiteAddress
from helpcenter.audit.keeping import PackedFacts, moved
from helpcenter.build.known_files import NO_FILES, KnownFiles
from helpcenter.build.sinks import FileSink, SiteReader, Target
from helpcenter.catalog import Catalog
from helpcenter.catalog.entry_values import EntryValues
from helpcenter.discovery import File, Part, entry_files, llms_full_file, site_parts
from helpcenter.discovery.twins import twin_path
from helpcenter.markup import Markup
from helpcenter.publish import Written
from helpcenter.render import Site, render_page
from helpcenter.routes import PageKind, Route
from helpcenter.search.answers import kept_answers
from helpcenter.search.content import interface_from, prepared_from, vocabulary_from
from helpcenter.search.manifest import PublishedLocale


@dataclass(frozen=True, slots=True)
class Piece:
    """A page with the files beside it (`route`), a part of the files for machines, or a locale's search index."""

    name: str
    """Names the piece in every build: `zh/contact/index.html`, `sitemap_files`, `index zh`."""
    route: Route | None = None
    part: Part | None = None
    locale: str = ""
    files: str = ""
    """Digest of the finished files that it is made from."""
    before: str = ""
    """Where the search index of the live site is, below `search/`."""
    facts_before: Mapping[str, PackedFacts] = field(default_factory=dict, compare=False)
    """What is known of its files there, by path."""


@dataclass(slots=True)
class Made:
    """What came of a piece: its files, what it read (`Reads.as_lists`), and facts of the files for the audit."""

    piece: Piece
    written: list[Written] = field(default_factory=list)
    reads: list[list[str]] = field(default_factory=list)
    folder: str = ""
    """Where the search index is, below `search/`."""
    facts: list[PackedFacts] = field(default_factory=list)


def pieces_of(site: Site) -> tuple[list[Piece], list[Piece], list[Piece]]:
    """Returns all pieces of a site: its indexes, the files for machines and its pages; what takes longest first."""
    indexes = [Piece(f"index {tag}", locale=tag) for tag in site.catalog.locales]
    parts = [Piece(_name(part), part=part) for part in site_parts(site)]
    pages = [Piece(route.file, route) for route in site.routes if route.kind is not PageKind.DOCS]
    return indexes, parts, pages


def full_texts_of(site: Site, target: Target) -> list[Piece]:
    """Returns what is made of pages' twins once those are there: a file a locale that holds all its answers."""
    twins_of: dict[str, list[str]] = {tag: [] for tag in site.catalog.locales}
    for route in site.routes:
        if route.kind is PageKind.ENTRY:
            twins_of[route.locale].append(twin_path(route.url))
    pieces = []
    for tag, twins in twins_of.items():
        part = partial(_full_text, locale=tag, twins=twins, reader=target.reader)
        pieces.append(Piece(f"full text {tag}", part=part, files=target.digest_of(twins)))
    return pieces


def make(
    site: Site, piece: Piece, sink: FileSink, address: SiteAddress | None, known: KnownFiles = NO_FILES
) -> Made:
    """Makes and writes the files of a piece. With `address`, also reads what the audit wants to know of them.

    Raises PublishError.
    """
    made = Made(piece)
    with site.watch.reading() as reads:
        if piece.route is not None:
            files: Iterable[tuple[str, bytes]] = _page(site, piece.route)
        elif piece.part is not None:
            files = list(piece.part(site))
        else:
            index = make_index(site.catalog, piece.locale, site.markup, site.values)
            made.folder, files = index.folder, index.files.items()
    made.reads = reads.as_lists()
    write_files(made, files, sink, address, known)
    return made


def write_files(
    made: Made,
    files: Iterable[tuple[str, bytes]],
    sink: FileSink,
    address: SiteAddress | None,
    known: KnownFiles = NO_FILES,
) -> None:
    """Writes the files of a piece and adds what is known of them to `made`. Raises PublishError."""
    before = made.piece.before
    for path, data in files:
        like = path.replace(made.folder, before, 1) if before else ""
        written = sink.write(path, data, like)
        if written is None:
            continue
        made.written.append(written)
        facts = _facts(made.piece, written, data, like, address, known)
        if facts is not None:
            made.facts.append(facts)


def _facts(
    piece: Piece, written: Written, data: bytes, like: str, address: SiteAddress | None, known: KnownFiles
) -> PackedFacts | None:
    """Returns what the audit wants to know of a file, or nothing; `like` is one that may have the same bytes."""
    if address is None:
        return None
    before = piece.facts_before.get(like)
    same = moved(before, written.path) if before and before.sha256 == written.state.sha256 else None
    return same or known.facts_of(piece.name, written, data, address)


def make_index(catalog: Catalog, locale: str, markup: Markup, values: EntryValues) -> PublishedLocale:
    """Returns the search index of a locale, with its files."""
    from helpcenter.search.build import index_prepared  # NumPy and more that only this needs
    from helpcenter.search.shards import publish_index

    with kept_answers(values.folder, locale):
        prepared = prepared_from(catalog, locale, markup, values)
        index = index_prepared(locale, prepared, vocabulary_from(catalog))
        return publish_index(index, catalog.ids, interface_from(catalog, locale))


def _page(site: Site, route: Route) -> list[File]:
    page = File(route.file, render_page(site, route).encode("utf-8"))
    return [page, *entry_files(site, route)]


def _full_text(site: Site, locale: str, twins: Iterable[str], reader: SiteReader) -> Iterable[File]:
    yield llms_full_file(site, locale, map(reader.read, twins))


def _name(part: Part) -> str:
    if isinstance(part, partial):
        return f"{part.func.__name__} {part.keywords}"
    return str(getattr(part, "__name__", part))
