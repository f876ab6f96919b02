"""What ends every command alike."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.sites import faq, write_site

_CHECK_WITH_A_KILLED_PROCESS = """
import os, signal, sys
from helpcenter.cli import run
from helpcenter.loader import known

here, parse = os.getpid(), known.parse

def dies_elsewhere(raw, path):
    if os.getpid() != here:
        os.kill(os.getpid(), signal.SIGKILL)
    return parse(raw, path)

known.MANY, known.parse = 1, dies_elsewhere
sys.argv = ["helpcenter", "check"]
run()
"""


def test_a_killed_process_is_told_in_a_line(tmp_path: Path) -> None:
    write_site(tmp_path, {"zh/acme/account/one.yml": faq("One")})
    done = subprocess.run(
        [sys.executable, "-c", _CHECK_WITH_A_KILLED_PROCESS],
        check=False,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "A process at work was killed, perhaps for lack of memory; nothing was changed.",
        "Free some memory, or build with --jobs 1.",
    ]
