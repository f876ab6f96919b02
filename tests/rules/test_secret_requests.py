"""What asks the reader for a secret, and what warns him of those who do."""

from __future__ import annotations

import pytest

from helpcenter.rules.secret_requests import asked_secrets

ASKS = {
    "zh": [
        "请把验证码告诉客服",
        "向客服提供密码",
        "提供您的密码和身份证",
        "告诉 CGPay 客服您的登录密码",
        "不要担心，请提供密码",
        "将收到的短信验证码发给客服",
        "请安装 AnyDesk",
        "打开屏幕共享",
        "告诉客服验证码",
        "请发送验证码给客服",
        "把您的支付密码发给我们",
    ],
    "en": [
        "Send the verification code to support",
        "Tell support your password",
        "Give the agent the code you received",
        "Tell CGPay support your PIN",
        "Don't worry, share your password with us",
        "Reply with your one-time code",
        "Install AnyDesk on your phone",
        "Turn on screen sharing",
        "Provide your account password",
    ],
}
HARMLESS = {
    "zh": [
        "告诉 CGPay 客服您忘了密码",
        "新密码和验证码不要告诉任何人，客服也不例外。",
        "不要把密码、验证码告诉任何人",
        "任何人向您索要密码或验证码，都是骗子。",
        "有人要您提供验证码，就是骗子",
        "已经把密码或验证码说出去了",
        "如果您把验证码告诉了别人，马上改密码",
        "填写邮箱地址，设置密码",
        "客服不会让您提供密码",
        "表里不需要写密码和验证码。",
        "输入验证码，设置新密码",
        "向您要密码或验证码的，都是假客服",
        "告诉客服错误码",
        "凡是要您共享屏幕的，都不是真客服",
        "密码绝不告诉别人",
        "账户信息（绝不包括密码和验证码）",
        "我把验证码告诉别人了",
        "客服会一步步教您重设密码",
        "提供错误代码",
        "对方要您装软件、共享屏幕。",
        "有人让您把验证码发给他，就是骗子。",
    ],
    "en": [
        "Tell CGPay support that you've forgotten your password.",
        "Don't tell anyone the new password or a verification code, support included.",
        "Never tell anyone a password",
        "If you've told someone your password, change it.",
        "Enter your e-mail address and a password",
        "It doesn't need your password or a verification code.",
        "Pass the identity check and reset your password",
        "Tell support the transaction number, never a password or a code",
        "Support never asks you to share your screen",
        "Anyone who asks you to send a code is a scammer",
        "Give support the error code",
        "send the API key",
        "Use the code in the text message",
        "We send a verification code to your phone",
        "eepay sends a code you enter",
        "You get a text with a code",
        "They want you to install something, share your screen, or move your money.",
        "Someone asks you to send a code: stop.",
    ],
}


@pytest.mark.parametrize(("locale", "text"), [(tag, text) for tag, texts in ASKS.items() for text in texts])
def test_asks(locale: str, text: str) -> None:
    assert list(asked_secrets(text, locale))


@pytest.mark.parametrize(
    ("locale", "text"), [(tag, text) for tag, texts in HARMLESS.items() for text in texts]
)
def test_harmless(locale: str, text: str) -> None:
    assert list(asked_secrets(text, locale)) == []


def test_place_is_where_it_asks() -> None:
    assert list(asked_secrets("先登录。再把验证码告诉客服。", "zh")) == [(5, "把验证码告诉")]
