"""Ids and links of messenger services."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpcenter.contact_shapes.shape import Candidate, ContactKind

_SERVICES = {
    "wechat": r"微信|薇信|威信|徽信|wechat|weixin|(?<![a-z])vx(?![a-z])|加v(?![a-z])|v信|卫星号",
    "qq": r"(?<![a-z])qq(?![a-z])|扣扣|企鹅号",
    "telegram": r"telegram|电报|飞机号|(?<![a-z])tg(?![a-z])",
    "whatsapp": r"whatsapp|(?<![a-z])ws(?![a-z])",
    "line": r"\bline\b",
    "skype": r"skype",
    "signal": r"\bsignal\b",
    "alipay": r"支付宝账号|支付宝号",
}
_MESSENGER_TRIGGERS = (
    "微信", "薇信", "威信", "徽信", "wechat", "weixin", "vx", "加v", "v信", "卫星号", "qq",
    "扣扣", "企鹅号", "telegram", "电报", "飞机号", "tg", "whatsapp", "ws",
    "line", "skype", "signal", "支付宝", "t.me", "wa.me", "m.me", "discord",
)  # fmt: skip
_LABELLED = re.compile(
    "|".join(f"(?P<{name}>{pattern})" for name, pattern in _SERVICES.items()),
    re.IGNORECASE,
)
# A label (号, ID, a colon) or an @ must say that an id follows: "WeChat Pay" and "QQ 9" are products.
_IDENT = re.compile(
    r"(?P<label>\s*(?:官方|客服)?(?:账号|帐号|号码|号|账户|群号?|(?:id|number|handle|username)\b)\s*(?:是|为|is\b)?)?"
    r"\s*(?P<colon>[:：=＝是为]|->|→)?\s*(?P<at>@)?(?P<ident>[A-Za-z][\w-]{3,31}|\d[\d\- ]{3,14}\d)(?![\w@])",
    re.IGNORECASE | re.ASCII,
)
_MESSENGER_LINK = re.compile(
    r"(?<![\w.])(?:(t\.me|telegram\.me)/(\+?[\w-]{4,})|"
    r"(wa\.me|api\.whatsapp\.com/send\?phone=|chat\.whatsapp\.com)/?(\+?[\w]{6,})"
    r"|(line\.me/(?:ti/p|R/ti/p))/([@~\w-]{3,})|(m\.me)/([\w.]{4,})|(discord\.gg|discord\.com/invite)/([\w-]{4,})"
    r"|(weixin|skype|tg|whatsapp):(?://)?([\w.?=/-]{4,}))",
    re.IGNORECASE | re.ASCII,
)
_CHINESE_SERVICE = re.compile(r"[\u4e00-\u9fff]")


def messengers(text: str) -> Iterator[Candidate]:
    """Yields the messenger ids and links of a folded text."""
    lower = text.lower()
    if any(trigger in lower for trigger in _MESSENGER_TRIGGERS):
        yield from _labelled_and_linked(text)


def _labelled_and_linked(text: str) -> Iterator[Candidate]:
    for match in _MESSENGER_LINK.finditer(text):
        service, ident = [group for group in match.groups() if group]
        value = f"{_service_of(service)}:{ident}".lower()
        yield match.start(), match.end(), ContactKind.MESSENGER, value, False
    for match in _LABELLED.finditer(text):
        ident = _IDENT.match(text, match.end())
        if ident and _names_somebody(match[0], ident):
            name = ident["ident"]
            name = re.sub(r"[ -]", "", name) if name[0].isdigit() else name.lower()
            yield match.start(), ident.end(), ContactKind.MESSENGER, f"{match.lastgroup}:{name}", False


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


_PRODUCT_WORDS = frozenset(
    {
        "http",
        "https",
        "www",
        "pay",
        "work",
        "business",
        "android",
        "iphone",
        "windows",
        "desktop",
        "help",
        "none",
    }
)


def _service_of(link: str) -> str:
    names = {"t.me": "telegram", "telegram.me": "telegram", "tg": "telegram", "weixin": "wechat"}
    host = link.lower()
    if "wa.me" in host or "whatsapp" in host:
        return "whatsapp"
    if "line.me" in host:
        return "line"
    return names.get(host, "messenger" if host == "m.me" else host.partition(".")[0])
