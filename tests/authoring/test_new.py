"""`helpcenter new`: files that are valid but for what only a writer can say, and that say so."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpcenter.authoring.translations import accept
from helpcenter.catalog import load_catalog
from helpcenter.check import check_content
from helpcenter.commands.new import new
from helpcenter.diagnostics import Diagnostic
from helpcenter.loader import read
from helpcenter.model import read_settings
from helpcenter.rules.placeholders import UNFINISHED, placeholders_in
from tests.sites import SETTINGS, faq, translated_faq, write_site

DAY = "2026-11-22"
CHINESE, LATIN = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未", "abcdefghijklmnopqrstuvwxyz"
ALWAYS = ["title", "asks[1]", "asks[2]", "asks[3]", "summary"]
GLOSSARY = (
    "# words\nterms:\n  refund: {preferred: refund, definition: Money back.} # one line\nmarketing: []\n"
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files = {
        "zh/acme/account/a.yml": faq("问"),
        "en/acme/account/a.yml": translated_faq("Asked"),
        "en/glossary.yml": GLOSSARY,
    }
    write_site(tmp_path, files, settings=f"{SETTINGS}      money_categories: [payments]\n")
    return tmp_path


def run(folder: Path, *arguments: str) -> Result:
    name, *rest = arguments
    return CliRunner().invoke(new, [name, "-f", str(folder / "mkdocs.yml"), *rest])


def findings(folder: Path, *paths: str) -> list[Diagnostic]:
    settings = read_settings(folder / "mkdocs.yml")
    return list(check_content(settings, date.fromisoformat(DAY), paths=paths).findings)


def unfinished(folder: Path, path: str) -> list[str]:
    """Returns the fields of a file that wait, having made sure that nothing else is wrong with it."""
    found = findings(folder, path)
    assert {item.code for item in found} <= {UNFINISHED}, [str(item) for item in found]
    assert len(found) == len(placeholders_in(read(folder / path, path)))
    return [item.message.split("'")[1] for item in found]


def fill(folder: Path, path: str) -> None:
    """Writes a different text in each place, in the file's language."""
    file = folder / path
    text = file.read_text(encoding="utf-8")
    for number, place in enumerate(placeholders_in(read(file, path))):
        words = f"第{CHINESE[number]}句话" if "/zh/" in path else f"Text {LATIN[number]}"
        shown = f'"{place.written}"'
        text = text.replace(shown if shown in text else place.written, words, 1)
    file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("kind", "waiting"),
    [
        ("faq", [*ALWAYS, "answer"]),
        ("guide", [*ALWAYS, "steps[1].do", "steps[1].expect", "steps[2].do"]),
    ],
)
def test_a_new_entry_waits_for_its_texts_alone(site: Path, kind: str, waiting: list[str]) -> None:
    done = run(site, "entry", "acme/payments/fees", "--type", kind, "--today", DAY)
    assert done.exit_code == 0, done.output
    assert unfinished(site, "content/zh/acme/payments/fees.yml") == waiting
    assert set(unfinished(site, "content/en/acme/payments/fees.yml")) >= {"title", "summary"}


def test_a_new_flow_ends_in_a_fix_and_with_support(site: Path) -> None:
    run(site, "entry", "acme/payments/failed", "--type", "troubleshooting", "--today", DAY)
    path = "content/zh/acme/payments/failed.yml"
    assert "checks[2].answers[2].label" in unfinished(site, path)
    text = (site / path).read_text(encoding="utf-8")
    assert "money: {charged: unknown, retry: after_checking}" in text
    assert "channels: [phone]" in text
    assert "{{ fact.refund_time }} (5–7" in text, "what there is to refer to, and how it reads"


def test_what_is_given_need_not_be_filled_in(site: Path) -> None:
    options = [
        "--type",
        "faq",
        "--title",
        "要付多少手续费？",
        "--ask",
        "手续费多少",
        "--ask",
        "收费吗",
        "--ask",
        "费用",
    ]
    run(
        site,
        "entry",
        "acme/payments/fees",
        *options,
        "--summary",
        "一分钱也不收。",
        "--owner",
        "li",
        "--today",
        DAY,
    )
    path = "content/zh/acme/payments/fees.yml"
    assert unfinished(site, path) == ["answer"]
    assert "owner: li\n" in (site / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["faq", "guide", "troubleshooting"])
def test_from_a_new_entry_to_a_clean_check_in_two_languages(site: Path, kind: str) -> None:
    run(site, "entry", "acme/payments/fees", "--type", kind, "--today", DAY)
    source, target = (f"content/{tag}/acme/payments/fees.yml" for tag in ("zh", "en"))
    fill(site, source)
    assert findings(site, source) == []
    laid_out = run(site, "translation", "acme/payments/fees")
    assert laid_out.exit_code == 0, laid_out.output
    text = (site / target).read_text(encoding="utf-8")
    assert "# zh: 第甲句话\ntitle: <translate>" in text
    assert unfinished(site, target)
    fill(site, target)
    left = [str(item) for item in findings(site, target) if item.code != "HC701"]
    assert left == [], "the digests are there: nothing is left to accept"


