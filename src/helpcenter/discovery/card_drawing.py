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
from PIL import Image, ImageColor, ImageDraw, ImageFont

from helpcenter.discovery.languages import likely

WIDTH, HEIGHT = 1200, 630
"""In pixels: the 1.91 to 1 that Open Graph and Twitter show without cutting."""
DESIGN = "2"
"""Part of every card's name; change it with the drawing, since networks keep an image by its address."""

_PAPER, _INK, _SOFT = "#fbfcfb", "#17211f", "#4b5755"
_LEFT, _RIGHT, _RULE = 96, WIDTH - 80, 486
_SHADES = 12
"""Of an ink, so that edges look smooth."""
_LEVELS = [(cover * _SHADES + 127) // 255 for cover in range(256)]
"""The shade that stands for how much of a pixel is covered."""
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
    sheet = _Sheet()
    sheet.image.paste(sheet.shade(card.colour), (0, 0, 24, HEIGHT))
    pen = ImageDraw.Draw(sheet.image)
    pen.rounded_rectangle((_LEFT, 72, _LEFT + 88, 160), radius=20, fill=sheet.shade(card.colour))
    mark = _font(card.locale, 52)
    sheet.write(
        _drawable(card.initial, mark), mark, (_LEFT + 44, 116), _PAPER, on=card.colour, anchor="mm", stroke=1
    )
    bottom = _write(sheet, card.title, _font(card.locale, 78), 178, 98, _INK, lines=2, stroke=1)
    room = (_RULE - 16 - bottom) // 54
    _write(sheet, card.text, _font(card.locale, 38), bottom + 14, 54, _SOFT, lines=room)
    sheet.image.paste(sheet.shade("#d5dcda"), (_LEFT, _RULE, _RIGHT, _RULE + 2))
    _write(sheet, card.site, _font(card.locale, 36), _RULE + 10, 50, _INK, lines=1, stroke=1)
    _write(sheet, card.small, _font(card.locale, 28), _RULE + 62, 40, _SOFT, lines=1)
    return sheet.png()


class _Sheet:
    """A picture in few colours: paper, and shades between an ink and what it is written on.

    Shades are chosen while text is drawn; finding them in a picture of all colours takes longer than drawing it.
    """

    def __init__(self) -> None:
        self.image = Image.new("P", (WIDTH, HEIGHT), 0)
        self._numbers = {ImageColor.getrgb(_PAPER)[:3]: 0}

    def shade(self, colour: str, on: str = _PAPER, level: int = _SHADES) -> int:
        """Returns the number of a colour that covers another one, by so many of `_SHADES`."""
        pairs = zip(ImageColor.getrgb(colour)[:3], ImageColor.getrgb(on)[:3], strict=True)
        red, green, blue = ((high * level + low * (_SHADES - level)) // _SHADES for high, low in pairs)
        return self._numbers.setdefault((red, green, blue), len(self._numbers))

    def write(
        self,
        text: str,
        font: ImageFont.FreeTypeFont,
        at: tuple[int, int],
        ink: str,
        *,
        on: str = _PAPER,
        anchor: str = "la",
        stroke: int = 0,
    ) -> None:
        """Writes a line of text; `anchor` says which point of it is `at`."""
        left, top, right, bottom = map(round, font.getbbox(text, anchor=anchor, stroke_width=stroke))
        box = (at[0] + left - 1, at[1] + top - 1, at[0] + right + 1, at[1] + bottom + 1)
        cover = Image.new("L", (box[2] - box[0], box[3] - box[1]))
        origin = (at[0] - box[0], at[1] - box[1])
        ImageDraw.Draw(cover).text(origin, text, 255, font, anchor, stroke_width=stroke)
        shades = [0, *(self.shade(ink, on, level) for level in range(1, _SHADES + 1))]
        self.image.paste(
            cover.point([shades[level] for level in _LEVELS]),
            box,
            cover.point([255 * (level > 0) for level in _LEVELS]),
        )

    def png(self) -> bytes:
        """Returns the picture as PNG."""
        self.image.putpalette([part for colour in self._numbers for part in colour])
        out = io.BytesIO()
        self.image.save(out, "PNG", compress_level=6)
        return out.getvalue()


def _write(
    sheet: _Sheet,
    text: str,
    font: ImageFont.FreeTypeFont,
    top: int,
    leading: int,
    ink: str,
    *,
    lines: int,
    stroke: int = 0,
) -> int:
    """Writes text in at most so many lines; returns where the next line would begin."""
    for line in wrap(_drawable(text, font), font, _RIGHT - _LEFT, lines):
        sheet.write(line, font, (_LEFT, top), ink, stroke=stroke)
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
