"""Work that this process shares with others, forked from it: each takes the next batch that nobody has taken."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from helpcenter.publish import follow_parent

T = TypeVar("T")
R = TypeVar("R")


@contextmanager
def shared_work(
    do: Callable[[Sequence[T]], list[R]], batches: Sequence[Sequence[T]], jobs: int | None
) -> Iterator[Callable[[], list[R]]]:
    """Yields what takes part in the work and returns the results of all, in no order; other processes begin at once.

    It raises BrokenProcessPool when one of them was killed.
    `jobs` is the number of processes, this one among them; None means one for each core.
    """
    global _work  # noqa: PLW0603  what the forked processes read, without a copy of the catalog
    count = min(jobs or os.cpu_count() or 1, len(batches))
    # Forking a process with threads can deadlock it.
    if count < 2 or threading.active_count() > 1 or "fork" not in multiprocessing.get_all_start_methods():
        yield lambda: [result for batch in batches for result in do(batch)]
        return
    forking = multiprocessing.get_context("fork")
    work = _work = _Work(do, batches, forking.Value("i", 0))
    collects = gc.isenabled()
    # Collecting garbage would touch, and so copy, every page of memory that the processes share; the work takes
    # seconds and makes hardly any cycles.
    gc.freeze()
    gc.disable()
    try:
        with ProcessPoolExecutor(count - 1, forking, follow_parent) as pool:
            others = [pool.submit(_take_part) for _ in range(count - 1)]
            yield lambda: work.take_part() + [result for other in others for result in other.result()]
    finally:
        _work = None
        gc.unfreeze()
        if collects:
            gc.enable()


@dataclass(frozen=True)
class _Work:
    do: Callable[[Sequence[Any]], list[Any]]
    batches: Sequence[Sequence[Any]]
    taken: Any
    """How many batches have been taken, a number that the processes share."""

    def take_part(self) -> list[Any]:
        results = []
        while (number := self._take()) < len(self.batches):
            results += self.do(self.batches[number])
        return results

    def _take(self) -> int:
        with self.taken.get_lock():
            number: int = self.taken.value
            self.taken.value += 1
        return number


_work: _Work | None = None


def _take_part() -> list[Any]:
    assert _work is not None
    return _work.take_part()
