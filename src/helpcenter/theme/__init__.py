"""The theme: MkDocs' environment and Material's templates -> frames; Material's style sheet -> assets.

    prepare_config(config)                     # once, on MkDocs' configuration (plugin: on_config)
    prepare_environment(env)                   # on the environment of hand-written pages (plugin: on_env)
    theme = make_theme(config, locales, settings, providers' colours, footer links)
    theme.assets.files                         # path -> bytes, to be written below the site's root
    theme.frames["zh"].fill(Slots(...))        # -> a whole page
    context["hc"] = View(theme.chromes["zh"], slots)   # hand-written pages (plugin: on_page_context)

`Theme`, `Frame`, `Chrome` and `Slots` are frozen values that can be pickled for a process pool.
"""

from helpcenter.theme.chrome import (
    CONTENT_SECURITY_POLICY,
    SENT_FEEDBACK,
    Chrome,
    Link,
    View,
    policy_of,
    root_of,
    url,
)
from helpcenter.theme.environment import (
    overrides_folder,
    prepare_config,
    prepare_environment,
    render_whole,
    theme_folders,
)
from helpcenter.theme.frame import Frame, Slots
from helpcenter.theme.theme import Theme, make_theme

__all__ = [
    "CONTENT_SECURITY_POLICY",
    "SENT_FEEDBACK",
    "Chrome",
    "Frame",
    "Link",
    "Slots",
    "Theme",
    "View",
    "make_theme",
    "overrides_folder",
    "policy_of",
    "prepare_config",
    "prepare_environment",
    "render_whole",
    "root_of",
    "theme_folders",
    "url",
]
