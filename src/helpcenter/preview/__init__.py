"""The preview: a page is rendered when it is asked for, from a catalog kept in memory.

live = LiveSite(config_file, today, url)      # the site as it is now; `apply` takes in changed files
Watcher(live.folders, live.apply)             # tells which files changed
PreviewServer(address, live)                  # serves it, pushes reloads and problems to the browser
"""

from helpcenter.preview.live_site import LiveSite
from helpcenter.preview.server import PreviewServer
from helpcenter.preview.watcher import Watcher

__all__ = ["LiveSite", "PreviewServer", "Watcher"]
