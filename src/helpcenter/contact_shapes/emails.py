"""E-mail addresses, also those written so that only a person reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpcenter.contact_shapes.shape import Candidate, ContactKind

_EMAIL = re.compile(
    r"(?<![\w.+/-])([A-Za-z0-9][\w.+-]{0,63})[ \u200b]?@[ \u200b]?"
    r"((?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24})(?![\w-])",
    re.ASCII,
)
_FILE_ENDINGS = frozenset(
    {"png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "css", "js", "mjs", "json", "html", "xml", "yml"}
)  # fmt: skip
_HIDDEN_EMAIL_TRIGGERS = (
    "at)", "at]", "at}", "at）", "at】", " dot ", "at >", "<at>", "换成@", "替换为@",
    "艾特", " @ ",
)  # fmt: skip
_HIDDEN_AT = re.compile(
    r"[(\[{<（【]\s*at\s*[)\]}>）】]|\s@\s|艾特|\sat\s(?=[\w-]+\s+dot\s)", re.IGNORECASE | re.ASCII
)
_HIDDEN_NAME = re.compile(r"(?<![\w.+-])([A-Za-z0-9][\w.+-]{1,63})\s*$", re.ASCII)
_HIDDEN_HOST = re.compile(
    r"\s*([A-Za-z0-9-]{2,63})\s*(?:[(\[{<（【]\s*dot\s*[)\]}>）】]|\.|点|\sdot\s)\s*([A-Za-z]{2,24})(?![\w-])",
    re.IGNORECASE | re.ASCII,
)
_SWAPPED_EMAIL = re.compile(
    r"[A-Za-z0-9][\w.+-]{1,63}[#*$&!~][A-Za-z0-9-]{2,63}\.[A-Za-z]{2,24}(?=.{0,12}(?:换成|替换为|改成)\s*@)",
    re.ASCII | re.DOTALL,
)


def emails(text: str) -> Iterator[Candidate]:
    """Yields the e-mail addresses of a folded text."""
    if "@" in text:
        yield from _plain_emails(text)
    lower = text.lower()
    for trigger in _HIDDEN_EMAIL_TRIGGERS:
        at = lower.find(trigger)
        while at >= 0:
            yield from _hidden_emails(text, max(0, at - 160), at + 200)
            at = lower.find(trigger, at + 60)


def _plain_emails(text: str) -> Iterator[Candidate]:
    for match in _EMAIL.finditer(text):
        host = match[2].lower()
        if host.rpartition(".")[2] not in _FILE_ENDINGS:
            yield match.start(), match.end(), ContactKind.EMAIL, f"{match[1]}@{host}".lower(), " " in match[0]


def _hidden_emails(text: str, first: int, last: int) -> Iterator[Candidate]:
    """Yields those around a place that looks like a part of one."""
    for match in _HIDDEN_AT.finditer(text, first, last):
        name = _HIDDEN_NAME.search(text, max(0, match.start() - 70), match.start())
        host = _HIDDEN_HOST.match(text, match.end())
        if name and host:
            yield name.start(), host.end(), ContactKind.EMAIL, f"{name[1]}@{host[1]}.{host[2]}".lower(), True
    for match in _SWAPPED_EMAIL.finditer(text, first, last):
        yield match.start(), match.end(), ContactKind.EMAIL, re.sub(r"[#*$&!~]", "@", match[0]).lower(), True
