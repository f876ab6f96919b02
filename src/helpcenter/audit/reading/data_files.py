"""Reads files that are no pages: the Markdown, text, JSON and XML beside them.

Files that list all answers are large, and an edit changes a line or two of them. So contacts are looked for answer by
answer and record by record, and one that stood in the same file before, when that held no contact, holds none now.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple
from xml.parsers import expat

import msgspec

from helpcenter.audit.addresses import Leads, SiteAddress
from helpcenter.audit.check import Mark
from helpcenter.audit.facts import DataFacts, Fault, Mention, SitemapEntry
from helpcenter.audit.reading.text import BETWEEN
from helpcenter.contact_shapes import ContactShape, contact_shapes, contact_shapes_in

ENDINGS = frozenset({"md", "txt", "json", "webmanifest", "xml"})
"""Endings of the files that `read_data_file` understands."""

_ANSWER = b"\n# "
"""The heading that an answer begins with: nothing contact-shaped reaches across it."""
_MARKDOWN_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)")
# A key that says what the value is reached by, so that a bare id or short number counts as one.
_TELLING_KEYS = re.compile(
    r"wechat|weixin|qq|telegram|whatsapp|line|skype|phone|tel|hotline|mobile|fax", re.IGNORECASE
)


class Before(NamedTuple):
    """What stood at a path before, and the facts of it: of the same site, by the same version of this code."""

    data: bytes
    facts: DataFacts


def read_data_file(
    path: str, data: bytes, site: SiteAddress, sha256: str = "", before: Before | None = None
) -> DataFacts:
    """Returns the facts of a file stored at `path`, relative to the site's root; `sha256` where it is known.

    With `before`, what stood there already is not looked at again; the facts are the same.
    """
    digest = sha256 or hashlib.sha256(data).hexdigest()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return DataFacts(
            path, digest, faults=(Fault(f"byte {error.start + 1} is not UTF-8.", "Write it as UTF-8."),)
        )
    ending = path.rpartition(".")[2]
    if ending == "xml":
        return _read_xml(path, digest, text, site)
    if ending in ("json", "webmanifest"):
        return _read_json(path, digest, data, site, before)
    links = [match[1] for match in _MARKDOWN_LINK.finditer(text)] if ending == "md" else []
    shapes = (shape for answer in _unknown_answers(data, before) for shape in contact_shapes(answer.decode()))
    return DataFacts(path, digest, _inside(links, path, site), _mentions(shapes))


def _unknown_answers(data: bytes, before: Before | None) -> Iterator[bytes]:
    """Yields the answers of a text that may hold contacts: all but those that were searched before in vain.

    One by one: all of them at once would take several copies of 14 MB.
    """
    if before is None or not _is_clean(before.facts):
        yield from _answers(data)
        return
    clean = {hashlib.sha256(answer).digest() for answer in _answers(before.data)}
    for answer in _answers(data):
        if hashlib.sha256(answer).digest() not in clean:
            yield answer


def _answers(data: bytes) -> Iterator[bytes]:
    start, heading = 0, data.find(_ANSWER)
    while heading >= 0:
        yield data[start : heading + 1]
        start, heading = heading + 1, data.find(_ANSWER, heading + 1)
    yield data[start:]


def _is_clean(facts: DataFacts) -> bool:
    """True for a file that was searched whole and holds no contact."""
    return not facts.mentions and not facts.faults


def _read_json(path: str, digest: str, data: bytes, site: SiteAddress, before: Before | None) -> DataFacts:
    try:
        value = json.loads(data.decode())
    except ValueError as error:
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        message = f"this is no JSON: {getattr(error, 'msg', error)}."
        return DataFacts(
            path, digest, faults=(Fault(message, "Write it with a JSON encoder.", None, line, column),)
        )
    records = [_strings(record) for record in _records(value)]
    urls = [string for strings in records for string in strings if string.startswith(("https://", "http://"))]
    inside = _inside(urls, path, site, dict(before.facts.links) if before is not None else {})
    texts = [
        BETWEEN.join(["", *strings, ""] if number else strings) for number, strings in enumerate(records)
    ]
    if before is not None and _is_clean(before.facts):
        texts = _unknown_texts(texts, data, before.data)
    return DataFacts(path, digest, inside, _mentions(contact_shapes_in(texts)))


def _records(value: Any) -> list[Any]:
    """Returns the parts of data that don't belong together: items of the top level's lists, and other members."""
    if not isinstance(value, dict):
        return [value]
    records: list[Any] = []
    for key, member in value.items():
        records += [key, *member] if isinstance(member, list) else [{key: member}]
    return records


def _unknown_texts(texts: list[str], data: bytes, before: bytes) -> list[str]:
    """Returns the texts of the first record, and of those that don't stand in `before` character by character."""
    written, known = _written_records(data), set(_written_records(before)[1:])
    if len(written) != len(texts):
        return texts
    return [texts[at] for at, record in enumerate(written) if at == 0 or record not in known]


