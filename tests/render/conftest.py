"""The real content, rendered once."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpcenter.model import read_settings
from tests.render.rendering import Rendering, rendering


@pytest.fixture(scope="session")
def real(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Rendering:
    """The repository's own content with its own theme."""
    return rendering(read_settings(repository / "mkdocs.yml"), tmp_path_factory.mktemp("config"))


@pytest.fixture(scope="session")
def real_pages(real: Rendering) -> dict[str, str]:
    """Every page of it by the path of its file."""
    return {route.file: real.html(route) for route in real.site.routes}
