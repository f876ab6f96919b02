"""Published files: names by content, imports that follow, icons, providers' colours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpcenter.theme import overrides_folder
from helpcenter.theme.assets import SCRIPTS, WHOLE, Assets, Material, bundle, make_assets, provider_rules
from helpcenter.theme.colours import DARK_SURFACE, LIGHT_SURFACE, contrast
from helpcenter.theme.stylesheet import vocabulary

KNOWN = vocabulary(["<a>"])
SVG = '<svg viewBox="0 0 24 24"><path d="M0 0#"/></svg>'


@pytest.fixture
def icons(tmp_path: Path) -> Path:
    """A folder with every icon that the theme asks for."""
    folder = tmp_path / "icons"
    for sheet in (overrides_folder() / "assets" / "css").glob("*.css"):
        for name in re.findall(r"url\(icon:([a-z0-9/-]+)\)", sheet.read_text(encoding="utf-8")):
            (folder / f"{name}.svg").parent.mkdir(parents=True, exist_ok=True)
            (folder / f"{name}.svg").write_text(SVG, encoding="utf-8")
    return folder


def assets(icons: Path, *folders: Path, css: str = "a{b:c}table{d:e}", whole: bool = False) -> Assets:
    return make_assets([*folders, overrides_folder()], Material(css, icons), KNOWN, {}, whole=whole)


def override(folder: Path, path: str, text: str) -> Path:
    (folder / "assets" / path).parent.mkdir(parents=True)
    (folder / "assets" / path).write_text(text, encoding="utf-8")
    return folder


def test_a_name_tells_the_content(icons: Path, tmp_path: Path) -> None:
    before, again = assets(icons), assets(icons)
    changed = assets(icons, override(tmp_path / "own", "js/scheme.js", "void 0;"))
    assert before == again
    assert {name for name in before.paths if before.paths[name] != changed.paths[name]} == {"scheme.js"}
    assert all(re.fullmatch(r"assets/[\w-]+\.[0-9a-f]{8}\.\w+", path) for path in before.files)


def test_a_module_that_others_import_is_part_of_them(icons: Path, tmp_path: Path) -> None:
    before = assets(icons)
    changed = assets(
        icons, override(tmp_path / "own", "js/storage.js", "export const recall = 1, remember = 2;")
    )
    assert before.paths["site.js"] != changed.paths["site.js"]
    script = changed.files[changed.paths["chooser.js"]].decode()
    assert script.count("const recall=1") == 1
    assert not re.search(r"\bexport\b|\bfrom\b", script)


def test_scripts_that_import_each_other_are_refused(tmp_path: Path) -> None:
    folder = override(tmp_path, "js/one.js", 'import { two } from "./two.js";\n')
    (folder / "assets/js/two.js").write_text('import { one } from "./one.js";\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"one\.js -> two\.js -> one\.js"):
        bundle([folder], ["one.js"])


def test_every_script_is_published(icons: Path) -> None:
    sources = {file.name for file in (overrides_folder() / "assets/js").glob("*.js")}
    assert sources - {"storage.js"} == {part for parts in SCRIPTS.values() for part in parts}
    assert set(SCRIPTS) <= set(assets(icons).paths)


def test_material_is_cut_unless_it_is_wanted_whole(icons: Path) -> None:
    def sheet(name: str, *, whole: bool) -> str:
        made = assets(icons, whole=whole)
        return made.files[made.paths[name]].decode()

    assert "table{" not in sheet("site.css", whole=False)
    assert "table{" in sheet("site.css", whole=True)
    assert "table{" in sheet(WHOLE, whole=False)


def test_icons_are_drawn_into_the_sheet(icons: Path) -> None:
    made = assets(icons)
    sheet = made.files[made.paths["site.css"]].decode()
    assert "url(icon:" not in sheet
    assert "url(\"data:image/svg+xml,%3Csvg viewBox='0 0 24 24'%3E" in sheet


def test_an_icon_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"material/.*\.svg"):
        assets(tmp_path)


def test_providers_get_a_readable_colour_in_each_scheme() -> None:
    light, dark = re.findall(r"--hc-mark:(#[0-9a-f]{6})", provider_rules({"acme": "#ffee00"}))
    assert contrast(light, LIGHT_SURFACE) >= 4.5
    assert contrast(dark, DARK_SURFACE) >= 4.5


def test_scripts_build_no_html_from_strings() -> None:
    for script in (overrides_folder() / "assets" / "js").glob("*.js"):
        text = script.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", text), script
