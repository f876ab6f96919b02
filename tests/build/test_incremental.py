"""A build after any history of edits gives the bytes of a clean one, and says the same.

HELPCENTER_HISTORIES says how many histories to try; 200 were tried when this was written.
"""

from __future__ import annotations

import hashlib
import os
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
    monkeypatch.setattr("helpcenter.commands.unchanged._UNSETTLED_SECONDS", -1e9)
    if seed % 2:  # a large site's way: indexes begun before the rules, work spread over processes
        monkeypatch.setattr("helpcenter.build.indexes_ahead.MANY_ENTRIES", 0)
        monkeypatch.setattr("helpcenter.build.auditing.MANY_PAGES", 0)
    jobs = str(1 + seed % 2)
    _build(history, capsys, "--jobs", jobs)
    done = []
    for _ in range(STEPS):
        done.append(history.step())
        live = _tree(tmp_path / "site")
        made = _build(history, capsys, "--jobs", jobs)
        if made[0]:
            assert _tree(tmp_path / "site") == live, done
    clean = _build(history, capsys, "--no-cache", "--site-dir", str(tmp_path / "clean"), "--jobs", jobs)
    assert made == clean, done
    if clean[0] == 0:
        assert _tree(tmp_path / "site") == _tree(tmp_path / "clean"), done


def _build(history: History, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[str]]:
    """Returns the exit status and the findings of a build."""
    capsys.readouterr()
    status = 0
    try:
        build.main(["--today", history.today, *arguments], standalone_mode=False)
    except SystemExit as error:
        status = int(error.code or 0)
    told = capsys.readouterr()
    findings = [
        line.replace("clean/", "site/") for line in told.out.splitlines() if " HC" in line and ":" in line
    ]
    return status, sorted(findings)


def _tree(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
