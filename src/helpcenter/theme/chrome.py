"""What a page shows around its article, and the one object that `main.html` receives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from helpcenter.model import Settings
from helpcenter.model.strings import Strings
from helpcenter.theme.frame import Slots

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "require-trusted-types-for 'script'; trusted-types helpcenter-search"
)
"""What a page may load: no inline script or style, nothing from another host. No script may write HTML; the one
policy that may name a script is the search's, for the address of its own worker.
"""


SENT_FEEDBACK = ("plausible", "umami", "beacon")
"""Kinds of feedback that a script sends to another host."""


def policy_of(settings: Settings) -> str:
    """Returns the policy of a site's pages: the one above, and where its feedback goes."""
    feedback = settings.feedback
    if feedback.url is None or feedback.kind not in SENT_FEEDBACK:
        return CONTENT_SECURITY_POLICY
    parts = urlsplit(str(feedback.url))
    return CONTENT_SECURITY_POLICY.replace(
        "connect-src 'self'", f"connect-src 'self' {parts.scheme}://{parts.netloc}"
    )


@dataclass(frozen=True, slots=True)
class Link:
    """A link; `url` is a path from the site's root (`zh/about/`) or an absolute address."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Chrome:
    """What all pages of one locale share."""

    locale: str
    direction: str
    strings: Strings
    assets: Mapping[str, str]
    """The published paths of the theme's files, by plain name."""
    footer: tuple[Link, ...] = ()
    """Hand-written pages: about, privacy, accessibility."""
    policy: str = CONTENT_SECURITY_POLICY


@dataclass(frozen=True, slots=True)
class View:
    """The `hc` of `main.html`: a locale's chrome with one page's slots."""

    chrome: Chrome
    slots: Slots

    @property
    def locale(self) -> str:
        """Returns the page's locale tag."""
        return self.chrome.locale

    @property
    def direction(self) -> str:
        """Returns `ltr` or `rtl`."""
        return self.chrome.direction

    @property
    def footer(self) -> tuple[Link, ...]:
        """Returns the footer's links to hand-written pages."""
        return self.chrome.footer

    @property
    def policy(self) -> str:
        """Returns the page's Content-Security-Policy."""
        return self.chrome.policy

    @property
    def slot(self) -> Slots:
        """Returns the page's own values."""
        return self.slots

    def t(self, key: str, **values: object) -> str:
        """Returns an interface string."""
        return self.chrome.strings(key, **values)

    def url(self, path: str) -> Markup:
        """Returns an address on this site, relative to the page."""
        # The root may be a gap, whose mark must not be escaped as a text would be.
        return Markup(url(str(escape(self.slots.root)), str(escape(path))))  # noqa: S704

    def page(self, path: str = "") -> Markup:
        """Returns the address of a page of this locale: `page('contact/')`."""
        return self.url(f"{self.chrome.locale}/{path}")

    def asset(self, name: str) -> Markup:
        """Returns the address of one of the theme's files: `asset('site.css')`."""
        return self.url(self.chrome.assets[name])


def url(root: str, path: str) -> str:
    """Returns the address of `path` seen from a page whose way to the site's root is `root`.

    The one place where addresses within the site are made. They are relative, so that a site works in any
    folder; an absolute address and a fragment stay as they are.
    """
    if path.startswith(("#", "mailto:")) or "://" in path:
        return path
    return f"{root}{path}"


def root_of(path: str) -> str:
    """Returns the way to the site's root from the page at `path`: `../../` from `zh/contact/`."""
    return "../" * path.count("/") or "./"
