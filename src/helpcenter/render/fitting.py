"""Titles and descriptions as long as search results show them."""

from __future__ import annotations

import re
import unicodedata

MOST_TITLE = 60
"""Columns of a title that Google and Bing show on a wide screen; a Chinese character takes two."""
MOST_DESCRIPTION = 160

_SENTENCE_END = re.compile(r"(?<=[。！？])|(?<=[.!?]) ")


def full_title(title: str, site: str) -> str:
    """Returns a page's title with the site's name behind it, where there is room for both."""
    whole = f"{title} – {site}"
    return whole if _fits(whole, MOST_TITLE) else title


def fitting_description(text: str) -> str:
    """Returns the first sentences of a text that fit; of a first one that is too long, as much as fits, and `…`."""
    if _fits(text, MOST_DESCRIPTION):
        return text
    sentences = ""
    for end in _SENTENCE_END.finditer(text):
        if columns(text[: end.end()].rstrip()) > MOST_DESCRIPTION:
            break
        sentences = text[: end.end()].rstrip()
    # Less than half says too little; then the beginning of the next sentence says more.
    return sentences if columns(sentences) * 2 >= MOST_DESCRIPTION else _cut(text, MOST_DESCRIPTION - 1)


def columns(text: str) -> int:
    """Returns how wide a text is: full-width characters count twice."""
    if text.isascii():
        return len(text)
    widths = list(map(unicodedata.east_asian_width, text))
    return len(widths) + widths.count("W") + widths.count("F")


def _fits(text: str, most: int) -> bool:
    return len(text) * 2 <= most or (len(text) <= most and columns(text) <= most)


def _cut(text: str, most: int) -> str:
    """Returns the beginning of a text without its last, broken word, and `…`; Chinese is cut anywhere."""
    kept = text[:most]
    while columns(kept) > most:
        kept = kept[: -max(1, (columns(kept) - most) // 2)]
    if text[len(kept)].isascii() and text[len(kept)] != " " and kept[-1:].isascii():
        kept = kept.rpartition(" ")[0] or kept
    return kept.rstrip("，；、：,;: ") + "…"
