"""One piece of writer's text -> HTML, plain text and Markdown. Raw HTML is text; nothing here runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from urllib.parse import urlsplit

import markupsafe
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from helpcenter.catalog import Catalog
from helpcenter.markup.references import BRACES, UnknownReferenceError, parse_reference, resolve
from helpcenter.markup.values import Values
from helpcenter.model import TextKind

HEADING_TOP = 2


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in a text: its offset there, the words at fault, what is wrong and what to do."""

    code: str
    name: str
    message: str
    hint: str
    snippet: str
    offset: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a text: its words and its target as written."""

    text: str
    target: str
    offset: int


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text in all its forms. `html` is safe to put into a page; `markdown` has references filled in."""

    html: markupsafe.Markup
    plain: str
    markdown: str
    links: tuple[Link, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a text stands: its locale, its provider, and how a link target becomes an address.

    `href` takes a target as written (`entry:…`, `page:…`, `https://…`) and returns the address, or None for
    a target that does not exist; the text then shows without a link.
    """

    locale: str
    provider: str
    href: Callable[[str], str | None]


class Markup:
    """Renders the texts of one catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._values: dict[str, Values] = {}

    def values(self, locale: str) -> Values:
        """Returns what formats values for a locale."""
        if locale not in self._values:
            self._values[locale] = Values(self.catalog, locale)
        return self._values[locale]

    def line(self, text: str) -> Rendered:
        """Returns a plain line: no Markdown and no references in it."""
        return Rendered(markupsafe.escape(text), text, _escape_markdown(text), (), ())

    def render(self, text: str, kind: TextKind, scope: Scope) -> Rendered:
        """Returns a text in all its forms; unknown references and links are problems, not exceptions."""
        if kind is TextKind.LINE:
            return self.line(text)
        work = _Work(self, scope, text)
        if kind is TextKind.INLINE and _is_plain(text):
            return Rendered(markupsafe.escape(text), text, text, (), ())
        if (mark := _excess(text)) is not None:
            offset = text.index(mark)
            message = f"more than {_LIMITS[mark]} times '{mark}' stand in one text."
            work.problem("HC025", "too-much-markup", message, "Split it into several entries.", mark, offset)
            return Rendered(markupsafe.escape(text), text, _escape_markdown(text), (), tuple(work.problems))
        inline = kind is TextKind.INLINE
        tokens = _parser.parseInline(text, {"work": work}) if inline else _parser.parse(text, {"work": work})
        html = markupsafe.Markup(_html(tokens, work).rstrip("\n"))  # noqa: S704  built from escaped parts
        return Rendered(html, _plain(tokens), _markdown(text, work), tuple(work.links), tuple(work.problems))

    def markdown(self, text: str, kind: TextKind, scope: Scope) -> str:
        """Returns `render(…).markdown`, without the other forms: some twenty times as fast."""
        if kind is TextKind.LINE:
            return _escape_markdown(text)
        if kind is TextKind.INLINE and _is_plain(text):
            return text
        if _excess(text):
            return _escape_markdown(text)
        has_work = "{{" in text or "](" in text or "<" in text
        return _markdown(text, _Work(self, scope, text)) if has_work else text


class _Work:
    """What one rendering collects."""

    def __init__(self, markup: Markup, scope: Scope, text: str) -> None:
        self.markup = markup
        self.scope = scope
        self.text = text
        self.links: list[Link] = []
        self.problems: list[Problem] = []
        self._references_read_to = 0
        self._links_read_to = 0

    @cached_property
    def values(self) -> Values:
        return self.markup.values(self.scope.locale)

    def resolve(self, braces: str, offset: int, *, report: bool = True) -> str:
        """Returns what `{{ … }}` stands for; on a fault, notes it and returns the text as it is."""
        reference = parse_reference(braces, offset)
        if reference is None:
            if report:
                hint = "Write it as {{ fact.name }}, {{ channel.name.first_reply }}, {{ term.name }}."
                self.problem(
                    "HC019", "bad-reference", f"'{braces}' is not a reference.", hint, braces, offset
                )
            return braces
        try:
            return resolve(reference, self.markup.catalog, self.values, self.scope.provider)
        except UnknownReferenceError as fault:
            if report:
                self.problem("HC020", "unknown-reference", fault.message, fault.hint, braces, offset)
            return braces

    def offset_of_reference(self, braces: str) -> int:
        """Returns where the next reference stands: the parser meets them in order, block by block."""
        offset = self.text.find(braces, self._references_read_to)
        if offset < 0:  # met out of order, in a table's cells: the first one will do
            return max(self.text.find(braces), 0)
        self._references_read_to = offset + len(braces)
        return offset

    def address(self, target: str) -> str | None:
        """Returns the address of a link target that may be linked to; None for any other."""
        if target.startswith(("entry:", "page:")):
            return self.scope.href(target)
        if target.startswith("#"):
            return target if re.fullmatch(r"#[A-Za-z0-9_-]+", target) else None
        try:
            parts = urlsplit(target)
        except ValueError:
            return None
        return target if parts.scheme == "https" and parts.hostname else None

    def problem(self, code: str, name: str, message: str, hint: str, snippet: str, offset: int) -> None:
        """Notes a fault, once."""
        found = Problem(code, name, message, hint, snippet, offset)
        if found not in self.problems:
            self.problems.append(found)

    def link(self, words: str, target: str) -> None:
        """Notes a link; links are met in the order of the text."""
        offset = self.text.find(target, self._links_read_to)
        if offset < 0:
            offset = max(self.text.find(words), 0)
        else:
            self._links_read_to = offset + len(target)
        self.links.append(Link(words, target, offset))


_LINK = re.compile(r"\[([^\]]*)\]\(\s*<?([^)\s>]*)>?[^)]*\)")
_RAW_TAG = re.compile(r"(?<!\\)<(?!https://)")
_SPECIAL = re.compile(r"[\\`*_\[\]<>]")
_MARKED = re.compile(r"[\\`*_\[\]<>&{}!]")


# The parser tries again at each of these: 4,500 times `[a](` in a text take minutes. No answer needs so many.
_LIMITS = {
    "[": 150,
    "<": 150,
    "`": 300,
    "{": 300,
    "*": 600,
    "_": 600,
    ">": 600,
    "&": 600,
    "\\": 600,
    "|": 3000,
}


def _excess(text: str) -> str | None:
    """Returns the mark that stands in a text more often than an answer could need; None as a rule."""
    if len(text) <= min(_LIMITS.values()):
        return None
    return next((mark for mark, limit in _LIMITS.items() if text.count(mark) > limit), None)


def _is_plain(text: str) -> bool:
    return _MARKED.search(text) is None and "\n" not in text


def _escape_markdown(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text) if _SPECIAL.search(text) else text


def _markdown(text: str, work: _Work) -> str:
    filled = BRACES.sub(lambda match: work.resolve(match[0], match.start(), report=False), text)
    return _LINK.sub(lambda match: _markdown_link(match, work), _RAW_TAG.sub(r"\\<", filled))


def _markdown_link(match: re.Match[str], work: _Work) -> str:
    address = work.address(match[2])
    return f"[{match[1]}]({address})" if address else match[1]


def _reference_rule(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("{{", state.pos):
        return False
    match = BRACES.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        work: _Work = state.env["work"]
        token = state.push("reference", "", 0)
        token.content = work.resolve(match[0], work.offset_of_reference(match[0]))
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


def _html(tokens: Sequence[Token], work: _Work) -> str:
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


def _open_link(tokens: Sequence[Token], position: int, work: _Work, open_links: list[bool]) -> str:
    target = str(tokens[position].attrGet("href") or "")
    words = []
    for token in tokens[position + 1 :]:
        if token.type == "link_close":
            break
        words.append(token.content)
    work.link("".join(words), target)
    address = work.address(target)
    open_links.append(address is not None)
    if address is None:
        if not target.startswith(("entry:", "page:")):
            work.problem(
                "HC022",
                "bad-link-target",
                f"'{target}' cannot be linked to.",
                "Link to entry:…, page:… or an https address.",
                target,
                max(work.text.find(target), 0),
            )
        return ""
    rel = ' rel="noopener nofollow"' if address.startswith("https:") and target.startswith("https:") else ""
    return f'<a href="{escape(address)}"{rel}>'


_ENDS_A_LINE = frozenset({"paragraph_close", "heading_close", "tr_close", "hardbreak", "softbreak"})


def _plain(tokens: Sequence[Token]) -> str:
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
