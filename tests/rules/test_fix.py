"""`check --fix`: mends what is mechanical, keeps everything else byte for byte, and is content with its own work."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from helpcenter.authoring.translations import accept
from helpcenter.catalog import load_catalog
from helpcenter.check import check_content
from helpcenter.model import read_settings
from helpcenter.rules.fix import FIXED_BY, fix_content
from tests.rules.golden import SITE, TODAY

ZH = "content/zh/examplepay/account/register.yml"
EN = "content/en/examplepay/account/register.yml"
SUMMARY = "summary: 在官方网站填写资料就能注册。"
EN_SUMMARY = "summary: Fill in your details on the official website."


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SITE, tmp_path / "site"))


def change(site: Path, path: str, old: str, new: str) -> None:
    file = site / path
    text = file.read_bytes().decode()
    assert text.count(old) == 1
    file.write_bytes(text.replace(old, new).encode())


def fix(site: Path, **options: object) -> list[str]:
    return fix_content(read_settings(site / "mkdocs.yml"), TODAY, **options)  # type: ignore[arg-type]


def found(site: Path) -> list[str]:
    return [str(item) for item in check_content(read_settings(site / "mkdocs.yml"), TODAY).findings]


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("summary: 在API页面填5次。  # 注意", "summary: 在 API 页面填 5 次。  # 注意"),
        ("summary: '在API页面，it''s好。'", "summary: '在 API 页面，it''s 好。'"),
        ('summary: "在API页面\\u3002"', 'summary: "在 API 页面\\u3002"'),
        ('summary: "请先\\"登陆\\",再注册"', 'summary: "请先\\"登录\\"，再注册"'),
        ("summary: 请先登陆,再填写(全部)帐号!", "summary: 请先登录，再填写（全部）账号！"),
        ("summary: |\n  在API页面,\n  填写Wi-Fi资料。", "summary: |\n  在 API 页面，\n  填写 Wi-Fi 资料。"),
        ("summary: >-\n  在API页面，填写\n  Wi-Fi资料。", "summary: >-\n  在 API 页面，填写\n  Wi-Fi 资料。"),
        ("summary: 在API页面，\n  填写资料,再等。", "summary: 在 API 页面，\n  填写资料，再等。"),
        ("summary: 打开examplepay的页面。", "summary: 打开 ExamplePay 的页面。"),
        (
            "summary: 看[API说明](entry:examplepay/refunds/request-refund)和**Wi-Fi**吧",
            "summary: 看 [API 说明](entry:examplepay/refunds/request-refund)和 **Wi-Fi** 吧",
        ),
        (
            "summary: 用`a,b`或{{ channel.live_chat }}吧ＡＢ",
            "summary: 用 `a,b` 或{{ channel.live_chat }}吧 AB",
        ),
    ],
)
def test_mends_text_in_every_style(site: Path, written: str, mended: str) -> None:
    change(site, ZH, SUMMARY, written)
    before = (site / ZH).read_text()
    fix(site, paths=[ZH])
    assert (site / ZH).read_text() == before.replace(written, mended)


def test_mends_full_width_marks_in_english(site: Path) -> None:
    change(
        site,
        EN,
        EN_SUMMARY,
        "summary: Fill in １２ details， then wait。",
    )
    fix(site)
    assert "summary: Fill in 12 details, then wait.\n" in (site / EN).read_text()


def test_leaves_what_yaml_would_read_differently(site: Path) -> None:
    """`Note： first` would become a mapping without its quotes."""
    change(
        site,
        EN,
        EN_SUMMARY,
        "summary: Note：first fill in your details.",
    )
    fix(site)
    text = (site / EN).read_text()
    assert "Note：first" in text or '"Note: first' in text
    assert (
        "first fill in your details"
        in load_catalog(read_settings(site / "mkdocs.yml"))
        .entries["en"]["examplepay/account/register"]
        .entry.summary
    )


def test_second_run_changes_nothing(site: Path) -> None:
    change(site, ZH, SUMMARY, "summary: 请先登陆API页面,填写examplepay帐号(全部)。")
    assert fix(site) == [ZH]
    after = {path: (site / path).read_bytes() for path in (ZH, EN)}
    assert fix(site) == []
    assert {path: (site / path).read_bytes() for path in (ZH, EN)} == after
    assert not [line for line in found(site) if any(code in line for code in FIXED_BY)]


def test_keeps_line_ends_comments_and_mode(site: Path) -> None:
    file = site / ZH
    text = file.read_text().replace(SUMMARY, "# 第一句\nsummary: 在API页面注册。 # 尾注\n\n# 空行")
    file.write_bytes(text.replace("\n", "\r\n").encode())
    file.chmod(0o640)
    fix(site)
    expected = text.replace("在API页面", "在 API 页面").replace("\n", "\r\n").encode()
    assert file.read_bytes() == expected
    assert file.stat().st_mode & 0o777 == 0o640


def test_translation_of_a_mended_text_stays_up_to_date(site: Path) -> None:
    change(site, ZH, SUMMARY, "summary: 登陆后,填写资料。")
    change(site, EN, EN_SUMMARY, "summary: Log in and fill in your details.")
    settings = read_settings(site / "mkdocs.yml")
    list(accept(settings, load_catalog(settings), ["examplepay/account/register"]))
    assert [line.split(":")[3].split()[1] for line in found(site)] == ["HC403", "HC405"]
    assert fix(site) == [EN, ZH]
    assert found(site) == []


def test_stale_translation_stays_stale(site: Path) -> None:
    change(site, ZH, SUMMARY, "summary: 登陆后,填写资料。")
    before = (site / EN).read_bytes()
    assert fix(site) == [ZH]
    assert (site / EN).read_bytes() == before


def test_leaves_alone_what_is_allowed(site: Path) -> None:
    change(site, ZH, SUMMARY, "summary: 点“登陆”,就能注册。")
    change(site, ZH, "owner: content", "owner: content\nallow:\n  - HC403: 按钮上就是这两个字")
    fix(site)
    assert "点“登陆”，就能注册" in (site / ZH).read_text()


def test_select_ignore_and_paths(site: Path) -> None:
    change(site, ZH, SUMMARY, "summary: 请登陆API页面,再注册。")
    fix(site, select=["HC403"])
    assert "请登录API页面,再注册" in (site / ZH).read_text()
    fix(site, ignore=["HC404"])
    assert "请登录API页面，再注册" in (site / ZH).read_text()
    assert fix(site, paths=["content/en"]) == []
    assert fix(site, paths=["content/zh/examplepay"]) == [ZH]


def test_leaves_files_with_faults_of_form(site: Path) -> None:
    change(site, ZH, SUMMARY, "summary: 在API页面注册。\nsumary: x")
    before = (site / ZH).read_bytes()
    assert fix(site) == []
    assert (site / ZH).read_bytes() == before


def test_clean_content_is_not_touched(site: Path) -> None:
    before = {file: file.stat().st_mtime_ns for file in site.rglob("*.yml")}
    assert fix_content(read_settings(site / "mkdocs.yml"), date(2026, 11, 20)) == []
    assert {file: file.stat().st_mtime_ns for file in site.rglob("*.yml")} == before
