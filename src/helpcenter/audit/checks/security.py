"""What a page loads and runs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from helpcenter.audit.addresses import Leads
from helpcenter.audit.check import Check, Finding, Mark
from helpcenter.audit.csp import Policy, header_policies
from helpcenter.audit.facts import InlineCode, PageFacts, Resource
from helpcenter.audit.reading.resources import css_addresses
from helpcenter.audit.site import Site
from helpcenter.diagnostics import Severity


def third_party_requests(site: Site) -> Iterator[Finding]:
    """A page makes the browser ask another host for something.

    *Why*: that host learns who reads about which payment problem, and can change what the page shows.

    *Bad*: `<script src="https://cdn.example.net/x.js">`.

    *Good*: `<script src="/assets/x.js">`.
    """
    for page in site.pages.values():
        for resource in page.resources:
            if resource.host:
                message = f"the page loads '{resource.raw}' from '{resource.host}'."
                yield Finding(page.path, message, "Serve it from this site.", resource.mark)
    for path in sorted(file for file in site.files if file.endswith(".css")):
        for _, raw in css_addresses(site.read(path)):
            address = site.address.resolve(raw, path)
            if address.leads is Leads.OUTSIDE:
                message = f"the style sheet loads '{raw}' from '{address.target}'."
                yield Finding(path, message, "Serve it from this site.", Mark(text=raw))


def missing_policies(site: Site) -> Iterator[Finding]:
    """A page comes without Content-Security-Policy, or with one that allows what it should stop.

    *Why*: the policy is what keeps a planted script from running.

    *Bad*: `script-src 'self' 'unsafe-inline'`.

    *Good*: `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'`.
    """
    if not site.options.policy_required:
        return
    for page in site.pages.values():
        texts = [*page.head.policies, *_header_texts(site, page)]
        if not texts and not page.unreadable:
            hint = "Send one in the headers, or add it as a 'meta' element."
            yield Finding(page.path, "the page has no Content-Security-Policy.", hint, Mark("head"))
        for text in texts:
            mark = (
                Mark("meta", "http-equiv", "content-security-policy")
                if text in page.head.policies
                else Mark("head")
            )
            for directive, source in _loosenings(text):
                said = f"allows {source}" if source else "says nothing"
                message = f"the Content-Security-Policy {said} for '{directive}'."
                yield Finding(
                    page.path, message, "Allow what the page needs, by 'self' and hashes only.", mark
                )


def policy_violations(site: Site) -> Iterator[Finding]:
    """A page holds a script, style, image or other resource that its Content-Security-Policy forbids.

    *Why*: it won't work; and a script that nobody allowed is how an attack looks.

    *Bad*: `<a onclick="…">`, or an inline script whose hash the policy doesn't list.

    *Good*: scripts and styles in files of the site; hashes in the policy for the few inline ones.
    """
    for page in site.pages.values():
        texts = (*page.head.policies, *_header_texts(site, page))
        for message, hint, mark in _violations(texts, page.inline, page.resources):
            yield Finding(page.path, message, hint, mark)


@lru_cache(maxsize=4096)
def _violations(
    texts: tuple[str, ...], inline: tuple[InlineCode, ...], resources: tuple[Resource, ...]
) -> tuple[tuple[str, str, Mark], ...]:
    """Returns message, hint and mark of what some policy forbids; most pages of a site have the same."""
    policies = [Policy.of(text) for text in texts]
    found = [
        (_inline_message(code), _inline_hint(code), code.mark)
        for code in inline
        if not all(policy.allows_inline(code.directive, code.digest) for policy in policies)
    ]
    for resource in resources:
        # Another host is a finding already, whatever the policy says.
        if not resource.host and not _allowed(policies, resource):
            message = f"the Content-Security-Policy forbids '{_shown(resource.raw)}' by '{resource.kind}'."
            found.append((message, "Allow it in the policy, or leave it out.", resource.mark))
    return tuple(found)


def _allowed(policies: list[Policy], resource: Resource) -> bool:
    return all(policy.allows_address(resource.kind, resource.host, resource.scheme) for policy in policies)


def _inline_message(code: InlineCode) -> str:
    what = "script" if code.directive == "script-src" else "style"
    if code.digest:
        return f"the Content-Security-Policy doesn't list the hash of this inline {what}."
    name = code.mark.attribute
    return f"the Content-Security-Policy forbids the attribute '{name}'."


def _inline_hint(code: InlineCode) -> str:
    if code.digest:
        return f"Move it to a file, or add '{code.digest}' to '{code.directive}'."
    return "Move it to a file of the site."


def _shown(raw: str) -> str:
    return raw if len(raw) <= 60 else raw[:57] + "…"


def _header_texts(site: Site, page: PageFacts) -> list[str]:
    return header_policies(site.headers, "/" + page.path.removesuffix("index.html")) if site.headers else []


@lru_cache(maxsize=4096)
def _loosenings(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(Policy.of(text).loosenings())


CHECKS = (
    Check("HC940", "third-party-request", Severity.ERROR, third_party_requests),
    Check("HC941", "weak-policy", Severity.ERROR, missing_policies),
    Check("HC942", "policy-violation", Severity.ERROR, policy_violations),
)
