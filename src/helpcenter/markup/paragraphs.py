"""Texts that need no parser: paragraphs of words, references and plain links. Most texts are nothing else."""

from __future__ import annotations

import re
from html import escape

from helpcenter.markup.work import Work
from helpcenter.model import TextKind

# No character that Markdown gives a meaning inside a line, and of all blanks only the space.
_WORDS = r"[^\\`*_\[\]<&{}\x00-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
_REFERENCE = r"\{\{[^{}\n]*\}\}"
_TARGET = r"(?:entry|page):[a-z0-9/_-]+"
_PIECES = rf"(?:{_REFERENCE}|\[{_WORDS}+\]\({_TARGET}\))"
# Nothing that begins or underlines a block: a heading, a quote, a list, a rule, a fence, a table.
_BLOCK = r"[ #>*+\-=_~|:]|[0-9]+[.)]|\n|\Z"
_LINE = rf"(?!{_BLOCK}){_WORDS}*(?:{_PIECES}{_WORDS}*)*(?<! )"
_PARAGRAPHS = re.compile(rf"{_LINE}(?:\n\n?{_LINE})*")
_PIECE = re.compile(rf"{_REFERENCE}|\[({_WORDS}+)\]\(({_TARGET})\)")


def is_paragraphs(text: str, kind: TextKind) -> bool:
    """True when `html_and_plain` reads a text as the parser would."""
    return _PARAGRAPHS.fullmatch(text) is not None and not (kind is TextKind.INLINE and "\n\n" in text)


def html_and_plain(text: str, kind: TextKind, work: Work) -> tuple[str, str]:
    """Returns a text for which `is_paragraphs` is true as safe HTML and as plain text."""
    html: list[str] = []
    plain: list[str] = []
    end = 0
    for found in _PIECE.finditer(text):
        words, target = found.groups()
        before = text[end : found.start()]
        html.append(_escaped(before))
        plain.append(before)
        if target is None:
            value = work.reference(found[0])
            html.append(escape(value))
            plain.append(value)
        else:
            opening = work.open_link(words, target)
            html.append(f"{opening}{escape(words)}{'</a>' if opening else ''}")
            plain.append(words)
        end = found.end()
    html.append(_escaped(text[end:]))
    plain.append(text[end:])
    inside = "".join(html)
    return (
        inside if kind is TextKind.INLINE else f"<p>{inside}</p>",
        re.sub(r"\n{2,}", "\n", "".join(plain)).strip(),
    )


def _escaped(words: str) -> str:
    """Returns words of one or several paragraphs as HTML."""
    return escape(words).replace("\n\n", "</p>\n<p>")
