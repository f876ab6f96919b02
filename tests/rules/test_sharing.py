"""Work shared with forked processes: all of it is done once, and an error anywhere is raised here."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from concurrent.futures.process import BrokenProcessPool

import pytest

from helpcenter.rules.sharing import shared_work

BATCHES = [[number, number + 100] for number in range(40)]


def _squares(numbers: Sequence[int]) -> list[tuple[int, int]]:
    time.sleep(0.01)  # long enough for each process to get some
    return [(number * number, os.getpid()) for number in numbers]


@pytest.mark.parametrize(("jobs", "processes"), [(1, 1), (2, 2), (3, 3)])
def test_each_item_is_worked_on_once(jobs: int, processes: int) -> None:
    with shared_work(_squares, BATCHES, jobs) as take_part:
        results = take_part()
    assert sorted(square for square, _ in results) == sorted(n * n for batch in BATCHES for n in batch)
    assert len({process for _, process in results}) == processes


def _fails_elsewhere(numbers: Sequence[int]) -> list[int]:
    time.sleep(0.01)
    if os.getpid() != _HERE:
        raise ValueError("not here")
    return list(numbers)


_HERE = os.getpid()


def test_an_error_in_another_process_is_raised() -> None:
    with pytest.raises(ValueError, match="not here"), shared_work(_fails_elsewhere, BATCHES, 2) as take_part:
        take_part()


def _dies_elsewhere(numbers: Sequence[int]) -> list[int]:
    time.sleep(0.01)
    if os.getpid() != _HERE:
        os.kill(os.getpid(), signal.SIGKILL)
    return list(numbers)


def test_a_killed_process_ends_the_work() -> None:
    with pytest.raises(BrokenProcessPool), shared_work(_dies_elsewhere, BATCHES, 2) as take_part:
        take_part()


def test_nothing_to_do_starts_no_process() -> None:
    with shared_work(_fails_elsewhere, [], 2) as take_part:
        assert take_part() == []
