"""From checked content to a published site."""

from helpcenter.build.indexes_ahead import IndexesAhead
from helpcenter.build.outputs import shared_values, write_outputs
from helpcenter.build.records import Records
from helpcenter.build.sinks import PlainFolder, StagedSite, Target
from helpcenter.build.site import make_site
from helpcenter.build.work import Workers, collect_rarely

__all__ = [
    "IndexesAhead",
    "PlainFolder",
    "Records",
    "StagedSite",
    "Target",
    "Workers",
    "collect_rarely",
    "make_site",
    "shared_values",
    "write_outputs",
]
