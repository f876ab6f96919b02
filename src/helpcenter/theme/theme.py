"""Everything that the pages of a site get from the theme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from helpcenter.catalog import strings_of
from helpcenter.model import Locale, Provider, Settings
from helpcenter.theme.assets import Assets, make_assets, script_sources
from helpcenter.theme.chrome import Chrome, Link, policy_of
from helpcenter.theme.environment import frame_environment, make_frames, material_of, theme_folders
from helpcenter.theme.frame import Frame
from helpcenter.theme.stylesheet import Vocabulary, vocabulary

MARKDOWN = (
    "<h2><h3><h4><h5><h6><p><ul><ol start><li><blockquote><pre><code><hr><table><thead><tbody><tr><th><td>"
    "<em><strong><a><br>"
)
"""Every element that an entry's Markdown makes. A hand-written page with others gets the whole style sheet."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A frame and a chrome a locale, the published assets, and where page templates are looked for."""

    frames: Mapping[str, Frame]
    chromes: Mapping[str, Chrome]
    assets: Assets
    folders: tuple[Path, ...]
    known: Vocabulary

    def covers(self, html: str) -> bool:
        """True when the cut style sheet has all that this piece of a hand-written page needs."""
        found = vocabulary([html])
        return found.tags <= self.known.tags and found.classes <= self.known.classes


def make_theme(
    config: MkDocsConfig,
    settings: Settings,
    locales: Mapping[str, Locale],
    providers: Mapping[str, Provider],
    footers: Mapping[str, Sequence[Link]] | None = None,
) -> Theme:
    """Returns the theme of a site. `config` has been through `prepare_config`.

    `footers` are links to hand-written pages, by locale.
    """
    folders = theme_folders(config)
    material = material_of(config)
    chromes = {
        tag: Chrome(
            locale=tag,
            direction=locale.direction,
            strings=strings_of(settings, locales, tag),
            assets={},
            footer=tuple((footers or {}).get(tag, ())),
            policy=policy_of(settings),
        )
        for tag, locale in locales.items()
    }
    # The words of the frames decide what is cut, and the cut sheet's name stands in the frames.
    env = frame_environment(config)
    unnamed = make_frames(
        env, config, {tag: _with_assets(chrome, _Unnamed()) for tag, chrome in chromes.items()}
    )
    known = vocabulary(
        [MARKDOWN, *_frame_texts(unnamed.values()), *_template_sources(folders)], script_sources(folders)
    )
    colours = {name: provider.colour for name, provider in providers.items()}
    assets = make_assets(folders, material, known, colours, whole=settings.whole_stylesheet)
    chromes = {tag: _with_assets(chrome, assets.paths) for tag, chrome in chromes.items()}
    return Theme(make_frames(env, config, chromes), chromes, assets, tuple(folders), known)


class _Unnamed(dict[str, str]):
    """Asset paths for a frame that only lends its words."""

    def __missing__(self, name: str) -> str:
        return ""


def _with_assets(chrome: Chrome, paths: Mapping[str, str]) -> Chrome:
    return replace(chrome, assets=paths)


def _frame_texts(frames: Iterable[Frame]) -> list[str]:
    return ["".join(frame.texts) for frame in frames]


def _template_sources(folders: Iterable[Path]) -> list[str]:
    return [
        file.read_text(encoding="utf-8")
        for folder in folders
        for file in sorted((*folder.glob("pages/*.html"), *folder.glob("partials/*.html")))
    ]


__all__ = ["Theme", "make_theme", "strings_of"]
