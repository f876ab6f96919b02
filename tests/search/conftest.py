"""A small bilingual help center, its indexes, and ways to run the search scripts in Node."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from helpcenter.search.build import LocaleIndex, index_locale
from helpcenter.search.documents import SearchDocument
from helpcenter.search.engine import SearchEngine
from helpcenter.search.manifest import write_manifest
from helpcenter.search.shards import publish_index
from tests.search.sample import DOCUMENTS, VOCABULARY

NodeRunner = Callable[[str, dict[str, Any]], Any]


@pytest.fixture(scope="session")
def run_node(node: Path) -> NodeRunner:
    """Runs tests/search/node/<name>.mjs with a value on its standard input; returns what it wrote."""

    def run(name: str, value: dict[str, Any]) -> Any:
        script = Path(__file__).parent / "node" / f"{name}.mjs"
        done = subprocess.run(
            [node, script],
            input=json.dumps(value),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


@pytest.fixture(scope="session")
def scripts(repository: Path) -> Path:
    """The folder of the search scripts' sources."""
    return repository / "overrides" / "search"


@pytest.fixture(scope="session")
def documents() -> dict[str, list[SearchDocument]]:
    """The sample's documents by locale."""
    return DOCUMENTS


@pytest.fixture(scope="session")
def indexes() -> dict[str, LocaleIndex]:
    """The sample's indexes by locale."""
    return {locale: index_locale(locale, documents, VOCABULARY) for locale, documents in DOCUMENTS.items()}


@pytest.fixture(scope="session")
def engines(indexes: dict[str, LocaleIndex]) -> dict[str, SearchEngine]:
    """The sample's engines by locale, each looking into the other for words of its language."""
    return SearchEngine.for_locales(indexes)


@pytest.fixture(scope="session")
def sample_site(indexes: dict[str, LocaleIndex], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site folder that holds the sample's search files."""
    site = tmp_path_factory.mktemp("site")
    write_site(site, indexes)
    return site


def write_site(site: Path, indexes: dict[str, LocaleIndex]) -> None:
    """Writes the search files of the indexes below `site`."""
    refs = {document.ref for index in indexes.values() for document in index.documents}
    published = [publish_index(index, refs) for index in indexes.values()]
    for files in (*(locale.files for locale in published), write_manifest(published)):
        for name, data in files.items():
            path = site / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
