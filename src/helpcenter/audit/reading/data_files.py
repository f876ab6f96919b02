"""Reads files that are no pages: the Markdown, text, JSON and XML beside them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any
from xml.parsers import expat

from helpcenter.audit.addresses import Leads, SiteAddress
from helpcenter.audit.check import Mark
from helpcenter.audit.facts import DataFacts, Fault, Mention, SitemapEntry
from helpcenter.audit.reading.text import BETWEEN
from helpcenter.contact_shapes import contact_shapes

ENDINGS = frozenset({"md", "txt", "json", "webmanifest", "xml"})
"""Endings of the files that `read_data_file` understands."""

_ANSWER = re.compile(r"^# ", re.MULTILINE)
"""The heading that an answer begins with: nothing contact-shaped reaches across it."""
_MARKDOWN_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)")
# A key that says what the value is reached by, so that a bare id or short number counts as one.
_TELLING_KEYS = re.compile(
    r"wechat|weixin|qq|telegram|whatsapp|line|skype|phone|tel|hotline|mobile|fax", re.IGNORECASE
)


def read_data_file(path: str, data: bytes, site: SiteAddress, sha256: str = "") -> DataFacts:
    """Returns the facts of a file stored at `path`, relative to the site's root; `sha256` where it is known."""
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
        return _read_json(path, digest, text, site)
    links = [match[1] for match in _MARKDOWN_LINK.finditer(text)] if ending == "md" else []
    return DataFacts(path, digest, _inside(links, path, site), _mentions(_answers(text)))


def _read_json(path: str, digest: str, text: str, site: SiteAddress) -> DataFacts:
    try:
        data = json.loads(text)
    except ValueError as error:
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        message = f"this is no JSON: {getattr(error, 'msg', error)}."
        return DataFacts(
            path, digest, faults=(Fault(message, "Write it with a JSON encoder.", None, line, column),)
        )
    strings: list[str] = []
    _collect(data, strings)
    urls = [string for string in strings if string.startswith(("https://", "http://"))]
    return DataFacts(path, digest, _inside(urls, path, site), _mentions([BETWEEN.join(strings)]))


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
        _mentions([BETWEEN.join(reader.texts)]),
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


def _inside(addresses: list[str], path: str, site: SiteAddress) -> tuple[tuple[str, str], ...]:
    found = {}
    for raw in addresses:
        leads, target, _ = site.resolve(raw, path)
        if leads is Leads.INSIDE and "{" not in target:
            found[raw] = target
    return tuple(found.items())


def _answers(text: str) -> Iterator[str]:
    """Yields a text answer by answer: all of them at once would take several copies of 14 MB."""
    start = 0
    for heading in _ANSWER.finditer(text):
        yield text[start : heading.start()]
        start = heading.start()
    yield text[start:]


def _mentions(texts: Iterable[str]) -> tuple[Mention, ...]:
    mentions: dict[tuple[str, str], Mention] = {}
    for shape in (shape for text in texts for shape in contact_shapes(text)):
        mark = Mark(text=shape.written)
        mentions.setdefault(
            (shape.kind, shape.value), Mention(shape.kind, shape.written, shape.value, "the text", mark)
        )
    return tuple(mentions.values())
