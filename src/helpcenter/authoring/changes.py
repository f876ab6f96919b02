"""What changed in an entry's source since it was translated, and what the translation says there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import click

from helpcenter.authoring.history import EarlierText, Revision, earlier_texts
from helpcenter.authoring.translations import digests_of
from helpcenter.authoring.word_diff import Change, Words, word_diff
from helpcenter.catalog import Catalog, EntryVersion, State, text_digests, texts_to_translate
from helpcenter.model import EntryBase, Settings
from helpcenter.rules.passages import field_name


@dataclass(frozen=True, slots=True)
class ChangedText:
    """One text of the source that changed: where, word by word, and what the translation says there now."""

    field: str
    words: tuple[Words, ...]
    translation: str


@dataclass(frozen=True, slots=True)
class ChangedPart:
    """One text path that changed. `revision` is None when git does not hold the text that was translated."""

    path: str
    revision: Revision | None
    is_minor: bool
    texts: tuple[ChangedText, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that changed in the source of one translation."""

    document: str
    locale: str
    source_locale: str
    parts: tuple[ChangedPart, ...]
    was_accepted: bool
    removed: tuple[str, ...] = ()

    def as_text(self, *, colour: bool = False) -> str:
        """Returns the changes for a terminal: `[-removed-]` and `{+added+}`, or in colour."""
        lines = [f"{self.document} (from {self.source_locale})"]
        if not self.was_accepted:
            lines.append("  It was never accepted: nobody has said which text it translates.")
        for part in self.parts:
            lines += ["", *_part_lines(part, self, colour)]
        for path in self.removed:
            lines += ["", f"  {path} is gone from the source."]
        return "\n".join([*lines, ""])


def changes_of(
    settings: Settings, catalog: Catalog, entry_id: str, locales: Iterable[str] = ()
) -> list[Changes]:
    """Returns what changed in the source of each translation of an entry that is behind; most often nothing."""
    wanted = tuple(locales)
    source = catalog.source(entry_id)
    if source is None:
        return []
    return [
        found
        for tag, version in catalog.translations(entry_id).items()
        if version.state is State.TRANSLATION and (not wanted or tag in wanted)
        if (found := _changes(settings, source, version)) is not None
    ]


def _changes(settings: Settings, source: EntryVersion, version: EntryVersion) -> Changes | None:
    behind = (*version.stale, *version.minor)
    digests = digests_of(version)
    current = text_digests(source.entry)
    removed = tuple(path for path in digests if path not in current)
    if not behind and not removed:
        return None
    wanted = {path: digests[path] for path in behind if path in digests}
    earlier = earlier_texts(settings.root, source.document.path, wanted)
    parts = tuple(
        ChangedPart(
            path,
            earlier[path].revision if path in earlier else None,
            path in version.minor,
            tuple(_texts(path, source.entry, version.entry, earlier.get(path))),
        )
        for path in current
        if path in behind
    )
    return Changes(version.path, version.locale, version.source_locale, parts, bool(digests), removed)


def _texts(
    path: str, source: EntryBase, translation: EntryBase, earlier: EarlierText | None
) -> Iterator[ChangedText]:
    """Yields the texts below a text path; with an earlier state, only those that differ from it."""
    now = {text.path: text.value for text in texts_to_translate(source)[path]}
    here = {text.path: text.value for text in texts_to_translate(translation).get(path, [])}
    if earlier is None:
        for at, value in now.items():
            yield ChangedText(field_name(at), (Words(Change.KEPT, value),), here.get(at, ""))
        return
    # A step may have moved: what counts is its place within the step, check or outcome.
    depth = 2 if any(isinstance(at[1], int) for at in now if len(at) > 1) else 1
    before = {text.path[depth:]: text.value for text in earlier.texts}
    after = {at[depth:]: (at, value) for at, value in now.items()}
    for rest in {**before, **after}:
        at, value = after.get(rest, ((*next(iter(now))[:depth], *rest), ""))
        if before.get(rest, "") != value:
            yield ChangedText(field_name(at), tuple(word_diff(before.get(rest, ""), value)), here.get(at, ""))


def _part_lines(part: ChangedPart, changes: Changes, colour: bool) -> Iterator[str]:
    minor = " (minor)" if part.is_minor else ""
    if part.revision is not None:
        yield f"  {part.path}{minor}: translated from {part.revision}"
    elif changes.was_accepted:
        yield f"  {part.path}{minor}: the text that was translated is not in git's history; the source says now"
    else:
        yield f"  {part.path}: the source says"
    for text in part.texts:
        shown = "".join(_marked(words, colour) for words in text.words)
        yield from _labelled(f"{changes.source_locale} {text.field}", shown)
        yield from _labelled(f"{changes.locale} {text.field}", text.translation or "(nothing)")


def _labelled(label: str, text: str) -> Iterator[str]:
    first, *rest = text.strip("\n").split("\n")
    yield f"    {label}: {first}"
    for line in rest:
        yield f"      {line}"


def _marked(words: Words, colour: bool) -> str:
    match words.change:
        case Change.REMOVED:
            return click.style(words.text, fg="red", strikethrough=True) if colour else f"[-{words.text}-]"
        case Change.ADDED:
            return click.style(words.text, fg="green", bold=True) if colour else f"{{+{words.text}+}}"
        case _:
            return words.text
