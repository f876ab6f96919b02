"""Publishing a site: lock, staging folder, manifest, atomic switch, earlier releases.

What is promised: whoever reads the site's folder sees the old release or the new one, each whole, whatever
happens to the build: an error, a full disk, a signal, SIGKILL. A process that opened the folder before a
switch goes on reading the old release until `keep` further ones were published. The state is kept beside the
site, in `.helpcenter/<name>/`.
"""

from helpcenter.publish.errors import PublishError
from helpcenter.publish.lock import Holder
from helpcenter.publish.manifest import Difference, Manifest
from helpcenter.publish.publication import (
    Publication,
    intact_release,
    release_folder,
    releases,
    rollback,
    verify,
)
from helpcenter.publish.releases import Release
from helpcenter.publish.signals import Stopped, follow_parent
from helpcenter.publish.staging import Staging, Writer, Written

__all__ = [
    "Difference",
    "Holder",
    "Manifest",
    "Publication",
    "PublishError",
    "Release",
    "Staging",
    "Stopped",
    "Writer",
    "Written",
    "follow_parent",
    "intact_release",
    "release_folder",
    "releases",
    "rollback",
    "verify",
]
