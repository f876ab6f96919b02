"""`helpcenter check --fix`: what is mechanical, mended in the files themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from helpcenter.catalog import Catalog, State, load_content, text_digests
from helpcenter.catalog.linking import link
from helpcenter.loader import Document
from helpcenter.model import Settings
from helpcenter.model.text import Path
from helpcenter.routes import docs_pages, site_routes
from helpcenter.rules.brands import misspelt_brands
from helpcenter.rules.context import Context, is_below
from helpcenter.rules.passages import Passage, value_at
from helpcenter.rules.spacing import typography_edits
from helpcenter.rules.suppressions import suppressions
from helpcenter.rules.terms import forbidden_terms
from helpcenter.yaml_edit import EditError, YamlText, save_text

FIXED_BY = ("HC402", "HC403", "HC404", "HC405")
"""Rules whose findings can be mended without thinking."""
MOST_PASSES = 5


class Edit(NamedTuple):
    """A change of a text: what stands from `start` up to `end` is replaced."""

    start: int
    end: int
    replacement: str


def fix_content(
    settings: Settings,
    today: date,
    *,
    paths: Iterable[str] = (),
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
) -> list[str]:
    """Mends spacing, width, forbidden terms and the case of names; returns the changed files, sorted.

    Comments, layout, quoting and line ends stay. A second run changes nothing. Translations that were up to
    date stay so: a mended source text is the same text to them, and their digests are renewed. Files with
    faults of form are left alone.
    """
    wanted, wished, unwished = tuple(paths), tuple(select), tuple(ignore)
    codes = {
        code
        for code in FIXED_BY
        if (not wished or code.startswith(wished)) and not (unwished and code.startswith(unwished))
    }
    changed: set[str] = set()
    for _ in range(MOST_PASSES):
        catalog = link(settings, load_content(settings))
        mended = _fix_once(catalog, today, wanted, codes)
        if not mended:
            break
        changed |= mended
        changed |= renew_digests(catalog, link(settings, load_content(settings)))
    return sorted(changed)


def _fix_once(catalog: Catalog, today: date, paths: tuple[str, ...], codes: set[str]) -> set[str]:
    context = Context(catalog, site_routes(catalog, docs_pages(catalog.settings)), today)
    allowed = {(item.path, item.code) for item in suppressions(context)}
    files: dict[str, YamlText] = {}
    for passage in _passages(context):
        path = passage.document.path
        if paths and not is_below(path, paths):
            continue
        edits = _edits(passage, context, {code for code in codes if (path, code) not in allowed})
        if edits:
            _mend(files.setdefault(path, YamlText(passage.document)), passage, edits)
    return {path for path, file in files.items() if _saved(catalog.settings, path, file)}


def _passages(context: Context) -> Iterator[Passage]:
    yield from context.other_passages()
    for entry_id in context.catalog.ids:
        for subject in context.subjects(entry_id):
            yield from subject.passages


def _edits(passage: Passage, context: Context, codes: set[str]) -> list[Edit]:
    """Returns the edits of the visible text, in order; of overlapping ones the first: the next pass sees again."""
    found: list[Edit] = []
    if "HC403" in codes:
        found += [Edit(term.start, term.end, term.preferred) for term in forbidden_terms(passage, context)]
    if "HC402" in codes:
        slips = (slip for slip in misspelt_brands(passage, context) if slip.only_case)
        found += [Edit(slip.start, slip.end, slip.brand) for slip in slips]
    found += [
        Edit(edit.start, edit.end, edit.replacement)
        for edit in typography_edits(passage)
        if ("HC404" if edit.is_spacing else "HC405") in codes
    ]
    kept: list[Edit] = []
    for edit in sorted(found):
        if not kept or edit.start > kept[-1].end or (edit.start == kept[-1].end and edit.end > edit.start):
            kept.append(edit)
    return kept


def _mend(file: YamlText, passage: Passage, edits: list[Edit]) -> None:
    """Makes the edits in the file's text, the last one first, so that the places of the others stay right."""
    value = value_at(file.document.data, passage.path)
    # The model trims a text; the file has it as it was written.
    lead = value.find(passage.raw) if isinstance(value, str) else -1
    if lead < 0:
        return
    for edit in reversed(edits):
        raw = _in_raw_text(passage, edit)
        if raw is not None:
            with suppress(EditError):
                file.replace_within(passage.path, lead + raw.start, lead + raw.end, raw.replacement)


def _in_raw_text(passage: Passage, edit: Edit) -> Edit | None:
    """Returns the edit in terms of what is written; None for one that spans markup: only a writer can mend it."""
    if edit.start == edit.end:
        at = passage.prose.edges.get(edit.start, passage.raw_offset(edit.start))
        return Edit(at, at, edit.replacement)
    start, last = passage.raw_offset(edit.start), passage.raw_offset(edit.end - 1)
    if last - start != edit.end - 1 - edit.start or not passage.is_on_one_line(start, last):
        return None
    return Edit(start, last + 1, edit.replacement)


def renew_digests(before: Catalog, after: Catalog) -> set[str]:
    """Carries translations over a mended source: a digest of the old text becomes that of the new one."""
    changed: set[str] = set()
    for entry_id in before.ids:
        old, new = before.source(entry_id), after.source(entry_id)
        if old is None or new is None:
            continue
        was, now = text_digests(old.entry), text_digests(new.entry)
        renewed = {path: (was[path], now[path]) for path in was if path in now and was[path] != now[path]}
        if not renewed:
            continue
        for version in after.translations(entry_id).values():
            if version.state is State.TRANSLATION and _renew(after.settings, version.document, renewed):
                changed.add(version.path)
    return changed


def _renew(settings: Settings, document: Document, renewed: dict[str, tuple[str, str]]) -> bool:
    file = YamlText(document)
    for text_path, (stale, fresh) in renewed.items():
        path: Path = ("digests", text_path)
        if value_at(document.data, path) == stale:
            with suppress(EditError):
                file.set_text(path, fresh)
    return _saved(settings, document.path, file)


def _saved(settings: Settings, path: str, file: YamlText) -> bool:
    return save_text(settings.root / path, file.text)
