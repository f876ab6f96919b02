"""Reads files of the site, each by itself, into facts."""

from __future__ import annotations

from helpcenter.audit.reading.data_files import Before, read_data_file
from helpcenter.audit.reading.pages import read_page

__all__ = ["Before", "read_data_file", "read_page"]
