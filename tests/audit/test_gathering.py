"""Facts of unchanged files are used again; the result is the same with and without processes."""

from __future__ import annotations

import pickle
import shutil
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from helpcenter.audit import KnownFacts, audit_gathered, audit_site, gather
from helpcenter.audit import gathering as module
from tests.audit.site_cases import CLEAN, HERE, OPTIONS, build_case


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CLEAN, tmp_path / "site"))


def read_paths(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Notes from now on which files are read into facts."""
    paths: list[str] = []
    original = module._read_one
    monkeypatch.setattr(
        module, "_read_one", lambda folder, path, at: paths.append(path) or original(folder, path, at)
    )
    return paths


def test_only_changed_files_are_read_again(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = pickle.loads(pickle.dumps(KnownFacts.of(gather(site, OPTIONS))))
    page = site / "en/index.html"
    page.write_text(page.read_text("utf-8").replace('alt="Three steps"', ""), "utf-8")
    (site / "new.html").write_text("<!doctype html><html lang=en><title>New</title><h1>New</h1>", "utf-8")
    (site / "zh/feed.xml").unlink()
    paths = read_paths(monkeypatch)
    again = gather(site, OPTIONS, known=known)
    assert sorted(paths) == ["en/index.html", "new.html"]
    assert "zh/feed.xml" not in again.data_files
    assert again.pages["en/index.html"].names.images
    assert list(again.pages) == sorted(again.pages)


def test_files_with_known_digests_are_not_even_opened(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = KnownFacts.of(gather(site, OPTIONS))
    digests = {path: facts.sha256 for path, facts in known.facts.items()}
    assert digests["robots.txt"] == sha256((site / "robots.txt").read_bytes()).hexdigest()
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail(f"{path} was read"))
    assert gather(site, OPTIONS, known=known, digests=digests).pages == {
        path: facts for path, facts in known.facts.items() if path.endswith(".html")
    }


def test_facts_of_another_site_or_version_are_not_used(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = KnownFacts.of(gather(site, OPTIONS))
    for stale in (replace(known, version=0), replace(known, site_url="https://other.example.com/")):
        paths = read_paths(monkeypatch)
        gather(site, OPTIONS, known=stale)
        assert len(paths) == len(known.facts)


def test_a_page_that_vanished_is_missed_by_unchanged_pages(site: Path) -> None:
    known = KnownFacts.of(gather(site, OPTIONS))
    (site / "en/paymint/refunds/request/index.html").unlink()
    found = audit_gathered(gather(site, OPTIONS, known=known))
    assert {(one.location.path, one.code) for one in found} >= {
        ("en/paymint/index.html", "HC901"),
        ("en/paymint/refunds/time/index.html", "HC901"),
        ("sitemap-en.xml", "HC972"),
    }


def test_processes_find_the_same_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = build_case(HERE / "seeded.yml", tmp_path / "site")
    alone = audit_site(case.folder, case.options)
    monkeypatch.setattr(module, "_BATCH_BYTES", 5000)
    with ProcessPoolExecutor(2) as executor:
        assert audit_site(case.folder, case.options, executor) == alone
    monkeypatch.setattr(module, "_ALONE_BYTES", 0)
    assert audit_site(case.folder, case.options) == alone


def test_known_facts_find_the_same(tmp_path: Path) -> None:
    case = build_case(HERE / "seeded.yml", tmp_path / "site")
    first = gather(case.folder, case.options)
    again = gather(case.folder, case.options, known=KnownFacts.of(first))
    assert audit_gathered(again) == audit_gathered(first)


@pytest.mark.parametrize("answer", range(4))
def test_contact_in_any_answer_of_a_full_text_is_found(site: Path, answer: int) -> None:
    answers = [f"# Answer {number}\n\nOpen the app.\n" for number in range(1, 4)]
    answers[answer : answer + 1] = [*answers[answer : answer + 1], "Call 400-555-0199 now.\n"]
    (site / "zh/llms-full.txt").write_text("\n".join(["Help center\n", *answers]), "utf-8")
    (mention,) = gather(site, OPTIONS).data_files["zh/llms-full.txt"].mentions
    assert mention.written == "400-555-0199"
