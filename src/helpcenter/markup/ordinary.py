"""Ordinary texts, read without the parser: paragraphs, headings, flat lists and tables of words, bold words,
references and links.

Nearly all texts are nothing else, and are read some fifteen times as fast this way. Whatever could mean more goes to
the parser (`markup.parsed`); tests hold the two to the same result.
"""

from __future__ import annotations

import re
from html import escape
from itertools import pairwise

from helpcenter.markup.parsed import HEADING_TOP
from helpcenter.markup.work import Work
from helpcenter.model import TextKind

# No character that Markdown gives a meaning inside a line, and of all blanks only the space.
_NO_WORDS = r"\\`*_\[\]<&{}\x00-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_WORDS = rf"[^{_NO_WORDS}]"
_REFERENCE = r"\{\{[^{}|\n]*\}\}"
_TARGET = r"(?:entry|page):[a-z0-9/_-]+(?:#[A-Za-z0-9_-]+)?"
# Two stars are bold beyond doubt when a letter follows the first ones, or a reference does that stands behind a blank;
# and a letter stands before the last ones, or a blank or one of these marks behind them. No text matches in two ways:
# trying them all could take for ever.
_BEHIND_BOLD = r"[ \n.,:;!?)。，：；！？）、]|\Z"
_BEGINS_BOLD = r"\*\*(?:(?=[^\W_])|(?<![^ \n]\*\*)(?=\{\{))"
_ENDS_BOLD = rf"(?:(?<=[^\W_])\*\*(?!\*)|(?<=[\W_])(?<! )\*\*(?={_BEHIND_BOLD}))"


def _pieces(words: str) -> tuple[str, str]:
    """Returns the pattern of lines of these words, and that of their pieces with their parts as groups."""
    bold = rf"{words}*(?:{_REFERENCE}{words}*)*"
    piece = rf"{_REFERENCE}|\[{words}+\]\({_TARGET}\)|{_BEGINS_BOLD}{bold}{_ENDS_BOLD}"
    grouped = rf"{_REFERENCE}|\[({words}+)\]\(({_TARGET})\)|{_BEGINS_BOLD}({bold}){_ENDS_BOLD}"
    return rf"{words}*(?:(?:{piece}){words}*)*(?<! )", grouped


_ANY_LINE, _PARTS = _pieces(_WORDS)
_PIECE = re.compile(_PARTS)
# Not what begins or underlines a block: a heading, a quote, a list, a rule, a fence, a table, indented code.
_STARTS_BLOCK = r"[ #>+\-=~|:]|[0-9]+[.)]|\n|\Z"
_LINE = rf"(?!{_STARTS_BLOCK}){_ANY_LINE}"
_CELL = _pieces(rf"[^|{_NO_WORDS}]")[0]
_ROW = rf"\|(?: *(?![ |]){_CELL} *\|)+"
_BLOCK = re.compile(
    rf"(?P<p>{_LINE}(?:\n{_LINE})*)|(?P<ul>- {_LINE}(?:\n- {_LINE})*)|(?P<ol>1\. {_LINE}(?:\n[0-9]{{1,9}}\. {_LINE})*)"
    rf"|(?P<h>\#{{1,6}} {_LINE}(?<!\#))|(?P<table>{_ROW}\n\|(?: ?-+ ?\|)+(?:\n{_ROW})+)"
)
_SPECIAL = re.compile("[&<>\"']")
_BLANK_LINES = re.compile(r"\n{2,}")
_LISTS = ("ul", "ol")


def html_and_plain(text: str, kind: TextKind, work: Work) -> tuple[str, str] | None:
    """Returns a text as safe HTML and as plain text; None where only the parser can tell what it means."""
    blocks = text.split("\n\n")
    names = [found.lastgroup if (found := _BLOCK.fullmatch(block)) else None for block in blocks]
    if kind is TextKind.INLINE:
        if names != ["p"]:
            return None
        html, plain = _inline(text, work)
    else:
        # Lists in a row are a looser one.
        if None in names or any(one in _LISTS and other in _LISTS for one, other in pairwise(names)):
            return None
        if any(name == "table" and not _is_even(block) for name, block in zip(names, blocks, strict=True)):
            return None
        forms = [_block(str(name), block, work) for name, block in zip(names, blocks, strict=True)]
        html = "\n".join(html for html, _ in forms)
        plain = "\n".join(plain for _, plain in forms)
    return html, _BLANK_LINES.sub("\n", plain).strip()


def _is_even(table: str) -> bool:
    """Returns whether all rows of a table have as many cells."""
    return len({row.count("|") for row in table.split("\n")}) == 1


def _block(name: str, block: str, work: Work) -> tuple[str, str]:
    if name == "p":
        html, plain = _inline(block, work)
        return f"<p>{html}</p>", plain
    if name == "h":
        marks, _, words = block.partition(" ")
        html, plain = _inline(words, work)
        level = max(HEADING_TOP, len(marks))
        return f"<h{level}>{html}</h{level}>", plain
    if name == "table":
        return _table(block, work)
    items = [_inline(line.partition(" ")[2], work) for line in block.split("\n")]
    listed = "\n".join(f"<li>{html}</li>" for html, _ in items)
    return f"<{name}>\n{listed}\n</{name}>", "\n".join(plain for _, plain in items)


def _table(block: str, work: Work) -> tuple[str, str]:
    head, _, *body = block.split("\n")
    rows = [[_inline(cell.strip(), work) for cell in row[1:-1].split("|")] for row in (head, *body)]
    names, *values = [[html for html, _ in row] for row in rows]
    html = "".join(
        (
            "<table>\n<thead>\n<tr>\n",
            *(f'<th scope="col">{name}</th>\n' for name in names),
            "</tr>\n</thead>\n<tbody>\n",
            *("".join(("<tr>\n", *(f"<td>{value}</td>\n" for value in row), "</tr>\n")) for row in values),
            "</tbody>\n</table>",
        )
    )
    return html, "\n".join("".join(f"{plain} " for _, plain in row) for row in rows)


def _inline(text: str, work: Work) -> tuple[str, str]:
    """Returns lines of words, references, links and bold words as HTML and as plain text."""
    if "{{" not in text and "[" not in text and "*" not in text:
        return _safe(text), text
    html: list[str] = []
    plain: list[str] = []
    end = 0
    for found in _PIECE.finditer(text):
        words, target, bold = found.groups()
        before = text[end : found.start()]
        if target is not None:
            opening = work.open_link(words, target)
            piece = f"{opening}{_safe(words)}</a>" if opening else _safe(words)
        elif bold is not None:
            piece, words = _inline(bold, work)
            piece = f"<strong>{piece}</strong>"
        else:
            words = work.reference(found[0])
            piece = _safe(words)
        html += (_safe(before), piece)
        plain += (before, words)
        end = found.end()
    rest = text[end:]
    return "".join((*html, _safe(rest))), "".join((*plain, rest))


def _safe(text: str) -> str:
    """Returns what `escape` does, which is slow for a text with nothing in it to escape: most of them."""
    return escape(text) if _SPECIAL.search(text) else text
