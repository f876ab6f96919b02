"""Facts kept as text are the same facts; other text is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpcenter.audit import gather
from helpcenter.audit.keeping import PackedFacts, packed, unpacked
from tests.audit.site_cases import HERE, build_case


def test_facts_come_back_whole(tmp_path: Path) -> None:
    case = build_case(HERE / "seeded.yml", tmp_path / "site")
    site = gather(case.folder, case.options)
    for files in (site.pages, site.data_files):
        assert {path: unpacked(packed(facts)) for path, facts in files.items()} == files


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[]", b"null", b"[1]", b'["a.html","b",5.5]', b'["a.html"]', b'["a.html","b"', b"\xff"],
)
def test_other_bytes_are_no_facts(data: bytes) -> None:
    assert unpacked(PackedFacts("a.html", "b", data)) is None
    assert unpacked(PackedFacts("a.md", "b", data)) is None


def test_facts_of_another_file_are_no_facts(tmp_path: Path) -> None:
    case = build_case(HERE / "seeded.yml", tmp_path / "site")
    one, other, *_ = gather(case.folder, case.options).pages.values()
    assert unpacked(packed(one)) == one
    assert unpacked(packed(one)._replace(path=other.path)) is None
    assert unpacked(packed(one)._replace(sha256=other.sha256)) is None
