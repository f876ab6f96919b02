"""New content files: laid out, commented, valid but for the texts that a writer must still write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from helpcenter.catalog import Catalog
from helpcenter.model import Settings
from helpcenter.rules.suggestions import did_you_mean
from helpcenter.whole_files import write_whole
from helpcenter.yaml_edit import scalar

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
KEY = re.compile(r"[a-z][a-z0-9_]*")


class DraftError(ValueError):
    """A draft cannot be made; the message says what to do instead."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A file to be written: its path relative to the site's root, and its text."""

    path: str
    text: str
    replaces: bool = False
    """True when a file that is there may be replaced: nobody has written in it yet."""


def write_drafts(root: Path, drafts: Iterable[Draft]) -> list[str]:
    """Writes new files; returns their paths. Raises DraftError, before writing any, if one is there already."""
    listed = list(drafts)
    for draft in listed:
        if (root / draft.path).exists() and not draft.replaces:
            raise DraftError(f"'{draft.path}' is there already. Change it, or choose another name.")
    for draft in listed:
        write_whole(root / draft.path, draft.text)
    return [draft.path for draft in listed]


def written_locales(settings: Settings) -> tuple[str, ...]:
    """Returns the locales that people write, without those converted by machine."""
    return tuple(locale.tag for locale in settings.locales if locale.derived_from is None)


def content_path(settings: Settings, path: str) -> str:
    """Returns a path below the content folder, relative to the site's root."""
    return (settings.content_dir / path).relative_to(settings.root).as_posix()


def schema_line(path: str, kind: str) -> str:
    """Returns the first line of a content file, which tells editors its schema; `path` is the file's."""
    return f"# yaml-language-server: $schema={'../' * path.count('/')}schema/{kind}.json"


def check_entry_id(catalog: Catalog, entry_id: str) -> tuple[str, str, str]:
    """Returns the parts of the id of an entry that is to be. Raises DraftError for one that cannot be."""
    parts = entry_id.strip("/").removesuffix(".yml").split("/")
    if len(parts) != 3:
        raise DraftError(f"'{entry_id}' is no entry id. It has three parts: provider/category/slug.")
    provider, category, slug = parts
    if provider not in catalog.providers:
        hint = did_you_mean(provider, catalog.providers) or f"Run `helpcenter new provider {provider}` first."
        raise DraftError(f"'{provider}' is no provider. {hint}")
    if category not in catalog.settings.categories:
        known = ", ".join(catalog.settings.categories)
        hint = did_you_mean(category, catalog.settings.categories) or f"There are {known}."
        raise DraftError(f"'{category}' is no category. {hint}")
    check_name(
        slug, SLUG, "the last part of an id", "small letters, digits and hyphens, like 'reset-password'"
    )
    return provider, category, slug


def check_name(name: str, form: re.Pattern[str], what: str, told: str) -> str:
    """Returns a name that has the form; raises DraftError for another one."""
    if not form.fullmatch(name) or len(name) > 60:
        raise DraftError(f"'{name}' cannot be {what}: it must be {told}.")
    return name


def comments(text: str, indent: str = "", label: str = "") -> list[str]:
    """Returns a text as comment lines, as it is laid beside what it is to be translated into."""
    lead = f"{label}: " if label else ""
    first, *rest = text.strip("\n").split("\n")
    return [f"{indent}# {lead}{first}", *(f"{indent}#   {line}".rstrip() for line in rest)]


def one_line(values: Mapping[str, str]) -> str:
    """Returns a mapping of short texts as YAML on one line."""
    return "{" + ", ".join(f"{key}: {in_flow(value)}" for key, value in values.items()) + "}"


def in_flow(value: str) -> str:
    """Returns a text as YAML within brackets."""
    plain = scalar(value)
    return plain if plain.startswith('"') or not set("{}[],") & set(value) else f'"{value}"'
