"""A text with Markdown in it -> tokens of markdown-it -> safe HTML and plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from helpcenter.markup.references import BRACES
from helpcenter.markup.work import Work
from helpcenter.model import TextKind

HEADING_TOP = 2


def parse(text: str, kind: TextKind, work: Work) -> Sequence[Token]:
    """Returns the tokens of a text; references are resolved on the way."""
    env = {"work": work}
    return _parser.parseInline(text, env) if kind is TextKind.INLINE else _parser.parse(text, env)


def html_of(tokens: Sequence[Token], work: Work) -> str:
    """Returns tokens as safe HTML."""
    return _html(tokens, work).rstrip("\n")


def plain_of(tokens: Sequence[Token]) -> str:
    """Returns tokens as plain text, a line a paragraph."""
    out: list[str] = []

    def collect(items: Sequence[Token]) -> None:
        for token in items:
            if token.type == "inline":
                collect(token.children or [])
            elif token.content:
                out.append(token.content)
            elif token.type in _ENDS_A_LINE:
                out.append("\n")
            elif token.type in ("th_close", "td_close"):
                out.append(" ")

    collect(tokens)
    return re.sub(r"\n{2,}", "\n", "".join(out)).strip()


def _reference_rule(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("{{", state.pos):
        return False
    match = BRACES.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        work: Work = state.env["work"]
        token = state.push("reference", "", 0)
        token.content = work.reference(match[0])
    state.pos = match.end()
    return True


def _make_parser() -> MarkdownIt:
    # Images are disabled: nothing on a page comes from another host, and content has no image files.
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "maxNesting": 20})
    parser.enable("table").disable(["image", "html_block", "html_inline"])
    parser.inline.ruler.before("escape", "reference", _reference_rule)
    # Every target is kept here and judged in `_Work.address`: a refused one must not show as raw Markdown.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


_parser = _make_parser()
_ENDS_A_LINE = frozenset({"paragraph_close", "heading_close", "tr_close", "hardbreak", "softbreak"})

_TAGS = {
    "paragraph": "p",
    "bullet_list": "ul",
    "list_item": "li",
    "blockquote": "blockquote",
    "em": "em",
    "strong": "strong",
    "table": "table",
    "thead": "thead",
    "tbody": "tbody",
    "tr": "tr",
    "td": "td",
}


def _html(tokens: Sequence[Token], work: Work) -> str:
    out: list[str] = []
    open_links: list[bool] = []
    for position, token in enumerate(tokens):
        kind = token.type
        if kind == "inline":
            out.append(_html(token.children or [], work))
        elif kind in ("text", "reference", "text_special"):
            out.append(escape(token.content))
        elif kind == "softbreak":
            out.append("\n")
        elif kind == "hardbreak":
            out.append("<br>")
        elif kind == "code_inline":
            out.append(f"<code>{escape(token.content)}</code>")
        elif kind in ("fence", "code_block"):
            out.append(f"<pre><code>{escape(token.content)}</code></pre>\n")
        elif kind == "hr":
            out.append("<hr>\n")
        elif kind == "link_open":
            out.append(_open_link(tokens, position, work, open_links))
        elif kind == "link_close":
            out.append("</a>" if open_links.pop() else "")
        elif token.hidden:
            continue
        else:
            out.append(_tag(token))
    return "".join(out)


def _tag(token: Token) -> str:
    base, _, edge = token.type.rpartition("_")
    attributes = ""
    if base == "heading":
        name = f"h{max(HEADING_TOP, int(token.tag[1]))}"
    elif base == "ordered_list":
        name = "ol"
        start = token.attrGet("start")
        attributes = f' start="{int(start)}"' if start else ""
    elif base == "th":
        name, attributes = "th", ' scope="col"'
    elif base in _TAGS:
        name = _TAGS[base]
    else:
        return ""
    if edge == "open":
        newline = "\n" if base in ("bullet_list", "ordered_list", "table", "thead", "tbody", "tr") else ""
        return f"<{name}{attributes}>{newline}"
    return f"</{name}>" + ("" if base in ("em", "strong") else "\n")


def _open_link(tokens: Sequence[Token], position: int, work: Work, open_links: list[bool]) -> str:
    words = []
    for token in tokens[position + 1 :]:
        if token.type == "link_close":
            break
        words.append(token.content)
    opening = work.open_link("".join(words), str(tokens[position].attrGet("href") or ""))
    open_links.append(opening != "")
    return opening
