"""How much of a site a build audits: what a change concerns, and all of it where that can't be told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from helpcenter.build import auditing
from helpcenter.commands.build import build
from tests.sites import faq, write_site

FILES = {
    "zh/acme/account/one.yml": faq("One"),
    "zh/acme/account/two.yml": faq("Two"),
    "en/locale.yml": "",
}
Build = Callable[..., int]


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    """Returns what builds a site in this process and returns how often it was audited as a whole."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("helpcenter.commands.unchanged.UNSETTLED_SECONDS", -1e9)
    whole: list[object] = []
    verdict_on = auditing.verdict_on

    def noted(site: auditing.Site) -> object:
        whole.append(site)
        return verdict_on(site)

    monkeypatch.setattr(auditing, "verdict_on", noted)

    def run(*arguments: str) -> int:
        whole.clear()
        build.main(["--today", "2026-11-22", "--jobs", "1", *arguments], standalone_mode=False)
        return len(whole)

    settings = (
        "site_name: Test\nsite_url: https://help.example.com/\ntheme: {name: material}\n"
        "plugins:\n  - helpcenter: {locales: [zh], categories: [account, payments, refunds]}\n"
    )
    write_site(tmp_path, FILES, settings=settings)
    assert run() == 1
    return run


def edit(old: str, new: str, name: str = "one") -> None:
    file = Path(f"content/zh/acme/account/{name}.yml")
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


def test_an_edit_is_audited_alone(built: Build) -> None:
    edit("The whole answer", "All of the answer")
    assert built() == 0
    edit("The answer to One", "One's answer")
    assert built() == 0, "a description is compared with all others"


def test_another_page_is_audited_with_all(built: Build) -> None:
    Path("content/zh/acme/refunds").mkdir()
    Path("content/zh/acme/refunds/three.yml").write_text(faq("Three"), "utf-8")
    assert built() == 1
    edit("The whole answer", "All of the answer")
    assert built() == 0
    Path("content/zh/acme/refunds/three.yml").unlink()
    assert built() == 1


def test_a_description_that_another_page_has_is_found(
    built: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    edit("The answer to One", "The answer to Two")
    capsys.readouterr()
    assert built() == 1
    assert "HC914 duplicate-page-description" in capsys.readouterr().out


def test_other_options_are_a_reason_to_look_at_all(built: Build) -> None:
    settings = Path("mkdocs.yml")
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("locales:", "allowed_domains: [example.org], locales:"), "utf-8")
    assert built() == 1


@pytest.mark.parametrize("damage", ["rubbish", "another release", "no cache"])
def test_a_verdict_on_another_site_is_not_used(built: Build, damage: str) -> None:
    edit("The whole answer", "All of the answer")
    if damage == "no cache":
        assert built("--no-cache") == 1
        return
    cache = Path(".helpcenter/cache/verdict.cache")
    if damage == "rubbish":
        cache.write_bytes(b"rubbish")
    else:
        kept = cache.read_bytes()
        built()
        edit("All of the answer", "Again all of the answer")
        cache.write_bytes(kept)
    assert built() == 1


def test_cache_of_another_form_is_no_verdict(built: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auditing, "packed_verdict", lambda verdict: b'{"found": 5}')
    edit("The whole answer", "All of the answer")
    assert built() == 0
    edit("All of the answer", "The answer")
    assert built() == 1
