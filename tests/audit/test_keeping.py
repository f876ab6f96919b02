"""Facts kept as text are the same facts; other text is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpcenter.audit import gather
from helpcenter.audit.keeping import data_facts, page_facts, text_of
from tests.audit.site_cases import HERE, build_case


def test_facts_come_back_whole(tmp_path: Path) -> None:
    case = build_case(HERE / "seeded.yml", tmp_path / "site")
    site = gather(case.folder, case.options)
    assert {path: page_facts(text_of(facts)) for path, facts in site.pages.items()} == site.pages
    assert {path: data_facts(text_of(facts)) for path, facts in site.data_files.items()} == site.data_files


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "null", '{"path": 1}', '{"path": "a", "sha256": "b", "ids": 5}']
)
def test_other_text_is_no_facts(text: str) -> None:
    assert page_facts(text) is None
    assert data_facts(text) is None or '"ids"' in text
