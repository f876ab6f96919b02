"""From checked content to a published site."""

from helpcenter.build.outputs import FileSink, write_outputs
from helpcenter.build.site import make_site
from helpcenter.build.work import Workers

__all__ = ["FileSink", "Workers", "make_site", "write_outputs"]
