"""Faults to put into a clean site, as a hurried writer would make them, each with the place where it must be found.

A seed changes one text of one entry (its own copy of an entry of the site) or of one shared file: `old` becomes
`new`, in which `§` marks the place. What the same slip must also bring in its other language stands in `also`.
"""

from __future__ import annotations

from typing import NamedTuple

REFUND = "examplepay/refunds/request-refund"
FAILS = "examplepay/payments/payment-fails"
REGISTER = "examplepay/account/register"

ZH_SUMMARY = "summary: 在官方网站填写资料就能注册。"
EN_SUMMARY = "summary: Fill in your details on the official website."
ZH_LINK = "[怎么退款](entry:examplepay/refunds/request-refund#step-2)"
EN_LINK = "[how to ask](entry:examplepay/refunds/request-refund#step-2)"


class Seed(NamedTuple):
    """One fault. `entry` is the entry that is copied for it, `locale` the version that is at fault."""

    code: str
    entry: str
    locale: str
    old: str
    new: str
    also: tuple[tuple[str, str], ...] = ()
    """Changes of the other version: (old, new); a `§` there is a second finding of the same code."""


def both(code: str, chinese: str, english: str) -> Seed:
    """A link that is wrong in both languages."""
    return Seed(code, REGISTER, "zh", ZH_LINK, chinese, ((EN_LINK, english),))


