"""The rules' part of `scripts/bench checks`: a large clean content, one changed file, and the seeded faulty site."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.content import write_content
from helpcenter.catalog import load_content
from helpcenter.catalog.linking import link
from helpcenter.check import check_content
from helpcenter.model import read_settings
from helpcenter.routes import docs_pages, site_routes
from helpcenter.rules import run_rules

ROOT = Path(__file__).resolve().parent.parent
DAY = date(2026, 11, 25)
CHANGED = "content/en/cgpay/payments/fees.yml"


@dataclass(frozen=True)
class Timing:
    """One measurement: what, of how many files, seconds by the clock and of the processors, findings."""

    name: str
    files: int
    seconds: float
    cpu: float
    findings: int


def time_rules(folder: Path, entries: int) -> Timing:
    """Returns how long all rules but the search contract take, cold, over `entries` entries in two locales.

    Reading the files is not in it: a build reads them anyway.
    """
    write_content(folder, entries)
    settings = read_settings(folder / "mkdocs.yml")
    catalog = link(settings, load_content(settings))
    routes = site_routes(catalog, docs_pages(settings))
    files = sum(len(versions) for versions in catalog.entries.values())
    started, spent = time.perf_counter(), _cpu()
    found = run_rules(catalog, routes, DAY)
    return Timing("rules", files, time.perf_counter() - started, _cpu() - spent, len(found))


def time_one_file() -> Timing:
    """Returns how long `helpcenter check PATH` takes as a command, on this repository's content."""
    command = [str(Path(sys.executable).parent / "helpcenter"), "check", CHANGED]
    started, spent = time.perf_counter(), _cpu()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return Timing("check PATH", 1, time.perf_counter() - started, _cpu() - spent, done.returncode)


def time_seeded() -> Timing:
    """Returns how long the seeded content takes, and how many of its faults are found at their place."""
    from tests.rules.test_seeded import Seeded

    with tempfile.TemporaryDirectory() as name:
        seeded = Seeded(Path(name))
        seeded.plant()
        settings = read_settings(seeded.site / "mkdocs.yml")
        started, spent = time.perf_counter(), _cpu()
        findings = check_content(settings, date(2026, 11, 20)).findings
        seconds, cpu = time.perf_counter() - started, _cpu() - spent
        found = {f"{item.location} {item.code}" for item in findings} & set(seeded.expected)
        return Timing(
            f"seeded faults, {len(seeded.expected)}", len(seeded.expected), seconds, cpu, len(found)
        )


def _cpu() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def print_rules(entries: int) -> None:
    """Prints the measurements as a table."""
    folder = Path(tempfile.mkdtemp())
    try:
        print("\nRules on the content\n")
        print(f"  {'':38} {'files':>7} {'seconds':>9} {'CPU':>9}  found")
        for timing in (time_rules(folder, entries), time_one_file(), time_seeded()):
            row = f"{timing.files:7} {timing.seconds:9.2f} {timing.cpu:9.2f}  {timing.findings}"
            print(f"  {timing.name:38} {row}")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    print_rules(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
