"""The verdict on a change: what a look at the whole site finds, or none."""

from __future__ import annotations

import random
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from helpcenter.audit import CHECKS, AuditOptions, Site, audit_gathered, gather
from helpcenter.audit.audit import as_diagnostics
from helpcenter.audit.verdict import Change, Verdict, verdict_on, verdict_on_change
from helpcenter.diagnostics import Severity
from tests.audit.site_cases import CLEAN, OPTIONS, build_case
from tests.audit.test_checks import CASES, CODES

ENTRY = "en/paymint/refund/index.html"
SHARD = "search/en/a1/d0.json"


def digests(site: Site) -> dict[str, str]:
    return {path: sha256((site.folder / path).read_bytes()).hexdigest() for path in site.files}


def judged(last: Verdict, old: tuple[Site, dict[str, str]], new: Site) -> Verdict | None:
    """Returns the verdict on a change; when there is one, a look at all files must find the same."""
    site, before = old
    change = Change(
        before,
        digests(new),
        lambda path: site.pages.get(path) or site.data_files.get(path),
        lambda path: new.pages.get(path) or new.data_files.get(path),
    )
    verdict = verdict_on_change(last, change, new.folder, new.options)
    if verdict is not None:
        assert as_diagnostics(verdict.found, new.folder) == audit_gathered(new)
    return verdict


@pytest.mark.parametrize("file", CASES, ids=[f"{file.parent.name}/{file.stem}" for file in CASES])
def test_from_the_clean_site_to_a_case_and_back(file: Path, tmp_path: Path) -> None:
    case = build_case(file, tmp_path / "site", CODES[file.parent.name])
    clean, other = gather(CLEAN, case.options), gather(case.folder, case.options)
    last = verdict_on(clean)
    if not any(one.severity is Severity.ERROR for one in as_diagnostics(last.found, CLEAN)):
        judged(last, (clean, digests(clean)), other)
    judged(verdict_on(other), (other, digests(other)), clean)


TIME, REQUEST = "en/paymint/refunds/time/index.html", "en/paymint/refunds/request/index.html"
CHANGES = {
    "a sentence": (TIME, "</h1>", "</h1><p>It takes days.</p>"),
    "a number nobody verified": (TIME, "</h1>", "</h1><p>Call +1 202-555-0199.</p>"),
    "an image without a name": (REQUEST, "</h1>", '</h1><img src="../../../../assets/steps.png">'),
    "a description of its own": (TIME, '<meta name="description" content="', '<meta name="description" content="Now: '),
    "a title of its own": (REQUEST, "<title>", "<title>Now: "),
    "a dead link": (TIME, "</h1>", '</h1><a href="gone/">gone</a>'),
    "another link to the same page": (TIME, "</h1>", '</h1><a href="../request/#main">more</a>'),
    "a link less": ("en/paymint/index.html", '<a href="refunds/time/"', '<a data-href="refunds/time/"'),
    "another id": (REQUEST, 'id="main"', 'id="middle"'),
    "no index": (REQUEST, "<title>", '<meta name="robots" content="noindex"><title>'),
    "a twin's contact": ("en/paymint/refunds/time/index.md", "\n", "\nCall +1 202-555-0198.\n"),
    "another day": ("sitemap-en.xml", "2026-11-22", "2026-11-23"),
    "a page less in the sitemap": ("sitemap-zh.xml", "https://help.example.com/zh/contact/</loc>", "https://help.example.com/zh/</loc>"),
    "another style": ("assets/site.css", "{", "{color:red;"),
    "another text of the search": ("api/v1/en/entries.json", '"', ' "'),
}  # fmt: skip
SHORT = {
    "another link to the same page",
    "a sentence", "a number nobody verified", "an image without a name", "a description of its own",
    "a title of its own", "a twin's contact", "another day", "another text of the search",
}  # fmt: skip
"""Changes that concern one file alone, where everything was right before."""


def change(folder: Path, name: str) -> None:
    path, old, new = CHANGES[name]
    text = (folder / path).read_text("utf-8")
    (folder / path).write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize("name", CHANGES)
