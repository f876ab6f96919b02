"""Every writer's text of the content, with its place: what the text rules look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from helpcenter.contact_shapes import ContactShape, contact_shapes
from helpcenter.diagnostics import Location
from helpcenter.loader import Document
from helpcenter.loader.positions import source_offsets
from helpcenter.model import EntryBase, Glossary, Locale, Provider, TextKind, texts_of
from helpcenter.model.text import Path
from helpcenter.rules.numbers import words_with_quantities
from helpcenter.rules.prose import Expand, Prose, Span, WrittenLink, read_prose

_MARKUP = re.compile(r"[{\[<*`]")


class Voice(StrEnum):
    """Whose words a text is made of."""

    SITE = "site"
    """The site speaks: every rule of style holds."""
    CUSTOMER = "customer"
    """What customers type, for search: their own words, with their own mistakes."""
    NAME = "name"
    """A name, a code, a word quoted as an example."""
    COPIED = "copied"
    """A translation's text that is the source's: in the wrong language, so no rule of style fits."""


@dataclass(eq=False)
class Passage:
    """One writer's text in one locale. `provider` is whose entry or file it stands in; empty for none.

    Nobody changes one; it isn't frozen because a frozen one takes three times as long to make, and there are many.
    """

    document: Document
    path: Path
    kind: TextKind
    raw: str
    locale: str
    provider: str
    voice: Voice
    expand: Expand
    entry_id: str = ""

    @cached_property
    def worked_out(self) -> dict[str, Any]:
        """Returns answers that several rules ask for, by the question's name.

        An answer about several texts as one that is empty, such as a list of what is found, holds for each of them.
        """
        return {}

    @property
    def may_have_markup(self) -> bool:
        """True when the text holds a character that markup begins with; a line, when it would show as it is."""
        if self.kind is TextKind.LINE:
            return self.voice is Voice.SITE and _MARKUP.search(self.raw) is not None
        return self.prose.pieces is not None

    @cached_property
    def prose(self) -> Prose:
        """Returns what the reader sees of it."""
        return read_prose(self.raw, self.kind, self.expand)

    @property
    def text(self) -> str:
        """Returns the visible text."""
        return self.raw if self.kind is TextKind.LINE else self.prose.text

    @property
    def field(self) -> str:
        """Returns the name of the text for a message: `steps[2].do`."""
        return field_name(self.path)

    @cached_property
    def contact_shapes(self) -> list[ContactShape]:
        """Returns what one could dial, write to or pay to in the visible text."""
        return contact_shapes(self.text)

    @cached_property
    def words_with_quantities(self) -> frozenset[str]:
        """Returns words, or parts of words: where the visible text has an amount, it has one of them."""
        return words_with_quantities(self.text, self.locale)

    def is_filled_in(self, offset: int) -> bool:
        """True for a character of the visible text that a reference filled in."""
        return any(span.start <= offset < span.end for span, _ in self.prose.references)

    def is_code(self, offset: int) -> bool:
        """True for a character of the visible text in a code span."""
        return any(span.start <= offset < span.end for span in self.prose.codes)

    def raw_offset(self, offset: int) -> int:
        """Returns where a character of the visible text stands in the raw text."""
        return self.prose.raw_offset(offset) if offset < len(self.text) else len(self.raw)

    def at(self, offset: int) -> Location:
        """Returns the place in the file of a character of the visible text."""
        return self.at_raw(self.raw_offset(offset))

    def at_raw(self, offset: int) -> Location:
        """Returns the place in the file of a character of the raw text."""
        offsets = self.source if self.path else range(len(self.document.text))
        if offsets is None or offset >= len(offsets):
            return self.document.at(self.path)
        before = self.document.text[: offsets[offset]]
        line_start = before.rfind("\n") + 1
        return Location(self.document.path, before.count("\n") + 1, len(before) - line_start + 1)

    def is_on_one_line(self, start: int, last: int) -> bool:
        """True when the file has these characters of the raw text as they are, on one line."""
        source = self.source
        if source is None or last >= len(source):
            return False
        return self.document.text[source[start] : source[last] + 1] == self.raw[start : last + 1]

    def vouch_for(self, part: Passage) -> None:
        """Tells a part of this text what was found out about all of it: what is nowhere in it is not in the part."""
        if self.__dict__.get("contact_shapes") == []:
            part.__dict__["contact_shapes"] = []
        part.worked_out.update(
            {question: answer for question, answer in self.worked_out.items() if not answer}
        )
        if part.voice is Voice.SITE:
            text = part.text
            words = frozenset([word for word in self.words_with_quantities if word in text])
            part.__dict__["words_with_quantities"] = words

    @property
    def beginning(self) -> Location:
        """Returns the place in the file where the text begins."""
        return self.document.at(self.path)

    @cached_property
    def source(self) -> list[int] | None:
        """Returns the offset in the file of each character of the raw text; None if it is not known."""
        offsets = source_offsets(self.document, self.path)
        if offsets is None:
            return None
        # The model trims a text; the file has it as it was written.
        value = value_at(self.document.data, self.path)
        lead = value.find(self.raw) if isinstance(value, str) else -1
        return offsets[lead : lead + len(self.raw)] if lead >= 0 else None


def entry_passages(
    entry: EntryBase, document: Document, locale: str, entry_id: str, expand: Expand, *, inherits: bool
) -> list[Passage]:
    """Returns the texts of an entry that stand in its own file; not those that a translation `inherits`."""
    provider = entry_id.split("/")[0]
    found = []
    for path, kind, raw in texts_of(entry):
        field = path[0]
        if field in _NOT_FOR_READERS or (inherits and value_at(document.data, path) is None):
            continue
        voice = _ENTRY_VOICES.get(field, Voice.SITE)
        found.append(Passage(document, path, kind, raw, locale, provider, voice, expand, entry_id))
    return found


_ENTRY_VOICES: Mapping[str | int, Voice] = {
    "asks": Voice.CUSTOMER,
    "keywords": Voice.CUSTOMER,
    "codes": Voice.NAME,
}
_NOT_FOR_READERS = ("owner", "allow")


class JoinedPassage(NamedTuple):
    """Texts of one file and voice, as one and each by itself.

    The whole has the visible text of all, a line each, so that a rule which finds nothing in it finds nothing in
    any; it does not know the places of what is found.
    """

    whole: Passage
    parts: tuple[Passage, ...]


def joined_passages(passages: Sequence[Passage]) -> list[JoinedPassage]:
    """Returns the texts of one file, those of each voice as one."""
    groups: dict[Voice, list[Passage]] = {}
    for passage in passages:
        groups.setdefault(passage.voice, []).append(passage)
    return [JoinedPassage(join(group), tuple(group)) for group in groups.values()]


def join(group: Sequence[Passage]) -> Passage:
    """Returns the visible text of all, a line each, as one text of the first one's entry, locale and voice."""
    first = group[0]
    line = TextKind.LINE
    # `passage.text`, without a call for each: this is the first look at every text.
    texts = [passage.raw if passage.kind is line else passage.prose.text for passage in group]
    whole = Passage(
        first.document,
        (),
        TextKind.BLOCK,
        "\n".join(texts),
        first.locale,
        first.provider,
        first.voice,
        first.expand,
        first.entry_id,
    )
    references: list[tuple[Span, str]] = []
    codes: list[Span] = []
    links: list[WrittenLink] = []
    edges: dict[int, int] = {}
    start = 0
    for passage, text in zip(group, texts, strict=True):
        if passage.kind is not line and (part := passage.prose).has_markup:
            references += [(span.moved(start), written) for span, written in part.references]
            codes += [span.moved(start) for span in part.codes]
            links += [link.moved(start) for link in part.links]
            edges.update({start + at: start + at for at in part.edges})
        start += len(text) + 1
    whole.__dict__["prose"] = Prose(whole.raw, None, references, codes, links, edges)
    return whole


