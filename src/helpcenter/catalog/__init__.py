"""All content, loaded, validated and linked; immutable."""

from helpcenter.catalog.catalog import Catalog, EntryVersion, Orphan, State
from helpcenter.catalog.digests import digest_of, text_digests, texts_to_translate
from helpcenter.catalog.loading import LoadedContent, load_catalog, load_content, read_entry

__all__ = [
    "Catalog",
    "EntryVersion",
    "LoadedContent",
    "Orphan",
    "State",
    "digest_of",
    "load_catalog",
    "load_content",
    "read_entry",
    "text_digests",
    "texts_to_translate",
]
