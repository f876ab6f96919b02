"""Spaces and widths between Chinese and Latin characters, as autocorrect sees them."""

from __future__ import annotations

import re
from typing import NamedTuple

from helpcenter.rules.passages import Passage, Voice
from helpcenter.rules.scripts import HAN, is_chinese


class Edit(NamedTuple):
    """A change of the visible text: what stands from `start` up to `end` is replaced."""

    start: int
    end: int
    replacement: str
    is_spacing: bool

    def moved(self, by: int) -> Edit:
        """Returns the edit further on in a longer text."""
        return self._replace(start=self.start + by, end=self.end + by)


def typography_edits(passage: Passage) -> tuple[Edit, ...]:
    """Returns the changes that set a text as its language is set; none in code and filled-in values."""
    if passage.voice is not Voice.SITE:
        return ()
    found: tuple[Edit, ...] | None = passage.worked_out.get("typography")
    if found is None:
        found = passage.worked_out["typography"] = _edits(passage)
    return found


def _edits(passage: Passage) -> tuple[Edit, ...]:
    text = passage.text
    if is_chinese(passage.locale):
        edits = _chinese(text) if HAN.search(text) else ()
    elif passage.locale.split("-")[0] in ("ja", "ko"):
        return ()
    else:
        edits = _latin(text)
    if not edits:
        return ()
    quiet = [*passage.prose.codes, *(span for span, _ in passage.prose.references)]
    quiet += [link.span for link in passage.prose.links if "://" in link.words]
    # `**先搜一搜。** 打开`: without the space, CommonMark does not see the end of the emphasis.
    edges = passage.prose.edges
    edits = tuple(
        edit for edit in edits if not (edit.is_spacing and not edit.replacement and edit.start in edges)
    )
    return tuple(
        edit
        for edit in edits
        # An insertion may touch the edge of a quiet span, a replacement may not.
        if not any(
            span.start < edit.start < span.end
            or (edit.start < edit.end and span.start <= edit.start < span.end)
            for span in quiet
        )
    )


_FULL_WIDTH_LETTERS = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_CHINESE_MARKS = {
    "，": ", ",
    "。": ". ",
    "；": "; ",
    "：": ": ",
    "！": "! ",
    "？": "? ",
    "、": ", ",
    "（": " (",
    "）": ") ",
}
_WRONG_IN_LATIN = re.compile(f"[{''.join(_CHINESE_MARKS)}\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u3000]")


def _latin(text: str) -> tuple[Edit, ...]:
    if text.isascii():
        return ()
    edits = []
    for match in _WRONG_IN_LATIN.finditer(text):
        char = match[0]
        plain = _CHINESE_MARKS.get(char) or (" " if char == "\u3000" else chr(ord(char) - 0xFEE0))
        if char in _CHINESE_MARKS:
            before, after = text[: match.start()], text[match.end() :]
            if plain.startswith(" ") and (not before or before[-1].isspace()):
                plain = plain[1:]
            if plain.endswith(" ") and (not after or after[0].isspace() or after[0] in '.,;:!?)”’"'):
                plain = plain[:-1]
        edits.append(Edit(match.start(), match.end(), plain, is_spacing=False))
    return tuple(edits)


_HAN = HAN.pattern
_CHINESE = f"{_HAN[1:-1]}，。；：！？、（）“”‘’《》「」"
_HALF_WIDTH_MARK = re.compile(
    rf"(?<=[{_CHINESE}])(?:[,;:!?](?![\w/])[ ]?|\.(?=\s|$))"
    rf"|(?<=[{_CHINESE}A-Za-z0-9%\"')])[,;!?][ ]?(?={_HAN})|(?<={_HAN}):(?={_HAN})"
)
_TO_FULL_WIDTH = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", ".": "。"}
_BRACKETS = re.compile(rf"[ ]?\(([^()\n]*{_HAN}[^()\n]*)\)[ ]?")


# Chinese with its own marks, and Latin words or figures between blanks: nothing in such a line is to be mended.
_MARKS = "，。；：！？、（）“”《》"
_WORD = rf"(?<!{_HAN})[A-Za-z0-9]+(?![A-Za-z0-9]|{_HAN}|(?: |[{_MARKS}]+)[A-Za-z0-9])"
_BLANK = rf"(?<![{_MARKS} ]) (?![{_MARKS} ])"
_ORDINARY = re.compile(rf"[{_HAN[1:-1]}{_MARKS}]*(?:(?:{_WORD}|{_BLANK})[{_HAN[1:-1]}{_MARKS}]*)*")


def is_ordinary_chinese(line: str) -> bool:
    """True for a line that autocorrect, which takes long, would leave as it is."""
    return _ORDINARY.fullmatch(line) is not None and HAN.search(line) is not None


def _chinese(text: str) -> tuple[Edit, ...]:
    edits: list[Edit] = []
    start = 0
    for line in text.split("\n"):
        if line and not is_ordinary_chinese(line):
            edits += (edit.moved(start) for edit in _in_chinese_line(line))
        start += len(line) + 1
    return tuple(edits)


def _in_chinese_line(text: str) -> list[Edit]:
    edits: dict[int, Edit] = {}
    for match in _HALF_WIDTH_MARK.finditer(text):
        edits[match.start()] = Edit(match.start(), match.end(), _TO_FULL_WIDTH[match[0][0]], is_spacing=False)
    for match in _BRACKETS.finditer(text):
        opening, closing = match.start(1) - 1, match.end(1)
        edits[match.start()] = Edit(match.start(), opening + 1, "（", is_spacing=False)
        edits[closing] = Edit(closing, match.end(), "）", is_spacing=False)
    mended = text
    for edit in sorted(edits.values(), reverse=True):
        mended = mended[: edit.start] + _padded(edit) + mended[edit.end :]
    for edit in _differences(mended, _corrected(mended)):
        if not any(own.start <= edit.start < own.end for own in edits.values()):
            edits.setdefault(edit.start, edit)
    return sorted(edits.values())


def _padded(edit: Edit) -> str:
    """Returns a replacement as long as what it replaces, so that offsets stay."""
    return edit.replacement + "\x00" * (edit.end - edit.start - len(edit.replacement))


def _corrected(text: str) -> str:
    import autocorrect_py

    return str(autocorrect_py.format(text))


def _differences(text: str, corrected: str) -> list[Edit]:
    """Returns what autocorrect changed: it puts in and takes out spaces and changes the width of characters."""
    edits: list[Edit] = []
    if text == corrected:
        return edits
    at = to = 0
    while at < len(text) or to < len(corrected):
        here, there = text[at : at + 1], corrected[to : to + 1]
        if here == there:
            at, to = at + 1, to + 1
        elif there == " " and here != " ":
            edits.append(Edit(at, at, " ", is_spacing=True))
            to += 1
        elif here == " ":
            end = at
            while text[end : end + 1] == " ":
                end += 1
            edits.append(Edit(at, end, "", is_spacing=True))
            at = end
        elif here and there:
            edits.append(Edit(at, at + 1, there, is_spacing=False))
            at, to = at + 1, to + 1
        else:
            return []
    return edits
