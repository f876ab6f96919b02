"""Search indexes begun while the rules still look at the content: what a build waits for longest.

Processes of their own make them, and write them once the build has a folder to write into. A build that the rules
stop, or that can keep an index after all, ends the process: nothing but its time is lost.

Of a large catalog, each index has a process, and a first build begins none: its pages take longer, and there the memory
matters more. Those of a small one share a process, as loading dictionaries takes as long as making three of them.
"""

from __future__ import annotations

import gc
import multiprocessing
import threading
from collections.abc import Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from helpcenter.audit.addresses import SiteAddress
from helpcenter.build.pieces import Made, Piece, make_index, write_files
from helpcenter.build.sinks import FileSink
from helpcenter.cache import Cache, key_of
from helpcenter.catalog import Catalog
from helpcenter.catalog.entry_values import EntryValues
from helpcenter.catalog.inputs import common_inputs, digest_of_parts
from helpcenter.catalog.reads import Reads, Watch, watched
from helpcenter.markup import Markup
from helpcenter.publish import follow_parent
from helpcenter.search.manifest import PublishedLocale

MANY_ENTRIES = 1_000
"""From here on an index takes half a second and more: a catalog is a large one."""


@dataclass(frozen=True, eq=False)
class _Begun:
    process: BaseProcess
    connection: Connection


class IndexesAhead:
    """The indexes that were begun, by locale.

    `folder` keeps of what the last ones were made, and what was worked out for each entry, unless it is None. With one
    job, none is begun.
    """

    def __init__(self, folder: Path | None, jobs: int | None = None) -> None:
        self._may_begin = jobs != 1
        self._folder = folder
        self._cache = Cache.open(folder, "indexes")
        self._digests: dict[str, str] = {}
        self._begun: dict[str, _Begun] = {}

    def begin(self, catalog: Catalog) -> None:
        """Begins the indexes that the last build made of something else, or that there are none of yet.

        None in a process with threads, which is not safely forked.
        """
        if not self._may_begin or threading.active_count() > 1:
            return
        catalog, watch = watched(catalog)
        common = digest_of_parts(common_inputs(catalog))
        large = len(catalog.ids) >= MANY_ENTRIES
        changed = []
        for tag in catalog.locales:
            self._digests[tag] = common + catalog.fingerprints.of(Reads(whole={tag})).hex()
            before = self._cache.get(key_of(tag))
            if before != self._digests[tag] and not (large and before is None):
                changed.append(tag)
        for tags in filter(None, [[tag] for tag in changed] if large else [changed]):
            begun = _begin(catalog, tags, EntryValues(self._folder, catalog, watch), watch)
            self._begun.update(dict.fromkeys(tags, begun))

    def is_making(self, piece: Piece) -> bool:
        """True for the index of a piece that was begun."""
        return piece.locale in self._begun

    def hand_over(self, pieces: Sequence[Piece], sink: FileSink, address: SiteAddress | None) -> None:
        """Has the indexes of pieces, which were begun, written when they are made; may wait for that.

        To be called once. Each process is told all of its own at once: while it answers, it hears nothing.
        """
        of_process: dict[_Begun, list[Piece]] = {}
        for piece in pieces:
            of_process.setdefault(self._begun[piece.locale], []).append(piece)
        for begun, own in of_process.items():
            try:
                begun.connection.send((own, sink, address))
            except OSError as error:
                raise _was_killed(own[0].locale) from error

    def made(self, piece: Piece) -> Made:
        """Returns what came of a piece that was handed over; to be asked for in the same order.

        Raises what its process raised, e.g. PublishError, and BrokenProcessPool when that was killed.
        """
        try:
            made = self._begun[piece.locale].connection.recv()
        except (EOFError, OSError) as error:
            raise _was_killed(piece.locale) from error
        if isinstance(made, Exception):
            raise made
        assert isinstance(made, Made)
        return made

    def save(self) -> None:
        """Keeps what the indexes were made of, for the next build."""
        for tag, digest in self._digests.items():
            self._cache.put(key_of(tag), digest)
        self._cache.save()

    def close(self) -> None:
        """Ends every process that is still at work."""
        for begun in self._begun.values():
            begun.connection.close()
            begun.process.kill()
            begun.process.join()
        self._begun.clear()


def _was_killed(locale: str) -> BrokenProcessPool:
    return BrokenProcessPool(f"the process that makes the search index of '{locale}' was killed")


def _begin(catalog: Catalog, tags: Sequence[str], values: EntryValues, watch: Watch) -> _Begun:
    # What a process only reads stays shared with the others; a collector's marks would copy it.
    gc.freeze()
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(
        target=_work, args=(catalog, tags, values, watch, theirs), name="indexes", daemon=True
    )
    process.start()
    theirs.close()
    return _Begun(process, ours)


def _work(
    catalog: Catalog, tags: Sequence[str], values: EntryValues, watch: Watch, connection: Connection
) -> None:
    gc.disable()
    follow_parent()
    indexes: dict[str, tuple[PublishedLocale, Reads]] = {}
    failed: Exception | None = None
    try:
        for tag in tags:
            with watch.reading() as reads:
                indexes[tag] = make_index(catalog, tag, Markup(catalog), values), reads
    except Exception as error:  # noqa: BLE001  it is raised where the indexes are waited for
        failed = error
    with suppress(EOFError):
        pieces, sink, address = connection.recv()
        for piece in pieces:
            connection.send(failed or _written(piece, *indexes.pop(piece.locale), sink, address))


def _written(
    piece: Piece, index: PublishedLocale, reads: Reads, sink: FileSink, address: SiteAddress | None
) -> Made | Exception:
    made = Made(piece, reads=reads.as_lists(), folder=index.folder)
    try:
        write_files(made, index.files.items(), sink, address)
    except Exception as error:  # noqa: BLE001  the same
        return error
    return made
