"""Interface strings: what is asked for is declared, what is declared is written in every locale."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpcenter.model import read_settings
from helpcenter.model.strings import INTERFACE_KEYS, Strings
from tests.render.rendering import Rendering

CALL = re.compile(r"""\bt\(\s*f?["']([a-z_.{}]+[a-z_}.])["']""")


def test_a_string_takes_its_values() -> None:
    strings = Strings({"greeting": "Hello {name}, {name}!"}, {})
    assert strings("greeting", name="Li") == "Hello Li, Li!"


def test_no_space_stands_between_chinese_and_a_chinese_value() -> None:
    strings = Strings({"title": "联系 {provider} 客服"}, {})
    assert [strings("title", provider=name) for name in ("汇付", "CGPay")] == [
        "联系汇付客服",
        "联系 CGPay 客服",
    ]


def test_a_missing_string_is_the_default_locales_or_its_key() -> None:
    strings = Strings({}, {"a": "A"})
    assert [strings("a"), strings("b")] == ["A", "b"]


def test_what_templates_and_pages_ask_for_is_declared(repository: Path) -> None:
    files = [
        *(repository / "overrides").rglob("*.html"),
        *(repository / "src/helpcenter/render").glob("*.py"),
    ]
    asked = {key for file in files for key in CALL.findall(file.read_text(encoding="utf-8"))}
    assert "entry.answer" in asked
    for key in sorted(asked):
        # `part.{field}` stands for every key of this form.
        form = re.compile(re.sub(r"\\\{[a-z_.\\]*\\\}|(?<=\.)$", "[a-z_-]+", re.escape(key)))
        home = key.startswith("start.")
        assert home or any(form.fullmatch(known) for known in INTERFACE_KEYS), f"{key} is not declared"


@pytest.mark.parametrize("tag", ["zh", "en"])
def test_every_declared_string_is_written(real: Rendering, tag: str) -> None:
    strings = real.site.catalog.locales[tag].strings
    assert [key for key in INTERFACE_KEYS if key not in strings] == []
    starts = [f"start.{key}{part}" for key in real.site.settings.start for part in ("", ".note")]
    assert [key for key in starts if key not in strings] == []


def test_no_page_shows_a_key(real_pages: dict[str, str]) -> None:
    areas = {key.split(".")[0] for key in INTERFACE_KEYS}
    shown = re.compile(rf">\s*(?:{'|'.join(sorted(areas))})\.[a-z_.]+\s*<")
    assert {path: found[0] for path, html in real_pages.items() if (found := shown.search(html))} == {}


def test_declared_keys_are_sorted_and_single(repository: Path) -> None:
    by_area = [(key.split(".")[0], key) for key in INTERFACE_KEYS]
    assert by_area == sorted(set(by_area))
    assert read_settings(repository / "mkdocs.yml").tags == ("zh", "en", "zh-Hant")
