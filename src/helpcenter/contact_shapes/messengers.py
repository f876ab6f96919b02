"""Ids and links of messenger services."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from helpcenter.contact_shapes.shape import Candidate, ContactKind

_NAMES = {
    "微信": "wechat", "薇信": "wechat", "威信": "wechat", "徽信": "wechat", "卫星号": "wechat", "wechat": "wechat",
    "weixin": "wechat", "vx": "wechat", "加v": "wechat", "v信": "wechat", "qq": "qq", "扣扣": "qq", "企鹅号": "qq",
    "telegram": "telegram", "电报": "telegram", "飞机号": "telegram", "tg": "telegram", "whatsapp": "whatsapp",
    "ws": "whatsapp", "line": "line", "skype": "skype", "signal": "signal", "支付宝账号": "alipay",
    "支付宝号": "alipay",
}  # fmt: skip
"""What people call the services, in lower case, and ours for them."""
_LINKS = {
    "t.me/": "telegram", "telegram.me/": "telegram", "tg:": "telegram", "wa.me/": "whatsapp",
    "api.whatsapp.com/send?phone=": "whatsapp", "chat.whatsapp.com/": "whatsapp", "whatsapp:": "whatsapp",
    "line.me/ti/p/": "line", "line.me/r/ti/p/": "line", "m.me/": "messenger", "discord.gg/": "discord",
    "discord.com/invite/": "discord", "weixin:": "wechat", "skype:": "skype",
}  # fmt: skip
"""How addresses of their users begin."""
_LINK_MARKS = (".me/", ".com/", "discord.gg/", "tg:", "whatsapp:", "weixin:", "skype:")
# A label (号, ID, a colon) or an @ must say that an id follows: "WeChat Pay" and "QQ 9" are products.
_LABEL = (
    r"(?P<label>\s*(?:官方|客服)?(?:账号|帐号|号码|号|账户|群号?|(?:id|number|handle|username)\b)\s*(?:是|为|is\b)?)?"
    r"\s*(?P<colon>[:：=＝是为]|->|→)?\s*"
)
_IDENT = re.compile(
    _LABEL + r"(?P<at>@)?(?P<ident>[A-Za-z][\w-]{3,31}|\d[\d\- ]{3,14}\d)(?![\w@])", re.IGNORECASE | re.ASCII
)
# Where a line ends after a name, an id may follow on the next one.
_ID_MAY_FOLLOW = re.compile(_LABEL + "$", re.IGNORECASE | re.ASCII | re.MULTILINE)
_LINKED_IDENT = re.compile(r"(?://)?(\+?[@~\w][\w.?=/-]{3,63})", re.ASCII)
_OF_WORDS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_")
_CHINESE_SERVICE = re.compile(r"[\u4e00-\u9fff]")
_LATIN_BEFORE = re.compile(r"[\w.]", re.ASCII)


def messengers(text: str, lower: str) -> Iterator[Candidate]:
    """Yields the messenger ids and links of a folded text."""
    links = _LINKS if _has_link_mark(lower) else {}
    for start, begin, service in _occurrences(lower, links):
        ident = _LINKED_IDENT.match(text, begin)
        if ident and not _LATIN_BEFORE.match(text[start - 1 : start]):
            yield start, ident.end(), ContactKind.MESSENGER, f"{service}:{ident[1]}".lower(), False
    for start, begin, service in _names(lower):
        ident = _IDENT.match(text, begin)
        if ident and _names_somebody(lower[start:begin], ident):
            value = ident["ident"]
            value = re.sub(r"[ -]", "", value) if value[0].isdigit() else value.lower()
            yield start, ident.end(), ContactKind.MESSENGER, f"{service}:{value}", False


def may_hold_messenger(lower: str) -> bool:
    """False when no text made of these lines holds an id or link, whichever lines stand beside them."""
    if _has_link_mark(lower):
        return True
    for start, end, _ in _names(lower):
        ident = _IDENT.match(lower, end)
        if _ID_MAY_FOLLOW.match(lower, end) or (ident and _names_somebody(lower[start:end], ident)):
            return True
    return False


def _has_link_mark(lower: str) -> bool:
    for mark in _LINK_MARKS:  # noqa: SIM110  takes half as long as `any`
        if mark in lower:
            return True
    return False


def _names(lower: str) -> Iterator[tuple[int, int, str]]:
    """Yields start, end and service wherever a service is named."""
    for start, end, service in _occurrences(lower, _NAMES):
        if not (lower[start:end].isascii() and _is_part_of_a_word(lower, start, end)):
            yield start, end, service


def _occurrences(lower: str, names: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """Yields start, end and service wherever one of the names stands."""
    for name, service in names.items():
        if name not in lower:  # Mostly; it takes half as long to tell as `find`.
            continue
        at = lower.find(name)
        while at >= 0:
            yield at, at + len(name), service
            at = lower.find(name, at + 1)


def _is_part_of_a_word(lower: str, start: int, end: int) -> bool:
    """True for `line` in `online`; a longer name may carry on, as in `WeChatID`."""
    if start and lower[start - 1] in _OF_WORDS:
        return True
    return end - start <= 4 and lower[end : end + 1] in _OF_WORDS


def _names_somebody(service: str, ident: re.Match[str]) -> bool:
    name = ident["ident"]
    if ident["at"]:
        return True
    if name[0].isdigit():
        digits = re.sub(r"\D", "", name)
        return (bool(ident["label"]) or bool(ident["colon"]) or len(digits) >= 7) and len(digits) >= 5
    told = bool(ident["label"]) or bool(ident["colon"])
    odd = bool(re.search(r"[\d_]", name))
    chinese = bool(_CHINESE_SERVICE.search(service))
    if ident["colon"] and (ident["label"] or chinese):
        return name.lower() not in _PRODUCT_WORDS
    # «加V abc123», «微信 abc123»: no label, but no product is called so either.
    return odd and (told or chinese or service.lower() in ("vx", "加v"))


_PRODUCT_WORDS = frozenset({
    "http", "https", "www", "pay", "work", "business", "android", "iphone", "windows", "desktop", "help",
    "none",
})  # fmt: skip