IN_ENTRIES: tuple[Seed, ...] = (
    # form
    Seed("HC002", REFUND, "zh", "audience: customer", "audience: §everyone"),
    Seed("HC003", REGISTER, "zh", "owner: content", "§ownner: content\nowner: content"),
    Seed("HC004", FAILS, "zh", "summary: 先查网络，再查余额；还是不行，就联系示例付客服。\n", ""),
    Seed("HC005", REGISTER, "en", EN_SUMMARY, "summary: Register§: fill in your details."),
    Seed("HC006", REFUND, "zh", "owner: content", "owner: content\n§owner: others"),
    Seed("HC007", REGISTER, "zh", ZH_SUMMARY, "summary: §&it 在官方网站填写资料就能注册。"),
    Seed("HC014", REGISTER, "en", EN_SUMMARY, "summary: Fill§\u200b in your details."),
    Seed("HC019", REGISTER, "zh", ZH_SUMMARY, "summary: 处理需要 §{{ refund_time }}。"),
    Seed("HC020", REFUND, "en", "usually takes {{ fact.refund_time }}", "usually takes §{{ fact.refund_tme }}"),
    Seed("HC022", REGISTER, "zh", ZH_LINK, "[打电话](§tel:112)", ((EN_LINK, "how to ask"),)),
    Seed("HC023", REFUND, "en", "- do: Open the transaction record", "- do: Open §**all** records"),
    # structure
    Seed("HC107", FAILS, "zh", "  - id: balance\n", "  - id: §money\n", (("", ""),)),
    Seed("HC108", FAILS, "zh", "next: switch", "next: §swich"),
    Seed("HC109", FAILS, "zh", "      - {label: 正常, next: balance}", "      - {label: 正常, next: otherwise}"),
    Seed("HC111", FAILS, "zh", "OTHERWISE", "", (("OTHERWISE", ""),)),
    Seed("HC113", FAILS, "zh", "money: {charged: unknown, retry: after_checking}\n", ""),
    Seed("HC115", REFUND, "zh", "prepare: [transaction_number, account]", "prepare: [§transaction_nr, account]"),
    Seed("HC116", FAILS, "zh", "channels: [live_chat, phone]", "channels: [live_chat, §qq]"),
    Seed("HC117", REFUND, "zh", "returns: refund_time", "returns: §refund_days"),
    Seed("HC190", REGISTER, "zh", "owner: content", "owner: content\nallow:\n  - §HC405: 没有理由"),
    Seed("HC191", REGISTER, "zh", "owner: content", "owner: content\nallow:\n  - §HC501: 传单上的号码"),
    # translation
    Seed("HC204", REFUND, "en", "STEP-2", ""),
    Seed("HC205", REGISTER, "en", EN_SUMMARY, "summary: Fill in §70% of your details on the official website."),
    Seed("HC206", REFUND, "en", "answers {{ channel.live_chat.first_reply }}", "answers §{{ channel.phone.hours }}"),
    Seed("HC207", REGISTER, "en", EN_SUMMARY, "summary: §在官方网站填写资料就能注册。"),
    Seed("HC208", REGISTER, "en", EN_SUMMARY, "summary: Fill in your details, or ask §客服."),
    Seed("HC209", REGISTER, "zh", ZH_SUMMARY, "summary: 在官方网站填写资料就能§request解锁。"),
    Seed("HC210", REFUND, "en", "(entry:examplepay/account/register)", "(§entry:examplepay/payments/payment-fails)"),
    # links
    both("HC301", "[怎么退款](§entry:examplepay/refund/request)", "[how to ask](§entry:examplepay/refund/request)"),
    both(
        "HC302", "[余额](§entry:examplepay/payments/payment-fails#balans)",
        "[balance](§entry:examplepay/payments/payment-fails#balans)",
    ),
    both("HC303", "[怎么退款](§https://help.example.com/zh/)", "[how to ask](§https://help.example.com/zh/)"),
    both("HC304", "[怎么注册](§entry:SELF)", "[how to register](§entry:SELF)"),
    both("HC307", "[官网](§http://pay.example.com/)", "[official site](§http://pay.example.com/)"),
    both("HC308", "[博客](§https://blog.other.test/x)", "[blog](§https://blog.other.test/x)"),
    both("HC309", " [www.example.org](§https://pay.example.com/)", "[www.example.org](§https://pay.example.com/)"),
    Seed(
        "HC310", REFUND, "zh", "related: [examplepay/payments/payment-fails",
        "related: [§examplepay/payment/payment-fails",
    ),
    # wrong in one language only: one finding, not a second one about the difference
    Seed("HC301", REGISTER, "en", EN_LINK, "[how to ask](§entry:examplepay/refund/request)"),
    Seed("HC302", REGISTER, "en", EN_LINK, "[how to ask](§entry:examplepay/refunds/request-refund#stepp-2)"),
    Seed("HC303", REGISTER, "zh", ZH_LINK, "[怎么退款](§entry:zh/examplepay/refunds/request-refund)"),
    Seed("HC304", REGISTER, "en", EN_LINK, "[how to register](§entry:SELF)"),
    # style
    Seed("HC401", REGISTER, "en", EN_SUMMARY, "summary: Fill in your details at §ExamplPay."),
    Seed("HC401", REGISTER, "zh", ZH_SUMMARY, "summary: 在§示列付网站填写资料就能注册。"),
    Seed("HC402", REGISTER, "en", EN_SUMMARY, "summary: Fill in your details at §EXAMPLEPAY."),
    Seed("HC403", REFUND, "zh", "detail: 登录后就能看到。", "detail: §登陆后就能看到。"),
    Seed("HC404", REFUND, "zh", "      - 付错了", "      - 付错了§API"),
    Seed("HC405", FAILS, "zh", "text: 告诉客服您看到的提示。", "text: 告诉客服您看到的提示§,再等。"),
    Seed("HC406", FAILS, "zh", "text: 换好之后再试。", "text: §換好之后再试。"),
    Seed(
        "HC407", REGISTER, "en", "TITLE",
        "title: §What should I do if I want to open an account, NAME, on the official website?",
    ),
    Seed("HC410", REFUND, "zh", "      - 没收到东西", "      - 我们§致力于帮您"),
    Seed("HC411", FAILS, "zh", "TITLE", "title: NAME 付款失败怎么办§。"),
    # trust
    Seed("HC501", REFUND, "zh", "      - 没收到东西", "      - 请加微信 §VX：kefu8899abc"),
    Seed("HC501", REGISTER, "en", EN_SUMMARY, "summary: Call §1❋888❋555❋0100 to register."),
    Seed("HC501", FAILS, "zh", "    help: 打开别的网页看一看。", "    help: 请拨打§四零零 8OO 1234。"),
    both("HC504", "[登录](§https://examplepay-help.test/)", "[log in](§https://examplepay-help.test/)"),
    Seed("HC505", REFUND, "zh", "detail: 登录后就能看到。", "detail: 登录后§把验证码告诉客服。"),
    Seed("HC505", FAILS, "en", "text: Try again afterwards.", "text: §Install AnyDesk and try again."),
    both("HC506", "[表格](§https://bit.ly/3xyz)", "[form](§https://bit.ly/3xyz)"),
    both("HC507", "[应用](§https://pay.example.com/app.apk)", "[app](§https://pay.example.com/app.apk)"),
    both("HC508", "[扫码](§https://pay.example.com/qrcode.png)", "[scan](§https://pay.example.com/qrcode.png)"),
    Seed("HC509", REFUND, "zh", "sources: [article]", "sources: [§artikel]"),
    Seed(
        "HC510", REFUND, "zh", "通常需要 {{ fact.refund_time }}", "通常需要 §5–7 个工作日",
        (("It usually takes {{ fact.refund_time }}.", "It usually takes §5 to 7 business days."),),
    ),
    Seed(
        "HC511", REGISTER, "zh", ZH_SUMMARY, "summary: 填写资料，等 §3 天就能注册。",
        ((EN_SUMMARY, "summary: Fill in your details and wait §3 days."),),
    ),
    # freshness
    Seed("HC601", REFUND, "zh", "reviewed: 2026-11-10", "reviewed: §2025-11-10"),
    Seed("HC602", FAILS, "zh", "owner: content", "owner: §tbd"),
    Seed("HC603", REGISTER, "zh", "reviewed: 2026-11-10", "reviewed: §2027-11-10"),
)  # fmt: skip

IN_FILES: tuple[tuple[str, str, str, str], ...] = (
    ("HC211", "content/en/locale.yml", "  search.label: Search\n", ""),
    ("HC212", "content/en/locale.yml", '"{count} found"', '§"{number} found"'),
    ("HC502", "content/providers/examplepay.yml", "expires_on: 2027-02-01", "expires_on: §2026-11-20"),
    (
        "HC503", "content/providers/examplepay.yml", "source: https://pay.example.com/contact",
        "source: §https://example.net/contact",
    ),
    (
        "HC501", "content/providers/examplepay.yml", "  en: A payment service for tests.",
        "  en: A payment service, §help@example.net.",
    ),
    (
        "HC118", "mkdocs.yml", "charged: examplepay/payments/payment-fails",
        "charged: §examplepay/payments/payment-fail",
    ),
    ("HC305", "content/redirects.yml", "", "entries:\n  §old/one/two: examplepay/account/registers\n"),
    ("HC306", "content/published.txt", "", "zh/\n§en/examplepay/account/registers/\n"),
)  # fmt: skip
"""Faults of shared files: code, file, `old` (empty for a new file), `new`."""
