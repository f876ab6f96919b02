"""Work whose result nobody waits for, such as writing caches."""

from __future__ import annotations

import threading
from collections.abc import Callable


def aside(work: Callable[[], object]) -> None:
    """Does work in a process of its own, for whose end the program waits when it ends.

    What the work changes in memory is lost to this process. One with threads is not safely forked, and does it itself.
    """
    if threading.active_count() > 1:
        work()
        return
    import multiprocessing  # 20 ms that a small site doesn't need

    multiprocessing.get_context("fork").Process(target=work, name="aside").start()


__all__ = ["aside"]
