"""Search indexes begun while the rules still look at the content: what a build after one edit waits for longest.

Processes of their own make them, and write them once the build has a folder to write into. A build that the rules
stop, or that can keep an index after all, ends the process: nothing but its time is lost.
"""

from __future__ import annotations

import gc
import multiprocessing
import threading
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from helpcenter.audit.addresses import SiteAddress
from helpcenter.build.pieces import Made, Piece, make_index, write_files
from helpcenter.build.sinks import FileSink
from helpcenter.cache import Cache, key_of
from helpcenter.catalog import Catalog
from helpcenter.catalog.inputs import common_inputs, digest_of_parts
from helpcenter.catalog.reads import Fingerprints, Reads, watched
from helpcenter.markup import Markup
from helpcenter.publish import follow_parent

MANY_ENTRIES = 1_000
"""Below this an index takes less than half a second."""


@dataclass(frozen=True)
class _Begun:
    process: BaseProcess
    connection: Connection


class IndexesAhead:
    """The indexes that were begun, by locale. `folder` keeps of what the last ones were made; None begins none."""

    def __init__(self, folder: Path | None) -> None:
        self._cache = Cache.open(folder, "indexes")
        self._digests: dict[str, str] = {}
        self._begun: dict[str, _Begun] = {}

    def begin(self, catalog: Catalog) -> None:
        """Begins the indexes of a large catalog that the last build made of something else.

        None for a first build, whose pages take longer: there, the memory matters more. None either in a process with
        threads, which is not safely forked.
        """
        if len(catalog.ids) < MANY_ENTRIES or threading.active_count() > 1:
            return
        common, fingerprints = digest_of_parts(common_inputs(catalog)), Fingerprints(catalog)
        for tag in catalog.locales:
            self._digests[tag] = common + fingerprints.of(Reads(whole={tag})).hex()
            before = self._cache.get(key_of(tag))
            if before is not None and before != self._digests[tag]:
                self._begun[tag] = _begin(catalog, tag)

    def hand_over(self, piece: Piece, sink: FileSink, address: SiteAddress | None) -> bool:
        """Has the index of a piece written when it is made; False when it was not begun."""
        begun = self._begun.get(piece.locale)
        if begun is None:
            return False
        try:
            begun.connection.send((piece, sink, address))
        except OSError as error:
            raise _was_killed(piece.locale) from error
        return True

    def made(self, piece: Piece) -> Made:
        """Returns what came of a piece that was handed over.

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


def _begin(catalog: Catalog, tag: str) -> _Begun:
    # What a process only reads stays shared with the others; a collector's marks would copy it.
    gc.freeze()
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(catalog, tag, theirs), name=f"index {tag}", daemon=True)
    process.start()
    theirs.close()
    return _Begun(process, ours)


def _work(catalog: Catalog, tag: str, connection: Connection) -> None:
    gc.disable()
    follow_parent()
    result: Made | Exception
    try:
        catalog, watch = watched(catalog)
        with watch.reading() as reads:
            index = make_index(catalog, tag, Markup(catalog))
        piece, sink, address = connection.recv()
        result = Made(piece, reads=reads.as_lists(), folder=index.folder)
        write_files(result, index.files.items(), sink, address)
    except Exception as error:  # noqa: BLE001  it is raised where the index is waited for
        result = error
    connection.send(result)
