"""Runs a command and tells what it cost: wall and CPU seconds, peak memory of all its processes."""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SAMPLE_SECONDS = 0.2


@dataclass(frozen=True)
class Cost:
    """What one run, or the median of several, cost. `memory` in MB: see `_proportional_size`."""

    wall: float
    cpu: float
    memory: float


def median_of(costs: Sequence[Cost], memory: float) -> Cost:
    """Returns the medians of several runs, and the memory that another one took."""
    wall, cpu = (statistics.median(getattr(cost, name) for cost in costs) for name in ("wall", "cpu"))
    return Cost(wall, cpu, memory)


def cost_of(
    command: Sequence[str],
    folder: Path,
    environment: Mapping[str, str] | None = None,
    *,
    with_memory: bool = False,
) -> Cost:
    """Returns what one run cost; its memory only if asked for, as that slows it. Raises CalledProcessError."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    peak = _Peak(process.pid) if with_memory else None
    said, _ = process.communicate()
    wall = time.perf_counter() - start
    memory = peak.stop() if peak is not None else 0.0
    if process.returncode:
        raise subprocess.CalledProcessError(
            process.returncode, command, said.decode(errors="replace")[-4000:]
        )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu, memory)


def size_of(folder: Path) -> tuple[int, int]:
    """Returns the number of files below a folder, and their bytes."""
    sizes = [file.stat().st_size for file in folder.rglob("*") if file.is_file()]
    return len(sizes), sum(sizes)


def remove(*folders: Path) -> None:
    """Removes folders, where they are."""
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def put_aside(folder: Path, aside: Path) -> None:
    """Moves a folder, where it is, to a new place below `aside` on the same disk, which is to be removed in the end.

    Before a program is timed that makes many files, nothing big may be deleted: ext4 gives out no inode that was in use
    during the last minutes, and looks past all of those each time. A folder and its file took 24 µs to make, and 750
    after 9,000 of them had been deleted three times.
    """
    if folder.exists():
        aside.mkdir(parents=True, exist_ok=True)
        folder.rename(aside / str(sum(1 for _ in aside.iterdir())))


class _Peak:
    """Samples the memory of a process and all below it."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._most = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def stop(self) -> float:
        self._ended.set()
        self._thread.join()
        return self._most

    def _watch(self) -> None:
        while not self._ended.wait(SAMPLE_SECONDS):
            self._most = max(self._most, sum(map(_proportional_size, _tree(self._pid))))


def _tree(pid: int) -> list[int]:
    found = [pid]
    for process in found:
        for task in Path(f"/proc/{process}/task").glob("*/children"):
            try:
                found += map(int, task.read_text().split())
            except OSError:
                continue
    return found


def _proportional_size(pid: int) -> float:
    """Returns a process's memory in MB; what it shares with others counts by its share (Linux: PSS)."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0
