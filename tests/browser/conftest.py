"""The real content in a real browser: built as everybody builds it, served on the loopback interface."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.site_server import Site, serve


@pytest.fixture(scope="session")
def site(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The repository's own site, built and served. HELPCENTER_SITE names one that is built already."""
    if ready := os.environ.get("HELPCENTER_SITE"):
        with serve(Path(ready)) as served:
            yield served
        return
    folder = tmp_path_factory.mktemp("built") / "site"
    command = [str(Path(sys.executable).parent / "helpcenter"), "build", "--site-dir", str(folder)]
    built = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout[-2000:] + built.stderr[-2000:]
    with serve(folder) as served:
        yield served
