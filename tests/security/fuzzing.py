"""What any bytes may do to the loader, and any text to the markup: be refused or be read, nothing else.

`tests/security/test_fuzzing.py` tries what is kept in `tests/security/corpus`, and random damage to real files. To look
for more, with coverage to guide it (atheris, from PyPI, is needed only for this):

    python -m tests.security.fuzzing loader FOLDER [libFuzzer option...]     # e.g. -max_total_time=600 -timeout=5
    python -m tests.security.fuzzing markup FOLDER [libFuzzer option...]

FOLDER keeps what it has tried; real content is a good start. Put what it finds into the corpus, with the mend.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from selectolax.lexbor import LexborHTMLParser

from helpcenter.catalog import Catalog, load_catalog, text_digests
from helpcenter.diagnostics import ContentError
from helpcenter.loader import Document, parse, validate
from helpcenter.loader.positions import source_offsets
from helpcenter.markup import Markup, Scope
from helpcenter.model import Entry, Glossary, Locale, Provider, Redirects, TextKind, Translation, Updates
from helpcenter.model.text import texts_of
from tests.sites import write_site

KINDS: dict[str, TypeAdapter[Any]] = {
    "entry": TypeAdapter(Entry),
    "translation": TypeAdapter(Translation),
    "provider": TypeAdapter(Provider),
    "locale": TypeAdapter(Locale),
    "glossary": TypeAdapter(Glossary),
    "redirects": TypeAdapter(Redirects),
    "updates": TypeAdapter(Updates),
}
TEXT_ELEMENTS = (
    "p",
    "strong",
    "em",
    "code",
    "pre",
    "ul",
    "ol",
    "li",
    "a",
    "br",
    "hr",
    "blockquote",
    "h2",
    "h3",
    "h4",
)
TABLE_ELEMENTS = ("table", "thead", "tbody", "tr", "th", "td", "div")
ELEMENTS = frozenset(("html", "head", "body", *TEXT_ELEMENTS, *TABLE_ELEMENTS))
ATTRIBUTES = frozenset(["href", "class", "lang", "start", "rel", "style", "tabindex", "id", "scope"])
STYLES = frozenset({"text-align:left", "text-align:right", "text-align:center"})


def load(raw: bytes) -> None:
    """Reads a file as every kind there is. Raises AssertionError where a diagnostic points nowhere."""
    try:
        document = parse(raw, "a.yml")
    except ContentError as error:
        _check_places(error, raw)
        return
    for kind in KINDS.values():
        read_as(kind, document, raw)


def read_as(kind: TypeAdapter[Any], document: Document, raw: bytes) -> bool:
    """Reads a document as one kind and returns whether it is one; then all its texts have a digest and a place."""
    try:
        model = validate(kind, document)
    except ContentError as error:
        _check_places(error, raw)
        return False
    if kind is KINDS["entry"]:
        text_digests(model)
        for text in texts_of(model):
            source_offsets(document, text.path)
            document.at(text.path)
    return True


def render(text: str) -> None:
    """Renders a text in every way. Raises AssertionError where it becomes anything but a writer's markup."""
    markup = _markup()
    for kind in TextKind:
        scope = Scope("en", "acme", lambda target: f"/en/{target.partition(':')[2]}/")
        rendered = markup.render(text, kind, scope)
        assert markup.html(text, kind, scope) == rendered.html
        assert markup.markdown(text, kind, scope) == rendered.markdown
        for problem in rendered.problems:
            assert 0 <= problem.offset <= len(text), problem
        tree = LexborHTMLParser(f"<!doctype html><body>{rendered.html}")
        for node in tree.root.traverse() if tree.root else ():
            if node.tag.startswith("-"):
                continue
            assert node.tag in ELEMENTS, node.tag
            for name, value in node.attributes.items():
                assert name in ATTRIBUTES, (node.tag, name)
                assert name != "style" or value in STYLES, value
                assert name != "href" or str(value).startswith(("/en/", "https://", "#")), value


def _check_places(error: ContentError, raw: bytes) -> None:
    lines = raw.count(b"\n") + raw.count(b"\r") + raw.decode("utf-8", "replace").count("\x85") + 1
    for found in error.diagnostics:
        place = found.location
        assert place.path == "a.yml"
        assert 1 <= place.line <= lines, place
        assert place.column >= 1, place
        assert found.message, found


@cache
def _markup() -> Markup:
    return Markup(_catalog())


@cache
def _catalog() -> Catalog:
    provider = (
        "names: {en: Acme}\ndescription: {en: An example.}\n"
        "sources: {article: {title: {en: An article}, retrieved: 2026-11-22}}\n"
        'facts: {fee: {type: money, source: article, amount: "1234.50", currency: CNY}}\n'
    )
    with tempfile.TemporaryDirectory() as folder:
        return load_catalog(write_site(Path(folder), {"providers/acme.yml": provider}))


def main() -> None:
    """Runs atheris on one of the two, until its time is over or it finds something."""
    import atheris  # type: ignore[import-not-found, import-untyped, unused-ignore]

    def take_text(data: bytes) -> None:
        render(data.decode("utf-8", "replace"))

    take: Callable[[bytes], None] = {"loader": load, "markup": take_text}[sys.argv[1]]
    atheris.instrument_all()
    atheris.Setup([sys.argv[0], *sys.argv[2:]], take)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
