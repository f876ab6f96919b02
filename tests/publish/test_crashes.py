"""SIGKILL at every step and at random moments: the site is whole after each, the next build succeeds."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from helpcenter.publish import releases, verify
from tests.publish.builder import number_of, publish, read_tree
from tests.publish.conftest import Start

# How many steps there are at least: fewer would mean that the build is no longer seen doing them.
STEPS = {
    "incremental": 40,
    "clean": 60,
    "first": 40,
    "foreign": 40,
    "rollback": 8,
    "copied": 20,
    "linked": 20,
    "copier": 10,
}


@pytest.mark.parametrize("exchange", [True, False], ids=["exchange", "two-renames"])
@pytest.mark.parametrize("case", [pytest.param(case, marks=pytest.mark.slow) for case in STEPS])
def test_a_build_killed_before_each_of_its_steps(
    case: str, exchange: bool, tmp_path: Path, repository: Path
) -> None:
    command = [sys.executable, "-m", "tests.publish.crash_points", str(tmp_path), case]
    if not exchange:
        command.append("--no-exchange")
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= STEPS[case]


@pytest.mark.slow
def test_a_hundred_kills_at_random_moments(site: Path, start: Start) -> None:
    moments = random.Random(9)
    kills = number = 0
    ended_in: set[bool] = set()
    # How many come between two builds depends on the machine: more than none of them must.
    while kills < 100 or (len(ended_in) < 2 and kills < 500):
        workers = 2 if kills % 5 == 0 else 0
        ahead = ["--ahead"] if kills % 2 else []
        process = start(site, number + 1, 50, "--files", 120, "--workers", workers, *ahead)
        assert process.stdout is not None
        assert process.stdout.readline() == f"started {number + 1}\n"
        time.sleep(moments.uniform(0, 0.25))
        process.kill()
        output, errors = process.communicate()
        assert not errors or "Traceback" not in errors, errors
        kills += 1
        building = output.splitlines()[-1:] or ["started"]
        ended_in.add(building[0].startswith("published"))
        if site.exists():
            found = number_of(read_tree(site), 120)
            told = [int(line.split()[1]) for line in output.splitlines() if line.startswith("published")]
            assert found >= max(told, default=number)
            assert verify(site) == []
            number = found
        if kills % 10 == 0:
            number += 1
            publish(site, number, 120)
            assert number_of(read_tree(site), 120) == number
            assert len(releases(site)) <= 3
            assert {path.name for path in (site.parent / ".helpcenter/site").iterdir()} <= {
                "lock", "releases", "spare",
            }  # fmt: skip
    assert ended_in == {True, False}, "the kills came within builds and between them"
