"""What every piece of a site is made from, beside the entries that it reads."""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.catalog.inputs import common_inputs, digest_of_parts
from helpcenter.render import Site


def digest_of_shared_inputs(site: Site) -> str:
    """Returns a digest of everything but entries: settings, strings, providers, addresses, theme, day, programs."""
    return digest_of_parts(_parts(site))


def _parts(site: Site) -> Iterator[str | bytes]:
    theme = site.theme
    yield from common_inputs(site.catalog)
    yield site.today.isoformat()
    yield site.routes.digest
    yield repr(sorted(site.intros.items()))
    yield repr(sorted(theme.frames.items()))
    for path, data in sorted(theme.assets.files.items()):
        yield path
        yield data
    for folder in theme.folders:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                yield file.relative_to(folder).as_posix()
                yield file.read_bytes()
