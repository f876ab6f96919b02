"""What every piece of work on a catalog uses, beside the entries that it reads (`catalog.reads` notes those)."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from helpcenter.catalog.catalog import Catalog


def digest_of_parts(parts: Iterable[str | bytes]) -> str:
    """Returns the SHA-256 of parts; their borders count."""
    digest = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.hexdigest()


def common_inputs(catalog: Catalog) -> Iterator[str]:
    """Yields settings, providers, strings, glossaries, notes, and which entries there are in which locale.

    The code of this package is part of every cache's versions (see `helpcenter.cache`), so not of this.
    """
    yield installed_packages()
    yield repr(catalog.settings)
    for models in (catalog.providers, catalog.locales, catalog.glossaries):
        yield from (f"{name} {model.model_dump_json()}" for name, model in sorted(models.items()))
    yield from (f"{path} {document.text}" for path, document in sorted(catalog.documents.items()))
    yield repr(catalog.notes)
    yield repr(sorted(catalog.redirects.items()))
    yield from (f"{tag} {' '.join(versions)}" for tag, versions in catalog.entries.items())
    yield repr([(orphan.id, orphan.locale, orphan.translates) for orphan in catalog.orphans])


@cache
def installed_packages() -> str:
    """Returns the names and versions of Python and all installed packages: any may have a part in what is made."""
    found = {item.name for path in sys.path if path for item in Path(path).glob("*.dist-info")}
    return f"{sys.version} {' '.join(sorted(found))}"
