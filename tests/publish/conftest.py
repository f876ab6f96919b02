"""What the tests of publishing share: a place for a site and the small builder as a process."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The folder that a test publishes to; it does not exist yet."""
    return tmp_path / "project" / "site"


@pytest.fixture
def start(repository: Path) -> Iterator[Start]:
    """Starts the builder with arguments as in its docstring; what still runs at the end is ended."""
    running: list[subprocess.Popen[str]] = []

    def run(*arguments: object) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.publish.builder", *map(str, arguments)],
            cwd=repository,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        return process

    yield run
    for process in running:
        process.kill()
        process.communicate()
