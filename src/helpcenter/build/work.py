"""Pure work spread over processes: results come back in the order in which the work was given."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from types import TracebackType
from typing import Any, Self, TypeVar

from helpcenter.publish import follow_parent

T = TypeVar("T")
R = TypeVar("R")

# What every piece of work needs, e.g. the site: put here before the workers are forked, so that it is shared
# and never pickled.
_shared: dict[str, Any] = {}


class Workers:
    """A pool of processes that were forked with `shared` in their memory; with one job, this process itself.

    `jobs` is the number of processes; None means one for each core that this process may use.
    """

    def __init__(self, jobs: int | None, **shared: Any) -> None:
        self.jobs = jobs or len(os.sched_getaffinity(0))
        self._shared = shared
        self._executor: Executor | None = None

    def __enter__(self) -> Self:
        _shared.update(self._shared)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.rest()
        if self.jobs > 1:
            gc.unfreeze()
        for name in self._shared:
            _shared.pop(name, None)

    @property
    def executor(self) -> Executor | None:
        """Returns the pool, or None when all work is done here."""
        if self._executor is None and self.jobs > 1:
            self._executor = self._pool()
        return self._executor

    def map_anew(self, function: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
        """Does what `map` does, with new processes in place of those that there are: what these grew by goes with them.

        What they haven't done yet isn't done.
        """
        self.rest()
        return self.map(function, items)

    def _pool(self) -> ProcessPoolExecutor:
        # What a process only reads stays shared with the others; a collector's marks would copy it.
        gc.freeze()
        context = multiprocessing.get_context("fork")
        return ProcessPoolExecutor(self.jobs, mp_context=context, initializer=_begin)

    def map(self, function: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
        """Yields the result for each item, in order. An error in a worker is raised here."""
        executor = self.executor
        return map(function, items) if executor is None else executor.map(function, items)

    def rest(self) -> None:
        """Ends the processes of the pool; the next work begins new ones."""
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None


def _begin() -> None:
    follow_parent()
    collect_rarely()


def collect_rarely() -> None:
    """Lets Python look for circles of garbage rarely: what a build makes lives to its end or has no circles."""
    gc.set_threshold(200_000, 20, 100)


def shared(name: str) -> Any:
    """Returns what the workers were given under this name."""
    return _shared[name]


def batches(items: Sequence[T], size: int) -> list[Sequence[T]]:
    """Returns the items in runs of `size`, so that handing over work costs little beside doing it."""
    return [items[start : start + size] for start in range(0, len(items), size)]
