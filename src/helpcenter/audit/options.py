"""What the audit is told about the site it reads; everything else it learns from the files."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass(frozen=True, slots=True)
class LocaleTags:
    """One locale: its folder below the site's root, the `lang` of its pages and their `hreflang`."""

    folder: str
    lang: str
    hreflang: str = ""

    @property
    def alternate(self) -> str:
        """The value of `hreflang` that names this locale."""
        return self.hreflang or self.lang


@dataclass(frozen=True, slots=True)
class WeightBudget:
    """What the first view of a page may cost: bytes after gzip, and requests, the page itself counted.

    The defaults are one first flight of TCP for what is needed to read, and half a Starlight page in all.
    """

    markup: int = 14 * 1024
    """HTML and its style sheets."""
    script: int = 10 * 1024
    total: int = 24 * 1024
    requests: int = 5


@dataclass(frozen=True, slots=True)
class AuditOptions:
    """Expectations of one site."""

    site_url: str
    """Where the site is published, with its path: `https://help.example.com/`."""
    locales: tuple[LocaleTags, ...] = ()
    contacts: tuple[str, ...] = ()
    """Numbers, addresses and links of verified contacts, as the providers' files state them."""
    official_hosts: tuple[str, ...] = ()
    allowed_hosts: tuple[str, ...] = ()
    """Hosts that may be linked although no provider owns them."""
    brands: tuple[str, ...] = ()
    """Names that a look-alike host would imitate."""
    budgets: tuple[tuple[str, WeightBudget], ...] = (("*", WeightBudget()),)
    """Pattern of page paths and their budget; the first that matches counts."""
    policy_required: bool = True
    """Every page needs a Content-Security-Policy."""

    def budget_of(self, path: str) -> WeightBudget | None:
        """Returns the budget of a page, None when it has none."""
        return next((budget for pattern, budget in self.budgets if fnmatchcase(path, pattern)), None)
