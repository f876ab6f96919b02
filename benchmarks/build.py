"""How long builds take, ours and others' on the same answers, in one run on one machine.

    scripts/bench build                       100, 1,000 and 5,000 entries in two locales, about 25 minutes
    scripts/bench build --sizes 100,1000      other sizes; 20000 takes an hour
    scripts/bench build --write               also writes docs/dev/benchmarks.md, section "Build", and its plot

Ours: `cold` (no cache, no earlier site), `unchanged`, `one edit` (the summary of one answer), and `pages alone`.
Others build the Markdown twins of our pages. Seconds are wall seconds, medians. Memory is that of all processes of a
build, shared pages counted once (PSS), at its highest.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.build_peers import Peer, install, peers
from benchmarks.build_report import write_report
from benchmarks.content import write_content
from benchmarks.measuring import Cost, cost_of, median_cost, remove, size_of

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / ".cache" / "bench-build"
HELPCENTER = [str(ROOT / ".venv/bin/helpcenter"), "build", "--today", "2026-11-22"]
SLOW_PAGES = 5_000
"""From so many pages on, programs marked as slow run fewer times."""


@dataclass(frozen=True)
class Row:
    """One program at one size. `pages` are entry pages: entries times locales."""

    name: str
    pages: int
    cost: Cost
    files: int = 0
    bytes: int = 0


def main() -> None:
    """Measures and prints; see the module's text."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="100,1000,5000")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--slow-runs", type=int, default=3)
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    programs = None if options.no_peers else install(ROOT / ".cache" / "bench-peers")
    rows: list[Row] = []
    for size in map(int, options.sizes.split(",")):
        folder = WORK / str(size)
        remove(folder)
        write_content(folder / "ours", size)
        for row in _measure(folder, size, programs, options):
            rows.append(row)
            cost = row.cost
            print(
                f"{row.pages:>7,} pages  {row.name:28} {cost.wall:8.2f} s  cpu {cost.cpu:8.2f} s  {cost.memory:6.0f} MB"
                f"  {row.files:>7,} files  {row.bytes / 1e6:7.1f} MB",
                flush=True,
            )
        remove(folder)
    if options.write:
        write_report(ROOT / "docs/dev", [_plain(row) for row in rows], _machine())


def _measure(folder: Path, size: int, programs: Path | None, options: argparse.Namespace) -> Iterator[Row]:
    pages = size * 2
    ours = folder / "ours"
    runs = options.runs if pages < SLOW_PAGES else options.slow_runs

    def forget() -> None:
        remove(ours / "site", ours / ".helpcenter")

    cold = median_cost(HELPCENTER, ours, runs, forget)
    yield Row("ours, cold", pages, cold, *size_of(ours / "site"))
    cost_of(HELPCENTER, ours)  # a build right after files were written does not trust their times
    yield Row("ours, unchanged", pages, median_cost(HELPCENTER, ours, runs))
    edited = ours / "content/zh/cgpay/refunds/request-refund.yml"
    number = iter(range(1_000))
    text = edited.read_text("utf-8")

    def edit() -> None:
        edited.write_text(
            text.replace("summary: ", f"summary: 第{'一二三四五六七八九十'[next(number) % 10]}版。", 1),
            "utf-8",
        )

    yield Row("ours, one edit", pages, median_cost(HELPCENTER, ours, runs, edit))
    alone = [sys.executable, "-m", "benchmarks.pages_alone", str(folder / "pages")]
    environment = {"PYTHONPATH": str(ROOT)}
    yield Row("ours, pages alone", pages, median_cost(alone, ours, runs, environment=environment))
    copy = ["cp", "-r", str(ours / "site"), str(folder / "copy")]
    yield Row("cp -r of our site", pages, median_cost(copy, ours, runs, lambda: remove(folder / "copy")))
    remove(folder / "copy", folder / "pages")
    if programs is not None:
        for peer in peers(programs, folder / "peers", ours / "site"):
            yield _peer_row(peer, pages, options.slow_runs if peer.slow and pages >= SLOW_PAGES else runs)


def _peer_row(peer: Peer, pages: int, runs: int) -> Row:
    steps = "; ".join(_quoted(command) for command in peer.commands)
    command = ["sh", "-c", f"set -e; {steps}"]
    if "lychee" in peer.name:
        # It also reports links that are fine by us, such as those to files that only our site has.
        command = ["sh", "-c", f"{steps}; true"]
    environment = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    cost = median_cost(command, peer.folder, runs, lambda: remove(peer.output), environment)
    return Row(peer.name, pages, cost, *size_of(peer.output))


def _quoted(command: Sequence[str]) -> str:
    return " ".join(f"'{word}'" for word in command)


def _plain(row: Row) -> dict[str, float | str]:
    cost = row.cost
    return {
        "name": row.name, "pages": row.pages, "wall": cost.wall, "cpu": cost.cpu, "memory": cost.memory,
        "files": row.files, "bytes": row.bytes,
    }  # fmt: skip


def _machine() -> str:
    day = datetime.now(UTC).date().isoformat()
    load = os.getloadavg()[0]
    commit = subprocess.run(
        [shutil.which("git") or "git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    return (
        f"{day}, {os.cpu_count()} cores ({platform.machine()}), {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, revision {commit}, load average {load:.1f} at the end"
    )


if __name__ == "__main__":
    main()
