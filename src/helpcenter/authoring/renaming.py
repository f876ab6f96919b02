"""An entry moves: its files in all locales, every reference to it, and the redirect from its old address."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from helpcenter.authoring.drafts import DraftError, check_entry_id, content_path, schema_line
from helpcenter.authoring.settings_file import SettingsFile
from helpcenter.catalog import Catalog, load_content
from helpcenter.catalog.linking import link
from helpcenter.diagnostics import ContentError
from helpcenter.loader import read
from helpcenter.model import Settings
from helpcenter.model.text import Path as ValuePath
from helpcenter.rules.fix import renew_digests
from helpcenter.rules.suggestions import did_you_mean
from helpcenter.whole_files import write_whole
from helpcenter.yaml_edit import YamlText, save_text

OTHER_FILES = ("tests/search/queries.yml",)
"""Files outside content and docs that hold entry ids, if they are there."""


@dataclass(frozen=True)
class Renaming:
    """What a renaming does. All paths are relative to the site's root; nothing is written yet."""

    old: str
    new: str
    moves: Mapping[str, str]
    """Files that move, each with its new path."""
    texts: Mapping[str, str]
    """Files that change, by their present path, each with its new text; a new file among them."""
    references: Mapping[str, int]
    """How many references change, by file."""
    notes: tuple[str, ...] = ()


@dataclass
class _Plan:
    texts: dict[str, str] = field(default_factory=dict)
    references: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def change(self, path: str, text: str, count: int) -> None:
        self.texts[path] = text
        self.references[path] = self.references.get(path, 0) + count


def plan_renaming(catalog: Catalog, config_file: Path, old: str, new: str) -> Renaming:
    """Returns what is to be done so that `old` is called `new`. Raises DraftError when it cannot be."""
    settings = catalog.settings
    _check(catalog, old, new)
    moves = {
        content_path(settings, f"{tag}/{old}.yml"): content_path(settings, f"{tag}/{new}.yml")
        for tag in _folders(settings)
        if (settings.content_dir / tag / f"{old}.yml").is_file()
    }
    if not moves:
        raise DraftError(f"'{old}' is no entry. {did_you_mean(old, catalog.ids)}".rstrip())
    for target in moves.values():
        if (settings.root / target).exists():
            raise DraftError(f"'{target}' is there already.")
    plan = _Plan()
    for path in _content_files(settings):
        _change_content(plan, settings, path, old, new)
    for file in sorted(settings.docs_dir.rglob("*.md")) if settings.docs_dir.is_dir() else []:
        _change_words(plan, settings, file, rf"\bentry:{re.escape(old)}{_END}", f"entry:{new}")
    for name in OTHER_FILES:
        if (settings.root / name).is_file():
            _change_words(plan, settings, settings.root / name, rf"{_START}{re.escape(old)}{_END}", new)
    _change_settings(plan, settings, config_file, old, new)
    _record(plan, catalog, old, new)
    return Renaming(old, new, moves, plan.texts, plan.references, tuple(plan.notes))


def carry_out(catalog: Catalog, renaming: Renaming) -> list[str]:
    """Writes and moves the files; returns the changed paths, sorted. When one cannot be written, all stay.

    A text whose link was changed still says the same: translations of it stay current.
    """
    settings, root = catalog.settings, catalog.settings.root
    touched = [*renaming.texts, *renaming.moves, *renaming.moves.values()]
    before = {path: (root / path).read_bytes() if (root / path).is_file() else None for path in touched}
    try:
        for path, text in renaming.texts.items():
            if before[path] is None:
                write_whole(root / path, text)
            else:
                save_text(root / path, text)
        for path, target in renaming.moves.items():
            (root / target).parent.mkdir(parents=True, exist_ok=True)
            (root / path).rename(root / target)
    except BaseException:
        for path, content in before.items():
            if content is None:
                (root / path).unlink(missing_ok=True)
            elif not (root / path).is_file() or (root / path).read_bytes() != content:
                (root / path).write_bytes(content)
        raise
    for path in renaming.moves:
        _remove_empty(root / path, settings.content_dir)
    renewed = renew_digests(catalog, link(settings, load_content(settings)))
    written = {renaming.moves.get(path, path) for path in renaming.texts}
    return sorted({*written, *renaming.moves.values(), *renewed})


