"""`helpcenter translations`: the table, what changed, and settling it, on real files and a real git history."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpcenter.authoring.changes import changes_of
from helpcenter.authoring.translations import Refused, Work, accept, mark_minor, survey
from helpcenter.authoring.word_diff import Change, word_diff, words
from helpcenter.catalog import Catalog, load_catalog
from helpcenter.commands.translations import translations
from helpcenter.model import read_settings
from tests.sites import SETTINGS, faq, translated_faq, write_site

SOURCE = """\
# a comment of the writer
type: guide
audience: customer
title: 怎么退款   # as customers ask
asks: [退钱]
summary: "填写表格，{{ fact.refund_time }}到账。"
steps:
  - do: 打开表格
    expect: 您会看到一张表格。
  - do: 提交表格
sources: [article]
reviewed: 2026-11-22
owner: content
"""
TRANSLATION = """\
# a comment of the translator
translates: zh
title: How do I get a refund?   # not 'How to'
asks: [money back]
summary: 'Fill in the form; it takes {{ fact.refund_time }}.'
steps:
  - do: Open the form
    expect: You see a form.
  - do: Send it
"""
ID = "acme/refunds/how"
SOURCE_FILE, TRANSLATION_FILE = f"content/zh/{ID}.yml", f"content/en/{ID}.yml"


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=Writer", "-c", "user.email=writer@example.com"]
    subprocess.run(["git", "-C", str(folder), *identity, *arguments], check=True, capture_output=True)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with one guide and its translation, accepted and committed."""
    write_site(tmp_path, {f"zh/{ID}.yml": SOURCE, f"en/{ID}.yml": TRANSLATION})
    settle(tmp_path)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "Write the guide")
    return tmp_path


def settle(folder: Path) -> list[object]:
    return list(accept(read_settings(folder / "mkdocs.yml"), catalog_of(folder), [ID]))


def catalog_of(folder: Path) -> Catalog:
    return load_catalog(read_settings(folder / "mkdocs.yml"))


def change(folder: Path, path: str, old: str, new: str) -> None:
    file = folder / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(translations, ["-f", str(folder / "mkdocs.yml"), *arguments])


def test_accepting_adds_digests_and_changes_nothing_else(site: Path) -> None:
    text = (site / TRANSLATION_FILE).read_text(encoding="utf-8")
    assert text.startswith(TRANSLATION)
    added = text.removeprefix(TRANSLATION).splitlines()
    assert added[:2] == [
        "# Which source texts this translates; `helpcenter translations --accept` renews it.",
        "digests:",
    ]
    assert [line.split(":")[0].strip() for line in added[2:]] == ["title", "summary", "steps.1", "steps.2"]
    assert catalog_of(site).entries["en"][ID].stale == ()


def test_accepting_again_renews_only_what_changed(site: Path) -> None:
    before = (site / TRANSLATION_FILE).read_text(encoding="utf-8").splitlines()
    change(site, SOURCE_FILE, "提交表格", "寄出表格")
    assert catalog_of(site).entries["en"][ID].stale == ("steps.2",)
    done = run(site, "--accept", ID)
    assert (done.exit_code, done.output) == (0, f"accepted {TRANSLATION_FILE}: steps.2\n")
    after = (site / TRANSLATION_FILE).read_text(encoding="utf-8").splitlines()
    assert [new[:9] for old, new in zip(before, after, strict=True) if old != new] == ["  steps.2"]
    assert run(site, "--accept", ID).output.startswith("Nothing to accept")


def test_windows_line_ends_stay(site: Path) -> None:
    file = site / TRANSLATION_FILE
    file.write_bytes(TRANSLATION.replace("\n", "\r\n").encode())
    settle(site)
    raw = file.read_bytes()
    assert raw.count(b"\r\n") == raw.count(b"\n") > TRANSLATION.count("\n")


