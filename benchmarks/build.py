"""How long builds take, ours and others' on the same answers, in one run on one machine.

    scripts/bench build                       100, 1,000 and 5,000 entries in two locales, half an hour
    scripts/bench build --sizes 100,1000      other sizes; of 20,000 only ours are built, unless told otherwise
    scripts/bench build --write               also writes docs/dev/benchmarks.md, section "Build", and its plot

Ours: `cold` (no cache, no earlier site), `unchanged`, `first edit` (of one answer's summary, right after that), `later
edit` (when a release is no longer kept, whose folder is used again), and `pages alone`. Others build the Markdown twins
of our pages. Programs take turns. Seconds are wall seconds, medians. Memory is that of all processes of a build, shared
pages counted once (PSS), at its highest, taken in a run of its own: to ask the kernel for it makes processes wait. Of
many pages, it is taken of our cold build only.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.build_peers import Peer, install, peers
from benchmarks.build_report import write_report
from benchmarks.content import write_content
from benchmarks.measuring import Cost, cost_of, median_of, put_aside, remove, size_of

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / ".cache" / "bench-build"
HELPCENTER = [str(ROOT / ".venv/bin/helpcenter"), "build", "--today", "2026-11-22"]
SLOW_PAGES = 5_000
"""From so many pages on, programs run `--slow-runs` times."""


@dataclass(frozen=True)
class Row:
    """One program at one size. `pages` are entry pages: entries times locales."""

    name: str
    pages: int
    cost: Cost
    files: int = 0
    bytes: int = 0


@dataclass(frozen=True)
class Turn:
    """One program at one size: what is run in `folder` after `prepare`, and where it writes."""

    name: str
    command: Sequence[str]
    folder: Path
    output: Path
    prepare: Callable[[], object] = lambda: None
    environment: Mapping[str, str] = field(default_factory=dict)


def main() -> None:
    """Measures and prints; see the module's text."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="100,1000,5000")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--slow-runs", type=int, default=3)
    parser.add_argument("--ours-alone-from", type=int, default=20_000, metavar="ENTRIES")
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    programs = None if options.no_peers else install(ROOT / ".cache" / "bench-peers")
    rows: list[Row] = []
    put_aside(WORK, ROOT / ".cache" / "bench-old")
    for size in map(int, options.sizes.split(",")):
        folder = WORK / str(size)
        write_content(folder / "ours", size)
        for row in _measure(folder, size, programs, options):
            rows.append(row)
            cost = row.cost
            print(
                f"{row.pages:>7,} pages  {row.name:28} {cost.wall:8.2f} s  cpu {cost.cpu:8.2f} s  {cost.memory:6.0f} MB"
                f"  {row.files:>7,} files  {row.bytes / 1e6:7.1f} MB",
                flush=True,
            )
    if options.write:
        write_report(ROOT / "docs/dev", [_plain(row) for row in rows], _machine())
    remove(WORK, ROOT / ".cache" / "bench-old")


def _measure(folder: Path, size: int, programs: Path | None, options: argparse.Namespace) -> Iterator[Row]:
    """Yields what each program cost: all of them take turns, as a shared machine is slow for minutes at a time."""
    is_large = size * 2 >= SLOW_PAGES
    turns = [*_ours(folder)]
    if programs is not None and size < options.ours_alone_from:
        others = peers(programs, folder / "peers", folder / "ours/site")
        turns += [_peer(peer, folder) for peer in others if size * 2 <= peer.most_pages]
    costs: dict[str, list[Cost]] = {turn.name: [] for turn in turns}
    for _ in range(options.slow_runs if is_large else options.runs):
        for turn in turns:
            turn.prepare()
            costs[turn.name].append(cost_of(turn.command, turn.folder, turn.environment))
    for turn in turns:
        memory = 0.0
        if not is_large or (turn.name == "ours, cold" and size < options.ours_alone_from):
            turn.prepare()
            memory = cost_of(turn.command, turn.folder, turn.environment, with_memory=True).memory
        yield Row(turn.name, size * 2, median_of(costs[turn.name], memory), *size_of(turn.output))


def _ours(folder: Path) -> Iterator[Turn]:
    """Yields our builds, each of which needs the one before; makes the site that others take their text from."""
    ours, site, pages = folder / "ours", folder / "ours/site", folder / "pages"
    edited = ours / "content/zh/cgpay/refunds/request-refund.yml"
    text = edited.read_text("utf-8")
    number = iter(range(1_000))

    def forget() -> None:
        edited.write_text(text, "utf-8")
        _put_aside(site, folder)
        _put_aside(ours / ".helpcenter", folder)

    def settle() -> None:
        cost_of(HELPCENTER, ours)  # a build right after files were written does not trust their times

    def edit() -> None:
        version = f"summary: 第{'一二三四五六七八九十'[next(number) % 10]}版。"
        edited.write_text(text.replace("summary: ", version, 1), "utf-8")

    def edit_again() -> None:
        for _ in range(
            2
        ):  # until there is a release that is no longer kept, whose folder the next one can use
            edit()
            cost_of(HELPCENTER, ours)
        edit()

    cost_of(HELPCENTER, ours)
    yield Turn("ours, cold", HELPCENTER, ours, site, forget)
    yield Turn("ours, unchanged", HELPCENTER, ours, folder / "nothing", settle)
    yield Turn("ours, first edit", HELPCENTER, ours, folder / "nothing", edit)
    yield Turn("ours, later edit", HELPCENTER, ours, folder / "nothing", edit_again)
    alone = [sys.executable, "-m", "benchmarks.pages_alone", str(pages)]
    path = {"PYTHONPATH": str(ROOT)}
    yield Turn("ours, pages alone", alone, ours, pages, lambda: _put_aside(pages, folder), path)
    copied = folder / "copy"
    copy = ["cp", "-r", str(site), str(copied)]
    yield Turn("cp -r of our site", copy, ours, copied, lambda: _put_aside(copied, folder))


def _put_aside(output: Path, folder: Path) -> None:
    put_aside(output, folder / "aside")


def _peer(peer: Peer, folder: Path) -> Turn:
    steps = "; ".join(_quoted(command) for command in peer.commands)
    command = ["sh", "-c", f"set -e; {steps}"]
    if "lychee" in peer.name:
        # It also reports links that are fine by us, such as those to files that only our site has.
        command = ["sh", "-c", f"{steps}; true"]
    environment = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    return Turn(
        peer.name, command, peer.folder, peer.output, lambda: _put_aside(peer.output, folder), environment
    )


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
