"""Indexes begun before the rules: when they are, and what becomes of one whose process ends before its time.

What they hold is tested with whole builds, see `test_incremental`. Each case runs in a process of its own, since one
with threads, as that of the tests may be, begins no index.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.sites import faq, write_site

_BEGIN = """
import os, signal, sys
from pathlib import Path
from helpcenter.build import PlainFolder, indexes_ahead
from helpcenter.build.indexes_ahead import IndexesAhead
from helpcenter.build.pieces import Piece
from helpcenter.catalog.linking import load_catalog
from helpcenter.model import read_settings

indexes_ahead.MANY_ENTRIES = 0
piece, out = Piece("index zh", locale="zh"), PlainFolder(Path("out"))
entry = Path("content/zh/acme/account/one.yml")

def begun():
    ahead = IndexesAhead(Path("cache"))
    ahead.begin(load_catalog(read_settings(Path("mkdocs.yml"))))
    return ahead

def edit(title):
    entry.write_text(entry.read_text("utf-8").replace("One", title), "utf-8")
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of one locale with two answers."""
    files = {"zh/acme/account/one.yml": faq("One"), "zh/acme/account/two.yml": faq("Two")}
    write_site(tmp_path, files)
    return tmp_path


def _says(site: Path, program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", _BEGIN + program],
        check=False,
        cwd=site,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert not done.returncode, done.stderr
    return done.stdout.strip()


def test_begins_an_index_whose_content_changed(site: Path) -> None:
    program = """
first = begun(); print(first.is_making(piece)); first.save(); first.close()
same = begun(); print(same.is_making(piece)); same.close()
edit("Another")
changed = begun(); print(changed.is_making(piece)); changed.hand_over([piece], out, None); made = changed.made(piece)
print(Path("out/search", made.folder, "core.json").is_file()); changed.close()
"""
    assert _says(site, program).split() == ["False", "False", "True", "True"]


def test_the_indexes_of_a_small_site_are_begun_at_once_in_one_process(tmp_path: Path) -> None:
    write_site(tmp_path, {f"{tag}/acme/account/one.yml": faq("One") for tag in ("zh", "en")})
    program = """
indexes_ahead.MANY_ENTRIES = 1_000
first = begun(); english = Piece("index en", locale="en")
print(first._begun["zh"].process.pid == first._begun["en"].process.pid)
for one in (english, piece):
    print(first.is_making(one))
first.hand_over([english, piece], out, None)
for one in (english, piece):
    made = first.made(one); print(made.piece.locale, Path("out/search", made.folder, "core.json").is_file())
first.save(); first.close()
same = begun(); print(same.is_making(piece)); same.close()
alone = IndexesAhead(None, jobs=1); alone.begin(load_catalog(read_settings(Path("mkdocs.yml"))))
print(alone.is_making(piece))
"""
    assert _says(tmp_path, program).split() == ["True"] * 3 + ["en", "True", "zh", "True", "False", "False"]


def test_a_killed_process_is_told_like_that_of_a_pool(site: Path) -> None:
    program = """
begun().save(); edit("Another")
ahead = begun()
os.kill(ahead._begun["zh"].process.pid, signal.SIGKILL)
try:
    ahead.hand_over([piece], out, None); ahead.made(piece)
except Exception as error:
    print(type(error).__name__)
"""
    assert _says(site, program) == "BrokenProcessPool"


def test_what_fails_there_is_raised_here(site: Path) -> None:
    program = """
begun().save(); edit("Another")
Path("out").write_text("a file in the folder's place", "utf-8")
ahead = begun(); ahead.hand_over([piece], out, None)
try:
    ahead.made(piece)
except OSError as error:
    print(type(error).__name__)
"""
    assert _says(site, program) in ("NotADirectoryError", "FileExistsError")


def test_an_index_that_nobody_takes_leaves_no_process(site: Path) -> None:
    program = """
begun().save(); edit("Another")
ahead = begun(); process = ahead._begun["zh"].process; ahead.close()
print(process.exitcode)
"""
    assert _says(site, program) == "-9"
