"""Draws a preview image: the picture that a chat or a social network shows beside a shared link.

The font comes with a package (Noto Sans CJK, byte for byte the file that Debian ships), not from the system, so that
every machine draws the same picture: Latin, Greek, Cyrillic, Chinese, Japanese and Korean. Text in another script is
left out rather than drawn as boxes.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache

from noto_cjk_sans_otc import FONT_PATH
from PIL import Image, ImageDraw, ImageFont

from helpcenter.discovery.languages import likely

WIDTH, HEIGHT = 1200, 630
"""In pixels: the 1.91 to 1 that Open Graph and Twitter show without cutting."""
DESIGN = "1"
"""Part of every card's name; change it with the drawing, since networks keep an image by its address."""

_PAPER, _INK, _SOFT = "#fbfcfb", "#17211f", "#4b5755"
_LEFT, _RIGHT, _RULE = 96, WIDTH - 80, 486
# The faces of the collection, by the script that a language is written in.
_FACES = {"Jpan": 0, "Kore": 1, "Hans": 2, "Hant": 3}
_HANGING = frozenset("，。、；：？！）》」』”’%,.;:?!)")


@dataclass(frozen=True, slots=True)
class Card:
    """What a preview image shows; `colour` (`#rrggbb`) is readable on white."""

    locale: str
    title: str
    text: str
    site: str
    small: str
    initial: str
    colour: str


def draw(card: Card) -> bytes:
    """Returns the card as PNG, the same bytes for the same card."""
    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 23, HEIGHT), fill=card.colour)
    pen.rounded_rectangle((_LEFT, 72, _LEFT + 88, 160), radius=20, fill=card.colour)
    mark = _font(card.locale, 52)
    pen.text(
        (_LEFT + 44, 116), _drawable(card.initial, mark), font=mark, fill=_PAPER, anchor="mm", stroke_width=1
    )
    bottom = _write(pen, card.title, _font(card.locale, 78), (_LEFT, 178), 98, _INK, lines=2, stroke=1)
    room = (_RULE - 16 - bottom) // 54
    _write(pen, card.text, _font(card.locale, 38), (_LEFT, bottom + 14), 54, _SOFT, lines=room)
    pen.line((_LEFT, _RULE, _RIGHT, _RULE), fill="#d5dcda", width=2)
    _write(pen, card.site, _font(card.locale, 36), (_LEFT, _RULE + 10), 50, _INK, lines=1, stroke=1)
    _write(pen, card.small, _font(card.locale, 28), (_LEFT, _RULE + 62), 40, _SOFT, lines=1)
    # Few colours: text in three of them and its edges. A fixed method without dithering, so no choice is left open.
    few = image.quantize(48, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    out = io.BytesIO()
    few.save(out, "PNG", compress_level=6)
    return out.getvalue()


def _write(
    pen: ImageDraw.ImageDraw,
    text: str,
    font: ImageFont.FreeTypeFont,
    at: tuple[int, int],
    leading: int,
    colour: str,
    *,
    lines: int,
    stroke: int = 0,
) -> int:
    """Writes text in at most so many lines; returns where the next line would begin."""
    left, top = at
    for line in wrap(_drawable(text, font), font, _RIGHT - left, lines):
        pen.text((left, top), line, font=font, fill=colour, stroke_width=stroke)
        top += leading
    return top


def wrap(text: str, font: ImageFont.FreeTypeFont, width: int, lines: int) -> list[str]:
    """Returns the text in lines no wider than `width` pixels; the last one ends with `…` where text is left out.

    Breaks at spaces and between Chinese characters, never before a closing punctuation mark.
    """
    wrapped: list[str] = []
    line = ""
    for piece in _pieces(text):
        if line and font.getlength((line + piece).rstrip()) > width:
            wrapped.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    wrapped.append(line.rstrip())
    if len(wrapped) > lines:
        last = wrapped[lines - 1]
        while last and font.getlength(last + "…") > width:
            last = last[:-1].rstrip()
        wrapped = [*wrapped[: lines - 1], last + "…"]
    return [line for line in wrapped if line]


def _pieces(text: str) -> list[str]:
    """Returns the parts that a line may be broken between: words with their space, single Chinese characters."""
    pieces: list[str] = []
    for char in text:
        before = pieces[-1][-1] if pieces else ""
        within_a_word = before not in ("", " ") and not _is_wide(before) and not _is_wide(char)
        if pieces and (within_a_word or char in _HANGING or char == " "):
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def _is_wide(char: str) -> bool:
    return char > "\u2e7f"


def _drawable(text: str, font: ImageFont.FreeTypeFont) -> str:
    """Returns the text, or nothing when the font lacks one of its characters."""
    missing = bytes(font.getmask("\U0010ffff"))
    return "" if any(bytes(font.getmask(char)) == missing for char in set(text) - {" "}) else text


@lru_cache(maxsize=64)
def _font(locale: str, size: int) -> ImageFont.FreeTypeFont:
    # The basic layout needs no library of the system's; nothing that is drawn here needs shaping.
    face = _FACES.get(likely(locale).script, _FACES["Hans"])
    return ImageFont.truetype(str(FONT_PATH), size, index=face, layout_engine=ImageFont.Layout.BASIC)
