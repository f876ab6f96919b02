"""Everything that a site consists of, written file by file, or kept where nothing changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from helpcenter.audit.addresses import SiteAddress
from helpcenter.build.auditing import SiteAudit
from helpcenter.build.indexes_ahead import IndexesAhead
from helpcenter.build.known_files import KnownFiles
from helpcenter.build.nearest import find_nearest
from helpcenter.build.pieces import Made, Piece, full_texts_of, make, pieces_of
from helpcenter.build.records import Records
from helpcenter.build.sinks import FileSink, Target
from helpcenter.build.work import Workers, batches, shared
from helpcenter.publish import Written
from helpcenter.render import Site
from helpcenter.search.manifest import PublishedLocale, write_manifest
from helpcenter.search.scripts import search_scripts
from helpcenter.theme import overrides_folder

BATCH = 50
"""Pages a piece of work: some 100 ms, beside which handing it over (0.3 ms) costs little."""
FEW_PAGES = 12
"""So few pages are made before another process has compiled their templates."""
MANY_PAGES = 2_000
"""So many pages to make, and memory matters more than an even load of the processors."""


def write_outputs(
    site: Site,
    target: Target,
    workers: Workers,
    records: Records,
    ahead: IndexesAhead,
    progress: Callable[[int], None] = lambda pages: None,
    audit: SiteAudit | None = None,
) -> int:
    """Writes every file of the site but the hand-written pages, or keeps it as it is in the live site.

    Returns how many pages were made anew. `workers` must have been made with what `shared_values` returns; `ahead` may
    hold indexes of the site. `progress` is told of pages as they are done, `audit` of every file.
    Raises PublishError from the sink.
    """
    published: list[PublishedLocale] = []

    def take(made: Made) -> None:
        if audit is not None:
            audit.take(made.facts)
        if made.piece.locale:
            published.append(PublishedLocale(made.piece.locale, made.folder, {}))
        progress(1 if made.piece.route is not None else 0)

    def to_make(pieces: Iterable[Piece]) -> list[Piece]:
        waiting = []
        for piece in pieces:
            kept = records.kept(piece, target)
            if kept is None:
                waiting.append(piece)
            else:
                take(kept)
        return waiting

    def take_all(results: Iterable[list[Made]]) -> None:
        for made in (one for batch in results for one in batch):
            target.accept(made.written)
            records.note(made)
            take(made)

    def make_large(indexes: list[Piece], parts: list[Piece], pages: list[Piece]) -> None:
        # Indexes and lists of all entries take 200 MB and more each, of 5,000 entries: few at once, and in processes
        # that give it back.
        examples = {piece.route.kind: piece for piece in pages if piece.route is not None}
        take_all([_make_all(list(examples.values()))])  # here, so that processes share what templates became
        rest = [piece for piece in pages if piece.route is None or examples[piece.route.kind] is not piece]
        made: list[list[Made]] = []
        for some in batches(indexes, max(1, workers.jobs // 2)):
            beside, rest = rest[: len(pages) // 6], rest[len(pages) // 6 :]
            begun = workers.map_anew(_make_all, [*([piece] for piece in some), *batches(beside, BATCH)])
            take_all(made)
            made = list(begun)
        begun = workers.map_anew(_make_all, batches(rest, BATCH))
        take_all(made)
        take_all(begun)
        lists = [*parts, *to_make(full_texts_of(site, target))]
        take_all(workers.map_anew(_make_all, [[piece] for piece in lists]))

    indexes, parts, pages = pieces_of(site)
    # Of an index's files, nearly all are as they were.
    indexes = list(map(records.with_before, to_make(indexes)))
    coming = [piece for piece in indexes if ahead.is_making(piece)]
    indexes = [piece for piece in indexes if piece not in coming]
    parts = to_make(parts)
    is_large = len(pages) >= MANY_PAGES
    # What is known of a large index's files is so much that a process still at work would keep this one waiting.
    knows_much = is_large and not records.is_empty
    if not knows_much:
        ahead.hand_over(coming, target.sink, shared("address"))
    if is_large and records.is_empty:
        make_large(indexes, parts, pages)
    else:
        begun = workers.map(_make_all, [[piece] for piece in [*indexes, *parts]])
        pages = to_make(pages)  # while they are at work
        if len(pages) <= FEW_PAGES:
            take_all([_make_all(pages)])
        else:
            take_all(workers.map(_make_all, batches(pages, BATCH)))
        full_texts = workers.map(_make_all, [[piece] for piece in to_make(full_texts_of(site, target))])
        if knows_much:
            ahead.hand_over(coming, target.sink, shared("address"))
        take_all(begun)
        take_all(full_texts)
    take_all([ahead.made(piece)] for piece in coming)
    published.sort(key=lambda index: site.settings.tags.index(index.locale))
    files = {**site.theme.assets.files, **search_scripts(overrides_folder()), **write_manifest(published)}
    for path, data in sorted(files.items()):
        written = target.sink.write(path, data)
        target.accept([written] if written is not None else [])
    return len(pages)


def shared_values(site: Site, target: Target, records: Records, *, audited: bool) -> dict[str, object]:
    """Returns what `Workers` must share for `write_outputs`; `audited` when facts for an audit are wanted."""
    find_nearest(site)
    address = SiteAddress.of(site.settings.site_url) if audited else None
    known = KnownFiles(records.files_of, records.facts_of, target.live)
    return {"site": site, "sink": target.sink, "address": address, "known": known}


def _make_all(pieces: Sequence[Piece]) -> list[Made]:
    site: Site = shared("site")
    sink: FileSink = shared("sink")
    address: SiteAddress | None = shared("address")
    known: KnownFiles = shared("known")
    return [make(site, piece, sink, address, known) for piece in pieces]


__all__ = ["Written", "shared_values", "write_outputs"]
