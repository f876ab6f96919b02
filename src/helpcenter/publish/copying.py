"""A copy of the live site for the next release to begin with, made by a process of its own.

A build that changes one page of ten thousand keeps all other files. Looking at them, linking them into a folder of
their own and looking at that once it is whole would take it a third of its time; meanwhile it can read the content.
"""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import cached_property
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from helpcenter.publish.manifest import FileState, Look, Manifest, look_at
from helpcenter.publish.recycling import copy
from helpcenter.publish.releases import ReleaseStore
from helpcenter.publish.signals import follow_parent


class Copier:
    """A process that looks at the live site, copies it into `work`, and looks at the next release once it is whole.

    All answers are waited for. BrokenProcessPool is raised when the process was killed, and what it raised itself.
    """

    def __init__(self, store: ReleaseStore, work: Path) -> None:
        self._store = store
        context = multiprocessing.get_context("fork")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(store, work, theirs), name="copier", daemon=True)
        self._process.start()
        theirs.close()

    @cached_property
    def live(self) -> Manifest:
        """What is in the live site."""
        found = self._answer()
        return found if isinstance(found, Manifest) else self._store.recorded_live()

    @cached_property
    def missing(self) -> AbstractSet[str]:
        """The paths of the live site's files that the copy lacks."""
        _ = self.live  # is told first
        missing: AbstractSet[str] = self._answer()
        return missing

    def begin_to_look(self, folder: Path, without: Iterable[str], written: Mapping[str, FileState]) -> None:
        """Has it look at a folder that should hold the live site's files without some, and with others."""
        _ = self.missing
        with suppress(OSError):  # `look` tells
            self._connection.send((folder, list(without), dict(written)))

    def look(self) -> Look:
        """Returns what it saw in that folder."""
        look: Look = self._answer()
        return look

    def close(self) -> None:
        """Ends it."""
        self._connection.close()
        self._process.kill()
        self._process.join()

    def _answer(self) -> Any:
        try:
            answer = self._connection.recv()
        except (EOFError, OSError) as error:
            raise BrokenProcessPool("the process that copies the live site was killed") from error
        if isinstance(answer, Exception):
            raise answer
        return answer


def _work(store: ReleaseStore, work: Path, connection: Connection) -> None:
    gc.disable()
    follow_parent()
    try:
        live = store.inspect_live()
        connection.send(None if live == store.recorded_live() else live)
        connection.send(live.files.keys() - copy(store.site, live.files, store.spare, work))
        while True:
            folder, without, written = connection.recv()
            expected = {**live.files, **written}
            for path in without:
                del expected[path]
            connection.send(look_at(folder, expected))
    except EOFError:
        pass
    except Exception as error:  # noqa: BLE001  it is raised where the answer is waited for
        connection.send(error)
