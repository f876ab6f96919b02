"""Facts kept as text are the same facts; other text is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpcenter.audit import gather
from helpcenter.audit.addresses import SiteAddress
from helpcenter.audit.gathering import facts_of
from helpcenter.audit.keeping import PackedFacts, moved, packed, unpacked
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


def test_facts_of_a_data_file_move_with_it_unless_it_links() -> None:
    def facts(path: str, data: bytes) -> PackedFacts:
        found = facts_of(path, data, SiteAddress.of("https://help.example/"))
        assert found is not None
        return packed(found)

    told = b'["call +86 138 0013 8000", "or not"]'
    assert unpacked(facts("search/zh/old/d0.json", told)).mentions  # type: ignore[union-attr]
    assert moved(facts("search/zh/old/d0.json", told), "search/zh/new/d0.json") == facts(
        "search/zh/new/d0.json", told
    )
    assert moved(facts("old.json", b'["https://help.example/zh/"]'), "new.json") is None
    assert moved(facts("old.html", b"<title>A page</title>"), "new.html") is None
    assert moved(PackedFacts("old.json", "", b"rubbish"), "new.json") is None