def test_a_translation_lays_each_text_beside_its_place(site: Path) -> None:
    (site / "content/zh/acme/account/b.yml").write_text(
        faq("再问", answer="|\n  一段。\n\n  又一段。", keywords="[词, 语]"), encoding="utf-8"
    )
    run(site, "translation", "acme/account/b", "en")
    assert (site / "content/en/acme/account/b.yml").read_text(encoding="utf-8").splitlines()[:21] == [
        "# yaml-language-server: $schema=../../../../schema/translation.json",
        "translates: zh",
        "# What stands beside is the source; delete it once it is translated, or let --accept do so.",
        "# zh: 再问",
        "title: <translate>",
        "# 3 to 8 phrases that a customer would type in this language; they need not translate the others.",
        "# zh asks: 再问 please",
        "asks:",
        '  - "<fill in: what a customer would type>"',
        '  - "<fill in: what a customer would type>"',
        '  - "<fill in: what a customer would type>"',
        "# zh: The answer to 再问.",
        "summary: <translate>",
        "# zh: 一段。",
        "#",
        "#   又一段。",
        "answer: |",
        "  <translate>",
        "# zh keywords: 词, 语",
        "# keywords: []",
        "# Which source texts this translates; `helpcenter translations --accept` renews it.",
    ]


def test_accepting_takes_away_what_was_laid_beside(site: Path) -> None:
    source = site / "content/zh/acme/account/b.yml"
    source.write_text(faq("再问", answer="|\n  # zh: 标题\n\n  一段。", keywords="[词]"), encoding="utf-8")
    run(site, "translation", "acme/account/b", "en")
    path = "content/en/acme/account/b.yml"
    text = (site / path).read_text(encoding="utf-8")
    answer = "answer: |\n  # zh: A heading, no comment\n\n  Two.\n# mine"
    text = text.replace("answer: |\n  <translate>", answer).replace("<translate>", "Text")
    for number in range(3):
        text = text.replace('"<fill in: what a customer would type>"', f"ask {number}", 1)
    (site / path).write_text(text, encoding="utf-8")
    source.write_text(faq("又问", answer="|\n  # zh: 标题\n\n  一段。", keywords="[词]"), encoding="utf-8")
    settings = read_settings(site / "mkdocs.yml")
    assert [done.path for done in accept(settings, load_catalog(settings), ["acme/account/b"])] == [path]
    accepted = (site / path).read_text(encoding="utf-8")
    assert answer in accepted, "what is a text to YAML stays, and so do the translator's own comments"
    assert [line for line in accepted.splitlines() if line.startswith("# zh") or "beside" in line] == []


def test_what_somebody_wrote_is_never_replaced(site: Path) -> None:
    run(site, "entry", "acme/payments/fees", "--type", "faq", "--today", DAY)
    target = site / "content/en/acme/payments/fees.yml"
    target.write_text(target.read_text(encoding="utf-8").replace("title: <translate>", "title: Fees"))
    done = run(site, "translation", "acme/payments/fees", "en")
    assert done.exit_code == 2
    assert "'content/en/acme/payments/fees.yml' is written already." in told(done)
    assert "is translated into every locale already." in told(run(site, "translation", "acme/account/a"))


def test_a_new_provider_waits_for_what_it_is(site: Path) -> None:
    done = run(
        site, "provider", "second-pay", "--name", "Second Pay", "--name", "zh=第二支付", "--today", DAY
    )
    assert done.exit_code == 0, done.output
    path = "content/providers/second-pay.yml"
    assert "names: {zh: 第二支付, en: Second Pay}" in (site / path).read_text(encoding="utf-8")
    assert unfinished(site, path) == [
        *("description.zh", "description.en"),
        *("sources.article.title.zh", "sources.article.title.en"),
    ]
    assert run(site, "entry", "second-pay/account/log-in", "--type", "faq", "--today", DAY).exit_code == 0


def test_a_new_term_joins_each_glossary(site: Path) -> None:
    done = run(site, "term", "code", "--preferred", "en=code", "--definition", "en=Some digits.")
    assert done.exit_code == 0, done.output
    added = "  code:\n    preferred: code\n    definition: Some digits.\n"
    text = (site / "content/en/glossary.yml").read_text(encoding="utf-8")
    assert text == GLOSSARY.replace("marketing", f"{added}marketing")
    assert unfinished(site, "content/zh/glossary.yml") == ["terms.code.preferred", "terms.code.definition"]
    assert "is a term already" in told(run(site, "term", "code"))