_START, _END = r"(?<![A-Za-z0-9/_-])", r"(?![A-Za-z0-9/_-])"


def _check(catalog: Catalog, old: str, new: str) -> None:
    if old == new:
        raise DraftError("the two names are the same.")
    if old in catalog.redirects and old not in catalog.ids:
        raise DraftError(f"'{old}' was renamed before. It is '{catalog.redirects[old]}' now.")
    check_entry_id(catalog, new)
    if new in catalog.ids:
        raise DraftError(f"'{new}' is an entry already. Choose another name, or merge the two by hand.")


def _folders(settings: Settings) -> list[str]:
    """Returns the locales' folders, also of those that the settings leave out."""
    return sorted(
        item.name for item in settings.content_dir.iterdir() if item.is_dir() and item.name != "providers"
    )


def _content_files(settings: Settings) -> list[str]:
    files = (file for file in settings.content_dir.rglob("*.yml") if file.is_file() and not file.is_symlink())
    return sorted(file.relative_to(settings.root).as_posix() for file in files)


def _change_content(plan: _Plan, settings: Settings, path: str, old: str, new: str) -> None:
    """Changes the links, the related entries and the notes on updates of a content file."""
    file = settings.root / path
    if old not in file.read_text(encoding="utf-8", errors="replace") or path == _redirects(settings):
        return
    try:
        text = YamlText(read(file, path))
    except ContentError as error:
        plan.notes.append(f"not looked at, for its faults: {error.diagnostics[0]}")
        return
    count = 0
    linked = re.compile(rf"\bentry:{re.escape(old)}{_END}")
    for place, value in list(_texts((), text.document.data)):
        if value == old and (place[0] == "related" or (place[0] == "updates" and place[-1] == "entry")):
            text.set_text(place, new)
            count += 1
        for match in reversed(list(linked.finditer(value))):
            text.replace_within(place, match.start() + len("entry:"), match.end(), new)
            count += 1
    if count:
        plan.change(path, text.text, count)


def _change_words(plan: _Plan, settings: Settings, file: Path, pattern: str, new: str) -> None:
    raw = file.read_bytes().decode("utf-8", errors="surrogateescape")
    text, count = re.subn(pattern, new, raw.replace("\r\n", "\n"))
    if count:
        plan.change(file.relative_to(settings.root).as_posix(), text, count)


def _change_settings(plan: _Plan, settings: Settings, config_file: Path, old: str, new: str) -> None:
    if old not in settings.start.values():
        return
    try:
        file = SettingsFile(config_file)
        count = file.rename_entry(old, new)
    except DraftError as error:
        plan.notes.append(f"{error} Change '{old}' there to '{new}' yourself.")
        return
    plan.change(config_file.resolve().relative_to(settings.root).as_posix(), file.text.text, count)


def _record(plan: _Plan, catalog: Catalog, old: str, new: str) -> None:
    """Records the redirect; what led to the old name leads to the new one at once, and nothing to itself."""
    settings = catalog.settings
    path = _redirects(settings)
    file = settings.root / path
    if not file.exists():
        head = (
            "# Ids that entries once had, each with the id that answers now; `helpcenter rename` writes it."
        )
        plan.change(path, f"{schema_line(path, 'redirects')}\n{head}\nentries:\n  {old}: {new}\n", 1)
        return
    text = YamlText(read(file, path))
    entries = text.document.data.get("entries")
    for name, target in dict(entries).items() if isinstance(entries, dict) else ():
        if name == new:
            text.delete(("entries", name))
            plan.notes.append(f"'{new}' is an entry again; it led to '{target}' before.")
        elif target == old:
            text.set_text(("entries", name), new)
    if isinstance(text.document.data.get("entries"), dict):
        text.put(("entries", old), new)
    else:
        text.put(("entries",), {old: new})
    plan.change(path, text.text, 1)


def _redirects(settings: Settings) -> str:
    return content_path(settings, "redirects.yml")


def _texts(path: ValuePath, value: Any) -> Iterator[tuple[ValuePath, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts((*path, key), item)
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from _texts((*path, position), item)


def _remove_empty(file: Path, top: Path) -> None:
    for folder in file.parents:
        if folder == top:
            return
        with contextlib.suppress(OSError):
            folder.rmdir()