def _written_records(data: bytes) -> list[bytes]:
    """Returns the JSON of each of `_records`; none where that isn't simply told."""
    written: list[bytes] = []
    with suppress(msgspec.DecodeError, RecursionError):
        for key, member in msgspec.json.decode(data, type=dict[str, msgspec.Raw]).items():
            name, text = msgspec.json.encode(key), bytes(member)
            if text.startswith(b"["):
                written += [name, *map(bytes, msgspec.json.decode(text, type=list[msgspec.Raw]))]
            else:
                written.append(b"{%b:%b}" % (name, text))
        return written
    return []


def _strings(record: Any) -> list[str]:
    """Returns the texts of a record, but for bare digits that no key explains: a search index is full of them."""
    strings: list[str] = []
    _collect(record, strings)
    return [string for string in strings if not (string.isdecimal() and string.isascii())]


def _collect(data: Any, strings: list[str]) -> None:
    """Adds all texts of the data; keys too, as an index maps words to where they stand."""
    if isinstance(data, str):
        strings.append(data)
    elif isinstance(data, list):
        for item in data:
            if isinstance(item, str):
                strings.append(item)
            elif isinstance(item, (list, dict)):
                _collect(item, strings)
    elif isinstance(data, dict):
        for key, value in data.items():
            if isinstance(value, str):
                strings.append(f"{key}: {value}" if _is_telling(key) else value)
            else:
                strings.append(key)
                if isinstance(value, (list, dict)):
                    _collect(value, strings)


@lru_cache(maxsize=1024)
def _is_telling(key: str) -> bool:
    return _TELLING_KEYS.search(key) is not None


def _read_xml(path: str, digest: str, text: str, site: SiteAddress) -> DataFacts:
    reader = _XmlReader()
    try:
        reader.parse(text)
    except expat.ExpatError as error:
        message = f"this is no XML: {expat.errors.messages.get(error.code, str(error.code))}."
        fault = Fault(message, "Write it with an XML encoder.", None, error.lineno, error.offset + 1)
        return DataFacts(path, digest, faults=(fault,))
    return DataFacts(
        path,
        digest,
        _inside(reader.addresses, path, site),
        _mentions(contact_shapes(BETWEEN.join(reader.texts))),
        root=reader.root,
        sitemap=tuple(reader.entries),
    )


class _XmlReader:
    """Takes texts and addresses out of any XML file, and the entries out of a sitemap."""

    def __init__(self) -> None:
        self.root = ""
        self.texts: list[str] = []
        self.addresses: list[str] = []
        self.entries: list[SitemapEntry] = []
        self._buffer: list[str] = []
        self._place = (1, 1)
        self._url = ("", 1, 1)
        self._alternates: list[tuple[str, str]] = []
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._buffer.append

    def parse(self, text: str) -> None:
        self._parser.Parse(text.encode(), True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        self.root = self.root or name
        self._buffer.clear()
        self._place = (self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)
        if self.root in ("urlset", "sitemapindex"):
            if name == "link" and "hreflang" in attributes:
                self._alternates.append((attributes["hreflang"], attributes.get("href", "")))
        else:
            self.addresses += [attributes[key] for key in ("href", "src", "template") if key in attributes]
            self.texts += attributes.values()

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        text = "".join(self._buffer).strip()
        self._buffer.clear()
        if self.root in ("urlset", "sitemapindex"):
            if name == "loc":
                self._url = (text, *self._place)
            elif name in ("url", "sitemap"):
                self.entries.append(SitemapEntry(*self._url, tuple(self._alternates)))
                self._alternates.clear()
        elif text:
            self.texts.append(text)
            if text.startswith(("https://", "http://")):
                self.addresses.append(text)


def _inside(
    addresses: list[str], path: str, site: SiteAddress, known: Mapping[str, str] = MappingProxyType({})
) -> tuple[tuple[str, str], ...]:
    """Returns those of the addresses that lead to this site, each once; `known` are some, with what they mean."""
    found: dict[str, str] = {}
    for raw in addresses:
        if raw in known:
            found[raw] = known[raw]
            continue
        leads, target, _ = site.resolve(raw, path)
        if leads is Leads.INSIDE and "{" not in target:
            found[raw] = target
    return tuple(found.items())


def _mentions(shapes: Iterable[ContactShape]) -> tuple[Mention, ...]:
    mentions: dict[tuple[str, str], Mention] = {}
    for shape in shapes:
        mark = Mark(text=shape.written)
        mentions.setdefault(
            (shape.kind, shape.value), Mention(shape.kind, shape.written, shape.value, "the text", mark)
        )
    return tuple(mentions.values())
