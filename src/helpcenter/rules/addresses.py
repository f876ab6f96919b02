"""Web addresses in a text, as links and as plain words, and what is known about their kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from helpcenter.rules.passages import Passage


class Address(NamedTuple):
    """An address, the words it is linked with (empty for none), and its raw offset in the text."""

    url: str
    words: str
    offset: int

    @property
    def is_bare(self) -> bool:
        """True for an address that is written out and no link."""
        return not self.words


_BARE = re.compile(r"https?://[^\s<>\"'“”‘’()（）\[\]，。；、！？\u3000]+", re.IGNORECASE)
# Letters of a host written out: no Chinese, which stands around it without a space; other scripts imitate Latin.
_LETTER = r"[^\W_\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff]"
_HOST = re.compile(
    rf"(?<![A-Za-z0-9@./:_-])(?:{_LETTER}(?:(?:{_LETTER}|-){{0,61}}{_LETTER})?\.){{1,4}}"
    r"(?:[xX][nN]--[A-Za-z0-9-]+|[A-Za-z]{2,24})(?![A-Za-z0-9_@-]|\.[A-Za-z0-9])(?:/[^\s，。；、）)]*)?"
)


_WEB = re.compile(r"https?:", re.IGNORECASE)
_DOT_INSIDE = re.compile(rf"\.(?<={_LETTER}\.)(?={_LETTER})")


def addresses_in(passage: Passage) -> Iterator[Address]:
    """Yields the web addresses of a text: targets of links, addresses and hosts written out."""
    prose = passage.prose
    if not prose.links and not _DOT_INSIDE.search(prose.text):
        return
    spans = [link.span for link in prose.links]
    for link in prose.links:
        if _WEB.match(link.target):
            yield Address(link.target, "" if link.words == link.target else link.words or " ", link.offset)
    text = prose.text
    if not _DOT_INSIDE.search(text):
        return
    taken: list[tuple[int, int]] = []
    if "://" in text:
        for match in _BARE.finditer(text):
            taken.append(match.span())
            if not any(span.start <= match.start() < span.end for span in spans):
                yield Address(match[0].rstrip(".,;:!?"), "", passage.raw_offset(match.start()))
    for match in _HOST.finditer(text):
        inside = any(span.start <= match.start() < span.end for span in spans)
        if not inside and not any(start <= match.start() < end for start, end in taken):
            yield Address(f"https://{match[0].rstrip('.,')}", "", passage.raw_offset(match.start()))


def host_of(url: str) -> str:
    """Returns the host of an address in small letters; empty when there is none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


_SHORTENERS = frozenset(
    {
        "adf.ly", "b23.tv", "bit.do", "bit.ly", "buff.ly", "cutt.ly", "dwz.cn", "goo.gl", "is.gd", "lnkd.in",
        "ow.ly", "rb.gy", "rebrand.ly", "s.id", "shorturl.at", "sina.lt", "suo.im", "t.cn", "t.co", "t.ly",
        "tiny.cc", "tinyurl.com", "u.nu", "url.cn", "v.gd", "0x9.me", "dwz.date", "suo.nz", "m.tb.cn", "dwz.lc",
        "rrd.me", "c7.gg", "shrtco.de", "985.so",
    }
)  # fmt: skip


def is_shortener(host: str) -> bool:
    """True for a service whose links hide where they lead."""
    return host.removeprefix("www.") in _SHORTENERS


def is_app_package(url: str) -> bool:
    """True for an address of a program to install."""
    try:
        return urlsplit(url).path.lower().endswith((".apk", ".xapk", ".apks", ".ipa", ".exe", ".msi", ".dmg"))
    except ValueError:
        return False


_QR = re.compile(r"(?:^|[/._-])qr(?:[-_]?code)?s?(?:[/._?-]|$)|qrcode|erweima", re.IGNORECASE)


def shows_qr_code(url: str) -> bool:
    """True for an address that makes or shows a QR code."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    names = " ".join(name for name, _ in parse_qsl(parts.query, keep_blank_values=True))
    return bool(_QR.search(parts.path) or _QR.search(parts.hostname or "") or _QR.search(names))
