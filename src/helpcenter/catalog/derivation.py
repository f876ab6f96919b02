"""A derived locale: text converted from another one by machine (Traditional from Simplified Chinese)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, cached_property
from typing import Any, TypeVar

from pydantic import BaseModel

from helpcenter.catalog.catalog import Catalog, EntryVersion, State
from helpcenter.catalog.content import EntryContent
from helpcenter.loader import Document
from helpcenter.model import EntryBase, Glossary, Locale, Provider, UpdateNote, texts_of

M = TypeVar("M", bound=BaseModel)

# References, link targets, code spans and `{name}` placeholders are program, not prose.
_PROTECTED = r"\{\{.*?\}\}|\]\([^)]*\)|`[^`]*`|\{[a-z_]+\}|<https?://[^>]*>"


class Converter:
    """Converts text with OpenCC, leaving references, links, codes and brand names as they are."""

    def __init__(self, configuration: str, names: Iterable[str] = ()) -> None:
        self.configuration = configuration
        self.names = tuple(sorted(set(names), key=lambda name: (-len(name), name)))
        self._overrides: dict[str, str] = {}

    def learn(self, source: Glossary, derived: Glossary) -> None:
        """Uses the derived glossary's own forms wherever the source's preferred ones stand."""
        self._overrides.update(derived.conversions)
        for key, term in derived.terms.items():
            if key in source.terms:
                self._overrides[source.terms[key].preferred] = term.preferred

    def __call__(self, text: str) -> str:
        """Returns the converted text."""
        parts = self._pattern.split(text)
        # Odd parts are protected; an overridden term is replaced, anything else kept.
        return "".join(
            self._overrides.get(part, part) if position % 2 else self._opencc.convert(part)
            for position, part in enumerate(parts)
        )

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        words = sorted((*self._overrides, *self.names), key=lambda word: (-len(word), word))
        return re.compile("(" + "|".join([_PROTECTED, *map(re.escape, words)]) + ")")

    @property
    def _opencc(self) -> Any:
        return loaded_opencc(self.configuration)


@cache
def loaded_opencc(configuration: str) -> Any:
    """Returns OpenCC with the dictionaries of a configuration, such as `s2twp`: a tenth of a second, once a process."""
    from opencc import OpenCC

    return OpenCC(configuration)


def converter_for(
    configuration: str, providers: Iterable[Provider], source: Glossary, derived: Glossary
) -> Converter:
    """Returns the converter of a derived locale: it keeps providers' names and knows the glossary's own forms."""
    convert = Converter(configuration, _never_converted(providers))
    convert.learn(source, derived)
    return convert


def converter_of(catalog: Catalog, tag: str) -> Converter | None:
    """Returns what converts hand-written text into the locale `tag`; None for a locale that is not derived."""
    setting = next(locale for locale in catalog.settings.locales if locale.tag == tag)
    if setting.derived_from is None:
        return None
    source, derived = catalog.glossaries[setting.derived_from], catalog.glossaries[tag]
    return converter_for(setting.converter, catalog.providers.values(), source, derived)


def derive_entry(version: EntryVersion, tag: str, convert: Converter) -> EntryVersion:
    """Returns the entry converted into the locale `tag`, or to be, as long as nobody has read it."""
    content = version.content

    def load() -> tuple[EntryBase, Document]:
        return _convert_texts(content.entry, convert), content.document

    converted = EntryContent(content.path, content.key, load)
    if content.is_loaded:
        _ = converted.entry
    return replace(version, locale=tag, text_locale=tag, state=State.CONVERTED, content=converted)


def derive_locale(
    source: Locale, glossary: Glossary, own: Locale | None, own_glossary: Glossary, convert: Converter
) -> tuple[Locale, Glossary]:
    """Returns a derived locale and its glossary; what the locale's own files state wins."""
    locale = _convert_texts(source, convert).model_copy(
        update={"strings": {key: convert(value) for key, value in source.strings.items()}}
    )
    locale = locale.model_copy(
        update={
            "units": {
                unit: {plural: convert(pattern) for plural, pattern in patterns.items()}
                for unit, patterns in source.units.items()
            }
        }
    )
    if own is not None:
        merged: dict[str, Any] = {"name": own.name, "direction": own.direction}
        for part in ("strings", "categories", "checklist", "channels", "facts", "units"):
            merged[part] = {**getattr(locale, part), **getattr(own, part)}
        locale = locale.model_copy(update=merged)
    terms = _convert_texts(glossary, convert).terms
    return locale, own_glossary.model_copy(update={"terms": {**terms, **own_glossary.terms}})


def derive_provider(provider: Provider, source: str, tag: str, convert: Converter) -> Provider:
    """Returns the provider with every text of the source locale converted into `tag` beside it.

    Its names are not converted: a brand is written as its owner writes it.
    """

    def add(value: Any) -> Any:
        if isinstance(value, Mapping):
            added = {key: add(item) for key, item in value.items()}
            if isinstance(value.get(source), str) and tag not in value:
                added[tag] = convert(value[source])
            return added
        return [add(item) for item in value] if isinstance(value, list) else value

    data = provider.model_dump(mode="json", exclude_unset=True)
    names = {**data["names"]}
    if source in names:
        names.setdefault(tag, names[source])
    return Provider.model_validate({**add(data), "names": names})


def derive_note(note: UpdateNote, source: str, tag: str, convert: Converter) -> UpdateNote:
    """Returns the note with its text converted into `tag`, unless it has one of its own."""
    if source not in note.note or tag in note.note:
        return note
    return note.model_copy(update={"note": {**note.note, tag: convert(note.note[source])}})


def _never_converted(providers: Iterable[Provider]) -> Iterator[str]:
    for provider in providers:
        yield from provider.names.values()
        yield from provider.aliases
        yield from provider.misspellings


def _convert_texts(model: M, convert: Converter) -> M:
    texts = {text.path: convert(text.value) for text in texts_of(model) if text.path[0] not in _NOT_PROSE}
    return _with_texts(model, texts) if texts else model


_NOT_PROSE = frozenset({"owner", "allow", "codes"})


def _with_texts(value: Any, texts: Mapping[tuple[str | int, ...], str], path: tuple[Any, ...] = ()) -> Any:
    if path in texts:
        return texts[path]
    if isinstance(value, BaseModel):
        changed = {
            name: _with_texts(getattr(value, name), texts, (*path, name)) for name in type(value).model_fields
        }
        return value.model_copy(update=changed)
    if isinstance(value, tuple):
        return tuple(_with_texts(item, texts, (*path, position)) for position, item in enumerate(value))
    if isinstance(value, Mapping):
        return {key: _with_texts(item, texts, (*path, key)) for key, item in value.items()}
    return value
