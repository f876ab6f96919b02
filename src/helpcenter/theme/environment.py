"""MkDocs' theme environment, made fit for ours: where the theme lies, what is escaped, how links are made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import jinja2
from mkdocs.config.defaults import MkDocsConfig

from helpcenter.theme.assets import Material
from helpcenter.theme.chrome import Chrome, View
from helpcenter.theme.frame import Frame, Slots, cut, gaps


def overrides_folder() -> Path:
    """Returns the theme that comes with helpcenter: inside the package, or the checkout's ./overrides."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "overrides"
    return inside if inside.is_dir() else package.parent.parent / "overrides"


def prepare_config(config: MkDocsConfig) -> None:
    """Puts our theme between the site's own overrides and Material, and settles its colours and fonts.

    The palette is ours (assets/css/tokens.css) and there are no web fonts, whatever mkdocs.yml says.
    """
    ours = str(overrides_folder())
    if ours not in config.theme.dirs:
        own = 1 if config.theme.custom_dir else 0
        config.theme.dirs.insert(own, ours)
    config.theme["palette"] = None
    config.theme["font"] = False
    _share_environment(config)


def prepare_environment(env: jinja2.Environment) -> None:
    """Makes our templates escape what they write, and makes every link by `chrome.url`.

    Material's own templates expect MkDocs' unescaped environment, and keep it.
    """
    if env.filters.get("url") is _url_filter:
        return
    ours = frozenset(_template_names(overrides_folder()))
    env.autoescape = lambda name: name in ours
    env.filters["url"] = _url_filter
    if env.cache is not None:
        env.cache.clear()


def frame_environment(config: MkDocsConfig) -> jinja2.Environment:
    """Returns the environment of frames. `config` has been through `prepare_config`."""
    env = config.theme.get_env()
    prepare_environment(env)
    return env


def _share_environment(config: MkDocsConfig) -> None:
    """Lets MkDocs and frames use one environment, so that each template is compiled once.

    MkDocs would also look through the 14,000 files of Material for some to copy: what pages need of them is
    published by `assets`.
    """
    env = config.theme.get_env()
    prepare_environment(env)
    env.list_templates = lambda *_, **__: []  # type: ignore[method-assign]
    config.theme.get_env = lambda: env  # type: ignore[method-assign]


def make_frames(
    env: jinja2.Environment, config: MkDocsConfig, chromes: Mapping[str, Chrome]
) -> dict[str, Frame]:
    """Returns a frame a locale."""
    return {tag: cut(render_whole(env, config, chrome, gaps())) for tag, chrome in sorted(chromes.items())}


def render_whole(env: jinja2.Environment, config: MkDocsConfig, chrome: Chrome, slots: Slots) -> str:
    """Returns a page rendered in one go by `main.html`, as MkDocs renders hand-written pages."""
    context = {"config": config, "hc": View(chrome, slots), "nav": None, "page": None, "base_url": "."}
    return env.get_template("main.html").render(context)


def theme_folders(config: MkDocsConfig) -> list[Path]:
    """Returns the folders that hold our theme's templates and assets; the first one wins."""
    folders = [Path(config.theme.custom_dir)] if config.theme.custom_dir else []
    return list(dict.fromkeys([*folders, overrides_folder()]))


def material_of(config: MkDocsConfig) -> Material:
    """Returns what we take from Material. Raises FileNotFoundError when the theme is another one."""
    for folder in config.theme.dirs:
        found = sorted(Path(folder).glob("assets/stylesheets/main.*.min.css"))
        if found:
            return Material(found[0].read_text(encoding="utf-8"), Path(folder) / ".icons")
    raise FileNotFoundError("the theme in mkdocs.yml must be Material for MkDocs")


def _template_names(folder: Path) -> Iterator[str]:
    for file in folder.rglob("*.html"):
        yield file.relative_to(folder).as_posix()


@jinja2.pass_context
def _url_filter(context: jinja2.runtime.Context, value: Any) -> str:
    return cast("View", context["hc"]).url(str(value))
