"""The ledger: what `helpcenter record` writes, and what a build makes of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpcenter.catalog import Published, read_ledger, write_ledger
from helpcenter.commands.record import record_command
from helpcenter.diagnostics import ContentError
from tests.discovery.published import helpcenter
from tests.sites import PROVIDER, faq, translated_faq, write_site

ENTRY = "zh/acme/refunds/request-refund.yml"
ID = "acme/refunds/request-refund"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        ENTRY: faq("退款怎么申请？", summary="需要 {{ fact.refund_time }}。"),
        "en/acme/refunds/request-refund.yml": translated_faq("How do I ask for a refund?"),
        "zh/acme/account/locked.yml": faq("账户被锁了怎么办？"),
    }
    write_site(tmp_path, files)
    return tmp_path


def record(folder: Path, day: str, *arguments: str) -> str:
    done = run(folder, "--today", day, *arguments)
    assert done.exit_code == 0, done.stderr
    return done.stdout


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(record_command, ["-f", str(folder / "mkdocs.yml"), *arguments])


def ledger(folder: Path) -> dict[str, Published]:
    return read_ledger((folder / "content/published.txt").read_text(encoding="utf-8"), "published.txt")


def days(folder: Path, url: str) -> tuple[str, str]:
    page = ledger(folder)[url]
    return str(page.since), str(page.changed)


def test_everything_is_new_at_first(folder: Path) -> None:
    assert f"new      zh/{ID}/" in record(folder, "2026-11-01")
    assert days(folder, f"zh/{ID}/") == ("2026-11-01", "2026-11-01")
    assert ledger(folder)["zh/glossary/"] == Published("zh/glossary/")
    # What search engines do not list is not recorded: a fallback, the search page, an error page.
    assert {"en/acme/account/locked/", "zh/search/", "zh/404.html"}.isdisjoint(ledger(folder))


def test_a_second_time_nothing_is_left_to_record(folder: Path) -> None:
    record(folder, "2026-11-01")
    before = (folder / "content/published.txt").read_bytes()
    assert record(folder, "2026-11-20") == "Everything is recorded.\n"
    assert (folder / "content/published.txt").read_bytes() == before


def test_a_changed_text_is_noted_in_its_locale_only(folder: Path) -> None:
    record(folder, "2026-11-01")
    write_site(folder, {"en/acme/refunds/request-refund.yml": translated_faq("How do I get my money back?")})
    assert record(folder, "2026-11-20").splitlines()[0] == f"changed  en/{ID}/"
    assert days(folder, f"en/{ID}/") == ("2026-11-01", "2026-11-20")
    assert days(folder, f"zh/{ID}/") == ("2026-11-01", "2026-11-01")


def test_a_changed_fact_changes_the_answers_that_show_it(folder: Path) -> None:
    record(folder, "2026-11-01")
    write_site(folder, {"providers/acme.yml": PROVIDER.replace("at_most: 7", "at_most: 9")})
    assert record(folder, "2026-11-20").splitlines()[:-1] == [f"changed  zh/{ID}/"]


def test_what_is_no_text_of_the_answer_is_no_change(folder: Path) -> None:
    record(folder, "2026-11-01")
    same = faq(
        "退款怎么申请？",
        summary="需要 {{ fact.refund_time }}。",
        asks="[退钱]",
        reviewed="2026-11-20",
        owner="x",
    )
    write_site(folder, {ENTRY: same})
    assert record(folder, "2026-11-20") == "Everything is recorded.\n"


def test_a_minor_change_keeps_its_day(folder: Path) -> None:
    record(folder, "2026-11-01")
    write_site(folder, {ENTRY: faq("退款怎样申请？", summary="需要 {{ fact.refund_time }}。")})
    assert f"minor    zh/{ID}/" in record(folder, "2026-11-20", "--minor", ID)
    assert days(folder, f"zh/{ID}/") == ("2026-11-01", "2026-11-01")
    assert record(folder, "2026-11-21") == "Everything is recorded.\n"


def test_a_renamed_answer_takes_its_days_along(folder: Path) -> None:
    record(folder, "2026-11-01")
    (folder / "content" / ENTRY).rename(folder / "content/zh/acme/refunds/ask.yml")
    (folder / "content/en/acme/refunds/request-refund.yml").unlink()
    write_site(folder, {"redirects.yml": f"entries: {{{ID}: acme/refunds/ask}}\n"})
    assert "moved    zh/acme/refunds/ask/" in record(folder, "2026-11-20")
    assert days(folder, "zh/acme/refunds/ask/") == ("2026-11-01", "2026-11-01")
    assert f"zh/{ID}/" in ledger(folder)


def test_a_vanished_answer_fails_the_check_and_says_what_to_do(folder: Path) -> None:
    record(folder, "2026-11-01")
    (folder / "content/zh/acme/account/locked.yml").rename(folder / "content/zh/acme/account/is-locked.yml")
    done = helpcenter(folder, "check", "--today", "2026-11-20", "--select", "HC306")
    assert done.returncode == 1
    assert (
        "HC306 vanished-url: 'zh/acme/account/locked/' was published, but there is no such page."
        in done.stdout
    )
    assert (
        "Redirect 'acme/account/locked' in redirects.yml, perhaps to 'acme/account/is-locked'." in done.stdout
    )
    refused = helpcenter(folder, "build", "--today", "2026-11-20")
    assert refused.returncode == 1
    assert not (folder / "site").exists()


def test_check_writes_nothing(folder: Path) -> None:
    done = run(folder, "--check")
    assert done.exit_code == 1
    assert "not recorded. Run `helpcenter record`." in done.stderr
    assert not (folder / "content/published.txt").exists()


def test_an_unknown_entry_is_wrong_use(folder: Path) -> None:
    done = run(folder, "acme/refunds/nothing")
    assert done.exit_code == 2
    assert "'acme/refunds/nothing' is no entry." in done.stderr


def test_a_ledger_reads_as_it_was_written() -> None:
    text = "zh/a/b/c/ 2026-01-01 2026-02-01 0123abcd\nen/about/\n"
    pages = read_ledger(text, "published.txt")
    assert list(pages) == ["en/about/", "zh/a/b/c/"]
    assert read_ledger(write_ledger(pages.values()), "published.txt") == pages


def test_faulty_lines_are_all_named() -> None:
    text = "zh/a/ 2026-01-01\nen/about/\nzh/b/ 2026-13-01 2026-02-01 0123abcd\n"
    with pytest.raises(ContentError) as caught:
        read_ledger(text, "content/published.txt")
    assert [found.location.line for found in caught.value.diagnostics] == [1, 3]
    assert str(caught.value.diagnostics[0]) == (
        "content/published.txt:1:1: error HC002 invalid-value: must be an address, or an address with two days and "
        "a digest; got 'zh/a/ 2026-01-01'. Let `helpcenter record` write it."
    )
