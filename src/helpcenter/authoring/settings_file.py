"""Edits of `mkdocs.yml`: the few that commands do, as text, so that everything else stays as it was."""

from __future__ import annotations

from pathlib import Path as FilePath

from helpcenter.authoring.drafts import DraftError
from helpcenter.diagnostics import ContentError
from helpcenter.loader import read
from helpcenter.model.text import Path
from helpcenter.yaml_edit import EditError, YamlText, save_text


class SettingsFile:
    """The settings of a site, under edit. Raises DraftError where only a person can edit them."""

    def __init__(self, file: FilePath) -> None:
        self.file = file
        try:
            self.text = YamlText(read(file, file.name))
        except ContentError as error:
            # MkDocs allows tags and anchors, which need its own reader.
            raise DraftError(
                f"'{file.name}' cannot be edited by machine: {error.diagnostics[0].message}"
            ) from error

    def add_locale(self, item: str | dict[str, str]) -> None:
        """Adds a locale at the end of the plugin's list."""
        options = self._options()
        try:
            self.text.add_item((*options, "locales"), item)
        except EditError as error:
            raise DraftError(f"add {item} to 'locales' in '{self.file.name}' yourself: {error}.") from error

    def rename_entry(self, old: str, new: str) -> int:
        """Puts a new id in the place of an old one in `start`; returns how often."""
        options = self._options()
        start = self._at((*options, "start"))
        count = 0
        for key, target in start.items() if isinstance(start, dict) else ():
            if target == old:
                self.text.set_text((*options, "start", key), new)
                count += 1
        return count

    def save(self) -> bool:
        """Writes the file; False when nothing changed."""
        return save_text(self.file, self.text.text)

    def _options(self) -> Path:
        plugins = self.text.document.data.get("plugins")
        if isinstance(plugins, dict) and "helpcenter" in plugins:
            return ("plugins", "helpcenter")
        for position, item in enumerate(plugins if isinstance(plugins, list) else ()):
            if isinstance(item, dict) and "helpcenter" in item:
                return ("plugins", position, "helpcenter")
        raise DraftError(f"'{self.file.name}' has no options for the plugin 'helpcenter'.")

    def _at(self, path: Path) -> object:
        at: object = self.text.document.data
        for step in path:
            if isinstance(at, dict):
                at = at.get(str(step))
            elif isinstance(at, list) and isinstance(step, int):
                at = at[step]
            else:
                return None
        return at
