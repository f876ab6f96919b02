"""Real builds that are killed, stopped and run at once: the site is whole after each."""

from __future__ import annotations

import contextlib
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from helpcenter.publish import verify
from tests.sites import SETTINGS, faq, write_site

pytestmark = pytest.mark.slow
ENTRIES = 200
KILLS = int(os.environ.get("HELPCENTER_KILLS", "100"))
COMMAND = [sys.executable, "-c", "from helpcenter.cli import run; run()"]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Returns a folder with a site of 200 entries, built once."""
    return _corpus(tmp_path, ENTRIES)


@pytest.fixture
def small_corpus(tmp_path: Path) -> Path:
    """Returns a folder with a site of 12 entries, built once."""
    return _corpus(tmp_path, 12)


def _corpus(tmp_path: Path, entries: int) -> Path:
    files = {"en/locale.yml": ""}
    for number in range(entries):
        category = ("account", "payments", "refunds")[number % 3]
        files[f"zh/acme/{category}/a{number}.yml"] = _entry(number)
    write_site(tmp_path, files, settings=SETTINGS.replace("[zh, en]", "[zh]"))
    done = _run(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    return tmp_path


def test_a_build_killed_at_any_moment_leaves_a_whole_site(corpus: Path) -> None:
    chance = random.Random(20261122)
    started = time.monotonic()
    assert _run(corpus).returncode == 0
    usual = time.monotonic() - started
    killed = 0
    for number in range(KILLS):
        _edit(corpus, number)
        options = ["--no-cache"] if number % 2 else []
        with subprocess.Popen(
            [*COMMAND, "build", "--today", "2026-11-22", *options],
            cwd=corpus,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process:
            time.sleep(chance.uniform(0, usual * 1.1))
            killed += process.poll() is None
            with contextlib.suppress(ProcessLookupError):  # it was done already
                os.killpg(process.pid, signal.SIGKILL)
        assert verify(corpus / "site") == [], f"after kill {number}"
    assert killed > KILLS / 2, "most kills must hit a running build"
    done = _run(corpus)
    assert done.returncode == 0, done.stdout + done.stderr
    assert verify(corpus / "site") == []
    assert not list((corpus / ".helpcenter" / "site").glob("work-*")), "nothing is left of the killed builds"


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_stopped_build_says_so_and_leaves_no_process(
    corpus: Path, number: signal.Signals, status: int
) -> None:
    before = _digest(corpus)
    _edit(corpus, 1)
    with subprocess.Popen(
        [*COMMAND, "build", "--today", "2026-11-22", "--no-cache"],
        cwd=corpus,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        while not list((corpus / ".helpcenter/site").glob("work-*")) and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(number)
        output, errors = process.communicate(timeout=60)
    assert process.returncode == status, output + errors
    assert "Traceback" not in errors
    assert _digest(corpus) == before
    assert _group_is_gone(process.pid)


def test_two_builds_at_once_make_no_mixture(small_corpus: Path) -> None:
    for number in range(5):
        _edit(small_corpus, number)
        both = [
            subprocess.Popen(
                [*COMMAND, "build", "--today", "2026-11-22"],
                cwd=small_corpus,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
            for _ in range(2)
        ]
        outputs = [process.communicate(timeout=120)[0] for process in both]
        assert [process.returncode for process in both] == [0, 0], outputs
        assert verify(small_corpus / "site") == []


def test_one_digest_in_every_environment(
    small_corpus: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("a folder with spaces 与中文")
    subprocess.run(
        ["cp", "-r", small_corpus / "content", small_corpus / "docs", small_corpus / "mkdocs.yml", elsewhere],
        check=True,
    )
    reversed_order = tmp_path_factory.mktemp("reversed")
    for file in sorted((small_corpus / "content").rglob("*.yml"), reverse=True):
        copy = reversed_order / file.relative_to(small_corpus)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(file.read_bytes())
    subprocess.run(
        ["cp", "-r", small_corpus / "docs", small_corpus / "mkdocs.yml", reversed_order], check=True
    )
    cases: list[tuple[Path, list[str], dict[str, str]]] = [
        (small_corpus, ["--no-cache", "-j", "1"], {}),
        (small_corpus, ["--no-cache", "-j", "2"], {}),
        (small_corpus, ["--no-cache", "-j", "4"], {}),
        (small_corpus, [], {}),
        (small_corpus, ["--no-cache"], {"PYTHONHASHSEED": "0"}),
        (small_corpus, ["--no-cache"], {"PYTHONHASHSEED": "1234"}),
        (small_corpus, ["--no-cache"], {"TZ": "Pacific/Kiritimati"}),
        (small_corpus, ["--no-cache"], {"TZ": "America/Los_Angeles"}),
        (small_corpus, ["--no-cache"], {"LC_ALL": "C", "LANG": "C"}),
        (small_corpus, ["--no-cache"], {"LC_ALL": "tr_TR.UTF-8"}),
        (elsewhere, ["--no-cache"], {}),
        (reversed_order, ["--no-cache"], {}),
    ]
    digests = {}
    for number, (folder, options, environment) in enumerate(cases):
        done = _run(folder, *options, environment=environment)
        assert done.returncode == 0, done.stdout + done.stderr
        digests[number] = _printed_digest(done.stdout)
    assert set(digests.values()) == {digests[0]}, digests


def test_source_date_epoch_is_the_day_of_the_build(small_corpus: Path) -> None:
    stated = _printed_digest(_run(small_corpus, "--no-cache").stdout)
    command = [*COMMAND, "build", "--no-cache"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1795305600"}  # 2026-11-22
    done = subprocess.run(
        command, cwd=small_corpus, env=environment, capture_output=True, text=True, check=True
    )
    assert _printed_digest(done.stdout) == stated


def _entry(number: int, edit: int = 0) -> str:
    name = "".join("山河湖海林草花鸟鱼虫"[int(digit)] for digit in str(number))
    changed = "".join("甲乙丙丁戊己庚辛壬癸"[int(digit)] for digit in str(edit))
    return faq(
        f"{name}问题怎么办？",
        asks=f"[{name}问题不会处理]",
        summary=f"请联系客服处理{name}问题。",
        answer=f"客服会处理{name}问题，说法{changed}。",
        money="{charged: unknown, retry: after_checking}",
    )


def _edit(folder: Path, number: int) -> None:
    """Changes one entry, so that the next build has something to do."""
    entry = number % 12
    category = ("account", "payments", "refunds")[entry % 3]
    file = folder / f"content/zh/acme/{category}/a{entry}.yml"
    file.write_text(_entry(entry, number + 1), encoding="utf-8")


def _run(
    folder: Path, *options: str, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, "build", "--today", "2026-11-22", *options],
        cwd=folder,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def _printed_digest(output: str) -> str:
    found = re.search(r"^digest\s+([0-9a-f]{64})$", output, re.MULTILINE)
    assert found is not None, output
    return found[1]


def _digest(folder: Path) -> str:
    return _printed_digest(f"digest {_manifest(folder)}")


def _manifest(folder: Path) -> str:
    from helpcenter.publish import releases

    return releases(folder / "site")[0].digest


def _group_is_gone(group: int) -> bool:
    for _ in range(50):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False
