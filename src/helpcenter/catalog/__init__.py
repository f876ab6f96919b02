"""All content, loaded, validated and linked; immutable."""

from helpcenter.catalog.catalog import Catalog, EntryVersion, Orphan, State
from helpcenter.catalog.digests import digest_of, text_digests, texts_to_translate
from helpcenter.catalog.interface import built_in_locales, strings_of
from helpcenter.catalog.ledger import Published, read_ledger, write_ledger
from helpcenter.catalog.linking import load_catalog
from helpcenter.catalog.loading import LoadedContent, load_content, read_entry

__all__ = [
    "Catalog",
    "EntryVersion",
    "LoadedContent",
    "Orphan",
    "Published",
    "State",
    "built_in_locales",
    "digest_of",
    "load_catalog",
    "load_content",
    "read_entry",
    "read_ledger",
    "strings_of",
    "text_digests",
    "texts_to_translate",
    "write_ledger",
]
