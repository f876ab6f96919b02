"""Whole builds of small sites, one test a shape of site, through the command that users run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sites import LOCALE, SETTINGS, faq, translated_faq, write_site

LOCKED = faq(
    "账户被锁了怎么办？",
    asks="[登不进去, 账户锁住]",
    summary="请联系客服，核实身份后解锁。",
    answer="客服核实身份后会解锁。",
)
ENTRIES = {
    "zh/acme/account/locked.yml": LOCKED,
    "en/acme/account/locked.yml": translated_faq("What if my account is locked?"),
}


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from helpcenter.cli import run; run()", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)


def build(folder: Path) -> subprocess.CompletedProcess[str]:
    return run(folder, "build", "--today", "2026-11-22")


def test_bilingual(tmp_path: Path) -> None:
    write_site(tmp_path, ENTRIES)
    done = build(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    chinese = (tmp_path / "site/zh/acme/account/locked/index.html").read_text(encoding="utf-8")
    english = (tmp_path / "site/en/acme/account/locked/index.html").read_text(encoding="utf-8")
    assert '<html lang="zh"' in chinese
    assert '<html lang="en"' in english
    assert "账户被锁了怎么办？" in chinese
    assert "What if my account is locked?" in english
    assert 'hreflang="en"' in chinese


def test_a_third_locale_needs_a_folder_and_one_line_of_settings(tmp_path: Path) -> None:
    files = {
        **ENTRIES,
        "fr/locale.yml": LOCALE.format(name="Français"),
        "fr/acme/account/locked.yml": translated_faq("Que faire si mon compte est bloqué ?"),
    }
    write_site(tmp_path, files, settings=SETTINGS.replace("[zh, en]", "[zh, en, fr]"))
    done = build(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    page = (tmp_path / "site/fr/acme/account/locked/index.html").read_text(encoding="utf-8")
    assert '<html lang="fr"' in page
    assert "Que faire si mon compte est bloqué ?" in page
    assert 'hreflang="fr"' in (tmp_path / "site/zh/acme/account/locked/index.html").read_text(
        encoding="utf-8"
    )
    assert (tmp_path / "site/fr/index.html").is_file()


def test_one_locale(tmp_path: Path) -> None:
    settings = SETTINGS.replace("[zh, en]", "[en]")
    files = {"zh/locale.yml": "", "en/acme/account/locked.yml": faq("My account is locked")}
    write_site(tmp_path, files, settings=settings)
    done = build(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "site/en/acme/account/locked/index.html").is_file()
    assert not (tmp_path / "site/zh").exists()


def test_fallback(tmp_path: Path) -> None:
    write_site(tmp_path, {"zh/acme/account/locked.yml": LOCKED})
    done = build(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    page = (tmp_path / "site/en/acme/account/locked/index.html").read_text(encoding="utf-8")
    assert "noindex" in page
    assert '<link rel="canonical" href="https://help.example.com/zh/acme/account/locked/">' in page


def test_empty(tmp_path: Path) -> None:
    write_site(tmp_path, {})
    done = build(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "site/zh/index.html").is_file()


def test_broken_content_leaves_the_old_site_as_it_was(tmp_path: Path) -> None:
    write_site(tmp_path, ENTRIES)
    assert build(tmp_path).returncode == 0
    before = _tree(tmp_path / "site")
    broken = tmp_path / "content/zh/acme/account/locked.yml"
    broken.write_text(
        broken.read_text(encoding="utf-8").replace("audience: both", "audience: all"), encoding="utf-8"
    )
    done = build(tmp_path)
    assert done.returncode == 1
    assert (
        "content/zh/acme/account/locked.yml:2:11: error HC002 invalid-value: "
        "'audience' must be one of customer, merchant, both; got 'all'."
    ) in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert _tree(tmp_path / "site") == before


def test_mkdocs_build_makes_the_same_site(tmp_path: Path) -> None:
    write_site(tmp_path, ENTRIES)
    assert build(tmp_path).returncode == 0
    ours = _tree(tmp_path / "site")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "other"]
    environment = {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795305600", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False, env=environment
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert _tree(tmp_path / "other") == ours


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["check"], 0),
        (["check", "content/zh"], 0),
        (["check", "nowhere"], 2),
        (["check", "--format", "xml"], 2),
        (["build", "-f", "nowhere.yml"], 2),
        (["build", "--today", "soon"], 2),
        (["rules", "HC999"], 2),
        (["rules", "HC002"], 0),
        (["audit", "nowhere"], 2),
    ],
)
def test_exit_status(tmp_path: Path, arguments: list[str], status: int) -> None:
    write_site(
        tmp_path,
        {"zh/acme/account/a.yml": LOCKED, "en/locale.yml": ""},
        settings=SETTINGS.replace("[zh, en]", "[zh]"),
    )
    done = run(tmp_path, *arguments)
    assert done.returncode == status, done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_json_diagnostics_are_one_object_a_line(tmp_path: Path) -> None:
    write_site(tmp_path, {"zh/acme/account/a.yml": faq("甲").replace("audience: both", "audience: all")})
    done = run(tmp_path, "check", "--format", "json")
    assert done.returncode == 1
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert set(rows[0]) == {"code", "name", "severity", "path", "line", "column", "message", "hint"}
    assert ("HC002", "content/zh/acme/account/a.yml", 2, 11) in [
        (row["code"], row["path"], row["line"], row["column"]) for row in rows
    ]


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_an_entry_without_related_ones_leads_to_the_nearest(tmp_path: Path) -> None:
    about = {"summary": "客服核实身份后，账户会解锁。", "answer": "联系客服解锁账户。"}
    files = {
        "zh/acme/account/locked.yml": LOCKED.replace("audience: both", "audience: customer"),
        "zh/acme/account/unlock.yml": faq(
            "账户解锁要多久？", asks="[解锁时间]", audience="customer", **about
        ),
        "zh/acme/account/shops.yml": faq(
            "商家怎么解锁账户？", asks="[商家解锁]", audience="merchant", **about
        ),
        "zh/acme/refunds/paper.yml": faq(
            "收据在哪里下载？", summary="在订单里。", answer="打开订单，点下载。"
        ),
    }
    settings = SETTINGS.replace("[zh, en]", "[zh]")
    write_site(tmp_path, {**files, "en/locale.yml": ""}, settings=settings)
    done = build(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    folder = tmp_path / "site/zh/acme/account/locked"
    related = (folder / "index.html").read_text(encoding="utf-8").partition('class="hc-related"')[2]
    assert "账户解锁要多久？" in related
    assert "商家怎么解锁账户？" not in related, "an answer for other readers"
    assert "收据在哪里下载？" not in related, "an answer about something else"
    assert "](https://help.example.com/zh/acme/account/unlock/)" in (folder / "index.md").read_text(
        encoding="utf-8"
    )
