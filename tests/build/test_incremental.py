"""A build after any history of edits gives the bytes of a clean one, and says the same.

HELPCENTER_HISTORIES says how many histories to try; 200 were tried on 2026-11-22.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from helpcenter.commands.build import build
from tests.build.histories import History

HISTORIES = int(os.environ.get("HELPCENTER_HISTORIES", "6"))
FIRST = int(os.environ.get("HELPCENTER_FIRST_HISTORY", "0"))
STEPS = 3


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(FIRST, FIRST + HISTORIES))
def test_incremental_builds_equal_clean_ones(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    history = History(tmp_path, seed)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("helpcenter.commands.unchanged.UNSETTLED_SECONDS", -1e9)
    monkeypatch.setattr("helpcenter.file_keys.UNSETTLED_SECONDS", -1e9)
    monkeypatch.setattr("helpcenter.build.known_files.LARGE", 0)

    def build_site(*arguments: str) -> tuple[int, list[str]]:
        given = ("--today", history.today, *arguments)
        if seed % 3 == 0:
            return _build(capsys, "--jobs", "1", *given)
        return _build_in_processes(0 if seed % 3 == 1 else 1_000, *given)

    build_site()
    done = []
    for _ in range(STEPS):
        done.append(history.step())
        live = _tree(tmp_path / "site")
        made = build_site()
        if made[0]:
            assert _tree(tmp_path / "site") == live, done
    elsewhere = ("--no-cache", "--site-dir", str(tmp_path / "clean"))
    clean = _build(capsys, "--jobs", "1", "--today", history.today, *elsewhere)  # the simplest way
    assert made == clean, done
    if clean[0] == 0:
        assert _tree(tmp_path / "site") == _tree(tmp_path / "clean"), done


def _build(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str]]:
    """Returns the exit status and the findings of a build."""
    capsys.readouterr()
    status = 0
    try:
        build.main([*arguments], standalone_mode=False)
    except SystemExit as error:
        status = int(error.code or 0)
    return status, _findings(capsys.readouterr().out)


BUILD = """
import sys
from helpcenter import file_keys
from helpcenter.build import indexes_ahead, known_files, outputs
from helpcenter.commands import unchanged
from helpcenter.commands.build import build
indexes_ahead.MANY_ENTRIES = known_files.LARGE = outputs.MANY_PAGES = int(sys.argv[1])
unchanged.UNSETTLED_SECONDS = file_keys.UNSETTLED_SECONDS = -1e9
build.main(sys.argv[2:], standalone_mode=False)
"""


def _build_in_processes(large: int, *arguments: str) -> tuple[int, list[str]]:
    """Does the same with several processes and indexes begun early; from `large` entries on, a site is a large one.

    In a process of its own, since one with threads, as that of the tests may be, begins no index.
    """
    command = [sys.executable, "-c", BUILD, str(large), "--jobs", "2", *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    return done.returncode, _findings(done.stdout)


def _findings(told: str) -> list[str]:
    lines = (line for line in told.splitlines() if " HC" in line and ":" in line)
    return sorted(line.replace("clean/", "site/") for line in lines)


def _tree(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
