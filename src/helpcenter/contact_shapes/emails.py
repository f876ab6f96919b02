"""E-mail addresses, also those written so that only a person reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpcenter.contact_shapes.shape import Candidate, ContactKind

_NAME = re.compile(r"(?<![\w.+/-])([A-Za-z0-9][\w.+-]{0,63})[ \u200b]?$", re.ASCII)
_HOST = re.compile(r"[ \u200b]?((?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24})(?![\w-])", re.ASCII)
_FILE_ENDINGS = frozenset(
    {"png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "css", "js", "mjs", "json", "html", "xml", "yml"}
)  # fmt: skip
# What stands for the @; each form is rare, and quickly seen to be missing.
_BRACKETED_AT = re.compile(r"[(\[{<（【]\s*[Aa][Tt]\s*[)\]}>）】]", re.ASCII)
_SPACED_AT = re.compile(r"@(?<=\s@)\s|艾特", re.ASCII)
_BRACKETED_AT_IN_PARTS = re.compile(r"at(?<=[\s(\[{<（【]at)\s*(?:[)\]}>）】]|$)", re.MULTILINE)
_SPELT_AT = re.compile(r"\sat\s(?=[\w-]+\s+dot\s)", re.IGNORECASE | re.ASCII)
_HIDDEN_NAME = re.compile(r"(?<![\w.+-])([A-Za-z0-9][\w.+-]{1,63})\s*$", re.ASCII)
_HIDDEN_HOST = re.compile(
    r"\s*([A-Za-z0-9-]{2,63})\s*(?:[(\[{<（【]\s*dot\s*[)\]}>）】]|\.|点|\sdot\s)\s*([A-Za-z]{2,24})(?![\w-])",
    re.IGNORECASE | re.ASCII,
)
_SWAP_TOLD = re.compile(r"(?:换成|替换为|改成)\s*@")
_SWAPPED_EMAIL = re.compile(r"[A-Za-z0-9][\w.+-]{1,63}[#*$&!~][A-Za-z0-9-]{2,63}\.[A-Za-z]{2,24}", re.ASCII)


def emails(text: str, lower: str) -> Iterator[Candidate]:
    """Yields the e-mail addresses of a folded text."""
    if "@" in text:
        yield from _plain_emails(text)
        yield from _swapped_emails(text)
    if "@" in text or "艾特" in text:
        for match in _SPACED_AT.finditer(text):
            yield from _hidden_email(text, match.start(), match.end())
    if "at" in lower:
        for match in _BRACKETED_AT.finditer(text):
            yield from _hidden_email(text, match.start(), match.end())
    at = lower.find(" dot ")
    while at >= 0:
        spelt = _SPELT_AT.search(text, max(0, at - 70), at + 5)
        if spelt:
            yield from _hidden_email(text, spelt.start(), spelt.end())
        at = lower.find(" dot ", at + 1)


def may_hold_email(lower: str) -> bool:
    """False when no text made of these lines holds an address, whichever lines stand beside them."""
    if "@" in lower or "艾特" in lower or " dot " in lower:
        return True
    return "at" in lower and _BRACKETED_AT_IN_PARTS.search(lower) is not None


def _plain_emails(text: str) -> Iterator[Candidate]:
    at = text.find("@")
    while at >= 0:
        name = _NAME.search(text, max(0, at - 66), at)
        host = _HOST.match(text, at + 1)
        if name and host and host[1].lower().rpartition(".")[2] not in _FILE_ENDINGS:
            start, end = name.start(), host.end()
            yield start, end, ContactKind.EMAIL, f"{name[1]}@{host[1]}".lower(), " " in text[start:end]
        at = text.find("@", at + 1)


def _hidden_email(text: str, start: int, end: int) -> Iterator[Candidate]:
    """Yields the address around what stands for its @."""
    name = _HIDDEN_NAME.search(text, max(0, start - 70), start)
    host = _HIDDEN_HOST.match(text, end)
    if name and host:
        yield name.start(), host.end(), ContactKind.EMAIL, f"{name[1]}@{host[1]}.{host[2]}".lower(), True


def _swapped_emails(text: str) -> Iterator[Candidate]:
    """Yields addresses beside the words that tell which character to replace by @."""
    for told in _SWAP_TOLD.finditer(text):
        for match in _SWAPPED_EMAIL.finditer(text, max(0, told.start() - 150), told.start()):
            yield (
                match.start(),
                match.end(),
                ContactKind.EMAIL,
                re.sub(r"[#*$&!~]", "@", match[0]).lower(),
                True,
            )
