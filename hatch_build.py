"""Puts the theme, our interface strings and our editor settings into the wheel, below helpcenter/.

An editable install gets none: it uses ./overrides, ./content and ./.vscode themselves, and a copy in the environment
would only go stale.
"""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ThemeHook(BuildHookInterface):  # type: ignore[type-arg]
    """Hatchling's build hook; the name it is found by is in pyproject.toml."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds the theme's files to a standard wheel."""
        if version == "standard":
            build_data["force_include"]["overrides"] = "helpcenter/overrides"
            # `helpcenter init` gives a new site the same editor settings as ours.
            build_data["force_include"][".vscode"] = "helpcenter/authoring/editor_files"
            for tag in ("zh", "en"):
                build_data["force_include"][f"content/{tag}/locale.yml"] = (
                    f"helpcenter/locales/{tag}/locale.yml"
                )
