"""Style sheets: Material's cut to what the pages use, ours made small, both ready for either colour scheme."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_COMMENT_OR_STRING = re.compile(r"""/\*.*?\*/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'""", re.DOTALL)
_BOUNDARY = re.compile(r"""url\([^"')]*\)|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[{};]""", re.DOTALL)
_TOP_LEVEL = re.compile(r"""url\([^"')]*\)|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[()\[\];,]""", re.DOTALL)
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_TAG = re.compile(r"<([a-z][a-z0-9]*)")
_QUOTED = re.compile(r"""["'`]([a-z][\w-]*)["'`]""")
_QUOTES = re.compile(r"""=["']([A-Za-z][\w-]*)["']]""")
_CLASSES = re.compile(r"""\bclass=(?:"([^"]*)"|'([^']*)'|([\w-]+))""")
_GROUPS = ("@media", "@supports", "@layer", "@container")

DARK = "[data-md-color-scheme=slate]"
"""How Material marks what holds in the dark scheme only."""
LIGHT_CHOSEN = "[data-md-color-scheme=default]"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule (`a:hover` and its declarations), a group (`@media …` and its rules) or a statement."""

    prelude: str
    body: str | tuple[Rule, ...] | None

    def __str__(self) -> str:
        if self.body is None:
            return f"{self.prelude};"
        inside = self.body if isinstance(self.body, str) else "".join(map(str, self.body))
        return f"{self.prelude}{{{inside}}}"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that pages are made of: a selector with any other word matches nothing."""

    tags: frozenset[str]
    words: frozenset[str]
    classes: frozenset[str]

    def knows(self, selector: str) -> bool:
        """True when everything that `selector` asks for may occur on a page."""
        plain = _without_pseudo(selector)
        classes = re.findall(r"\.([\w-]+)", re.sub(r"\[[^\]]*\]", "", plain))
        words = _WORD.findall(" ".join(re.findall(r"#[\w-]+|\[[^\]]*\]", plain)))
        tags = _WORD.findall(re.sub(r"\[[^\]]*\]|[.#][\w-]+", " ", plain))
        return (
            self.classes.issuperset(classes) and self.words.issuperset(words) and self.tags.issuperset(tags)
        )


def vocabulary(templates: Iterable[str], scripts: Iterable[str] = ()) -> Vocabulary:
    """Returns what these templates (or pages) and scripts can put on a page.

    Generous: every word of a template counts as an id, an attribute and its value, every word of its `class`
    attributes and every quoted word of a script as a class.
    """
    tags, words, classes = {"html", "body"}, {"dir", "hidden", "type", "class"}, set()
    for text in templates:
        tags.update(_TAG.findall(text))
        words.update(_WORD.findall(text))
        for values in _CLASSES.findall(text):
            classes.update(_WORD.findall(" ".join(values)))
    for text in scripts:
        quoted = _QUOTED.findall(text)
        tags.update(quoted)
        classes.update(quoted)
        words.update(_WORD.findall(text))
    return Vocabulary(frozenset(tags), frozenset(words), frozenset(classes))


def cut(css: str, known: Vocabulary) -> str:
    """Returns the rules of `css` that can match a page, and only the custom properties that these use."""
    rules = tuple(_matching(parse(css), known))
    while True:
        used = set(re.findall(r"var\(\s*(--[\w-]+)", "".join(map(str, rules))))
        fewer = tuple(_without_unused(rules, used))
        if fewer == rules:
            return "".join(map(str, rules))
        rules = fewer


def in_both_schemes(css: str) -> str:
    """Returns `css` with every rule of the dark scheme repeated for a system that is dark.

    Material's dark scheme needs its script to set an attribute; so a reader without JavaScript gets it too,
    unless the light one was chosen.
    """
    return "".join(map(str, _with_system(parse(css), in_screen=False)))


def minify(css: str) -> str:
    """Returns `css` without comments and needless white space."""
    return "".join(map(str, _small(parse(css))))


