"""A help center for other content: two providers that do not exist, to be replaced; whole from the first minute."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from helpcenter.authoring.drafts import DraftError
from helpcenter.authoring.schema import SCHEMA_FOLDER, write_schemas
from helpcenter.authoring.translations import accept
from helpcenter.catalog import load_catalog
from helpcenter.model import read_settings
from helpcenter.whole_files import write_whole
from helpcenter.yaml_edit import quoted

_FILES = Path(__file__).parent / "starter_files"
_EDITOR = (
    ".vscode/settings.json",
    ".vscode/extensions.json",
    ".vscode/tasks.json",
    ".vscode/helpcenter.code-snippets",
)


def start_site(folder: Path, name: str, today: date) -> list[str]:
    """Writes a new site into a folder, which must be empty or not there; returns the files, relative to it."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise DraftError(f"'{folder}' is not empty. Name a folder that is not there yet.")
    written = []
    for file, path in _starter_files():
        text = file.read_text(encoding="utf-8").replace("@TODAY@", today.isoformat())
        name_here = quoted(name)[1:-1] if path.endswith(".yml") else name
        write_whole(folder / path, text.replace("@NAME@", name_here))
        written.append(path)
    settings = read_settings(folder / "mkdocs.yml")
    catalog = load_catalog(settings)
    for _ in accept(settings, catalog, catalog.ids):
        pass  # The translations say what their sources say: they come together.
    written += [
        file.relative_to(folder).as_posix() for file in write_schemas(catalog, folder / SCHEMA_FOLDER)
    ]
    return sorted(written)


def _starter_files() -> Iterator[tuple[Path, str]]:
    for file in sorted(_FILES.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            yield file, file.relative_to(_FILES).as_posix().replace("dot-", ".")
    for path in _EDITOR:
        inside = _FILES.parent / "editor_files" / path.removeprefix(".vscode/")
        yield inside if inside.is_file() else _FILES.parents[3] / path, path
