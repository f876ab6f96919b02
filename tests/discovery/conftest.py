"""Two whole sites: the real content in three locales, and a small one with everything that can go wrong in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.discovery.published import Published, build, build_expired, helpcenter
from tests.discovery.shapes import write_shapes

THREE_LOCALES = """\
      locales: [zh, en, {tag: zh-Hant, derived_from: zh, converter: s2twp}]
      indexnow_key: 0123456789abcdef
      security_contact: security@help.example.com
      rich_results: true
"""


@pytest.fixture(scope="session")
def real(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The repository's own content in Chinese, in English and converted to Traditional Chinese, all recorded."""
    folder = tmp_path_factory.mktemp("real")
    for name in ("content", "docs", "overrides"):
        shutil.copytree(repository / name, folder / name)
    settings = (repository / "mkdocs.yml").read_text(encoding="utf-8")
    lines = []
    for line in settings.splitlines(keepends=True):
        if line.startswith("site_url:"):
            line = "site_url: https://help.example.com/\n"
        elif line.strip().startswith("locales:"):
            line = THREE_LOCALES
        lines.append(line)
    (folder / "mkdocs.yml").write_text("".join(lines), encoding="utf-8")
    recorded = helpcenter(folder, "record", "--today", "2026-11-20")
    assert recorded.returncode == 0, recorded.stderr
    return build(folder)


@pytest.fixture(scope="session")
def shapes(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """A site with a fallback, a stale translation, a renamed entry, a verified contact and an expired one."""
    folder = tmp_path_factory.mktemp("shapes")
    write_shapes(folder)
    return build_expired(folder)


@pytest.fixture(scope="session", params=["real", "shapes"])
def site(request: pytest.FixtureRequest) -> Published:
    """Each of the two."""
    found: Published = request.getfixturevalue(request.param)
    return found
