"""The rules, run beside the preview: what they find comes a moment after the page, and never holds it up."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

QUIET_SECONDS = 0.5
"""So long nothing may change before a check begins."""


class Checker:
    """Runs `helpcenter check` in a process of its own after changes; `found` is told each time."""

    def __init__(self, config_file: Path, found: Callable[[list[str]], None]) -> None:
        self._command = [
            sys.executable, "-c", "from helpcenter.cli import run; run()", "check", "--format", "json",
            "--config-file", str(config_file),
        ]  # fmt: skip
        self._folder = config_file.parent
        self._found = found
        self._wanted = threading.Event()
        self._stopped = threading.Event()
        self._process: subprocess.Popen[str] | None = None
        self._thread = threading.Thread(target=self._run, name="preview-check", daemon=True)
        self._thread.start()

    def want(self) -> None:
        """Asks for a check of the content as it is now; one that is running is given up."""
        self._wanted.set()
        process = self._process
        if process is not None:
            process.kill()

    def close(self) -> None:
        """Ends the check that is running, and takes no more."""
        self._stopped.set()
        self.want()
        self._thread.join(5)

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._wanted.wait()
            while self._wanted.is_set() and not self._stopped.is_set():
                self._wanted.clear()
                self._stopped.wait(QUIET_SECONDS)
            if not self._stopped.is_set():
                self._check()

    def _check(self) -> None:
        with subprocess.Popen(
            self._command, cwd=self._folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as process:
            self._process = process
            text, _ = process.communicate()
            self._process = None
        if not self._wanted.is_set() and process.returncode in (0, 1):
            self._found([_told(json.loads(line)) for line in text.splitlines() if line.startswith("{")])


def _told(found: dict[str, object]) -> str:
    place = f"{found['path']}:{found['line']}:{found['column']}"
    text = f"{place}: {found['severity']} {found['code']} {found['name']}: {found['message']} {found['hint']}"
    return text.strip()