def test_a_step_that_is_gone_leaves_the_digests(site: Path) -> None:
    change(site, SOURCE_FILE, "  - do: 提交表格\n", "")
    change(site, TRANSLATION_FILE, "  - do: Send it\n", "")
    assert "steps.2 is gone from the source." in run(site, ID).output
    assert "accepted" in run(site, "--accept", ID).output
    assert "steps.2" not in (site / TRANSLATION_FILE).read_text(encoding="utf-8")


def test_what_changed_is_told_word_by_word_from_the_history(site: Path) -> None:
    change(site, SOURCE_FILE, "您会看到一张表格", "您会看到退款申请表")
    git(site, "commit", "-qam", "Say which form")
    change(site, SOURCE_FILE, "{{ fact.refund_time }}到账", "通常 {{ fact.refund_time }}到账")
    done = run(site, ID)
    assert done.exit_code == 0
    assert "summary: translated from commit" in done.output
    assert "“Write the guide”" in done.output
    assert "zh summary: 填写表格，{+通常 +}{{ fact.refund_time }}到账。" in done.output
    assert "zh steps[1].expect: 您会看到[-一张表格-]{+退款申请表+}。" in done.output
    assert "en steps[1].expect: You see a form." in done.output
    assert "steps[1].do" not in done.output, "only what changed is shown"


def test_history_is_followed_through_a_renaming(site: Path) -> None:
    (site / "content/zh/acme/account").mkdir()
    (site / "content/en/acme/account").mkdir()
    for tag in ("zh", "en"):
        git(site, "mv", f"content/{tag}/{ID}.yml", f"content/{tag}/acme/account/how.yml")
    git(site, "commit", "-qm", "Move it")
    change(site, "content/zh/acme/account/how.yml", "打开表格", "打开退款表格")
    (changes,) = changes_of(read_settings(site / "mkdocs.yml"), catalog_of(site), "acme/account/how")
    (part,) = changes.parts
    assert part.revision is not None
    assert [words.text for words in part.texts[0].words if words.change is Change.ADDED] == ["退款"]


def test_a_text_that_git_never_saw_is_said_to_be_missing(site: Path) -> None:
    change(site, SOURCE_FILE, "打开表格", "先打开表格")
    run(site, "--accept", ID)
    change(site, SOURCE_FILE, "先打开表格", "打开那张表格")
    output = run(site, ID).output
    assert "steps.1: the text that was translated is not in git's history; the source says now" in output
    assert "zh steps[1].do: 打开那张表格" in output


def test_without_git_nothing_is_invented(tmp_path: Path) -> None:
    write_site(tmp_path, {f"zh/{ID}.yml": SOURCE, f"en/{ID}.yml": TRANSLATION})
    assert "It was never accepted" in run(tmp_path, ID).output
    settle(tmp_path)
    change(tmp_path, SOURCE_FILE, "打开表格", "先打开表格")
    assert "not in git's history" in run(tmp_path, ID).output


def test_a_minor_change_is_no_warning_until_a_greater_one(site: Path) -> None:
    change(site, SOURCE_FILE, "打开表格", "打开退款表格")
    assert run(site, "--minor", ID).output == f"minor    {SOURCE_FILE}: steps.1\n"
    version = catalog_of(site).entries["en"][ID]
    assert (version.stale, version.minor) == ((), ("steps.1",))
    text = (site / SOURCE_FILE).read_text(encoding="utf-8")
    assert text.startswith(SOURCE.replace("打开表格", "打开退款表格"))
    assert "(minor)" in run(site, ID).output
    change(site, SOURCE_FILE, "提交表格", "寄出表格")
    assert catalog_of(site).entries["en"][ID].stale == ("steps.2",)


def test_what_no_translation_needs_leaves_minor(site: Path) -> None:
    change(site, SOURCE_FILE, "打开表格", "打开退款表格")
    run(site, "--minor", ID)
    run(site, "--accept", ID)
    settings = read_settings(site / "mkdocs.yml")
    assert [done.texts for done in mark_minor(settings, catalog_of(site), [ID])] == [()]
    assert "minor:" not in (site / SOURCE_FILE).read_text(encoding="utf-8")


