"""A frame: the page chrome of one locale, rendered once with Material's templates and filled for each page.

The theme's `main.html` is an ordinary template. Given real values it renders a whole page (this is how
MkDocs renders `docs/`); given `gaps()` it renders a page with a mark at every place where a value would
stand. `cut` splits that page at its marks, and `Frame.fill` joins it again with a page's values. Both ways
give the same bytes as long as no template looks at a slot's value, so a gap refuses to be looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import Any, NoReturn, Self

from markupsafe import Markup

from helpcenter.theme.escaping import escaped

_OPEN, _CLOSE = "\ue0f0", "\ue0f1"  # private use: the loader refuses them in content
_MARK = re.compile(f"{_OPEN}([a-z_]+){_CLOSE}")


@dataclass(frozen=True, slots=True)
class Slots:
    """The values that differ from page to page. Text (`str`) is escaped, `Markup` goes in as it is."""

    root: str
    """From the page to the site's root, with a slash at its end: `../../`, `./`, or `/sub/` on a 404 page."""
    title: str
    """The document's title, with the site's name where it has one."""
    description: str
    main: Markup
    """Everything inside the page's main region."""
    kind: str
    """What kind of page it is; becomes the class `hc-page--<kind>`."""
    head: Markup = Markup()
    """Links and metadata: canonical, alternates, robots, cards, structured data."""
    styles: Markup = Markup()
    """Links to style sheets that only this kind of page needs."""
    scripts: Markup = Markup()
    """The page's script."""
    sidebar: Markup = Markup()
    """The navigation of the page's section."""
    breadcrumb: Markup = Markup()
    languages: Markup = Markup()
    """List items: this page in each locale."""


SLOTS: tuple[str, ...] = tuple(field.name for field in fields(Slots))


class Gap(Markup):
    """Stands for a slot's value while a frame is rendered. It can be written, never tested or changed."""

    __slots__ = ()

    def __new__(cls, name: str) -> Self:
        return super().__new__(cls, f"{_OPEN}{name}{_CLOSE}")

    def _refuse(self, *_: Any) -> NoReturn:
        raise ValueError(f"a template must not depend on the value of the slot {str(self)[1:-1]!r}")

    __hash__ = Markup.__hash__
    __eq__ = __ne__ = _refuse
    __bool__ = __len__ = __iter__ = __contains__ = __getitem__ = __lt__ = __gt__ = __le__ = __ge__ = _refuse


def gaps() -> Slots:
    """Returns slots that mark their places."""
    return Slots(**{name: Gap(name) for name in SLOTS})


@dataclass(frozen=True, slots=True)
class Frame:
    """A page with named gaps: `texts` stand before, between and after the gaps `names`."""

    texts: tuple[str, ...]
    names: tuple[str, ...]

    def fill(self, slots: Slots) -> str:
        """Returns the whole page."""
        values = {name: escaped(getattr(slots, name)) for name in SLOTS}
        parts = [""] * (2 * len(self.names) + 1)
        parts[0::2] = self.texts
        parts[1::2] = [values[name] for name in self.names]
        return "".join(parts)


def cut(rendered: str) -> Frame:
    """Returns the frame of a page that was rendered with `gaps()`.

    Raises ValueError when a slot has no place in it or a mark is broken: a template altered it.
    """
    pieces = _MARK.split(rendered)
    texts, names = tuple(pieces[0::2]), tuple(pieces[1::2])
    if any(_OPEN in text or _CLOSE in text for text in texts):
        raise ValueError("a template altered the mark of a slot")
    missing = sorted(set(SLOTS) - set(names))
    if missing:
        raise ValueError(f"the theme's main.html has no place for: {', '.join(missing)}")
    return Frame(texts, names)
