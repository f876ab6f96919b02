"""A small site with a fallback, a stale translation, a renamed entry, a verified contact and an expired one."""

from __future__ import annotations

from pathlib import Path

from helpcenter.model import Settings
from tests.sites import faq, translated_faq, write_site

PROVIDER = """\
names: {en: Acme, zh: Acme}
description: {en: An example that pays., zh: 一个付款的例子。}
official_domains: [acme.example]
sources:
  article:
    title: {en: An article about Acme, zh: 一篇介绍 Acme 的文章}
    url: https://acme.example/help
    retrieved: 2026-11-20
channels:
  phone:
    source: article
    hours: {kind: around_the_clock}
    first_reply: {at_once: true}
    contact:
      value: +1 555 0100
      source: https://acme.example/contact
      verified_on: 2026-11-01
      verified_by: Li
      expires_on: 2027-01-30
  email:
    source: article
    first_reply: {within: {at_most: 24, unit: hour}}
    contact:
      value: help@acme.example
      source: https://acme.example/contact
      verified_on: 2026-05-01
      verified_by: Li
      expires_on: 2026-11-01
facts:
  refund_time: {type: duration, source: article, value: {at_least: 5, at_most: 7, unit: business_day}}
"""
LEDGER = """\
# Every address that was ever published.
en/acme/account/locked/ 2026-10-01 2026-11-05 00000000
en/acme/refunds/old-name/ 2026-10-01 2026-10-02 00000000
zh/acme/account/locked/ 2026-10-01 2026-11-10 00000000
zh/acme/refunds/old-name/ 2026-10-01 2026-10-03 00000000
zh/acme/payments/only-chinese/ 2026-11-12 2026-11-12 00000000
"""
NOTES = """\
updates:
  - {day: 2026-11-10, entry: acme/account/locked, note: {zh: 解锁的步骤变了。, en: Other steps.}}
"""
FILES = {
    "providers/acme.yml": PROVIDER,
    "published.txt": LEDGER,
    "updates.yml": NOTES,
    "redirects.yml": "entries: {acme/refunds/old-name: acme/refunds/request-refund}\n",
    "zh/acme/account/locked.yml": faq(
        "账户被锁了怎么办？",
        asks="[登不进去, 账户锁住]",
        summary="联系 Acme 客服，核实身份后就能解锁。",
        answer="客服核实身份后会解锁。",
    ),
    "en/acme/account/locked.yml": translated_faq(
        "What if my account is locked?",
        asks="[cannot log in, account locked]",
        summary="Contact Acme support. They unlock it once they know it's you.",
        answer="Support unlocks it once they know it's you.",
        digests="{title: 00000000}",
    ),
    "zh/acme/refunds/request-refund.yml": faq(
        "退款怎么申请？",
        asks="[怎么退款, 退钱]",
        summary="联系客服。处理需要 {{ fact.refund_time }}。",
        answer="联系客服，说明要退款；也可以看[账户被锁了怎么办](entry:acme/account/locked)。",
    ),
    "en/acme/refunds/request-refund.yml": translated_faq(
        "How do I ask for a refund?",
        asks="[get my money back, refund]",
        summary="Contact support. It takes {{ fact.refund_time }}.",
        answer="Tell support, or see [What if my account is locked?](entry:acme/account/locked).",
    ),
    "zh/acme/payments/only-chinese.yml": faq(
        "付款没有成功怎么办？",
        asks="[付不了款, 付款失败]",
        summary="先查交易记录，再决定要不要重付。",
        answer="查看交易记录里的状态。",
        money='{charged: "unknown", retry: after_checking}',
    ),
}


def write_shapes(folder: Path) -> Settings:
    """Writes the site below a folder."""
    return write_site(folder, FILES)
