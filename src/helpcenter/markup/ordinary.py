"""Ordinary texts, read without the parser: paragraphs and flat lists of words, bold words, references and links.

Nearly all texts are nothing else, and are read some fifteen times as fast this way. Whatever could mean more goes to
the parser (`markup.parsed`); tests hold the two to the same result.
"""

from __future__ import annotations

import re
from html import escape
from itertools import pairwise

from helpcenter.markup.work import Work
from helpcenter.model import TextKind

# No character that Markdown gives a meaning inside a line, and of all blanks only the space.
_WORDS = r"[^\\`*_\[\]<&{}\x00-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
_REFERENCE = r"\{\{[^{}\n]*\}\}"
_TARGET = r"(?:entry|page):[a-z0-9/_-]+"
# Two stars are bold beyond doubt when a letter follows the first ones, and a letter stands before the last ones or a
# blank behind them. No text matches in two ways: trying them all could take for ever.
_BOLD = rf"(?=[^\W_]){_WORDS}*(?:{_REFERENCE}{_WORDS}*)*"
_ENDS_BOLD = r"(?:(?<=[^\W_])\*\*(?!\*)|(?<=[\W_])(?<! )\*\*(?=[ \n]|\Z))"
_ANY_PIECE = rf"(?:{_REFERENCE}|\[{_WORDS}+\]\({_TARGET}\)|\*\*{_BOLD}{_ENDS_BOLD})"
_PIECE = re.compile(rf"{_REFERENCE}|\[({_WORDS}+)\]\(({_TARGET})\)|\*\*({_BOLD}){_ENDS_BOLD}")
# Not what begins or underlines a block: a heading, a quote, a list, a rule, a fence, a table, indented code.
_STARTS_BLOCK = r"[ #>+\-=~|:]|[0-9]+[.)]|\n|\Z"
_LINE = rf"(?!{_STARTS_BLOCK}){_WORDS}*(?:{_ANY_PIECE}{_WORDS}*)*(?<! )"
_BLOCK = re.compile(
    rf"(?P<p>{_LINE}(?:\n{_LINE})*)|(?P<ul>- {_LINE}(?:\n- {_LINE})*)|(?P<ol>1\. {_LINE}(?:\n[0-9]{{1,9}}\. {_LINE})*)"
)


def html_and_plain(text: str, kind: TextKind, work: Work) -> tuple[str, str] | None:
    """Returns a text as safe HTML and as plain text; None where only the parser can tell what it means."""
    blocks = text.split("\n\n")
    names = [found.lastgroup if (found := _BLOCK.fullmatch(block)) else None for block in blocks]
    if kind is TextKind.INLINE:
        if names != ["p"]:
            return None
        html, plain = _inline(text, work)
    else:
        if None in names or any(
            "p" not in pair for pair in pairwise(names)
        ):  # lists in a row are a looser one
            return None
        forms = [_block(str(name), block, work) for name, block in zip(names, blocks, strict=True)]
        html = "\n".join(html for html, _ in forms)
        plain = "\n".join(plain for _, plain in forms)
    return html, re.sub(r"\n{2,}", "\n", plain).strip()


def _block(name: str, block: str, work: Work) -> tuple[str, str]:
    if name == "p":
        html, plain = _inline(block, work)
        return f"<p>{html}</p>", plain
    items = [_inline(line.partition(" ")[2], work) for line in block.split("\n")]
    listed = "\n".join(f"<li>{html}</li>" for html, _ in items)
    return f"<{name}>\n{listed}\n</{name}>", "\n".join(plain for _, plain in items)


def _inline(text: str, work: Work) -> tuple[str, str]:
    """Returns lines of words, references, links and bold words as HTML and as plain text."""
    html: list[str] = []
    plain: list[str] = []
    end = 0
    for found in _PIECE.finditer(text):
        words, target, bold = found.groups()
        before = text[end : found.start()]
        if target is not None:
            opening = work.open_link(words, target)
            piece = f"{opening}{escape(words)}</a>" if opening else escape(words)
        elif bold is not None:
            piece, words = _inline(bold, work)
            piece = f"<strong>{piece}</strong>"
        else:
            words = work.reference(found[0])
            piece = escape(words)
        html += (escape(before), piece)
        plain += (before, words)
        end = found.end()
    rest = text[end:]
    return "".join((*html, escape(rest))), "".join((*plain, rest))
