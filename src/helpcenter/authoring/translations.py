"""The state of translations, and the two ways to settle a change of the source: accepted, or minor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from helpcenter.catalog import Catalog, EntryVersion, State, text_digests
from helpcenter.model import Settings
from helpcenter.rules.placeholders import placeholders_in
from helpcenter.yaml_edit import EditError, YamlText, save_text

DIGESTS_COMMENT = "Which source texts this translates; `helpcenter translations --accept` renews it."

SOURCE_TEXTS_COMMENT = (
    "# What stands beside is the source; delete it once it is translated, or let --accept do so."
)


class Work(StrEnum):
    """What an entry needs in a locale."""

    SOURCE = "source"
    """Nothing: it was written here."""
    CURRENT = "current"
    """Nothing: it translates the source as it is."""
    MINOR = "minor"
    """Little: the source changed in a way that does not mislead readers."""
    STALE = "stale"
    """A look: the source changed since."""
    MISSING = "missing"
    """A translation."""
    CONVERTED = "converted"
    """Nothing: it is converted by machine."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One entry in one locale: what it needs, and which texts changed in the source (`stale`, `minor`)."""

    entry_id: str
    locale: str
    work: Work
    stale: tuple[str, ...] = ()
    minor: tuple[str, ...] = ()
    accepted: bool = True
    """False for a translation that carries no digest at all: nobody has accepted it yet."""

    @property
    def provider(self) -> str:
        """Returns the first part of the id."""
        return self.entry_id.split("/")[0]


@dataclass(frozen=True, slots=True)
class Settled:
    """A file that was changed, and the text paths that it now says something else about."""

    path: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was left as it is, and why."""

    path: str
    reason: str


def survey(catalog: Catalog) -> list[Cell]:
    """Returns the state of every entry in every locale of the site, by id and in the order of locales."""
    return [
        _cell(catalog, entry_id, tag)
        for entry_id in catalog.ids
        for tag in catalog.settings.tags
        if tag in catalog.locales
    ]


def accept(
    settings: Settings, catalog: Catalog, entry_ids: Iterable[str], locales: Iterable[str] = ()
) -> Iterator[Settled | Refused]:
    """Notes in translations that they say what their source says now; yields each file that changed.

    A file whose texts are not all written yet is refused.
    """
    wanted = tuple(locales)
    for entry_id in entry_ids:
        source = catalog.source(entry_id)
        for tag, version in catalog.translations(entry_id).items():
            if source is None or version.state is not State.TRANSLATION or (wanted and tag not in wanted):
                continue
            path = version.path
            left = placeholders_in(version.document)
            if left:
                yield Refused(path, f"{len(left)} of its texts are not written yet")
                continue
            digests = text_digests(source.entry)
            before = dict(version.document.data.get("digests") or {})
            text = YamlText(version.document)
            text.put(("digests",), digests, comment=DIGESTS_COMMENT)
            _remove_source_texts(text, source.locale)
            if save_text(settings.root / path, text.text):
                changed = tuple(name for name in digests if before.get(name) != digests[name])
                yield Settled(path, changed)


def mark_minor(settings: Settings, catalog: Catalog, entry_ids: Iterable[str]) -> Iterator[Settled]:
    """Notes in source entries that their last change misleads no reader of a translation.

    The texts that translations were made from join `minor`; those that no translation knows leave it.
    """
    for entry_id in entry_ids:
        source = catalog.source(entry_id)
        if source is None:
            continue
        known = _translated_digests(catalog, entry_id)
        current = text_digests(source.entry)
        minor = {
            path: sorted({digest for digest in known.get(path, ()) if digest != current[path]})
            for path in current
        }
        minor = {path: digests for path, digests in minor.items() if digests}
        before = {path: sorted(digests) for path, digests in source.entry.minor.items()}
        if minor == before or not (minor or before):
            continue
        text = YamlText(source.document)
        if minor:
            comment = (
                "Earlier texts whose translations still hold; `helpcenter translations --minor` adds them."
            )
            text.put(("minor",), minor, comment=comment)
        else:
            text.delete(("minor",))
        if save_text(settings.root / source.document.path, text.text):
            yield Settled(source.document.path, tuple(path for path in minor if path not in before))


def _remove_source_texts(text: YamlText, source_locale: str) -> None:
    """Deletes the source's texts that were laid beside as comments: they would grow old there."""
    beside = re.compile(
        rf"^(?P<indent> *)# {re.escape(source_locale)}(?: asks| keywords)?: .*\n(?:(?P=indent)#(?:   .*)?\n)*"
        rf"|^{re.escape(SOURCE_TEXTS_COMMENT)}\n",
        re.MULTILINE,
    )
    for match in reversed(list(beside.finditer(text.text))):
        # Such a line within a text is no comment: then the file would say something else, and it stays.
        with suppress(EditError):
            text.lay_out(text.text[: match.start()] + text.text[match.end() :])


def _cell(catalog: Catalog, entry_id: str, tag: str) -> Cell:
    version = catalog.entries.get(tag, {}).get(entry_id)
    if version is None:
        return Cell(entry_id, tag, Work.MISSING)
    if version.state is State.SOURCE:
        return Cell(entry_id, tag, Work.SOURCE)
    if version.state is State.CONVERTED:
        return Cell(entry_id, tag, Work.CONVERTED, version.stale, version.minor)
    work = Work.STALE if version.stale else Work.MINOR if version.minor else Work.CURRENT
    return Cell(entry_id, tag, work, version.stale, version.minor, bool(version.document.data.get("digests")))


def digests_of(version: EntryVersion) -> dict[str, str]:
    """Returns the digests that a translation carries, by text path."""
    digests = version.document.data.get("digests")
    return dict(digests) if isinstance(digests, dict) else {}


def _translated_digests(catalog: Catalog, entry_id: str) -> dict[str, set[str]]:
    known: dict[str, set[str]] = {}
    for version in catalog.translations(entry_id).values():
        if version.state is State.TRANSLATION:
            for path, digest in digests_of(version).items():
                known.setdefault(path, set()).add(digest)
    return known


__all__ = [
    "Cell",
    "Refused",
    "Settled",
    "Work",
    "accept",
    "digests_of",
    "mark_minor",
    "survey",
]
