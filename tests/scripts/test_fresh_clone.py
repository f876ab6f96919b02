"""A stranger's first minutes: clone, one command, a site."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

# How this machine reaches the package index; all else of the caller's environment stays out.
KEPT = (
    "PATH",
    "PIP_",
    "SSL_CERT_",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
    "http_proxy",
    "https_proxy",
    "no_proxy",
)


@pytest.fixture(scope="module")
def clone(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("fresh") / "clone"
    subprocess.run(["git", "clone", "--quiet", repository, folder], check=True)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def built(clone: Path) -> subprocess.CompletedProcess[str]:
    return run(clone, "scripts/build")


def run(clone: Path, *command: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name.startswith(KEPT)}
    # The running tests' own environment stands first on the PATH.
    kept["PATH"] = os.pathsep.join(part for part in kept["PATH"].split(os.pathsep) if ".venv" not in part)
    home = clone.parent / "home"
    home.mkdir(exist_ok=True)
    return subprocess.run(
        command, cwd=clone, env={**kept, "HOME": str(home), "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip


def test_build_ends_with_a_site_in_both_languages(
    built: subprocess.CompletedProcess[str], clone: Path
) -> None:
    assert built.returncode == 0, built.stdout + built.stderr
    assert "Making .venv from requirements/build.lock" in built.stderr
    assert "scripts/serve" in built.stdout
    for locale in ("zh", "en"):
        assert (clone / "site" / locale / "index.html").is_file()
        assert (clone / "site" / locale / "cgpay" / "refunds" / "request-refund" / "index.html").is_file()


def test_build_needed_no_test_tool(built: subprocess.CompletedProcess[str], clone: Path) -> None:
    for module in ("pytest", "playwright", "lunr"):
        assert run(clone, ".venv/bin/python", "-c", f"import {module}").returncode == 1


def test_second_run_starts_within_a_second(built: subprocess.CompletedProcess[str], clone: Path) -> None:
    started = time.monotonic()
    done = run(clone, "scripts/environment", "build")
    assert time.monotonic() - started < 1
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_nothing_is_left_that_git_does_not_ignore(
    built: subprocess.CompletedProcess[str], clone: Path
) -> None:
    done = run(clone, "git", "status", "--porcelain")
    assert (done.returncode, done.stdout) == (0, "")
