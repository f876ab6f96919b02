"""Settings of a site: what `mkdocs.yml` and the plugin's options in it say."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import Field, HttpUrl, ValidationError

from helpcenter.diagnostics import ContentError, Diagnostic, Location, Severity
from helpcenter.model.text import Key, LocaleTag, Model, Slug


class Fallback(StrEnum):
    """What stands where a translation is missing."""

    NOTICE = "notice"
    """The source text, with a notice, canonical to the source and not indexed."""
    STUB = "stub"
    """A page that says the answer is not there yet and links to the source."""
    NONE = "none"
    """No page."""


class Redirects(Model):
    """`redirects.yml`: ids that entries once had, each with the id that answers now."""

    entries: Mapping[str, str] = Field(default_factory=dict)


class LocaleSetting(Model):
    """One locale of the site; with `derived_from` it is converted from that one by machine."""

    tag: LocaleTag
    derived_from: LocaleTag | None = None
    converter: Annotated[str, Field(description="OpenCC configuration, e.g. s2twp.")] = "s2twp"


class Feedback(Model):
    """Where "did this help?" goes. `issue` needs no service: it opens a prefilled issue of `repo_url`."""

    kind: Literal["issue", "plausible", "umami", "beacon", "none"] = "issue"
    url: HttpUrl | None = None
    website: Annotated[str | None, Field(description="Umami: the id of the website.")] = None


class Settings(Model):
    """Everything about a site that is not content. Paths are absolute."""

    root: Path
    content_dir: Path
    docs_dir: Path
    site_dir: Path
    theme_dir: Path | None = None
    site_name: str = "Help center"
    site_url: str = "http://127.0.0.1:8000/"
    repo_url: str | None = None
    edit_uri: str | None = None
    locales: Annotated[tuple[LocaleSetting, ...], Field(min_length=1)] = (
        LocaleSetting(tag="zh"),
        LocaleSetting(tag="en"),
    )
    categories: Annotated[tuple[Slug, ...], Field(min_length=1)] = (
        "account",
        "payments",
        "refunds",
        "security",
        "integration",
        "contact",
    )
    money_categories: Annotated[
        tuple[Slug, ...], Field(description="Categories whose troubleshooting must carry the money box.")
    ] = ("payments",)
    compare: Annotated[
        Mapping[Slug, tuple[Key, ...]], Field(description="Facts that a topic page sets side by side.")
    ] = Field(default_factory=dict)
    start: Annotated[
        Mapping[Key, str],
        Field(description="Ways in on the home page, by key: an entry id or `topics/<category>`."),
    ] = Field(default_factory=dict)
    fallback: Fallback = Fallback.NOTICE
    allowed_domains: Annotated[
        tuple[str, ...], Field(description="Other domains that content may link to.")
    ] = ()
    whole_stylesheet: Annotated[bool, Field(description="Do not cut Material's stylesheet.")] = False
    rich_results: Annotated[bool, Field(description="Write FAQPage and HowTo data as well.")] = False
    keep_releases: Annotated[int, Field(ge=1, le=50)] = 3
    feedback: Feedback = Feedback()
    indexnow_key: Annotated[str | None, Field(pattern=r"^[A-Za-z0-9-]{8,128}$")] = None
    security_contact: str | None = None

    @property
    def cache_dir(self) -> Path:
        """Returns where builds keep what the next one can use again."""
        return self.root / ".helpcenter" / "cache"

    @cached_property
    def tags(self) -> tuple[str, ...]:
        """Returns the locales' tags in the order of the settings."""
        return tuple(locale.tag for locale in self.locales)

    @property
    def default_locale(self) -> str:
        """Returns the first locale: the one that `/` offers first."""
        return self.locales[0].tag

    def derived_from(self, tag: str) -> str | None:
        """Returns the locale that `tag` is converted from, if it is a derived one."""
        return next((locale.derived_from for locale in self.locales if locale.tag == tag), None)