def test_only_what_concerns_one_file_is_judged_alone(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    shutil.copytree(CLEAN, folder)
    change(folder, name)
    clean, other = gather(CLEAN, OPTIONS), gather(folder, OPTIONS)
    assert clean.files == other.files
    assert digests(clean) != digests(other), "the change changes something"
    verdict = judged(verdict_on(clean), (clean, digests(clean)), other)
    assert (verdict is not None) == (name in SHORT)


@pytest.mark.parametrize("kind", ["title", "description"])
def test_a_text_that_another_page_has_is_found(kind: str, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    shutil.copytree(CLEAN, folder)
    clean = gather(CLEAN, OPTIONS)
    old, new = (clean.pages[path].head for path in (TIME, REQUEST))
    one, other = (f"{kind}s" for _ in range(2))
    text = (folder / TIME).read_text("utf-8")
    (folder / TIME).write_text(text.replace(getattr(old, one)[0], getattr(new, other)[0]), "utf-8")
    changed = gather(folder, OPTIONS)
    assert judged(verdict_on(clean), (clean, digests(clean)), changed) is None
    doubled = verdict_on(changed)
    assert [code for code, _ in doubled.found] == [{"title": "HC912", "description": "HC914"}[kind]]
    assert judged(doubled, (changed, digests(changed)), clean) is None, "the other page is cleared, too"


def test_files_that_come_and_go_are_looked_at_unless_something_refers_to_them(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder, digest in ((first, "a1"), (second, "b2")):
        shutil.copytree(CLEAN, folder)
        (folder / f"search/en.{digest}").mkdir()
        (folder / f"search/en.{digest}/d0.json").write_text('["Call +1 202-555-0197"]', "utf-8")
    (first / "search/en.a1/d0.json").write_text('["fine"]', "utf-8")
    clean, one, other = (gather(folder, OPTIONS) for folder in (CLEAN, first, second))
    assert judged(verdict_on(clean), (clean, digests(clean)), one) is not None
    verdict = judged(verdict_on(one), (one, digests(one)), other)
    assert verdict is not None
    assert [code for code, _ in verdict.found] == ["HC951"]
    page = first / TIME
    page.write_text(
        page.read_text("utf-8").replace("</h1>", '</h1><a href="/search/en.a1/d0.json">x</a>'), "utf-8"
    )
    one = gather(first, OPTIONS)
    (second / TIME).write_text(page.read_text("utf-8"), "utf-8")
    assert judged(verdict_on(one), (one, digests(one)), gather(second, OPTIONS)) is None


@pytest.mark.parametrize("seed", range(40))
def test_histories(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    folder = tmp_path / "0"
    shutil.copytree(CLEAN, folder)
    site = gather(folder, OPTIONS)
    verdict = verdict_on(site)
    for number in range(1, 7):
        before = site, digests(site)
        shutil.copytree(folder, tmp_path / str(number))
        folder = tmp_path / str(number)
        for name in chance.sample(sorted(CHANGES), chance.choice((1, 1, 2))):
            change(folder, name)
        site = gather(folder, OPTIONS)
        # A site that has errors isn't published, so that no verdict on it is kept.
        short = judged(verdict, before, site)
        verdict = short if short is not None else verdict_on(site)


def test_a_site_with_many_findings_is_looked_at_as_a_whole(tmp_path: Path) -> None:
    clean = gather(CLEAN, OPTIONS)
    verdict = verdict_on(clean)
    folder = tmp_path / "site"
    shutil.copytree(CLEAN, folder)
    change(folder, "a sentence")
    finding = next(iter(verdict_on(gather(folder, AuditOptions("https://example.org/"))).found))
    many = verdict._replace(found=(("HC980", finding[1]),) * 1_001)
    assert judged(many, (clean, digests(clean)), gather(folder, OPTIONS)) is None


def test_checks_that_compare_pages_are_marked() -> None:
    assert {check.code for check in CHECKS if check.of_whole} == {"HC912", "HC914", "HC970", "HC971", "HC972"}
