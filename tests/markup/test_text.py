"""Writers' text: references, values, links, and nothing that could run."""

from __future__ import annotations

import pytest

from helpcenter.catalog import Catalog, load_catalog
from helpcenter.markup import Markup, Rendered, Scope
from helpcenter.model import TextKind
from tests.sites import LOCALE, write_site

PROVIDER = """\
names: {en: Acme, zh: Acme}
description: {en: An example., zh: 示例。}
sources: {article: {title: {en: An article, zh: 文章}, retrieved: 2026-11-22}}
channels:
  phone:
    source: article
    hours: {kind: around_the_clock}
    first_reply: {within: {at_most: 60, unit: second}, usually: true}
    where: {en: the app, zh: 应用}
  email:
    source: article
    hours: {kind: working_hours, opens: "09:00", closes: "18:00", time_zone: Asia/Shanghai}
    first_reply: {text: {en: varies, zh: 不一定}}
facts:
  refund_time: {type: duration, source: article, value: {at_least: 5, at_most: 7, unit: business_day}}
  one_day: {type: duration, source: article, value: {at_most: 1, unit: business_day}}
  wait: {type: duration, source: article, value: {at_most: 1, unit: hour}}
  fee: {type: money, source: article, amount: "1234.50", currency: CNY}
  methods: {type: list, source: article, items: [{en: card, zh: 银行卡}, {en: cash, zh: 现金}, {en: app, zh: 应用}]}
  notice: {type: text, source: article, text: {en: by e-mail, zh: 邮件}}
"""
STRINGS = """\
strings:
  value.within: {duration}内
  value.usually: 通常 {value}
  value.around_the_clock: 24 小时
"""


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    zh = LOCALE.format(name="中文").replace(
        '{one: "{n} business day", other: "{n} business days"}', '{other: "{n} 个工作日"}'
    )
    files = {
        "providers/acme.yml": PROVIDER,
        "providers/other.yml": PROVIDER.replace("Acme", "Other"),
        "zh/locale.yml": zh + STRINGS.replace(": {duration}内", ': "{duration}内"'),
        "zh/glossary.yml": "terms: {otp: {preferred: 验证码, definition: 一次性的数字。}}\n",
        "en/glossary.yml": "terms: {otp: {preferred: verification code, definition: A one-time number.}}\n",
    }
    return load_catalog(write_site(tmp_path_factory.mktemp("site"), files))


def render(catalog: Catalog, text: str, locale: str = "en", kind: TextKind = TextKind.INLINE) -> Rendered:
    def href(target: str) -> str | None:
        return f"/{locale}/{target.partition(':')[2]}/" if "gone" not in target else None

    return Markup(catalog).render(text, kind, Scope(locale, "acme", href))