class _PermissiveLoader(yaml.SafeLoader):
    """Reads mkdocs.yml without MkDocs: tags of its own (`!ENV`, `!!python/name:…`) become None."""


_PermissiveLoader.add_multi_constructor("", lambda loader, suffix, node: None)


def read_settings(config_file: Path) -> Settings:
    """Returns the settings in an `mkdocs.yml`, read without importing MkDocs.

    Raises ContentError when the file cannot be read or an option is wrong.
    """
    try:
        raw = yaml.load(config_file.read_text(encoding="utf-8"), Loader=_PermissiveLoader)  # noqa: S506
    except (OSError, UnicodeDecodeError) as error:
        raise _config_error(config_file, f"the settings cannot be read: {error}.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "not YAML"
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise _config_error(config_file, f"{problem}.", line, column) from error
    if not isinstance(raw, dict):
        raise _config_error(config_file, "the settings must be a mapping.")
    return settings_from(raw, plugin_options(raw), config_file)


def plugin_options(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the options of the `helpcenter` plugin in a parsed mkdocs.yml; empty when it has none."""
    plugins = raw.get("plugins") or []
    items = plugins.items() if isinstance(plugins, Mapping) else _pairs(plugins)
    return next((dict(options or {}) for name, options in items if name == "helpcenter"), {})


def plugin_names(raw: Mapping[str, Any]) -> list[str]:
    """Returns the names of all plugins in a parsed mkdocs.yml, in their order."""
    plugins = raw.get("plugins") or []
    return list(plugins) if isinstance(plugins, Mapping) else [name for name, _ in _pairs(plugins)]


def settings_from(config: Mapping[str, Any], options: Mapping[str, Any], config_file: Path) -> Settings:
    """Returns settings from MkDocs' configuration values and the plugin's options.

    Raises ContentError that names the option at fault.
    """
    root = config_file.parent.resolve()
    values = {key: value for key, value in options.items() if value is not None}
    values["locales"] = [
        {"tag": item} if isinstance(item, str) else item for item in values.get("locales", ["zh", "en"])
    ]
    for key in ("site_name", "site_url", "repo_url", "edit_uri"):
        if config.get(key):
            values[key] = config[key]
    values["root"] = root
    values["content_dir"] = root / str(values.get("content_dir", "content"))
    values["docs_dir"] = root / str(config.get("docs_dir") or "docs")
    values["site_dir"] = root / str(config.get("site_dir") or "site")
    theme = config.get("theme")
    custom_dir = theme.get("custom_dir") if isinstance(theme, Mapping) else None
    values["theme_dir"] = root / custom_dir if custom_dir else None
    if "site_url" in values and not str(values["site_url"]).endswith("/"):
        values["site_url"] = f"{values['site_url']}/"
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        raise ContentError(
            _option_error(config_file, ".".join(map(str, fault["loc"])), fault["msg"])
            for fault in error.errors()
        ) from error


def _pairs(plugins: Any) -> list[tuple[str, Any]]:
    pairs: list[tuple[str, Any]] = []
    for item in plugins if isinstance(plugins, list) else []:
        pairs.extend(item.items() if isinstance(item, Mapping) else [(str(item), None)])
    return pairs


def _config_error(path: Path, message: str, line: int = 1, column: int = 1) -> ContentError:
    where = Location(path.name, line, column)
    return ContentError([Diagnostic(where, Severity.ERROR, "HC021", "bad-settings", message)])


def _option_error(path: Path, option: str, message: str) -> Diagnostic:
    key = option.split(".")[0]
    line = 1
    try:
        text = path.read_text(encoding="utf-8").splitlines()
        line = next((n for n, row in enumerate(text, 1) if row.strip().startswith(f"{key}:")), 1)
    except (OSError, UnicodeDecodeError):
        pass
    return Diagnostic(
        Location(path.name, line),
        Severity.ERROR,
        "HC021",
        "bad-settings",
        f"option '{option}': {message[:1].lower()}{message[1:]}.",
    )
