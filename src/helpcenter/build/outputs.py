"""Everything that a site consists of, written file by file, or kept where nothing changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from helpcenter.audit.addresses import SiteAddress
from helpcenter.audit.gathering import Facts
from helpcenter.build.nearest import find_nearest
from helpcenter.build.pieces import Made, Piece, make, pieces_of
from helpcenter.build.records import Records
from helpcenter.build.sinks import FileSink, Target
from helpcenter.build.work import Workers, batches, shared
from helpcenter.discovery import llms_full_file
from helpcenter.discovery.twins import twin_path
from helpcenter.publish import Written
from helpcenter.render import Site
from helpcenter.routes import PageKind
from helpcenter.search.manifest import PublishedLocale, write_manifest
from helpcenter.search.scripts import search_scripts
from helpcenter.theme import overrides_folder

BATCH = 50
"""Pages a piece of work: some 100 ms, beside which handing it over (0.3 ms) costs little."""
MANY_PAGES = 2_000
"""So many pages to make, and memory matters more than an even load of the processors."""


@dataclass(slots=True)
class Outputs:
    """What was made: facts of the files for the audit, and how many pages were made anew."""

    facts: list[Facts] = field(default_factory=list)
    rendered: int = 0


def write_outputs(
    site: Site,
    target: Target,
    workers: Workers,
    records: Records,
    progress: Callable[[int], None] = lambda pages: None,
) -> Outputs:
    """Writes every file of the site but the hand-written pages, or keeps it as it is in the live site.

    `workers` must have been made with what `shared_values` returns. `progress` is told of pages as they are done.
    Raises PublishError from the sink.
    """
    outputs = Outputs()
    indexes: list[PublishedLocale] = []
    waiting: list[Piece] = []

    def take(made: Made) -> None:
        outputs.facts += made.facts
        if made.piece.locale:
            indexes.append(PublishedLocale(made.piece.locale, made.folder, {}))
        progress(1 if made.piece.route is not None else 0)

    for piece in pieces_of(site):
        kept = records.kept(piece, target)
        if kept is None:
            waiting.append(piece)
        else:
            take(kept)
    for batch in _all_made(waiting, workers):
        for made in batch:
            target.accept(made.written)
            records.note(made)
            take(made)
    outputs.rendered = sum(piece.route is not None for piece in waiting)
    indexes.sort(key=lambda index: site.settings.tags.index(index.locale))
    files = {**site.theme.assets.files, **search_scripts(overrides_folder()), **write_manifest(indexes)}
    files.update(_full_texts(site, target))
    for path, data in sorted(files.items()):
        written = target.sink.write(path, data)
        target.accept([written] if written is not None else [])
    return outputs


def shared_values(site: Site, target: Target, records: Records, *, audited: bool) -> dict[str, object]:
    """Returns what `Workers` must share for `write_outputs`; `audited` when facts for an audit are wanted."""
    find_nearest(site)
    address = SiteAddress.of(site.settings.site_url) if audited else None
    return {"site": site, "sink": target.sink, "address": address, "keep_facts": records.enabled}


def _all_made(waiting: Sequence[Piece], workers: Workers) -> Iterator[list[Made]]:
    """Makes pieces, those that take longest first. Indexes of many entries are made in processes of their own:
    they take 160 MB each at 5,000 entries, which Python would keep for as long as the process lives.
    """
    pages = [piece for piece in waiting if piece.route is not None]
    indexes: list[Sequence[Piece]] = [[piece] for piece in waiting if piece.locale]
    parts: list[Sequence[Piece]] = [[piece] for piece in waiting if piece.part is not None]
    if len(pages) >= MANY_PAGES:
        yield from workers.map_apart(_make_all, indexes)
        indexes = []
    yield from workers.map(_make_all, [*indexes, *parts, *batches(pages, BATCH)])


def _make_all(pieces: Sequence[Piece]) -> list[Made]:
    site: Site = shared("site")
    sink: FileSink = shared("sink")
    address: SiteAddress | None = shared("address")
    keep_facts: bool = shared("keep_facts")
    return [make(site, piece, sink, address, keep_facts=keep_facts) for piece in pieces]


def _full_texts(site: Site, target: Target) -> Iterable[tuple[str, bytes]]:
    """Yields the one file a locale that holds all its answers, made of the twins that are written already."""
    for tag in site.catalog.locales:
        routes = (route for route in site.routes if route.kind is PageKind.ENTRY and route.locale == tag)
        yield llms_full_file(site, tag, [target.read(twin_path(route.url)) for route in routes])


__all__ = ["Outputs", "Written", "shared_values", "write_outputs"]
