"""HC101 to HC106: names and places that work as addresses and in lists."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from helpcenter.catalog import State
from helpcenter.diagnostics import Location, Severity
from helpcenter.routes import RESERVED
from helpcenter.rules.base import Fault, catalog_rule, source_rule
from helpcenter.rules.context import Context, Subject
from helpcenter.rules.suggestions import did_you_mean

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def check_slug(subject: Subject, context: Context) -> Iterator[Fault]:
    """A folder or file name is not made of small letters, digits and hyphens.

    Why: The path is the entry's permanent address. Capitals, blanks and other scripts become different
    addresses on different machines, and unreadable ones in a message.

    Bad:
        content/en/cgpay/refunds/Request_Refund.yml

    Good:
        content/en/cgpay/refunds/request-refund.yml
    """
    del context
    for part in subject.version.id.split("/"):
        if not _SLUG.fullmatch(part):
            message = f"'{part}' in the path must be small letters, digits and single hyphens."
            better = re.sub(r"[^a-z0-9]+", "-", part.lower()).strip("-")
            hint = f"Rename it to '{better}'." if better else "Rename it."
            yield Fault(Location(subject.document.path), message, hint)
        elif len(part) > 80:
            message = f"'{part[:30]}…' in the path is {len(part)} characters long; at most 80 are allowed."
            yield Fault(Location(subject.document.path), message, "Give it a shorter name.")


def check_provider(subject: Subject, context: Context) -> Iterator[Fault]:
    """An entry stands below a provider that has no file.

    Why: Its pages would have no name, no channels and no facts.

    Bad:
        content/en/cgpya/refunds/request-refund.yml

    Good:
        content/en/cgpay/refunds/request-refund.yml   # content/providers/cgpay.yml exists
    """
    name, known = subject.version.provider, context.catalog.providers
    if name not in known and name not in RESERVED and _provider_file_is_missing(name, context):
        message = f"'{name}' is no provider."
        hint = did_you_mean(name, known) or f"Write {context.content_path}/providers/{name}.yml."
        yield Fault(Location(subject.document.path), message, hint)


def _provider_file_is_missing(name: str, context: Context) -> bool:
    # A provider file with faults of its own is left out of the catalog; its faults are reported already.
    return context.provider_document(name) is None


def check_category(subject: Subject, context: Context) -> Iterator[Fault]:
    """An entry stands in a category that the site does not have.

    Why: Categories are the topics that readers browse; one that no settings name has no page and no name.

    Bad:
        content/en/cgpay/refund/request-refund.yml

    Good:
        content/en/cgpay/refunds/request-refund.yml   # mkdocs.yml: categories: [..., refunds]
    """
    name, known = subject.version.category, context.settings.categories
    if name not in known:
        hint = did_you_mean(name, known) or f"Use one of {', '.join(known)}."
        yield Fault(Location(subject.document.path), f"'{name}' is no category.", hint)


def check_reserved(context: Context) -> Iterator[Fault]:
    """A provider or a hand-written page takes a name that the site needs for its own pages.

    Why: `/en/search/` can only be one page.

    Bad:
        content/providers/contact.yml

    Good:
        content/providers/contactpay.yml
    """
    names = {version.provider: version.path for version in context.versions()}
    names.update({name: f"{context.content_path}/providers/{name}.yml" for name in context.catalog.providers})
    for name, path in sorted(names.items()):
        if name in RESERVED or name == "404":
            yield Fault(
                Location(path), f"'{name}' is the name of a page of the site.", "Choose another name."
            )


def check_path_collision(context: Context) -> Iterator[Fault]:
    """Two paths differ only in capitals or in how a letter is encoded.

    Why: On macOS and Windows they are one file, so one of the two answers vanishes.

    Bad:
        content/zh/cgpay/account/Register.yml beside content/zh/cgpay/account/register.yml

    Good:
        content/zh/cgpay/account/register.yml
    """
    seen: dict[str, str] = {}
    sources = (version for version in context.versions() if version.state is State.SOURCE)
    for version in sorted(sources, key=lambda version: version.path):
        path = version.path
        folded = unicodedata.normalize("NFKC", path).casefold()
        first = seen.setdefault(folded, path)
        if first != path:
            message = f"the path differs from '{first}' only in case or Unicode form."
            yield Fault(Location(path), message, "Rename one of them.")


def check_duplicate_title(context: Context) -> Iterator[Fault]:
    """Two entries of one provider have the same title in a locale.

    Why: A reader who sees both in a list cannot tell which one answers the question.

    Bad:
        title: Payment failed   # in cgpay/payments/failed and in cgpay/payments/card-failed

    Good:
        title: My card was declined
    """
    seen: dict[tuple[str, str, str], str] = {}
    for version in context.versions():
        title = " ".join(unicodedata.normalize("NFKC", version.head.title).casefold().split()).rstrip("?？")
        key = (version.locale, version.provider, title)
        first = seen.setdefault(key, version.id)
        if first != version.id:
            message = f"'{version.head.title}' is also the title of '{first}'."
            yield Fault(version.document.at(("title",)), message, "Say what is different here.")


NAME_RULES = (
    source_rule("HC101", "bad-slug", Severity.ERROR, check_slug),
    source_rule("HC102", "unknown-provider", Severity.ERROR, check_provider),
    source_rule("HC103", "unknown-category", Severity.ERROR, check_category),
    catalog_rule("HC104", "reserved-name", Severity.ERROR, check_reserved),
    catalog_rule("HC105", "path-collision", Severity.ERROR, check_path_collision),
    catalog_rule("HC106", "duplicate-title", Severity.ERROR, check_duplicate_title),
)
