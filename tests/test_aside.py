"""Work done aside: by another process, which the program waits for, or here where that isn't safe."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from helpcenter.aside import aside


def test_a_program_waits_for_what_it_does_aside(tmp_path: Path) -> None:
    program = """
import os, sys, time
from pathlib import Path
from helpcenter.aside import aside

def work():
    time.sleep(0.3)
    Path(sys.argv[1]).write_text(str(os.getppid()))

aside(work)
print(os.getpid(), Path(sys.argv[1]).exists())
"""
    file = tmp_path / "done"
    done = subprocess.run(
        [sys.executable, "-c", program, str(file)], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"{file.read_text()} False\n"


def test_a_process_with_threads_does_it_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("threading.active_count", lambda: 2)
    did: list[int] = []
    aside(lambda: did.append(os.getpid()))
    assert did == [os.getpid()]
