"""Eight answers in two languages, one of them in Chinese only: what search is tested on."""

from __future__ import annotations

from helpcenter.search.documents import Brand, SearchDocument, Term, Vocabulary

VOCABULARY = Vocabulary(
    terms=(
        Term("refund", {"zh": ("退款", "退钱", "返款"), "en": ("refund", "money back")}),
        Term("password", {"zh": ("密码", "口令"), "en": ("password", "passcode")}),
        Term("account", {"zh": ("账户", "户头"), "en": ("account",)}),
        Term(
            "two_factor", {"zh": ("双重验证", "2FA", "二次验证"), "en": ("two-factor authentication", "2FA")}
        ),
        Term("fee", {"zh": ("手续费", "费用"), "en": ("fee", "charge")}),
    ),
    brands=(
        Brand("cgpay", ("CGPay",), ("cg pay", "cgpy")),
        Brand("eepay", ("eepay",), ("eefpay", "eppay")),
        Brand("huifu", ("汇付", "Huifu"), ("汇富",)),
    ),
)


def _document(
    locale: str, ref: str, title: str, asks: str, summary: str, body: str, **more: str
) -> SearchDocument:
    provider, category, _ = ref.split("/")
    return SearchDocument(
        ref=ref,
        url=f"{locale}/{ref}/",
        locale=locale,
        provider=provider,
        category=category,
        title=title,
        asks=tuple(asks.split("|")),
        summary=summary,
        body=body,
        codes=tuple(more.get("codes", "").split()),
        audience=more.get("audience", "customer"),
        source_locale=more.get("source_locale", ""),
    )


_ZH = [
    _document(
        "zh", "cgpay/refunds/request-refund", "怎么在 CGPay 申请退款？", "怎么退钱|退款多久到账|钱能退回来吗",
        "填写退款申请表。", "联系客服说明要退款，然后填写申请表，等待通知。处理需要几个工作日。",
    ),
    _document(
        "zh", "cgpay/payments/money-not-credited", "钱付了，但没到账", "扣款了商家没收到|钱扣了没到账",
        "请客服查这笔交易。", "准备好交易编号。客服会查到账情况，必要时安排退款。",
    ),
    _document(
        "zh", "cgpay/payments/fees", "CGPay 收多少手续费？", "手续费怎么算|要不要收费",
        "费用因支付方式和金额而异。", "付款确认前会显示每一笔费用。",
    ),
    _document(
        "zh", "cgpay/integration/api-errors", "调用 API 失败或返回错误", "接口报错|返回错误码怎么办",
        "检查密钥、参数和服务器设置。", "把错误信息告诉技术支持。", codes="INVALID_KEY 40001", audience="merchant",
    ),
    _document(
        "zh", "eepay/account/reset-password", "忘了 eepay 的密码，怎么重设？", "忘记密码|找回密码",
        "在登录页点“忘记密码”。", "输入注册的邮箱或手机，收到验证码后设置新密码，再用新密码登录账户。",
    ),
    _document(
        "zh", "eepay/refunds/request-refund", "怎么在 eepay 申请退款？", "eepay 退钱|买错了想退款",
        "在交易里申请退款。", "登录后找到这笔交易，点申请退款，写明原因，等待审核。",
    ),
    _document(
        "zh", "huifu/account/locked", "汇付账户被锁了怎么办？", "账户锁定|账号被封|密码输错太多次",
        "打客服热线，核实身份后解锁。", "多次输错密码，账户会被锁定。核实身份以后，客服帮您解锁。",
    ),
    _document(
        "zh", "general/security/spot-fake-support", "怎么识别假客服？", "骗子冒充客服|有人要验证码",
        "只用官方网站或应用里的联系方式。", "任何人索要密码或验证码都是骗子。不要转账。",
    ),
]  # fmt: skip

_EN = [
    _document(
        "en", "cgpay/refunds/request-refund", "How do I ask CGPay for a refund?",
        "get my money back|how long does it take",
        "Fill in the refund request form.", "Contact support, say that you want a refund and fill in the form.",
    ),
    _document(
        "en", "cgpay/payments/money-not-credited", "I paid, but it hasn't arrived", "charged but not received",
        "Support can look the transaction up.", "Have the transaction number ready. Support checks where the money is.",
    ),
    _document(
        "en", "cgpay/payments/fees", "What fees does CGPay charge?", "how much does it cost",
        "Fees depend on the payment method and the amount.", "Every charge is shown before you confirm the payment.",
    ),
    _document(
        "en", "cgpay/integration/api-errors", "API calls fail or return an error", "error code from the api",
        "Check the key, the parameters and the server.", "Give support the exact error message.",
        codes="INVALID_KEY 40001", audience="merchant",
    ),
    _document(
        "en", "eepay/account/reset-password", "How do I reset my eepay password?", "forgot my password|lost password",
        "Choose Forgot password on the log-in page.", "Enter your e-mail, use the code, set a new password.",
    ),
    _document(
        "en", "eepay/refunds/request-refund", "How do I request a refund on eepay?", "refund a purchase",
        "Ask for it from the transaction.", "Log in, find the transaction, choose Request refund and give the reason.",
    ),
    _document(
        "en", "huifu/account/locked", "My Huifu account is locked", "account frozen|too many wrong passwords",
        "Call the hotline to have it unlocked.", "After an identity check support unlocks the account.",
    ),
]  # fmt: skip

DOCUMENTS = {"zh": _ZH, "en": _EN}
