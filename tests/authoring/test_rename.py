"""`helpcenter rename`: files, references, redirects; and nothing else."""

from __future__ import annotations

import difflib
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpcenter.catalog import load_catalog
from helpcenter.commands.rename import rename
from helpcenter.model import read_settings
from helpcenter.whole_files import write_whole
from tests.sites import PROVIDER, SETTINGS, faq, translated_faq, write_site

OLD, NEW = "acme/account/a", "acme/refunds/better-name"
DIGEST = re.compile(r"  [a-z.0-9-]+: \"?[0-9a-f]{8}\"?")
LINKING = """\
# who wrote this
type: faq
audience: both
title: 乙   # a title
asks: ['乙 please']
summary: '先看[甲](entry:acme/account/a)。'
answer: |
  See [甲](entry:acme/account/a#step-2), not [丙](entry:acme/account/a-b).

  Once more: [甲](entry:acme/account/a).
related: [acme/account/a, acme/account/a-b]   # two
sources: [article]
reviewed: 2026-11-22
owner: content
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files = {
        f"zh/{OLD}.yml": faq("甲"),
        f"en/{OLD}.yml": translated_faq("A"),
        "fr/acme/account/a.yml": translated_faq("A", summary="[x](entry:acme/account/a)"),
        "zh/acme/account/a-b.yml": faq("丙"),
        "zh/acme/account/b.yml": LINKING,
        "updates.yml": f"updates:\n  - day: 2026-11-20  # then\n    entry: {OLD}\n    note: {{zh: 说清楚了。}}\n",
        "providers/acme.yml": PROVIDER.replace("示例。", "'示例，见[甲](entry:acme/account/a)。'"),
    }
    settings = (
        f"# mine\n{SETTINGS}      start: {{charged: acme/account/a, other: topics/account}} # ways in\n"
    )
    write_site(tmp_path, files, settings=settings)
    (tmp_path / "docs/zh").mkdir()
    (tmp_path / "docs/zh/about.md").write_bytes("见[甲](entry:acme/account/a)。\r\n完\r\n".encode())
    write_whole(
        tmp_path / "tests/search/queries.yml", "- {query: 甲, ids: [acme/account/a, acme/account/a-b]}\n"
    )
    return tmp_path


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(rename, ["-f", str(folder / "mkdocs.yml"), "--today", "2026-11-22", *arguments])


def text_of(folder: Path, path: str) -> str:
    return (folder / path).read_bytes().decode()


def test_everything_follows(site: Path) -> None:
    before = {path: text_of(site, path) for path in ("mkdocs.yml", "content/zh/acme/account/b.yml")}
    done = run(site, OLD, NEW)
    assert done.exit_code == 0, done.output
    catalog = load_catalog(read_settings(site / "mkdocs.yml"))
    assert NEW in catalog.ids
    assert OLD not in catalog.ids
    for tag in ("zh", "en", "fr"):
        assert not (site / f"content/{tag}/{OLD}.yml").exists()
        assert (site / f"content/{tag}/{NEW}.yml").exists(), "a locale that the settings leave out, too"
    assert not (site / "content/en/acme/account").exists(), "no empty folder stays"
    assert text_of(site, "content/zh/acme/account/b.yml") == (
        before["content/zh/acme/account/b.yml"]
        .replace("entry:acme/account/a)", f"entry:{NEW})")
        .replace("entry:acme/account/a#", f"entry:{NEW}#")
        .replace("[acme/account/a,", f"[{NEW},")
    )
    assert text_of(site, "mkdocs.yml") == before["mkdocs.yml"].replace(f"charged: {OLD}", f"charged: {NEW}")
    assert text_of(site, "docs/zh/about.md") == f"见[甲](entry:{NEW})。\r\n完\r\n"
    assert text_of(site, "tests/search/queries.yml") == f"- {{query: 甲, ids: [{NEW}, acme/account/a-b]}}\n"
    assert f"entry:{NEW}" in text_of(site, "content/providers/acme.yml")
    assert f"# then\n    entry: {NEW}\n" in text_of(site, "content/updates.yml")
    assert catalog.redirects == {OLD: NEW}


def test_chains_collapse_and_a_name_comes_back(site: Path) -> None:
    run(site, OLD, NEW)
    run(site, NEW, "acme/payments/third")
    redirects = text_of(site, "content/redirects.yml").splitlines()
    assert redirects[2:] == ["entries:", f"  {OLD}: acme/payments/third", f"  {NEW}: acme/payments/third"]
    done = run(site, "acme/payments/third", OLD)
    assert f"note: '{OLD}' is an entry again; it led to 'acme/payments/third' before." in done.output
    redirects = text_of(site, "content/redirects.yml").splitlines()
    assert redirects[2:] == ["entries:", f"  {NEW}: {OLD}", f"  acme/payments/third: {OLD}"]
    assert (site / f"content/zh/{OLD}.yml").read_text(encoding="utf-8") == faq("甲")


def test_comments_in_the_redirects_stay(site: Path) -> None:
    write_whole(site / "content/redirects.yml", "# ours\nentries:\n  acme/x/y: acme/account/a-b # why\n")
    run(site, OLD, NEW)
    expected = f"# ours\nentries:\n  acme/x/y: acme/account/a-b # why\n  {OLD}: {NEW}\n"
    assert text_of(site, "content/redirects.yml") == expected


def test_a_dry_run_tells_and_changes_nothing(site: Path) -> None:
    before = {file: file.read_bytes() for file in site.rglob("*") if file.is_file()}
    done = run(site, OLD, NEW, "--dry-run")
    assert f"move   content/zh/{OLD}.yml -> content/zh/{NEW}.yml" in done.output
    assert "change content/zh/acme/account/b.yml: 4 references" in done.output
    assert "change content/redirects.yml: 1 reference" in done.output
    assert {file: file.read_bytes() for file in site.rglob("*") if file.is_file()} == before


def test_when_one_file_cannot_be_written_all_stay(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {file: file.read_bytes() for file in site.rglob("*") if file.is_file()}
    original = Path.rename

    def fail(self: Path, target: Path) -> Path:
        if self.parts[-4] == "zh":
            raise OSError(28, "No space left on device")
        return original(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    done = run(site, OLD, NEW)
    assert isinstance(done.exception, OSError)
    assert {file: file.read_bytes() for file in site.rglob("*") if file.is_file()} == before


def test_what_another_provider_does_not_state_is_told(site: Path) -> None:
    write_whole(site / "content/providers/nova.yml", PROVIDER.replace("refund_time", "other_time"))
    file = site / f"content/zh/{OLD}.yml"
    write_whole(file, faq("甲", summary='"要等 {{ fact.refund_time }}。"'))
    done = run(site, OLD, "nova/account/a")
    assert done.exit_code == 1
    assert "HC020 unknown-reference: 'nova' has no fact 'refund_time'." in done.output


def test_a_file_with_faults_is_named(site: Path) -> None:
    write_whole(site / "content/en/acme/account/b.yml", "title: [entry:acme/account/a\n")
    assert "note: not looked at, for its faults: content/en/acme/account/b.yml:" in run(site, OLD, NEW).output


def test_other_files_that_mention_it_are_named(site: Path) -> None:
    subprocess.run(["git", "-C", str(site), "init", "-q"], check=True)
    write_whole(site / "tests/test_a.py", f'ID = "{OLD}"\n')
    assert f"note: tests/test_a.py still mentions '{OLD}'." in run(site, OLD, NEW).output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([OLD, OLD], "the two names are the same."),
        (["acme/account/aa", NEW], "'acme/account/aa' is no entry. Did you mean 'acme/account/a'?"),
        ([OLD, "acme/account/b"], "'acme/account/b' is an entry already."),
        ([OLD, "acme/accounts/x"], "'accounts' is no category. Did you mean 'account'?"),
        ([OLD, "acme/account/X"], "it must be small letters, digits and hyphens"),
    ],
)
def test_wrong_use_is_told(site: Path, arguments: list[str], message: str) -> None:
    done = run(site, *arguments)
    assert done.exit_code == 2
    assert message in " ".join(done.output.split())


def test_a_name_of_before_is_told(site: Path) -> None:
    run(site, OLD, NEW)
    done = run(site, OLD, "acme/account/z")
    assert f"'{OLD}' was renamed before. It is '{NEW}' now." in " ".join(done.output.split())


def test_a_real_entry_moves_and_the_check_finds_nothing_new(repository: Path, tmp_path: Path) -> None:
    for name in ("content", "docs/zh", "docs/en"):
        shutil.copytree(repository / name, tmp_path / name)
    shutil.copy(repository / "mkdocs.yml", tmp_path)
    old, new = "general/payments/payment-failed", "general/payments/paying-fails"
    before = {
        file.relative_to(tmp_path): file.read_text(encoding="utf-8") for file in tmp_path.rglob("*.yml")
    }
    done = run(tmp_path, old, new)
    assert done.exit_code == 0, done.output
    assert "This is new" not in done.output, done.output
    changed = 0
    for path, text in before.items():
        after = (tmp_path / str(path).replace(old, new)).read_text(encoding="utf-8")
        rows = [row for row in difflib.ndiff(text.splitlines(), after.splitlines()) if row[0] in "+-"]
        added = [row[2:].replace(new, old) for row in rows if row[0] == "+"]
        removed = [row[2:] for row in rows if row[0] == "-"]
        assert [row for row in added if not DIGEST.fullmatch(row)] == [
            row for row in removed if not DIGEST.fullmatch(row)
        ], path
        changed += bool(rows)
    assert changed > 3
    left = [
        file for file in tmp_path.rglob("*") if file.is_file() and old in file.read_text(encoding="utf-8")
    ]
    # The ledger of published addresses forgets none, and the redirect names the old one.
    ledger = tmp_path / "content/published.txt"
    assert [file for file in left if file != ledger] == [tmp_path / "content/redirects.yml"]