def parse(css: str) -> tuple[Rule, ...]:
    """Returns the rules of a style sheet, without its comments. Nested style rules are not supported."""
    css = _COMMENT_OR_STRING.sub(lambda found: "" if found[0].startswith("/*") else found[0], css)
    stack: list[tuple[str, list[Rule]]] = [("", [])]
    start = 0
    for found in _BOUNDARY.finditer(css):
        token = found[0]
        if token == "{":
            stack.append((css[start : found.start()].strip(), []))
        elif token == "}":
            prelude, children = stack.pop()
            grouped = prelude.startswith(_GROUPS) or "keyframes" in prelude
            body = tuple(children) if grouped else css[start : found.start()].strip()
            stack[-1][1].append(Rule(prelude, body))
        elif token == ";" and len(stack) == 1:
            stack[-1][1].append(Rule(css[start : found.start()].strip(), None))
        else:
            continue
        start = found.end()
    return tuple(stack[0][1])


def split(text: str, separator: str) -> list[str]:
    """Returns the parts of `text` between separators that stand outside brackets and strings."""
    parts, depth, start = [], 0, 0
    for found in _TOP_LEVEL.finditer(text):
        token = found[0]
        if token in "([":
            depth += 1
        elif token in ")]":
            depth -= 1
        elif token == separator and depth == 0:
            parts.append(text[start : found.start()].strip())
            start = found.end()
    parts.append(text[start:].strip())
    return [part for part in parts if part]


def _matching(rules: Iterable[Rule], known: Vocabulary) -> Iterator[Rule]:
    for rule in rules:
        if rule.prelude.startswith(_GROUPS) and isinstance(rule.body, tuple):
            inner = tuple(_matching(rule.body, known))
            if inner:
                yield Rule(rule.prelude, inner)
        elif rule.prelude.startswith("@"):
            yield rule
        else:
            selectors = [selector for selector in split(rule.prelude, ",") if known.knows(selector)]
            if selectors:
                yield Rule(",".join(selectors), rule.body)


def _without_unused(rules: Iterable[Rule], used: set[str]) -> Iterator[Rule]:
    everything = "".join(str(rule) for rule in rules if "keyframes" not in rule.prelude)
    for rule in rules:
        if isinstance(rule.body, str):
            kept = [
                part
                for part in split(rule.body, ";")
                if not part.startswith("--") or part.partition(":")[0].strip() in used
            ]
            if kept:
                yield Rule(rule.prelude, ";".join(kept))
        elif rule.body is None:
            yield rule
        elif "keyframes" in rule.prelude:
            name = rule.prelude.split()[-1]
            if re.search(rf"animation[^;}}]*\b{re.escape(name)}\b", everything):
                yield rule
        else:
            inner = tuple(_without_unused(rule.body, used))
            if inner:
                yield Rule(rule.prelude, inner)


def _with_system(rules: Iterable[Rule], *, in_screen: bool) -> Iterator[Rule]:
    for rule in rules:
        if isinstance(rule.body, tuple) and rule.prelude.startswith("@media"):
            yield Rule(rule.prelude, tuple(_with_system(rule.body, in_screen=True)))
            continue
        yield rule
        dark = [selector for selector in split(rule.prelude, ",") if DARK in selector]
        if dark and isinstance(rule.body, str):
            system = f":root:not({LIGHT_CHOSEN})"
            selectors = ",".join(selector.replace(DARK, system) for selector in dark)
            query = "@media (prefers-color-scheme:dark)"
            if not in_screen:
                query = "@media screen and (prefers-color-scheme:dark)"
            yield Rule(query, (Rule(selectors, rule.body),))


def _small(rules: Iterable[Rule]) -> Iterator[Rule]:
    for rule in rules:
        prelude = re.sub(r"\s+", " ", rule.prelude)
        if isinstance(rule.body, tuple):
            yield Rule(prelude, tuple(_small(rule.body)))
        elif rule.body is None:
            yield Rule(prelude, None)
        else:
            if not prelude.startswith("@"):
                prelude = _QUOTES.sub(r"=\1]", re.sub(r"\s*([,>+~])\s*", r"\1", prelude))
            declarations = (part.partition(":") for part in split(rule.body, ";"))
            body = ";".join(f"{name.strip()}:{' '.join(value.split())}" for name, _, value in declarations)
            if body:
                yield Rule(prelude, body)


def _without_pseudo(selector: str) -> str:
    """Returns the selector without pseudo-classes, their arguments and pseudo-elements."""
    before = None
    while before != selector:
        before = selector
        selector = re.sub(r"::?[a-z-]+\([^()]*\)", "", selector)
    return re.sub(r"::?[a-z-]+", "", selector)