def provider_passages(
    provider: Provider, name: str, document: Document, locales: tuple[str, ...], expand: Any
) -> Iterator[Passage]:
    """Yields the texts of a provider's file. `expand` makes the expansion for a locale and a provider."""
    for text in texts_of(provider):
        if "contact" in text.path or value_at(document.data, text.path) is None:
            continue
        locale = next((str(step) for step in reversed(text.path) if step in locales), "")
        quoted = text.path[0] in ("misspellings", "aliases", "names")
        voice = Voice.NAME if quoted or not locale else Voice.SITE
        yield Passage(
            document,
            text.path,
            text.kind,
            text.value,
            locale or locales[0],
            name,
            voice,
            expand(locale, name),
        )


def locale_passages(locale: Locale, tag: str, document: Document, expand: Any) -> Iterator[Passage]:
    """Yields the texts of a locale file, its interface strings among them."""
    for text in texts_of(locale):
        if value_at(document.data, text.path) is not None:
            voice = Voice.NAME if text.path[0] == "name" else Voice.SITE
            yield Passage(document, text.path, text.kind, text.value, tag, "", voice, expand(tag, ""))
    for key, string in locale.strings.items():
        if value_at(document.data, ("strings", key)) is not None:
            # Alternatives that a script looks for are no sentence.
            voice = Voice.NAME if "|" in string else Voice.SITE
            yield Passage(document, ("strings", key), TextKind.LINE, string, tag, "", voice, expand(tag, ""))


def glossary_passages(glossary: Glossary, tag: str, document: Document, expand: Any) -> Iterator[Passage]:
    """Yields the texts of a glossary; the words that it lists are quoted, not used."""
    for text in texts_of(glossary):
        if value_at(document.data, text.path) is not None:
            own = text.path[-1] in ("preferred", "definition")
            voice = Voice.SITE if own else Voice.NAME
            yield Passage(document, text.path, text.kind, text.value, tag, "", voice, expand(tag, ""))


def field_name(path: Path) -> str:
    """Returns a path as a message writes it: `steps[2].do`, counted from one."""
    name = ""
    for step in path:
        name += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if name else str(step)
    return name


def page_passage(text: str, path: str, tag: str, expand: Any) -> Passage:
    """Returns a hand-written page as one text."""
    return Passage(Document(path, text, {}), (), TextKind.BLOCK, text, tag, "", Voice.SITE, expand(tag, ""))


def value_at(data: Any, path: Path) -> Any:
    """Returns the value at a path in plain data; None when there is none."""
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data
