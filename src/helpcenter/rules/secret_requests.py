"""Sentences that ask for a password or a code, or for control over the reader's device."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from helpcenter.rules.sentences import sentences_with
from helpcenter.rules.sieve import Sieve

_SECRET_ZH = (
    r"(?:(?:登录|登陆|支付|交易|账户|账号|银行卡|信用卡|短信|手机|邮箱|动态|安全|一次性|新|旧|原|当前|完整的?)*"
    r"(?:密码|验证码|校验码|动态码|短信码|口令|安全码|PIN|CVV2?|OTP|助记词|私钥))"
)
_TO_ZH = (
    r"(?:\s*[A-Za-z]*\s*(?:的)?(?:在线|人工|官方|电话)?"
    r"(?:客服|我们|对方|他们?|她|工作人员|专员|人员|热线)(?:人员|代表|专员)?)?"
)
_GIVE_ZH = (
    r"(?:告诉|告知|提供给?|发送给?|发给|报给|说给|说出|交给|交出|出示|回复|转发给?|念给|透露给?|分享给?)"
)  # fmt: skip
_ASKS_ZH = re.compile(
    rf"(?:{_GIVE_ZH}\s*{_TO_ZH}\s*(?:[您你]的?|自己的)?\s*{_SECRET_ZH}(?![、和与及]?[^，。；]{{0,6}}(?:忘|错|被))"
    rf"|(?:把|将)\s*(?:[您你]的?|收到的|自己的)?[^，。；：！？]{{0,8}}?{_SECRET_ZH}[^，。；：！？]{{0,6}}?"
    rf"(?:{_GIVE_ZH}|发过?[去来给]|填给|截图给)(?![^，。；]{{0,4}}[了过]))"
)
_REMOTE_ZH = re.compile(
    r"(?:安装|下载|打开|启动|使用|开启|允许|接受|同意|运行)[^，。；！？]{0,10}?"
    r"(?:AnyDesk|TeamViewer|ToDesk|RustDesk|向日葵|远程控制|远程协助|远程桌面|屏幕共享|共享屏幕)"
    r"|(?:让|请)[^，。；！？]{0,6}远程(?:控制|操作|协助)|(?:与|和|给)[^，。；！？]{0,6}共享(?:您的|你的)?屏幕",
    re.IGNORECASE,
)
_NOT_ZH = re.compile(
    r"不|别|勿|绝|无需|无须|没有|拒绝|避免|防止|小心|警惕|骗|冒充|如果|万一|要是|已经|一旦|凡是|任何人"
)
_WARNING_ZH = re.compile(
    r"骗|冒充|诈|假客服|钓鱼|不是(?:真|官方)|(?:对方|有人|陌生人|自称)[^，。]{0,6}(?:要|让|叫|请|求)"
)

# A word with a capital is a provider's name: `tell CGPay support the code`.
_GAP_EN = (
    r"(?:\s+(?:us|them|him|her|me|support|customer|service|the|your|a|an|any|this|that|agents?|staff|team|person|"
    r"someone|anyone|to|with|over|new|old|current|full|account|log-in|login|sign-in|payment|bank|card|phone|"
    r"one-time|verification|security|confirmation|SMS|text|six-digit|(?-i:[A-Z][A-Za-z]*)(?:['’]s)?)){0,7}"
)
_SECRET_EN = (
    r"(?:passwords?|passcodes?|PIN(?:\s+(?:number|code))?|OTP|CVV2?|CVC|recovery phrase|seed phrase|private key"
    r"|(?:verification|one-time|security|confirmation|SMS|text|log-in|login|authentication)(?:\s+message)?"
    r"\s+(?:pass)?codes?"
    r"|codes?\s+(?:that\s+)?(?:you|we|they|it)\s+(?:get|got|receive[ds]?|sent|send|shows?))"
)
_ASKS_EN = re.compile(
    r"\b(?:tell|give|send|share|provide|text|e-?mail|forward|read(?:\s+out)?|reply\s+with|hand\s+over|show|"
    rf"disclose|confirm|pass\s+on|message|dictate){_GAP_EN}\s+{_SECRET_EN}\b",
    re.IGNORECASE,
)
_REMOTE_EN = re.compile(
    r"\b(?:install|download|open|start|run|launch|use|turn on|allow|accept|enable|grant)\b[^.;!?]{0,30}?"
    r"\b(?:AnyDesk|TeamViewer|ToDesk|RustDesk|screen[- ]sharing|remote (?:access|control|desktop|assistance|support))\b"
    r"|\bshare your screen\b|\blet\b[^.;!?]{0,20}\b(?:control|take over) your (?:device|phone|computer|screen)\b",
    re.IGNORECASE,
)
_NOT_EN = re.compile(
    r"\b(?:not|never|no|nobody|none|without|avoid|refuse|stop|beware|if|whether|anyone who|whoever|"
    r"(?:do|wo|does|ca|should|need|must|is|are)n['’]t|rather than|instead of)\b",
    re.IGNORECASE,
)
_WHO_SENDS_IT = re.compile(
    r"\b(?:we|they|it|system|provider|site|app)(?:['’]ll|\s+will|\s+may|\s+can)?\s*$", re.IGNORECASE
)
"""`We send a code` says who does it; it asks nobody."""
_WARNING_EN = re.compile(
    r"\b(?:scam|scammers?|fraud\w*|fake|impostors?|phish\w*|pretend\w*|steal\w*"
    r"|(?:they|he|she|someone|somebody|strangers?|callers?) (?:wants?|asks?|tells?|makes?|gets?|urges?))\b",
    re.IGNORECASE,
)

# Each begins with a character as it is, not with one of several: so the others are passed over quickly.
_MAY_BE_ZH = re.compile(
    r"密码|码(?<=[证校态信全]码)|口令|助记词|私钥|远程|屏幕|向日葵|PIN|CVV|OTP"
    r"|Any[Dd]esk|any[Dd]esk|Team[Vv]iewer|team[Vv]iewer|To[Dd]esk|to[Dd]esk|Rust[Dd]esk|rust[Dd]esk"
)
_MAY_BE_EN = re.compile(
    r"[Pp]ass[wc]|[Cc]ode|PIN|OTP|CV[VC]|[Pp]hrase|[Pp]rivate key|[Rr]emote|[Ss]creen|[Dd]esk|[Vv]iewer"
    r"|\b(?:[Cc]ontrol|[Tt]ake over)\b|PASSW"
)
_SIEVE_EN = Sieve(re.compile(rf"{_MAY_BE_EN.pattern}|[Pp]rivate|\b[Tt]ake\b").search)
_REMOTE_SIEVE_EN = Sieve(re.compile(r"desk|viewer|screen|remote|control|over", re.IGNORECASE).search)
_CLAUSE_END = re.compile(r"[，,：:]")


def asked_secrets(text: str, locale: str) -> Iterator[tuple[int, str]]:
    """Yields place and words of what asks the reader for a secret.

    A clause that denies it ("never tell anyone …") or speaks of fraud is a warning, not a request; so is one
    that supposes it ("if you have told someone …").
    """
    is_chinese, may_be_remote = locale.split("-")[0] in ("zh", "yue"), True
    if is_chinese:
        sentences = sentences_with(_MAY_BE_ZH, text)
    elif suspicious := _SIEVE_EN.suspicious(text):
        sentences = sentences_with(_MAY_BE_EN, text, suspicious)
        may_be_remote = bool(_REMOTE_SIEVE_EN.suspicious(text))
    else:
        return
    for start, end in sentences:
        left = max(0, start - 1)  # A word begins where the character before is none of a word.
        for at, written in _requests(text[left:end], start - left, is_chinese, may_be_remote):
            yield left + at, written


@lru_cache(maxsize=4096)
def _requests(text: str, start: int, is_chinese: bool, may_be_remote: bool) -> tuple[tuple[int, str], ...]:
    """Returns the requests of one sentence, which begins at `start`. A warning stands in many entries."""
    asks, remote, denial, warning = _CHINESE if is_chinese else _ENGLISH
    if warning.search(text, start):
        return ()
    found = []
    for match in (
        match for pattern in (asks, remote)[: 1 + may_be_remote] for match in pattern.finditer(text, start)
    ):
        clause = _CLAUSE_END.split(text[start : match.start()])[-1]
        if denial.search(clause) or _WHO_SENDS_IT.search(clause):
            continue
        # Chinese says its "not" between the object and the verb: 把密码不要告诉别人.
        if not (is_chinese and denial.search(match[0])):
            found.append((match.start(), match[0]))
    return tuple(found)


_CHINESE = (_ASKS_ZH, _REMOTE_ZH, _NOT_ZH, _WARNING_ZH)
_ENGLISH = (_ASKS_EN, _REMOTE_EN, _NOT_EN, _WARNING_EN)
