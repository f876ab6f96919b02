"""One piece of writer's text -> HTML, plain text and Markdown. Raw HTML is text; nothing here runs."""

from __future__ import annotations

import re
from dataclasses import dataclass

import markupsafe

from helpcenter.catalog import Catalog
from helpcenter.markup.ordinary import html_and_plain
from helpcenter.markup.parsed import html_of, parse, plain_of
from helpcenter.markup.references import BRACES, Meanings
from helpcenter.markup.values import Values
from helpcenter.markup.work import Link, Problem, Scope, Work
from helpcenter.model import TextKind


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text in all its forms. `html` is safe to put into a page; `markdown` has references filled in."""

    html: markupsafe.Markup
    plain: str
    markdown: str
    links: tuple[Link, ...]
    problems: tuple[Problem, ...]


class Markup:
    """Renders the texts of one catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._meanings = Meanings(catalog)

    def values(self, locale: str) -> Values:
        """Returns what formats values for a locale."""
        return self._meanings.values(locale)

    def line(self, text: str) -> Rendered:
        """Returns a plain line: no Markdown and no references in it."""
        return Rendered(markupsafe.escape(text), text, escape_markdown(text), (), ())

    def render(self, text: str, kind: TextKind, scope: Scope) -> Rendered:
        """Returns a text in all its forms; unknown references and links are problems, not exceptions."""
        if kind is TextKind.LINE:
            return self.line(text)
        if kind is TextKind.INLINE and _is_plain(text):
            return Rendered(markupsafe.escape(text), text, text, (), ())
        work = Work(self._meanings, scope, text)
        if (mark := _excess(text)) is not None:
            offset = text.index(mark)
            message = f"more than {_LIMITS[mark]} times '{mark}' stand in one text."
            work.problem("HC025", "too-much-markup", message, "Split it into several entries.", mark, offset)
            return Rendered(markupsafe.escape(text), text, escape_markdown(text), (), tuple(work.problems))
        forms = html_and_plain(text, kind, work)
        if forms is None:
            tokens = parse(text, kind, work)
            forms = html_of(tokens, work), plain_of(tokens)
        html, plain = forms
        safe = markupsafe.Markup(html)  # noqa: S704  built from escaped parts
        return Rendered(safe, plain, _markdown(text, work), tuple(work.links), tuple(work.problems))

    def html(self, text: str, kind: TextKind, scope: Scope) -> markupsafe.Markup:
        """Returns `render(…).html`, without the other forms."""
        if kind is TextKind.LINE or (kind is TextKind.INLINE and _is_plain(text)) or _excess(text):
            return markupsafe.escape(text)
        work = Work(self._meanings, scope, text)
        forms = html_and_plain(text, kind, work)
        html = forms[0] if forms is not None else html_of(parse(text, kind, work), work)
        return markupsafe.Markup(html)  # noqa: S704  built from escaped parts

    def markdown(self, text: str, kind: TextKind, scope: Scope) -> str:
        """Returns `render(…).markdown`, without the other forms: some twenty times as fast."""
        if kind is TextKind.LINE:
            return escape_markdown(text)
        if kind is TextKind.INLINE and _is_plain(text):
            return text
        if _excess(text):
            return escape_markdown(text)
        has_work = "{{" in text or "](" in text or "<" in text
        return _markdown(text, Work(self._meanings, scope, text)) if has_work else text


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
"""In ascending order: a text shorter than one limit is below those that follow, too."""


def _excess(text: str) -> str | None:
    """Returns the mark that stands in a text more often than an answer could need; None as a rule."""
    for mark, limit in _LIMITS.items():
        if len(text) <= limit:
            return None
        if text.count(mark) > limit:
            return mark
    return None


def _is_plain(text: str) -> bool:
    return _MARKED.search(text) is None and "\n" not in text


def escape_markdown(text: str) -> str:
    """Returns a plain text as Markdown: a backslash before all that would mean something."""
    return _SPECIAL.sub(r"\\\g<0>", text) if _SPECIAL.search(text) else text


def _markdown(text: str, work: Work) -> str:
    if "{{" in text:
        text = BRACES.sub(lambda match: work.resolve(match[0], match.start(), report=False), text)
    if "<" in text:
        text = _RAW_TAG.sub(r"\\<", text)
    return _LINK.sub(lambda match: _markdown_link(match, work), text) if "](" in text else text


def _markdown_link(match: re.Match[str], work: Work) -> str:
    address = work.address(match[2])
    return f"[{match[1]}]({address})" if address else match[1]


__all__ = ["Link", "Markup", "Problem", "Rendered", "Scope", "escape_markdown"]
