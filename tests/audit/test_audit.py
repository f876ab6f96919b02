"""The audit as a whole: sites below a path, findings that are on every page, empty folders."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from helpcenter.audit import AuditOptions, audit_site
from tests.audit.site_cases import CLEAN, OPTIONS


def rewritten(folder: Path, old: str, new: str) -> Path:
    """Copies the clean site and replaces a text in every file that has it."""
    site = Path(shutil.copytree(CLEAN, folder / "site"))
    for path in site.rglob("*"):
        if path.suffix in {".html", ".xml", ".json", ".txt", ".md"}:
            path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    return site


def test_site_below_a_path_has_no_finding(tmp_path: Path) -> None:
    site = rewritten(tmp_path, "https://help.example.com/", "https://www.example.org/help/")
    error_page = site / "404.html"
    error_page.write_text(error_page.read_text("utf-8").replace('="/', '="/help/'), "utf-8")
    assert audit_site(site, replace(OPTIONS, site_url="https://www.example.org/help")) == []


def test_address_beside_the_site_s_path_is_found(tmp_path: Path) -> None:
    site = rewritten(tmp_path, "https://help.example.com/", "https://www.example.org/help/")
    found = audit_site(site, replace(OPTIONS, site_url="https://www.example.org/help/"))
    assert {(one.location.path, one.code) for one in found} == {("404.html", "HC901")}


def test_fault_of_the_frame_is_shown_on_three_pages_and_counted_on_the_others(tmp_path: Path) -> None:
    site = rewritten(tmp_path, "<nav>", "<nav><img src='/assets/icon.svg'>")
    found = [one for one in audit_site(site, OPTIONS) if one.code == "HC932"]
    pages = sorted(
        path.relative_to(site).as_posix()
        for path in site.rglob("*.html")
        if "<nav>" in path.read_text("utf-8")
    )
    assert [one.location.path for one in found] == pages[:3]
    assert all(one.hint.endswith(f"The same on {len(pages) - 3} more pages.") for one in found)


def test_paths_are_shown_below_the_given_folder(tmp_path: Path) -> None:
    site = rewritten(tmp_path, 'id="answer"', 'id="steps"')
    found = audit_site(site, OPTIONS, shown_as="site/")
    assert [str(one.location).partition(":")[0] for one in found] == [
        "site/en/paymint/refunds/time/index.html"
    ]


def test_empty_folder_has_no_finding(tmp_path: Path) -> None:
    assert audit_site(tmp_path, AuditOptions("https://help.example.com/")) == []


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x00", b"<", b"<a", b"<a href=", b"<!--", b"<script>", b"\xef\xbb\xbf<p>"]
)
def test_broken_pages_are_read(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "index.html").write_bytes(content)
    found = audit_site(tmp_path, AuditOptions("https://help.example.com/"))
    assert {"HC911", "HC931"} <= {one.code for one in found}
