"""Reads a page's links: where they lead, and whether their text says so too."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache

from selectolax.lexbor import LexborNode

from helpcenter.audit.addresses import Address, Leads, SiteAddress
from helpcenter.audit.check import Mark
from helpcenter.audit.facts import Link, LinkFacts, Mention, Naming, StatedUrl
from helpcenter.audit.reading.head import Attributes
from helpcenter.audit.reading.marks import MOST_MARKS, mark_of
from helpcenter.audit.reading.sharing import shared
from helpcenter.contact_shapes import ContactBook, ContactKind, contact_shapes

HOST = re.compile(
    r"(?<![\w@.\-/])(?:https?://)?((?:[A-Za-z0-9\u00c0-\u052f-]{1,63}\.)+[A-Za-z]{2,24})(?![\w-]|\.\w|@)"
)
"""A host as text names it."""
_MAY_NAME_HOST = re.compile(r"\.[A-Za-z]{2}")
FILE_ENDINGS = frozenset({
    "css", "gif", "gz", "html", "htm", "ini", "jpeg", "jpg", "js", "json", "lock", "log", "md", "pdf",
    "php", "png", "py", "rst", "sh", "svg", "toml", "ts", "txt", "webp", "xml", "yaml", "yml", "zip", "exe",
    "apk", "csv", "java", "kt",
})  # fmt: skip
_ACTIVE = frozenset({"javascript", "vbscript", "data", "blob", "file"})
_MESSENGER_SCHEMES = {
    "weixin": "wechat", "wechat": "wechat", "whatsapp": "whatsapp", "tg": "telegram", "skype": "skype", "line": "line",
    "viber": "viber", "mqq": "qq", "mqqwpa": "qq",
}  # fmt: skip
_MESSENGER_HOSTS = frozenset({
    "t.me", "telegram.me", "wa.me", "api.whatsapp.com", "chat.whatsapp.com", "line.me", "m.me",
    "discord.gg", "discord.com",
})  # fmt: skip
_TEL = re.compile(r"\+?[0-9](?:[0-9().\-]*[0-9])?(?:;[^\s]*)?")
_MAILBOX = re.compile(r"[A-Za-z0-9.!#$&'*+/=?^_`{|}~-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24}")


class LinkReader:
    """Collects the links of one page, which is at `path`; `base` is what its addresses are relative to."""

    def __init__(self, path: str, base: str, site: SiteAddress) -> None:
        self.page = path
        self.base = base
        self.site = site
        self.inside: dict[tuple[str, str | None], Link] = {}
        self.outside: dict[str, str] = {}
        self.above: list[str] = []
        self.active: list[str] = []
        self.malformed: dict[str, str] = {}
        self.namings: list[Naming] = []
        self.stated: dict[str, StatedUrl] = {}
        self.mentions: list[Mention] = []
        """Contacts that links lead to."""
        self._from_root = _links_from_root(site, base.count("/"))

    def facts(self, ids: Collection[str | None]) -> LinkFacts:
        """Returns what was read; `ids` are those of the page."""
        page = self.page
        return LinkFacts(
            tuple(
                link for link in self.inside.values() if link.path != page or not self._is_place(link, ids)
            ),
            tuple(self.outside.items()),
            tuple(self.above),
            tuple(self.active),
            tuple(self.malformed.items()),
            tuple(self.namings),
            shared(tuple(self.stated.values())),
        )

    @staticmethod
    def _is_place(link: Link, ids: Collection[str | None]) -> bool:
        return link.language is None and (not link.fragment or link.fragment in ids)

    def anchor(self, node: LexborNode, attributes: Attributes, text: str) -> None:
        """Reads an `a` or `area` element with the text it shows."""
        raw = attributes.get("href")
        if raw is None:
            return
        key = raw, attributes.get("hreflang")
        link = self._from_root.get(key)
        if link is not None:
            self.inside[key] = link
            if "." in text:
                self._compare(node, raw, _INSIDE, text)
            return
        address = self.site.resolve(raw, self.base)
        leads, target, fragment = address
        if leads is Leads.INSIDE:
            link = self.inside[key] = Link(raw, target, fragment, key[1])
            self._from_root.add(key, link)
        elif leads is Leads.OUTSIDE:
            self.outside[raw] = target
            if target in _MESSENGER_HOSTS:
                mark = Mark("a", "href", raw)
                found = contact_shapes(raw)
                self.mentions += [Mention(one.kind, raw, one.value, "a link", mark) for one in found]
        elif leads is Leads.ABOVE:
            self.above.append(raw)
        else:
            self._read_scheme(raw, target)
        if "." in text or leads is Leads.ELSEWHERE:
            self._compare(node, raw, address, text)

    def state(self, url: str, stands: Callable[[], Mark]) -> None:
        """Notes a URL that structured data or a meta element states; `stands` tells where."""
        if url in self.stated:
            return
        leads, target, _ = self.site.resolve(url, self.base)
        if leads is Leads.INSIDE and target != self.page:
            self.stated[url] = shared(StatedUrl(url, target, stands()))

    def _compare(self, node: LexborNode, raw: str, address: Address, text: str) -> None:
        """Notes when the text of a link names another address."""
        if len(self.namings) < MOST_MARKS:
            named = self._other_name(raw, address.leads, address.target, text)
            if named:
                self.namings.append(Naming(mark_of(node, "href"), raw, named))

    def _read_scheme(self, raw: str, scheme: str) -> None:
        rest = raw.strip().partition(":")[2]
        mark = Mark("a", "href", raw)
        where = "a link"
        if scheme in _ACTIVE:
            self.active.append(raw)
        elif scheme in ("tel", "sms"):
            number = rest.partition("?")[0]
            if not _TEL.fullmatch(number):
                self.malformed[raw] = (
                    "a number has digits, an optional leading '+' and '-', '.', '(' or ')' only"
                )
            digits = "".join(char for char in number.partition(";")[0] if char.isdecimal() or char == "+")
            if digits:
                self.mentions.append(Mention(ContactKind.PHONE, raw, digits, where, mark))
        elif scheme == "mailto":
            for box in _mailboxes(rest):
                if _MAILBOX.fullmatch(box):
                    self.mentions.append(Mention(ContactKind.EMAIL, raw, box.lower(), where, mark))
                else:
                    self.malformed[raw] = f"'{box}' is no e-mail address"
        elif scheme in _MESSENGER_SCHEMES:
            value = f"{_MESSENGER_SCHEMES[scheme]}:{rest.strip('/').lower()}"
            self.mentions.append(Mention(ContactKind.MESSENGER, raw, value, where, mark))

    def _other_name(self, raw: str, leads: Leads, target: str, text: str) -> str:
        """Returns the address that the text names when the link leads to another one, else nothing."""
        if leads is Leads.ELSEWHERE:
            if target in ("tel", "sms", "mailto"):
                return _other_contact(target, raw.strip().partition(":")[2], text)
            return ""
        if "@" in text:
            boxes = [shape for shape in contact_shapes(text) if shape.kind is ContactKind.EMAIL]
            if boxes:
                return boxes[0].written
        host = self.site.host if leads is not Leads.OUTSIDE else target
        for found in HOST.finditer(text):
            named = found[1].lower()
            is_file = named.rpartition(".")[2] in FILE_ENDINGS and not found[0].startswith("http")
            if not is_file and not _same_host(named, host):
                return found[1]
        return ""


_INSIDE = Address(Leads.INSIDE, "")


class _LinksFromRoot(dict[tuple[str, str | None], Link]):
    """Links that climb to the root first, by address and language: from any folder so deep they lead the same way."""

    def __init__(self, depth: int) -> None:
        self._climb = "../" * depth

    def add(self, key: tuple[str, str | None], link: Link) -> None:
        """Keeps a link if it is such a one; at the root none is, as a place of the page itself begins like them."""
        if len(self) > _MOST_LINKS_KEPT:
            self.clear()
        if self._climb and key[0].startswith(self._climb):
            self[key] = link


_MOST_LINKS_KEPT = 5_000


@lru_cache(maxsize=16)
def _links_from_root(_site: SiteAddress, depth: int) -> _LinksFromRoot:
    return _LinksFromRoot(depth)


def _mailboxes(rest: str) -> list[str]:
    from urllib.parse import unquote

    return [unquote(box).strip() for box in rest.partition("?")[0].split(",") if box.strip()] or [""]


def _other_contact(scheme: str, rest: str, text: str) -> str:
    kind = ContactKind.EMAIL if scheme == "mailto" else ContactKind.PHONE
    shown = [shape for shape in contact_shapes(text) if shape.kind is kind]
    book = ContactBook(_mailboxes(rest) if scheme == "mailto" else [rest.partition("?")[0].partition(";")[0]])
    if not shown or any(book.backs(shape) for shape in shown):
        return ""
    # The link may leave out the country code that the text gives.
    back = ContactBook(shape.value for shape in shown)
    if kind is ContactKind.PHONE and back.backs_value(kind, rest):
        return ""
    return shown[0].written


def _same_host(named: str, host: str) -> bool:
    named, host = named.removeprefix("www."), host.partition(":")[0].removeprefix("www.")
    return named == host or host.endswith("." + named)


def hosts_in(text: str) -> Mapping[str, int]:
    """Returns the hosts that a text names, in lower case, with the offset of each one's first mention."""
    hosts: dict[str, int] = {}
    if _MAY_NAME_HOST.search(text):
        for found in HOST.finditer(text):
            name = found[1].lower()
            if name.rpartition(".")[2] not in FILE_ENDINGS:
                hosts.setdefault(name, found.start(1))
    return hosts
