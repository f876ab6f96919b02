"""The catalog: what is paired, what falls back, what is stale, what is converted."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpcenter.catalog import Catalog, State, load_catalog, load_content, text_digests
from helpcenter.catalog.derivation import Converter
from helpcenter.catalog.linking import link, overlay
from helpcenter.diagnostics import ContentError
from tests.sites import LOCALE, SETTINGS, faq, translated_faq, write_site

GUIDE = """\
type: guide
audience: customer
title: 怎么退款
asks: [退钱]
summary: 填写表格，{{ fact.refund_time }}到账。
steps:
  - {id: x, do: 打开}
sources: [article]
reviewed: 2026-11-22
owner: content
""".replace("{id: x, do: 打开}", "do: 打开表格\n  - do: 提交表格")
TRANSLATED_GUIDE = """\
translates: zh
title: How do I get a refund?
asks: [money back]
summary: Fill in the form.
steps:
  - do: Open the form
  - do: Send it
"""


def catalog_of(folder: Path, files: dict[str, str], settings: str = SETTINGS) -> Catalog:
    return load_catalog(write_site(folder, files, settings=settings))


def test_a_translation_inherits_what_is_not_text(tmp_path: Path) -> None:
    files = {"zh/acme/refunds/how.yml": GUIDE, "en/acme/refunds/how.yml": TRANSLATED_GUIDE}
    version = catalog_of(tmp_path, files).entries["en"]["acme/refunds/how"]
    assert version.state is State.TRANSLATION
    assert version.entry.title == "How do I get a refund?"
    assert version.entry.audience.value == "customer"
    assert version.entry.sources == ("article",)
    assert [step.do for step in version.entry.steps] == ["Open the form", "Send it"]  # type: ignore[attr-defined]
    assert version.source_locale == "zh"


def test_a_text_is_stale_until_its_digest_is_renewed(tmp_path: Path) -> None:
    files = {"zh/acme/refunds/how.yml": GUIDE, "en/acme/refunds/how.yml": TRANSLATED_GUIDE}
    catalog = catalog_of(tmp_path, files)
    assert catalog.entries["en"]["acme/refunds/how"].stale == ("title", "summary", "steps.1", "steps.2")
    digests = text_digests(catalog.entries["zh"]["acme/refunds/how"].entry)
    listed = "".join(f"  {path}: {digest}\n" for path, digest in digests.items())
    files["en/acme/refunds/how.yml"] = f"{TRANSLATED_GUIDE}digests:\n{listed}"
    assert catalog_of(tmp_path, files).entries["en"]["acme/refunds/how"].stale == ()
    files["zh/acme/refunds/how.yml"] = GUIDE.replace("提交表格", "把表格寄出去")
    assert catalog_of(tmp_path, files).entries["en"]["acme/refunds/how"].stale == ("steps.2",)


def test_what_is_stale_is_the_same_with_digests_that_were_kept(tmp_path: Path) -> None:
    files = {"zh/acme/refunds/how.yml": GUIDE, "en/acme/refunds/how.yml": TRANSLATED_GUIDE}

    def stale(cache: Path | None) -> list[tuple[str, ...]]:
        settings = write_site(tmp_path, files)
        content = load_content(settings, cache)
        return [version.stale for version in link(settings, content).entries["en"].values()]

    cache = tmp_path / "cache"
    digests = text_digests(catalog_of(tmp_path, files).entries["zh"]["acme/refunds/how"].entry)
    for guide in (GUIDE, GUIDE, GUIDE.replace("提交表格", "把表格寄出去"), GUIDE):
        files["zh/acme/refunds/how.yml"] = guide
        listed = "".join(f"  {path}: {digest}\n" for path, digest in digests.items())
        files["en/acme/refunds/how.yml"] = f"{TRANSLATED_GUIDE}digests:\n{listed}"
        assert stale(cache) == stale(cache) == stale(None) == [("steps.2",) if "寄出去" in guide else ()]
    assert (cache / "digests.cache").is_file()


def test_a_minor_edit_makes_nothing_stale(tmp_path: Path) -> None:
    files = {"zh/acme/refunds/how.yml": GUIDE, "en/acme/refunds/how.yml": TRANSLATED_GUIDE}
    before = text_digests(catalog_of(tmp_path, files).entries["zh"]["acme/refunds/how"].entry)
    listed = "".join(f"  {path}: {digest}\n" for path, digest in before.items())
    files["en/acme/refunds/how.yml"] = f"{TRANSLATED_GUIDE}digests:\n{listed}"
    files["zh/acme/refunds/how.yml"] = (
        GUIDE.replace("打开表格", "打开退款表格") + f"minor: {{steps.1: [{before['steps.1']}]}}\n"
    )
    version = catalog_of(tmp_path, files).entries["en"]["acme/refunds/how"]
    assert (version.stale, version.minor) == ((), ("steps.1",))


def test_asks_are_a_locales_own(tmp_path: Path) -> None:
    files = {"zh/acme/refunds/how.yml": GUIDE, "en/acme/refunds/how.yml": TRANSLATED_GUIDE}
    assert "asks" not in text_digests(catalog_of(tmp_path, files).entries["zh"]["acme/refunds/how"].entry)


@pytest.mark.parametrize(
    ("fallback", "state"), [("notice", State.FALLBACK), ("stub", State.FALLBACK), ("none", None)]
)
def test_a_missing_translation_falls_back_as_set(tmp_path: Path, fallback: str, state: State | None) -> None:
    settings = f"{SETTINGS}      fallback: {fallback}\n"
    version = catalog_of(tmp_path, {"zh/acme/account/a.yml": faq("问")}, settings).version(
        "en", "acme/account/a"
    )
    assert (version.state if version else None) == state
    if version:
        assert (version.locale, version.text_locale, version.entry.title) == ("en", "zh", "问")


def test_a_translation_without_a_source_is_no_entry(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, {"en/acme/account/a.yml": translated_faq("A")})
    assert catalog.ids == ()


def test_an_entry_may_be_written_first_in_any_locale(tmp_path: Path) -> None:
    files = {
        "en/acme/account/a.yml": faq("A"),
        "zh/acme/account/a.yml": translated_faq("甲").replace("translates: zh", "translates: en"),
    }
    catalog = catalog_of(tmp_path, files)
    assert catalog.entries["en"]["acme/account/a"].state is State.SOURCE
    assert catalog.entries["zh"]["acme/account/a"].source_locale == "en"


def test_a_third_locale_is_a_folder_and_one_line_of_settings(tmp_path: Path) -> None:
    files = {
        "fr/locale.yml": LOCALE.format(name="Français"),
        "zh/acme/account/a.yml": faq("问"),
        "fr/acme/account/a.yml": translated_faq("Une question"),
    }
    settings = SETTINGS.replace("[zh, en]", "[zh, en, fr]")
    catalog = catalog_of(tmp_path, files, settings)
    assert catalog.entries["fr"]["acme/account/a"].entry.title == "Une question"
    assert list(catalog.translations("acme/account/a")) == ["zh", "fr"]


def test_a_derived_locale_is_converted_but_for_names_references_and_links(tmp_path: Path) -> None:
    settings = SETTINGS.replace("[zh, en]", "[zh, en, {tag: zh-Hant, derived_from: zh}]")
    text = "联系 Acme 客服，见[说明](entry:acme/account/a)和 `错误代码`，{{ fact.refund_time }}退款。"
    files = {
        "zh/acme/account/a.yml": faq("账户锁定", answer=text),
        "zh/glossary.yml": "terms: {account: {preferred: 账户, definition: 您的账户。}}\n",
        "zh-Hant/glossary.yml": "terms: {account: {preferred: 帳戶, definition: 您的帳戶。}}\n",
    }
    version = catalog_of(tmp_path, files, settings).entries["zh-Hant"]["acme/account/a"]
    assert version.state is State.CONVERTED
    assert version.entry.title == "帳戶鎖定", "the derived glossary decides"
    assert version.entry.answer == (  # type: ignore[attr-defined]
        "聯絡 Acme 客服，見[說明](entry:acme/account/a)和 `错误代码`，{{ fact.refund_time }}退款。"
    )


def test_a_brand_is_not_converted() -> None:
    assert Converter("s2twp", ["汇付"])("汇付的汇率") == "汇付的匯率"


def test_a_derived_glossary_says_what_words_become(tmp_path: Path) -> None:
    settings = SETTINGS.replace("[zh, en]", "[zh, en, {tag: zh-Hant, derived_from: zh}]")
    files = {
        "zh/acme/account/a.yml": faq("等待审核", answer="参数在下表，点“确定”。"),
        "zh-Hant/glossary.yml": "conversions: {审核: 審核, 参数: 參數, 表: 表, “: 「, ”: 」}\n",
    }
    entry = catalog_of(tmp_path, files, settings).entries["zh-Hant"]["acme/account/a"].entry
    assert entry.title == "等待審核", "OpenCC alone writes 稽核"
    assert entry.answer == "參數在下表，點「確定」。"  # type: ignore[attr-defined]


def test_faults_of_all_files_are_reported_together(tmp_path: Path) -> None:
    files = {
        "zh/acme/account/a.yml": faq("甲").replace("audience: both", "audience: all"),
        "zh/acme/account/b.yml": "title: [",
        "zh/acme/c.yml": faq("丙"),
    }
    with pytest.raises(ContentError) as caught:
        catalog_of(tmp_path, files)
    found = [(fault.location.path, fault.code) for fault in caught.value.diagnostics]
    assert found == [
        ("content/zh/acme/account/a.yml", "HC002"),
        ("content/zh/acme/account/b.yml", "HC005"),
        ("content/zh/acme/c.yml", "HC018"),
    ]


def test_a_locale_without_its_file_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        catalog_of(tmp_path, {"en/locale.yml": ""})
    assert "locale 'en' is in the settings but has no locale file." in str(caught.value)


def test_a_link_to_a_folder_outside_is_refused(tmp_path: Path) -> None:
    settings = write_site(tmp_path, {"zh/acme/account/a.yml": faq("甲")})
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "b.yml").write_text(faq("乙"), encoding="utf-8")
    (tmp_path / "content/zh/acme/payments").symlink_to(tmp_path / "outside")
    with pytest.raises(ContentError) as caught:
        load_catalog(settings)
    assert [fault.location.path for fault in caught.value.diagnostics] == ["content/zh/acme/payments"]


def test_overlay_keeps_the_sources_length() -> None:
    source = {"steps": [{"do": "a", "id": "x"}, {"do": "b"}], "kind": "fix", "asks": ["q"]}
    assert overlay(source, {"steps": [{"do": "A"}], "asks": ["r", "s"]}) == {
        "steps": [{"do": "A", "id": "x"}, {"do": "b"}],
        "kind": "fix",
        "asks": ["r", "s"],
    }