@pytest.mark.parametrize(
    ("reference", "english", "chinese"),
    [
        ("fact.refund_time", "5–7 business days", "5–7 个工作日"),
        ("fact.one_day", "1 business day", "1 个工作日"),
        ("fact.wait", "1 hour", "1小时"),
        ("fact.fee", "CN¥1,234.50", "¥1,234.50"),
        ("fact.methods", "card, cash, and app", "银行卡、现金和应用"),
        ("fact.notice", "by e-mail", "邮件"),
        ("channel.phone", "Phone", "Phone"),
        ("channel.phone.hours", "24 hours a day", "24 小时"),
        ("channel.phone.first_reply", "usually within 60 seconds", "通常 60秒钟内"),
        ("channel.phone.where", "the app", "应用"),
        ("channel.email.hours", "09:00–18:00 (Asia/Shanghai)", "09:00–18:00 (Asia/Shanghai)"),
        ("channel.email.first_reply", "varies", "不一定"),
        ("other:fact.notice", "by e-mail", "邮件"),
        ("term.otp", "verification code", "验证码"),
        ("provider.other", "Other", "Other"),
        ("item.time", "When it happened", "When it happened"),
    ],
)
def test_a_reference_reads_as_the_locale_says_it(
    catalog: Catalog, reference: str, english: str, chinese: str
) -> None:
    assert render(catalog, f"{{{{ {reference} }}}}").plain == english
    assert render(catalog, f"{{{{ {reference} }}}}", "zh").plain == chinese


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("{{ fact.refund_tme }}", "HC020", "'acme' has no fact 'refund_tme'. Did you mean 'refund_time'?"),
        ("{{ channel.phon }}", "HC020", "'acme' has no channel 'phon'. Did you mean 'phone'?"),
        ("{{ channel.phone.when }}", "HC020", "a channel has no 'when'. Did you mean 'where'?"),
        (
            "{{ channel.phone.note }}",
            "HC020",
            "'acme' states no 'note' for 'phone'. Say that it is not stated, or add it with its source.",
        ),
        (
            "{{ channel.phone.contact }}",
            "HC020",
            "a contact is never put into text. Name the channel; its page shows it.",
        ),
        ("{{ otter:fact.notice }}", "HC020", "'otter' is no provider. Did you mean 'other'?"),
        ("{{ term.otpp }}", "HC020", "'otpp' is no term of the glossary. Did you mean 'otp'?"),
        ("{{ provider.acne }}", "HC020", "'acne' is no provider. Did you mean 'acme'?"),
        ("{{ item.tim }}", "HC020", "'tim' is no item of the checklist. Did you mean 'time'?"),
        (
            "{{ config.site_url }}",
            "HC019",
            (
                "'{{ config.site_url }}' is not a reference. "
                "Write it as {{ fact.name }}, {{ channel.name.first_reply }}, {{ term.name }}."
            ),
        ),
        (
            "[x](javascript:alert(1))",
            "HC022",
            "'javascript:alert(1)' cannot be linked to. Link to entry:…, page:… or an https address.",
        ),
        (
            "[x](http://example.com/)",
            "HC022",
            "'http://example.com/' cannot be linked to. Link to entry:…, page:… or an https address.",
        ),
        (
            "[x](//example.com/)",
            "HC022",
            "'//example.com/' cannot be linked to. Link to entry:…, page:… or an https address.",
        ),
    ],
)
def test_a_fault_in_a_text_is_a_problem_with_its_place(
    catalog: Catalog, text: str, code: str, message: str
) -> None:
    rendered = render(catalog, f"见 {text} here")
    assert [(problem.code, f"{problem.message} {problem.hint}".strip()) for problem in rendered.problems] == [
        (code, message)
    ]
    found = rendered.problems[0]
    assert f"见 {text} here"[found.offset :].startswith(found.snippet)
    assert "javascript" not in rendered.html


def test_a_repeated_fault_is_reported_at_each_place(catalog: Catalog) -> None:
    offsets = [problem.offset for problem in render(catalog, "{{ fact.x }} and {{ fact.x }}").problems]
    assert offsets == [0, 17]


def test_markdown_becomes_html_and_raw_html_stays_text(catalog: Catalog) -> None:
    text = "## Head\n\n1. one **two**\n2. `code`\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<b onclick=x>raw</b>"
    html = render(catalog, text, kind=TextKind.BLOCK).html
    for part in ("<h2>Head</h2>", "<strong>two</strong>", "<code>code</code>", '<th scope="col">a</th>'):
        assert part in html
    assert "&lt;b onclick=x&gt;raw&lt;/b&gt;" in html


def test_links_are_addressed_noted_and_left_out_when_dead(catalog: Catalog) -> None:
    text = "[one](entry:acme/account/a#step-2), [two](page:gone), <https://example.com/>"
    rendered = render(catalog, text)
    assert '<a href="/en/acme/account/a#step-2/">one</a>' in rendered.html
    assert "two" in rendered.html
    assert "gone" not in rendered.html
    assert '<a href="https://example.com/" rel="noopener nofollow">' in rendered.html
    targets = [(link.text, link.target, text[link.offset :][: len(link.target)]) for link in rendered.links]
    assert targets == [
        ("one", "entry:acme/account/a#step-2", "entry:acme/account/a#step-2"),
        ("two", "page:gone", "page:gone"),
        ("https://example.com/", "https://example.com/", "https://example.com/"),
    ]


def test_a_line_has_no_markup(catalog: Catalog) -> None:
    rendered = render(catalog, "a *b* <i> {{ fact.notice }}", kind=TextKind.LINE)
    assert rendered.html == "a *b* &lt;i&gt; {{ fact.notice }}"
    assert rendered.plain == "a *b* <i> {{ fact.notice }}"


def test_the_markdown_form_has_values_and_addresses_and_no_raw_html(catalog: Catalog) -> None:
    text = "**{{ fact.notice }}** [one](entry:acme/a) [bad](javascript:x) <script>"
    assert render(catalog, text).markdown == "**by e-mail** [one](/en/acme/a/) bad \\<script>"


def test_a_reference_in_code_is_shown_as_it_is(catalog: Catalog) -> None:
    rendered = render(catalog, "write `{{ fact.nothing }}`")
    assert rendered.html == "write <code>{{ fact.nothing }}</code>"
    assert rendered.problems == ()
