"""Ctrl-C, SIGTERM, SIGHUP, a killed worker: the old site, nothing left over, the right exit status."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from helpcenter.publish.signals import Stopped, deferred, follow_parent, stoppable
from tests.publish.builder import number_of, publish, read_tree
from tests.publish.conftest import Start


@pytest.mark.parametrize(
    ("number", "status", "message"),
    [
        (signal.SIGINT, 130, "Stopped; the site is unchanged.\n"),
        (signal.SIGTERM, 143, ""),
        (signal.SIGHUP, 129, ""),
    ],
)
def test_a_stopped_build_cleans_up(
    site: Path, start: Start, number: signal.Signals, status: int, message: str
) -> None:
    publish(site, 1)
    process = start(site, 2, 1, "--pause", 30)
    assert process.stdout is not None
    assert process.stdout.readline() == "started 2\n"
    time.sleep(0.05)
    process.send_signal(number)
    _, errors = process.communicate(timeout=20)
    assert (process.returncode, errors) == (status, message)
    assert number_of(read_tree(site)) == 1
    assert sorted(path.name for path in (site.parent / ".helpcenter/site").iterdir()) == ["lock", "releases"]


def test_workers_end_with_a_killed_build(site: Path, start: Start) -> None:
    publish(site, 1)
    process = start(site, 2, 1, "--pause", 120, "--workers", 2)
    assert process.stdout is not None
    assert process.stdout.readline() == "started 2\n"
    workers = [int(process.stdout.readline().split()[1]) for _ in range(2)]
    assert all(map(is_running, workers))
    process.kill()
    deadline = time.monotonic() + 20
    while any(map(is_running, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(is_running, workers))
    publish(site, 3)
    assert number_of(read_tree(site)) == 3


def test_a_worker_ends_at_once_when_it_is_told_to() -> None:
    # A handler of Python's would run at its next instruction, which a worker that waits for work may never come to.
    forking = multiprocessing.get_context("fork")
    with stoppable(), ProcessPoolExecutor(1, forking, follow_parent) as pool:
        handlers = [pool.submit(signal.getsignal, number).result() for number in _TOLD_TO_END]
    assert handlers == [signal.SIG_DFL] * 3


_TOLD_TO_END = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


def test_a_killed_worker_fails_the_build_and_nothing_else(site: Path, start: Start) -> None:
    publish(site, 1)
    process = start(site, 2, 1, "--pause", 120, "--workers", 2)
    assert process.stdout is not None
    assert process.stdout.readline() == "started 2\n"
    workers = {int(process.stdout.readline().split()[1]) for _ in range(2)}
    os.kill(min(workers), signal.SIGKILL)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "BrokenProcessPool" in errors
    assert not any(map(is_running, workers))
    assert number_of(read_tree(site)) == 1
    assert not list((site.parent / ".helpcenter/site").glob("work-*"))


def test_a_signal_is_held_back_until_the_step_is_done() -> None:
    steps = []

    def act(number: int) -> None:
        with stoppable(), deferred():
            signal.raise_signal(number)
            steps.append(number)

    with pytest.raises(KeyboardInterrupt):
        act(signal.SIGINT)
    with pytest.raises(Stopped) as caught:
        act(signal.SIGTERM)
    assert steps == [signal.SIGINT, signal.SIGTERM]
    assert (caught.value.code, str(caught.value)) == (143, "Stopped by SIGTERM; the site is unchanged.")


def test_handlers_are_as_before_afterwards() -> None:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    with stoppable():
        assert signal.getsignal(signal.SIGTERM) != before[signal.SIGTERM]
        with deferred():
            pass
    assert {number: signal.getsignal(number) for number in before} == before


def test_a_programs_own_handler_is_left_alone() -> None:
    came: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, frame: came.append(number))
    try:
        with stoppable():
            signal.raise_signal(signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert came == [signal.SIGTERM]


def test_other_threads_may_publish(site: Path) -> None:
    thread = threading.Thread(target=publish, args=(site, 1))
    thread.start()
    thread.join()
    assert number_of(read_tree(site)) == 1


def is_running(pid: int) -> bool:
    """True unless the process has ended; one that only waits to be noticed has."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    return False
