"""The draft of a translation: the source's texts laid beside the places where their translations go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from helpcenter.authoring.drafts import Draft, DraftError, comments, content_path, schema_line
from helpcenter.authoring.translations import DIGESTS_COMMENT, SOURCE_TEXTS_COMMENT
from helpcenter.catalog import Catalog, EntryVersion, State, text_digests
from helpcenter.loader import Document
from helpcenter.model import Check, EntryBase, Faq, Guide, Outcome, Troubleshooting
from helpcenter.rules.placeholders import TRANSLATE, fill_in, placeholders_in
from helpcenter.rules.suggestions import did_you_mean
from helpcenter.yaml_edit import scalar

_ASK = fill_in("what a customer would type")


def draft_translation(catalog: Catalog, entry_id: str, locale: str) -> Draft:
    """Returns the draft of an entry's translation into a locale.

    A translation that is there is laid out anew as long as nobody has written in it. Raises DraftError for one
    that somebody has, for an entry or a locale that is not there, and for a source that is not written yet.
    """
    source = catalog.source(entry_id)
    if source is None:
        raise DraftError(f"'{entry_id}' is no entry. {did_you_mean(entry_id, catalog.ids)}".rstrip())
    settings = catalog.settings
    if locale not in settings.tags:
        raise DraftError(f"'{locale}' is no locale of this site. There are {', '.join(settings.tags)}.")
    if settings.derived_from(locale) is not None:
        raise DraftError(f"'{locale}' is converted by machine; there is nothing to translate.")
    if locale == source.locale:
        raise DraftError(f"'{entry_id}' was written in '{locale}': that is its source.")
    there = catalog.entries[locale].get(entry_id)
    if there is not None and not is_untouched(there):
        raise DraftError(
            f"'{there.document.path}' is written already. `helpcenter translations {entry_id}` shows what "
            "changed in its source."
        )
    return lay_out(catalog, source.entry, source.document, source.locale, entry_id, locale)


def lay_out(
    catalog: Catalog, entry: EntryBase, document: Document, source_locale: str, entry_id: str, locale: str
) -> Draft:
    """Returns the draft of a translation of this source; it replaces one that nobody has written in."""
    path = content_path(catalog.settings, f"{locale}/{entry_id}.yml")
    is_written = not placeholders_in(document)
    label = source_locale if is_written else ""
    lines = [schema_line(path, "translation"), f"translates: {source_locale}"]
    lines += [*([SOURCE_TEXTS_COMMENT] if label else []), *_Layout(label).entry(entry)]
    if is_written:
        lines += [f"# {DIGESTS_COMMENT}", "digests:"]
        lines += [f"  {name}: {scalar(digest)}" for name, digest in text_digests(entry).items()]
    return Draft(path, "\n".join(lines) + "\n", replaces=True)


def is_untouched(version: EntryVersion) -> bool:
    """True for a translation in which every text still waits to be written."""
    if version.state is not State.TRANSLATION:
        return False
    waiting = {place.path for place in placeholders_in(version.document)}
    return bool(waiting) and all(path in waiting for path in _texts((), version.document.data))


class _Layout:
    """Writes fields with a placeholder each; `label` names the locale of the texts beside, empty for none."""

    def __init__(self, label: str) -> None:
        self.label = label

    def entry(self, entry: EntryBase) -> Iterator[str]:
        yield from self.text("title", entry.title)
        yield "# 3 to 8 phrases that a customer would type in this language; they need not translate the others."
        if self.label:
            yield from comments("; ".join(entry.asks), label=f"{self.label} asks")
        yield "asks:"
        yield from (f"  - {scalar(_ASK)}" for _ in range(3))
        yield from self.text("summary", entry.summary)
        if isinstance(entry, Faq):
            yield from self.text("answer", entry.answer)
        elif isinstance(entry, Guide):
            yield from self.guide(entry)
        elif isinstance(entry, Troubleshooting):
            yield from self.flow(entry)
        if entry.keywords:
            if self.label:
                yield from comments(", ".join(entry.keywords), label=f"{self.label} keywords")
            yield "# keywords: []"

    def guide(self, entry: Guide) -> Iterator[str]:
        yield from self.text("before", entry.before)
        yield "steps:"
        for step in entry.steps:
            yield from self.item({"do": step.do, "detail": step.detail, "expect": step.expect})
        yield from self.text("after", entry.after)

    def flow(self, entry: Troubleshooting) -> Iterator[str]:
        yield from self.text("symptom", entry.symptom)
        yield "checks:"
        for check in entry.checks:
            yield from self.check(check)
        if entry.outcomes:
            yield "outcomes:"
            for outcome in entry.outcomes:
                yield from self.item(_outcome(outcome))
        if entry.otherwise is not None:
            yield "otherwise:"
            for name, text in _outcome(entry.otherwise).items():
                yield from self.text(name, text, "  ")

    def check(self, check: Check) -> Iterator[str]:
        yield from self.item({"question": check.question, "help": check.help, "fix": check.fix})
        if check.answers:
            yield "    answers:"
            for answer in check.answers:
                yield from self.beside(answer.label, "      ")
                yield f"      - label: {TRANSLATE}"

    def item(self, texts: dict[str, str | None]) -> Iterator[str]:
        """Yields an item of a list: its first text stands behind the dash."""
        lead = "  - "
        for name, text in texts.items():
            if text is not None:
                yield from self.beside(text, "    " if lead == "    " else "  ")
                yield f"{lead}{name}: {TRANSLATE}"
                lead = "    "

    def text(self, name: str, text: str | None, indent: str = "") -> Iterator[str]:
        if text is None:
            return
        yield from self.beside(text, indent)
        if "\n" in text.strip("\n"):
            yield f"{indent}{name}: |"
            yield f"{indent}  {TRANSLATE}"
        else:
            yield f"{indent}{name}: {TRANSLATE}"

    def beside(self, text: str, indent: str) -> Iterator[str]:
        if self.label:
            yield from comments(text, indent, self.label)


def _outcome(outcome: Outcome) -> dict[str, str | None]:
    return {"title": outcome.title, "text": outcome.text}


def _texts(path: tuple[str | int, ...], value: Any) -> Iterator[tuple[str | int, ...]]:
    """Yields the places of a translation's texts."""
    if path and path[0] in ("translates", "digests"):
        return
    if isinstance(value, str):
        yield path
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts((*path, key), item)
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from _texts((*path, position), item)
