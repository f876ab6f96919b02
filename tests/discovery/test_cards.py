"""Preview images: the same everywhere, in the locale's characters, nothing run over the edge."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from pathlib import Path

import pytest
from noto_cjk_sans_otc import FONT_PATH
from PIL import Image, ImageFont

from helpcenter.discovery.card_drawing import HEIGHT, WIDTH, Card, draw, wrap

FONT_DIGEST = "b76b0433203017ca80401b2ee0dd69350349871c4b19d504c34dbdd80541690a"
"""Of Noto Sans CJK Regular 2.004 as Debian's package fonts-noto-cjk has it."""
CARD = Card("zh", "汇付帮助", "面向个人用户和商家的支付平台。", "帮助中心", "本站独立运营。", "汇", "#8a2b00")


def test_the_font_is_the_one_that_was_looked_at() -> None:
    assert hashlib.sha256(Path(str(FONT_PATH)).read_bytes()).hexdigest() == FONT_DIGEST


def test_the_same_card_is_the_same_bytes_in_another_process() -> None:
    program = (
        "import hashlib, sys; from helpcenter.discovery.card_drawing import Card, draw;"
        "sys.stdout.write(hashlib.sha256(draw(Card(*sys.argv[1:]))).hexdigest())"
    )
    values = [CARD.locale, CARD.title, CARD.text, CARD.site, CARD.small, CARD.initial, CARD.colour]
    environment = {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"}
    done = subprocess.run(
        [sys.executable, "-c", program, *values], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == hashlib.sha256(draw(CARD)).hexdigest()


def test_a_card_is_small_and_of_the_right_size() -> None:
    data = draw(CARD)
    assert Image.open(io.BytesIO(data)).size == (WIDTH, HEIGHT)
    assert len(data) < 40_000


def test_traditional_chinese_has_its_own_forms() -> None:
    # U+9AA8 is drawn differently in Taiwan and on the mainland.
    drawn = {
        draw(Card(locale, "骨", "", "", "", "", "#000000"))
        for locale in ("zh", "zh-CN", "zh-Hant", "zh-TW", "en")
    }
    assert len(drawn) == 2


def test_text_in_a_script_that_the_font_lacks_is_left_out() -> None:
    without = Card("ar", "", "", "Help", "", "", "#000000")
    assert draw(Card("ar", "مركز المساعدة", "", "Help", "", "", "#000000")) == draw(without)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("short", ["short"]),
        ("one two three four", ["one two", "three four"]),
        ("账户被锁了怎么办呢你说", ["账户被锁了", "怎么办呢你", "说"]),
        # A closing mark stays with what it closes.
        ("账户被锁了。怎么办", ["账户被锁", "了。怎么办"]),
        ("", []),
    ],
)
def test_lines_break_where_they_may(text: str, lines: list[str]) -> None:
    font = ImageFont.truetype(str(FONT_PATH), 20, index=2, layout_engine=ImageFont.Layout.BASIC)
    assert wrap(text, font, 105, 5) == lines


def test_a_long_text_ends_with_an_ellipsis_within_the_card() -> None:
    font = ImageFont.truetype(str(FONT_PATH), 68, index=2, layout_engine=ImageFont.Layout.BASIC)
    lines = wrap("这是一个非常非常长的标题" * 5, font, 1000, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert all(font.getlength(line) <= 1000 for line in lines)
