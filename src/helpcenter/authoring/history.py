"""Earlier texts of an entry, from the history that git keeps."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from helpcenter.catalog import text_digests, texts_to_translate
from helpcenter.diagnostics import ContentError
from helpcenter.loader import parse, validate
from helpcenter.model import Entry, EntryBase, Text

MOST_REVISIONS = 500


@dataclass(frozen=True, slots=True)
class Revision:
    """One earlier state of a file: its commit, the commit's day and subject, and the file's path in it."""

    commit: str
    day: str
    subject: str
    path: str

    def __str__(self) -> str:
        return f"commit {self.commit[:8]} of {self.day}, “{self.subject}”"


@dataclass(frozen=True, slots=True)
class EarlierText:
    """What stood at a text path when it was translated: the texts of a field, step or check."""

    revision: Revision
    texts: tuple[Text, ...]


def earlier_texts(root: Path, path: str, wanted: Mapping[str, str]) -> dict[str, EarlierText]:
    """Returns the texts with the wanted digests, by text path, as the newest revision that has them holds them.

    `path` is the source entry's file, relative to `root`. What history does not hold is left out: a text that
    was never committed, or a folder that git does not know.
    """
    found: dict[str, EarlierText] = {}
    for revision in revisions(root, path):
        if len(found) == len(wanted):
            break
        entry = _entry_at(root, revision)
        if entry is None:
            continue
        digests, texts = text_digests(entry), texts_to_translate(entry)
        for text_path, digest in wanted.items():
            if text_path not in found and digests.get(text_path) == digest:
                found[text_path] = EarlierText(revision, tuple(texts[text_path]))
    return found


def revisions(root: Path, path: str) -> Iterator[Revision]:
    """Yields the commits that changed a file, newest first, also those from before it was renamed."""
    listing = _git(
        root,
        "log",
        "--follow",
        f"--max-count={MOST_REVISIONS}",
        "--format=%x01%H%x00%cs%x00%s%x00",
        "--name-only",
        "-z",
        "--",
        path,
    )
    for record in (listing or "").split("\x01")[1:]:
        commit, day, subject, *names = record.split("\0")
        name = next((item.strip("\n") for item in names if item.strip("\n")), "")
        if name:
            yield Revision(commit, day, subject, name)


def _entry_at(root: Path, revision: Revision) -> EntryBase | None:
    raw = _git(root, "show", f"{revision.commit}:{revision.path}")
    if raw is None:
        return None
    try:
        entry: EntryBase = validate(_ENTRY, parse(raw.encode("utf-8"), revision.path))
    except ContentError:
        return None  # It had faults then, or was of an older form: nothing was translated from it.
    return entry


_ENTRY: TypeAdapter[Entry] = TypeAdapter(Entry)


def _git(root: Path, *arguments: str) -> str | None:
    """Returns what git prints; None when it fails or is not there."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), "-c", "core.quotePath=false", *arguments],
            capture_output=True,
            check=True,
            encoding="utf-8",
            errors="surrogateescape",
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout
