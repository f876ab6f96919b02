"""The build lock of a site: one build at a time, and whoever waits knows for whom.

The lock is flock(2) on a file that is never removed, so the kernel gives it back when its holder ends,
however it ends; a stale lock cannot exist. A lock taken with flock belongs to the open file, which a forked
worker inherits: an orphaned worker of a killed build would go on holding it. Every child therefore closes its
copy right after the fork.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from helpcenter.publish.errors import PublishError, explain

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_POLL_SECONDS = 0.05
_held: set[int] = set()


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that holds a lock, as it said itself; `since` is its clock's UTC time."""

    pid: int
    host: str
    since: str

    def __str__(self) -> str:
        return f"process {self.pid} on '{self.host}', since {self.since}"


class BuildLock:
    """Holds the lock file for the time of a `with` block.

    Waits at most `wait` seconds for another process, then raises PublishError naming it. `on_wait` is called
    once, before the first wait, with the holder, or None when it did not leave its name.
    """

    def __init__(
        self, path: Path, wait: float = 30.0, on_wait: Callable[[Holder | None], None] | None = None
    ) -> None:
        self._path = path
        self._wait = wait
        self._on_wait = on_wait
        self._descriptor = -1

    def __enter__(self) -> Self:
        if fcntl is None:
            raise PublishError("Publishing needs Linux or macOS. On Windows, build inside WSL.")
        deadline = time.monotonic() + self._wait
        told = False
        while not self._try():
            holder = read_holder(self._path)
            if time.monotonic() >= deadline:
                raise PublishError(
                    f"Another build holds '{self._path}': {holder or 'its process left no name'}. "
                    "Wait until it ends or stop it, then build again."
                )
            if not told and self._on_wait is not None:
                self._on_wait(holder)
            told = True
            time.sleep(_POLL_SECONDS)
        _write_holder(self._descriptor)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor in _held:  # a forked child has closed its copy and must not close a stranger
            _held.discard(descriptor)
            with contextlib.suppress(OSError):
                os.ftruncate(descriptor, 0)
            os.close(descriptor)

    def _try(self) -> bool:
        """Takes the lock if it is free. The file may have been removed between opening and locking it."""
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        except OSError as error:
            raise explain(error, self._path) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(descriptor), self._path.stat()):
                self._descriptor = descriptor
                _held.add(descriptor)
                return True
        except OSError as error:
            if error.errno not in (errno.EWOULDBLOCK, errno.EACCES, errno.ENOENT, errno.EINTR):
                raise explain(error, self._path) from error
        finally:
            if self._descriptor != descriptor:
                os.close(descriptor)
        return False


def read_holder(path: Path) -> Holder | None:
    """Returns who wrote its name into the lock file; None when nobody did."""
    try:
        told = json.loads(path.read_bytes())
        return Holder(int(told["pid"]), str(told["host"]), str(told["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write_holder(descriptor: int) -> None:
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    name = json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": now})
    with contextlib.suppress(OSError):  # a courtesy to whoever waits: a full disk must not fail the lock
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, name.encode(), 0)


def _forget_in_child() -> None:
    for descriptor in _held:
        with contextlib.suppress(OSError):
            os.close(descriptor)
    _held.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_in_child)
