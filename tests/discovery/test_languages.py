"""What a language tag implies."""

from __future__ import annotations

import pytest

from helpcenter.discovery.languages import likely, open_graph_locale


@pytest.mark.parametrize(
    ("tag", "full", "open_graph"),
    [
        ("zh", ("zh", "Hans", "CN"), "zh_CN"),
        ("en", ("en", "Latn", "US"), "en_US"),
        ("zh-Hant", ("zh", "Hant", "TW"), "zh_TW"),
        ("zh-HK", ("zh", "Hant", "HK"), "zh_HK"),
        ("pt-BR", ("pt", "Latn", "BR"), "pt_BR"),
        ("ar", ("ar", "Arab", "EG"), "ar_EG"),
        ("qqq", ("qqq", "", ""), "qqq"),
    ],
)
def test_missing_parts_are_the_likeliest(tag: str, full: tuple[str, str, str], open_graph: str) -> None:
    assert likely(tag) == full
    assert open_graph_locale(tag) == open_graph
