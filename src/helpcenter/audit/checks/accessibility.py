"""Facts that assistive technology depends on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from helpcenter.audit.check import Check, Finding, Mark
from helpcenter.audit.site import Site
from helpcenter.diagnostics import Severity


def repeated_ids(site: Site) -> Iterator[Finding]:
    """Two elements of a page have the same id.

    *Why*: links to the second lead to the first, and labels name the wrong field.

    *Bad*: `<h2 id="refund">` twice.

    *Good*: `<h2 id="refund">` and `<h2 id="refund-time">`.
    """
    for page in site.pages.values():
        for name in page.repeated_ids:
            mark = Mark("*", "id", name, 1)
            yield Finding(page.path, f"the id '{name}' is used again.", "Give each element its own.", mark)


def heading_disorder(site: Site) -> Iterator[Finding]:
    """A page has no main heading, several, or leaves out a level.

    *Why*: people who can't see the page move through it by its headings.

    *Bad*: `h1` followed by `h3`.

    *Good*: one `h1`, its parts `h2`, their parts `h3`.
    """
    for page in site.readable_pages():
        fault = _heading_fault(page.names.headings)
        if fault is not None:
            message, hint, tag, nth = fault
            yield Finding(page.path, message, hint, Mark(tag, nth=nth))


@lru_cache(maxsize=4096)
def _heading_fault(levels: str) -> tuple[str, str, str, int] | None:
    """Returns message, hint, tag and which one of it, for levels such as `1223`."""
    if "1" not in levels:
        return "the page has no main heading.", "Give it one 'h1'.", "body", 0
    if levels.count("1") > 1:
        return f"the page has {levels.count('1')} main headings.", "Keep one 'h1'.", "h1", 1
    start = levels.index("1")
    for at in range(start + 1, len(levels)):
        if int(levels[at]) - int(levels[at - 1]) > 1:
            expected = int(levels[at - 1]) + 1
            message = f"'h{levels[at]}' follows 'h{levels[at - 1]}', expected at most 'h{expected}'."
            return message, "Don't leave out a level.", f"h{levels[at]}", levels[:at].count(levels[at])
    return None


def nameless_images(site: Site) -> Iterator[Finding]:
    """An image has no text that stands for it.

    *Why*: who can't see it hears its file name, or nothing.

    *Bad*: `<img src="steps.png">`.

    *Good*: `<img src="steps.png" alt="The refund form">`, or `alt=""` for decoration.
    """
    for page in site.pages.values():
        for mark in page.names.images:
            hint = "Say in 'alt' what it shows; 'alt=\"\"' for decoration."
            yield Finding(page.path, "an image has no text that stands for it.", hint, mark)


def empty_links(site: Site) -> Iterator[Finding]:
    """A link or a button has neither text nor a name.

    *Why*: a screen reader reads out its address, or "button"; nobody knows what it does.

    *Bad*: `<a href="/en/"><svg>…</svg></a>`.

    *Good*: `<a href="/en/" aria-label="Home"><svg>…</svg></a>`.
    """
    for page in site.pages.values():
        for mark in page.names.links:
            what = "link" if mark.tag == "a" else "button"
            message = f"a {what} has neither text nor a name."
            yield Finding(page.path, message, "Give it text or 'aria-label'.", mark)


def nameless_fields(site: Site) -> Iterator[Finding]:
    """A form field has no label.

    *Why*: who can't see the page doesn't learn what to type; a placeholder vanishes with the first letter.

    *Bad*: `<input placeholder="Search">`.

    *Good*: `<label for="q">Search</label><input id="q">`.
    """
    for page in site.pages.values():
        for mark in page.names.fields:
            yield Finding(page.path, "a form field has no label.", "Add 'label' or 'aria-label'.", mark)


CHECKS = (
    Check("HC930", "repeated-id", Severity.ERROR, repeated_ids),
    Check("HC931", "heading-disorder", Severity.ERROR, heading_disorder),
    Check("HC932", "nameless-image", Severity.ERROR, nameless_images),
    Check("HC933", "empty-link", Severity.ERROR, empty_links),
    Check("HC934", "nameless-field", Severity.ERROR, nameless_fields),
)
