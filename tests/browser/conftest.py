"""The real content in a real browser: rendered once, served on the loopback interface."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpcenter.model import read_settings
from tests.render.rendering import Rendering, rendering
from tests.site_server import Site, serve


@pytest.fixture(scope="session")
def rendered(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Rendering:
    """The repository's own content with its own theme."""
    return rendering(read_settings(repository / "mkdocs.yml"), tmp_path_factory.mktemp("config"))


@pytest.fixture(scope="session")
def site(rendered: Rendering, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """It, written and served."""
    with serve(rendered.write(tmp_path_factory.mktemp("site"))) as served:
        yield served