def test_a_new_locale_is_laid_out_and_joins_the_settings(site: Path) -> None:
    done = run(site, "locale", "fr")
    assert done.exit_code == 0, done.output
    assert "locales: [zh, en, fr]" in (site / "mkdocs.yml").read_text(encoding="utf-8")
    text = (site / "content/fr/locale.yml").read_text(encoding="utf-8")
    assert "name: Français\ndirection: ltr\nsource: zh\n" in text
    assert "    # zh: Logging in.\n    description: <translate>\n" in text
    assert len(unfinished(site, "content/fr/locale.yml")) > 8
    assert "  # zh: " in text.split("strings:")[1], "the strings that come with helpcenter, too"
    arabic = run(site, "locale", "ar", "--from", "en")
    assert arabic.exit_code == 0, arabic.output
    assert "direction: rtl" in (site / "content/ar/locale.yml").read_text(encoding="utf-8")
    assert unfinished(site, "content/ar/glossary.yml") == [
        "terms.refund.preferred",
        "terms.refund.definition",
    ]


def test_a_derived_locale_is_a_line_of_settings(site: Path) -> None:
    done = run(site, "locale", "zh-Hant", "--derived", "--from", "zh")
    assert done.exit_code == 0, done.output
    assert read_settings(site / "mkdocs.yml").derived_from("zh-Hant") == "zh"
    assert not (site / "content/zh-Hant").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["entry", "acme/payments/x"], "say --type: there is no terminal to ask at."),
        (["entry"], "say PROVIDER/CATEGORY/NAME: there is no terminal to ask at."),
        (["entry", "acme/x", "--type", "faq"], "'acme/x' is no entry id. It has three parts"),
        (["entry", "acm/payments/x", "--type", "faq"], "'acm' is no provider. Did you mean 'acme'?"),
        (["entry", "nova/payments/x", "--type", "faq"], "Run `helpcenter new provider nova` first."),
        (["entry", "acme/payment/x", "--type", "faq"], "'payment' is no category. Did you mean 'payments'?"),
        (["entry", "acme/payments/X y", "--type", "faq"], "it must be small letters, digits and hyphens"),
        (["entry", "acme/account/a", "--type", "faq"], "'acme/account/a' is there already."),
        (
            ["entry", "acme/payments/x", "--type", "faq", "--locale", "fr"],
            "--locale: 'fr' is none of zh, en.",
        ),
        (["translation", "acme/account/b"], "'acme/account/b' is no entry. Did you mean 'acme/account/a'?"),
        (["translation", "acme/account/a", "fr"], "'fr' is no locale of this site."),
        (["translation", "acme/account/a", "zh"], "that is its source."),
        (["provider", "search", "--name", "x"], "'search' is the name of a page of the site."),
        (["provider", "acme", "--name", "x"], "'acme' is there already."),
        (["provider", "nova", "--name", "fr=x"], "'fr' is no locale that is written here."),
        (["term", "Bad-Id"], "'Bad-Id' cannot be the id of a term"),
        (["term", "code", "--preferred", "x"], "say the locale with each text"),
        (["locale", "zh"], "'zh' is a locale of this site already."),
        (["locale", "klingonish"], "'klingonish' is no known locale."),
        (["locale", "fr", "--from", "de"], "'de' is no locale that is written here."),
    ],
)
def test_wrong_use_is_told_and_writes_nothing(site: Path, arguments: list[str], message: str) -> None:
    before = sorted(site.rglob("*"))
    done = run(site, *arguments)
    assert done.exit_code == 2, done.output
    assert message in told(done)
    assert sorted(site.rglob("*")) == before


def test_at_a_terminal_it_asks(site: Path) -> None:
    answers = ["acme", "payments", "fees", "faq", "", "要付多少？"]
    output = talk([str(Path(sys.executable).with_name("helpcenter")), "new", "entry"], site, answers)
    assert "wrote content/zh/acme/payments/fees.yml" in output, output
    text = (site / "content/zh/acme/payments/fees.yml").read_text(encoding="utf-8")
    assert "audience: customer" in text
    assert "title: 要付多少？\n" in text


def talk(command: list[str], folder: Path, answers: list[str]) -> str:
    """Runs a command at a terminal of its own and types the answers, each when it is asked for."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command, cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True
    )
    os.close(theirs)
    output = b""
    waiting = list(answers)
    try:
        while select.select([ours], [], [], 60)[0]:
            try:
                piece = os.read(ours, 4096)
            except OSError:
                break  # The terminal is closed: the process has ended.
            output += piece
            if output.endswith(b": ") and waiting:
                os.write(ours, f"{waiting.pop(0)}\n".encode())
                output += b"\n"
    finally:
        process.wait(60)
        os.close(ours)
    assert process.returncode == 0, output.decode()
    return output.decode()


def told(done: Result) -> str:
    return " ".join(done.output.split())
