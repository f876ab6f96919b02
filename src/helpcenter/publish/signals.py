"""What happens to a build that is told to stop: it ends as after Ctrl-C, with its staging folder removed.

Without this, SIGTERM and SIGHUP end Python on the spot: workers live on and the staging folder stays until
the next build.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Iterator
from types import FrameType
from typing import Any

_STOPPING = tuple(
    number for number in (getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP")) if number is not None
)
_ALL = (signal.SIGINT, *_STOPPING)
_asked: list[int] = []
"""Signals that asked this process to stop, since `stoppable` began."""


class Stopped(SystemExit):
    """A signal asked the build to stop. Uncaught, it ends the process with 128 + the signal's number."""

    def __init__(self, number: int) -> None:
        super().__init__(128 + number)
        self.signal = signal.Signals(number)

    def __str__(self) -> str:
        return f"Stopped by {self.signal.name}; the site is unchanged."


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """Raises Stopped in the block on SIGTERM and SIGHUP, unless the program has its own handler for them.

    Does nothing outside the main thread, where Python handles no signals.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    owner = os.getpid()

    def stop(number: int, _frame: FrameType | None) -> None:
        if os.getpid() != owner:  # a forked worker has inherited this handler: it ends as it would have
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)
            return
        _asked.append(number)
        _stop(number)

    usual: dict[int, Any] = {
        signal.SIGINT: signal.default_int_handler,
        **dict.fromkeys(_STOPPING, signal.SIG_DFL),
    }
    changed = {number: handler for number, handler in usual.items() if signal.getsignal(number) is handler}
    if signal.SIGINT in changed:
        _asked.clear()
    for number in changed:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in changed.items():
            signal.signal(number, handler)


def stop_if_asked() -> None:
    """Raises what a signal raised before, if it was lost: Python drops an exception that hits it in a fork."""
    if _asked:
        _stop(_asked[-1])


def _stop(number: int) -> None:
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    raise Stopped(number)


@contextlib.contextmanager
def deferred() -> Iterator[None]:
    """Holds back SIGINT, SIGTERM and SIGHUP until the block is done, then lets the last of them act."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        came.append(number)

    before = {number: signal.signal(number, note) for number in _ALL if signal.getsignal(number) is not None}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if came:
            signal.raise_signal(came[-1])


def follow_parent() -> None:
    """Ends this worker process when its parent has ended, however that ended, and at once when it is told to.

    Made to be the `initializer` of a process pool: a worker of a killed build otherwise waits for work for
    ever. So does one that inherited a handler of Python's and is told to end when it has just begun to wait:
    the handler would run after that, and whoever waits for the worker to end waits, too.
    """
    from multiprocessing import connection, parent_process  # 20 ms that only a pool's workers need

    for number in _ALL:
        signal.signal(number, signal.SIG_DFL)
    parent = parent_process()
    if parent is None:
        return

    def wait() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=wait, name="follow-parent", daemon=True).start()
