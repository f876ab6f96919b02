"""Languages of a page and its counterparts in other languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from helpcenter.audit.check import Check, Finding, Mark
from helpcenter.audit.facts import PageFacts
from helpcenter.audit.site import Site
from helpcenter.diagnostics import Severity

X_DEFAULT = "x-default"


def wrong_languages(site: Site) -> Iterator[Finding]:
    """A page doesn't say its language, or says a wrong one.

    *Why*: screen readers choose their voice by it, browsers their font and hyphenation, and offer to translate.

    *Bad*: `<html lang="en">` for a page in the folder `zh`.

    *Good*: `<html lang="zh">`.
    """
    for page in site.readable_pages():
        locale = site.locale_of(page.path)
        lang = page.head.lang
        if not lang:
            hint = f'Add lang="{locale.lang}".' if locale else "Add 'lang'."
            yield Finding(page.path, "the page does not say its language.", hint, Mark("html"))
        elif (
            locale is not None
            and lang.lower() != locale.lang.lower()
            and not _shows_another(site, page, lang)
        ):
            yield Finding(
                page.path,
                f"the page says it is in '{lang}', expected '{locale.lang}'.",
                f'Set lang="{locale.lang}".',
                Mark("html"),
            )


def _shows_another(site: Site, page: PageFacts, lang: str) -> bool:
    """True for a page that shows another locale's text, which its canonical address names."""
    if not page.head.noindex or not page.head.canonicals:
        return False
    source = site.locale_of(site.path_of(page.head.canonicals[0]) or "")
    return source is not None and source.lang.lower() == lang.lower()


def dead_alternates(site: Site) -> Iterator[Finding]:
    """A page names a counterpart in another language that is no page, or one that search engines may not list.

    *Why*: search engines then distrust all counterparts of the page, the right ones too.

    *Bad*: `hreflang="en"` to a page that was never translated.

    *Good*: `hreflang` for real translations only.
    """
    for own, alternates in site.alternates.items():
        for tag, href, target in alternates:
            if target in site.indexable or (tag == X_DEFAULT and target in site.pages):
                continue
            mark = Mark("link", "hreflang", tag)
            if not href.startswith(("https://", "http://")):
                hint = "Write it with scheme and host."
                yield Finding(own, f"the alternate address '{href}' is not absolute.", hint, mark)
            elif target is None or target not in site.pages:
                message = f"the page names '{href}' as its '{tag}' version, which is no page of this site."
                yield Finding(own, message, "Name translations that exist, and no others.", mark)
            else:
                message = (
                    f"the page names '{href}' as its '{tag}' version, which search engines may not list."
                )
                yield Finding(own, message, "Name real translations only.", mark)


def wrong_alternates(site: Site) -> Iterator[Finding]:
    """A counterpart is announced in another language than its own.

    *Why*: search engines send readers of that language to a page they can't read.

    *Bad*: `hreflang="zh"` for a page in the folder `en`.

    *Good*: `hreflang="en"`.
    """
    for own, alternates in site.alternates.items():
        for tag, href, target in alternates:
            locale = site.locale_of(target or "")
            if tag != X_DEFAULT and locale is not None and tag.lower() != locale.alternate.lower():
                message = f"'{href}' is announced as the '{tag}' version, expected '{locale.alternate}'."
                mark = Mark("link", "hreflang", tag)
                yield Finding(own, message, "Correct 'hreflang' or the address.", mark)


def one_sided_alternates(site: Site) -> Iterator[Finding]:
    """A page names a counterpart that doesn't name it back, or leaves out one that it has.

    *Why*: search engines ignore counterparts that only one side claims.

    *Bad*: the Chinese page names the English one, which names no Chinese page.

    *Good*: both pages list both.
    """
    for page in site.indexable.values():
        named = site.counterparts[page.path]
        for tag, path in named.items():
            other = site.indexable.get(path)
            if tag == X_DEFAULT or other is None or path == page.path:
                continue
            back = site.counterparts[path]
            if page.path not in back.values() and not _names_other(site, page, other, back):
                yield Finding(
                    page.path,
                    f"the page names '{path}' as its '{tag}' version, but that page does not name this one.",
                    "Let each name all, or drop it.",
                    Mark("link", "hreflang", tag),
                )
        yield from _left_out(site, page, named)


def _left_out(site: Site, page: PageFacts, named: Mapping[str, str]) -> Iterator[Finding]:
    """Yields counterparts at the same path below another locale's folder that neither page names."""
    own = site.locale_of(page.path)
    if own is None:
        return
    for locale in site.options.locales:
        path = locale.folder + page.path[len(own.folder) :]
        other = site.indexable.get(path)
        if locale == own or other is None or locale.alternate in named:
            continue
        back = site.counterparts[path]
        # When the other page names this one, that is where the one-sidedness is reported.
        if page.path not in back.values():
            message = f"the page does not name its '{locale.alternate}' version '{path}'."
            hint = f'Add \'<link rel="alternate" hreflang="{locale.alternate}" href="{site.url_of(path)}">\'.'
            yield Finding(page.path, message, hint, Mark("head"))


def _names_other(site: Site, page: PageFacts, other: PageFacts, named: Mapping[str, str]) -> bool:
    """True when the counterpart names another page in this one's place, one that doesn't name the counterpart back.

    Then that is the fault, and it is reported there.
    """
    own = site.locale_of(page.path)
    instead = named.get(own.alternate) if own else None
    if instead is None:
        return False
    return instead not in site.indexable or other.path not in site.counterparts[instead].values()


def incomplete_alternates(site: Site) -> Iterator[Finding]:
    """A page that names counterparts doesn't name itself, or no page for all other languages.

    *Why*: each version must list all, itself included; `x-default` tells where readers of other languages go.

    *Bad*: only `<link rel="alternate" hreflang="en" …>` on the Chinese page.

    *Good*: `zh`, `en` and `x-default` on both.
    """
    for page in site.indexable.values():
        named = page.head.alternates
        locale = site.locale_of(page.path)
        if not named or locale is None:
            continue
        mark = Mark("link", "hreflang", named[0][0])
        if site.url_of(page.path) not in (href for tag, href in named if tag != X_DEFAULT):
            hint = f'Add it with hreflang="{locale.alternate}".'
            yield Finding(page.path, "the page names its counterparts, but not itself.", hint, mark)
        if X_DEFAULT not in (tag for tag, _ in named):
            hint = "Add the version for readers of any other language."
            yield Finding(page.path, "the page names its counterparts, but no 'x-default'.", hint, mark)
        tags = [tag.lower() for tag, _ in named]
        for tag in sorted({tag for tag in tags if tags.count(tag) > 1}):
            nth = Mark("link", "hreflang", tag, 1)
            yield Finding(page.path, f"the page names two '{tag}' versions.", "Keep one.", nth)


CHECKS = (
    Check("HC920", "wrong-page-language", Severity.ERROR, wrong_languages),
    Check("HC921", "dead-alternate", Severity.ERROR, dead_alternates),
    Check("HC922", "wrong-alternate", Severity.ERROR, wrong_alternates),
    Check("HC923", "one-sided-alternate", Severity.ERROR, one_sided_alternates),
    Check("HC924", "incomplete-alternates", Severity.ERROR, incomplete_alternates),
)
