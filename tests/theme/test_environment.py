"""MkDocs' environment with our theme: what is escaped, where links lead, whose template wins."""

from __future__ import annotations

from pathlib import Path

import pytest
from markupsafe import Markup
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig

from helpcenter.model.strings import Strings
from helpcenter.theme import Chrome, Link, Slots, overrides_folder, prepare_config, render_whole, root_of, url
from helpcenter.theme.environment import frame_environment, material_of, theme_folders

HOSTILE = "<script>alert(1)</script>"


class AnyAsset(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return f"assets/{name}"


def configuration(folder: Path, theme: str = "{name: material}", more: str = "") -> MkDocsConfig:
    (folder / "docs").mkdir(exist_ok=True)
    (folder / "mkdocs.yml").write_text(
        f"site_name: Test\ntheme: {theme}\nplugins: []\n{more}", encoding="utf-8"
    )
    config = load_config(str(folder / "mkdocs.yml"))
    prepare_config(config)
    return config


def page(config: MkDocsConfig, root: str = "../", **slots: str) -> str:
    chrome = Chrome("en", "ltr", Strings({}, {}), AnyAsset(), (Link(HOSTILE, "en/about/"),))
    values = {"title": "", "description": "", "main": Markup(), "kind": "home", **slots}
    return render_whole(frame_environment(config), config, chrome, Slots(root=root, **values))  # type: ignore[arg-type]


def test_text_in_our_templates_is_escaped(tmp_path: Path) -> None:
    html = page(configuration(tmp_path), title=HOSTILE, description='"><b>')
    assert HOSTILE not in html
    assert "<title>&lt;script&gt;" in html
    assert 'content="&#34;&gt;&lt;b&gt;"' in html


def test_a_sites_own_style_sheets_are_linked_from_the_root(tmp_path: Path) -> None:
    html = page(configuration(tmp_path, more="extra_css: [css/own.css]\n"), root="../../")
    assert '<link rel="stylesheet" href="../../css/own.css">' in html


def test_a_palette_and_fonts_in_the_settings_change_nothing(tmp_path: Path) -> None:
    plain = page(configuration(tmp_path))
    theme = "{name: material, font: {text: Roboto}, palette: {primary: red, scheme: slate}}"
    assert page(configuration(tmp_path, theme)) == plain
    assert "fonts.g" not in plain


def test_a_sites_own_templates_win(tmp_path: Path) -> None:
    (tmp_path / "own" / "partials").mkdir(parents=True)
    (tmp_path / "own/partials/footer.html").write_text("<footer>{{ hc.t('x') }}</footer>", encoding="utf-8")
    config = configuration(tmp_path, f"{{name: material, custom_dir: {tmp_path}/own}}")
    assert "<footer>x</footer>" in page(config)
    assert theme_folders(config) == [tmp_path / "own", overrides_folder()]
    prepare_config(config)
    assert theme_folders(config) == [tmp_path / "own", overrides_folder()], "preparing twice changes nothing"


def test_another_theme_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="must be Material"):
        material_of(configuration(tmp_path, "{name: mkdocs}"))


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("zh/", "../../zh/"),
        ("", "../../"),
        ("#step-2", "#step-2"),
        ("https://example.com/", "https://example.com/"),
        ("mailto:a@example.com", "mailto:a@example.com"),
    ],
)
def test_addresses_are_relative_to_the_page(path: str, address: str) -> None:
    assert url("../../", path) == address


@pytest.mark.parametrize(
    ("file", "root"),
    [("index.html", "./"), ("zh/index.html", "../"), ("zh/a/b/c/index.html", "../../../../")],
)
def test_the_way_to_the_root(file: str, root: str) -> None:
    assert root_of(file) == root
