"""Work shared with forked processes: all of it is done once, and an error anywhere is raised here.

Each case runs in a process of its own: one that has threads, as that of the tests may have, never shares work.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading

import pytest

from helpcenter.rules.sharing import shared_work

_PROGRAM = """
import json, os, signal, sys, time
from helpcenter.rules.sharing import shared_work

HERE = os.getpid()

def squares(numbers):
    time.sleep(0.01)  # long enough for each process to get some
    return [(number * number, os.getpid()) for number in numbers]

def fails_elsewhere(numbers):
    time.sleep(0.01)
    if os.getpid() != HERE:
        raise ValueError("not here")
    return list(numbers)

def dies_elsewhere(numbers):
    time.sleep(0.01)
    if os.getpid() != HERE:
        os.kill(os.getpid(), signal.SIGKILL)
    return list(numbers)

do, batches, jobs = globals()[sys.argv[1]], json.loads(sys.argv[2]), int(sys.argv[3])
try:
    with shared_work(do, batches, jobs) as take_part:
        print(json.dumps(take_part()))
except Exception as error:
    print(json.dumps(f"{type(error).__name__}: {error}"))
"""
BATCHES = [[number, number + 100] for number in range(40)]


def _run(function: str, batches: list[list[int]], jobs: int) -> list[list[int]] | str:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, function, json.dumps(batches), str(jobs)],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    found: list[list[int]] | str = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(("jobs", "processes"), [(1, 1), (2, 2), (3, 3)])
def test_each_item_is_worked_on_once(jobs: int, processes: int) -> None:
    results = _run("squares", BATCHES, jobs)
    assert isinstance(results, list)
    assert sorted(square for square, _ in results) == sorted(n * n for batch in BATCHES for n in batch)
    assert len({process for _, process in results}) == processes


def test_an_error_in_another_process_is_raised() -> None:
    assert _run("fails_elsewhere", BATCHES, 2) == "ValueError: not here"


def test_a_killed_process_ends_the_work() -> None:
    assert str(_run("dies_elsewhere", BATCHES, 2)).startswith("BrokenProcessPool: ")


def test_nothing_to_do_starts_no_process() -> None:
    assert _run("dies_elsewhere", [], 2) == []


def test_a_process_with_threads_does_all_itself() -> None:
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        with shared_work(lambda numbers: [threading.get_ident() for _ in numbers], BATCHES, 2) as take_part:
            assert set(take_part()) == {threading.get_ident()}
    finally:
        done.set()
        other.join()
