"""What every piece of a site is made from, beside the entries that it reads."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from helpcenter.render import Site


def digest_of_shared_inputs(site: Site) -> str:
    """Returns a digest of everything but entries: settings, strings, providers, addresses, theme, day, programs.

    The code of this package is part of every cache's versions (see `helpcenter.cache`), so not of this one.
    """
    digest = hashlib.sha256()
    for part in _parts(site):
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.hexdigest()


def versions() -> str:
    """Returns the names and versions of all installed packages: any of them may have a part in a page."""
    found = {item.name for path in sys.path if path for item in Path(path).glob("*.dist-info")}
    return f"{sys.version} {' '.join(sorted(found))}"


def _parts(site: Site) -> Iterator[str | bytes]:
    catalog, theme = site.catalog, site.theme
    yield versions()
    yield site.today.isoformat()
    yield repr(catalog.settings)
    for models in (catalog.providers, catalog.locales, catalog.glossaries):
        yield from (f"{name} {model.model_dump_json()}" for name, model in sorted(models.items()))
    yield repr(catalog.notes)
    yield repr(sorted(catalog.redirects.items()))
    for tag, versions_of_locale in catalog.entries.items():
        yield f"{tag} {' '.join(versions_of_locale)}"
    yield from map(repr, site.routes)
    yield repr(sorted(site.intros.items()))
    yield repr(sorted(theme.frames.items()))
    yield repr(sorted(theme.chromes))
    for path, data in sorted(theme.assets.files.items()):
        yield path
        yield data
    for folder in theme.folders:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                yield file.relative_to(folder).as_posix()
                yield file.read_bytes()