def test_a_translation_that_is_not_written_is_not_accepted(site: Path) -> None:
    change(site, TRANSLATION_FILE, "Open the form", "<translate>")
    done = run(site, "--accept", ID)
    assert done.exit_code == 1
    assert f"left     {TRANSLATION_FILE}: 1 of its texts are not written yet." in done.output
    (refused,) = settle(site)
    assert isinstance(refused, Refused)


def test_the_table_counts_by_locale_and_provider(tmp_path: Path) -> None:
    files = {
        f"zh/{ID}.yml": SOURCE,
        f"en/{ID}.yml": TRANSLATION,
        "zh/acme/account/a.yml": faq("问"),
        "zh/acme/account/b.yml": faq("再问"),
        "en/acme/account/b.yml": translated_faq("Asked again"),
    }
    settings = SETTINGS.replace("[zh, en]", "[zh, en, {tag: zh-Hant, derived_from: zh}]")
    write_site(tmp_path, files, settings=settings)
    settle(tmp_path)
    cells = {(cell.entry_id, cell.locale): cell.work for cell in survey(catalog_of(tmp_path))}
    assert cells["acme/account/a", "en"] is Work.MISSING
    assert cells["acme/account/b", "en"] is Work.STALE
    assert cells["acme/account/b", "zh-Hant"] is Work.CONVERTED
    assert cells[ID, "en"] is Work.CURRENT
    lines = run(tmp_path).output.splitlines()
    assert lines[0].split() == ["locale", "provider", "source", "current", "stale", "missing", "converted"]
    assert lines[2].split() == ["en", "acme", "·", "1", "1", "1", "·"]
    assert "en  stale    acme/account/b: never accepted" in lines
    assert "en  missing  acme/account/a" in lines
    assert [
        line for line in run(tmp_path, "--locale", "zh").output.splitlines() if line.startswith("en")
    ] == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--accept"], "say which entries, by id, or --all."),
        (["--all"], "--all goes with --accept or --minor."),
        (["--accept", "--minor", ID], "say either --accept or --minor"),
        (["--accept", "--all", ID], "say either --all or which entries."),
        (["acme/refunds/hwo"], "'acme/refunds/hwo' is no entry. Did you mean 'acme/refunds/how'?"),
        (["--locale", "fr"], "'fr' is no locale of this site. There are zh, en."),
    ],
)
def test_wrong_use_is_told(site: Path, arguments: list[str], message: str) -> None:
    done = run(site, *arguments)
    assert done.exit_code == 2
    assert message in " ".join(done.output.split())


def test_an_entry_with_faults_is_named_with_them(site: Path) -> None:
    change(site, SOURCE_FILE, "audience: customer", "audience: everyone")
    output = run(site, "--accept", ID).output
    assert "has faults; mend them first" in output
    assert "HC002" in output


def test_a_file_is_as_good_as_an_id(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site)
    assert f"{ID}: each translation says what its source says now." in run(site, SOURCE_FILE).output


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("填写退款表，{{ fact.refund_time }}到账。", "填写申请表，{{ fact.refund_days }}到账！"),
        ("You’ll see it in 5 days.", "You will see it\n\nin 5–7 days."),
        ("", "new"),
        ("same", "same"),
    ],
)
def test_a_word_diff_holds_both_texts(before: str, after: str) -> None:
    runs = word_diff(before, after)
    assert "".join(run.text for run in runs if run.change is not Change.ADDED) == before
    assert "".join(run.text for run in runs if run.change is not Change.REMOVED) == after
    assert "".join(words(before)) == before


def test_references_and_words_stay_whole() -> None:
    assert list(words("等{{ fact.a }} don't")) == ["等", "{{ fact.a }}", " ", "don't"]


def test_spacing_is_no_change(site: Path) -> None:
    change(site, SOURCE_FILE, "填写表格，", "填写表格， ")
    assert catalog_of(site).entries["en"][ID].stale == ()
