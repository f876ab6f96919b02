"""Small sites by shape, written as real files: what catalog, routes, rules and builds are tested on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from helpcenter.model import Settings, read_settings

LOCALE = """\
name: {name}
categories:
  account: {{name: Account, description: Logging in.}}
  payments: {{name: Payments, description: Paying.}}
  refunds: {{name: Refunds, description: Money back.}}
checklist: {{time: When it happened}}
channels: {{phone: Phone}}
units: {{business_day: {{one: "{{n}} business day", other: "{{n}} business days"}}}}
"""
PROVIDER = """\
names: {en: Acme, zh: Acme}
description: {en: An example., zh: 示例。}
sources: {article: {title: {en: An article, zh: 文章}, retrieved: 2026-11-22}}
channels:
  phone: {source: article, hours: {kind: around_the_clock}, first_reply: {at_once: true}}
facts:
  refund_time: {type: duration, source: article, value: {at_least: 5, at_most: 7, unit: business_day}}
"""
SETTINGS = """\
site_name: Test
site_url: https://help.example.com/
theme: {name: material}
plugins:
  - helpcenter:
      locales: [zh, en]
      categories: [account, payments, refunds]
"""


def faq(title: str, **fields: str) -> str:
    """Returns a question in YAML; `fields` are more lines, by name, in YAML."""
    lines = {
        "type": "faq",
        "audience": "both",
        "title": title,
        "asks": f"['{title} please']",
        "summary": f"The answer to {title}.",
        "answer": f"The whole answer to {title}.",
        "sources": "[article]",
        "reviewed": "2026-11-22",
        "owner": "content",
        **fields,
    }
    return "".join(f"{name}: {value}\n" for name, value in lines.items())


def translated_faq(title: str, **fields: str) -> str:
    """Returns the translation of a question in YAML."""
    lines = {
        "translates": "zh",
        "title": title,
        "asks": f"['{title} please']",
        "summary": f"The answer to {title}.",
        "answer": f"The whole answer to {title}.",
        **fields,
    }
    return "".join(f"{name}: {value}\n" for name, value in lines.items())


def write_site(folder: Path, files: Mapping[str, str], *, settings: str = SETTINGS) -> Settings:
    """Writes a site with provider `acme` and locales `zh` and `en` below `folder`; returns its settings.

    `files` are more files, by path below `content/`; an empty text leaves a standard file out.
    """
    standard = {
        "providers/acme.yml": PROVIDER,
        "zh/locale.yml": LOCALE.format(name="中文"),
        "en/locale.yml": LOCALE.format(name="English"),
    }
    for path, text in {**standard, **files}.items():
        if text:
            file = folder / "content" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    (folder / "docs").mkdir(exist_ok=True)
    return read_settings(folder / "mkdocs.yml")
