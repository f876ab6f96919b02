"""HC205, HC206 and HC210: a translation names the same amounts, values and places as its source."""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.diagnostics import Location, Severity
from helpcenter.markup import references_in
from helpcenter.markup.references import BRACES
from helpcenter.rules.base import Fault, entry_rule
from helpcenter.rules.context import Context, Subject
from helpcenter.rules.differences import different_amounts
from helpcenter.rules.links import is_reported
from helpcenter.rules.numbers import Quantity
from helpcenter.rules.passages import Passage


def check_numbers(subject: Subject, context: Context) -> Iterator[Fault]:
    """A number, percentage, time or amount of money differs between a translation and its source.

    Why: One of the two promises something that is not true. References are compared by what they stand
    for, and 二十四小时 with 24 hours.

    Bad:
        zh: 需要 5 天。   en: It takes 3 days.

    Good:
        zh: 需要 5 天。   en: It takes 5 days.
    """
    del context
    tag = subject.version.source_locale
    for here, there in different_amounts(subject):
        if here is not None and there is not None:
            message = f"'{_shown(*here)}' here is '{_shown(*there)}' in {tag}."
            yield Fault(here[0].at(here[1].start), message, "Find out which one is true.")
        elif here is not None:
            message = f"'{_shown(*here)}' stands only here, not in {tag}."
            yield Fault(here[0].at(here[1].start), message, "State it in both, or in neither.")
        elif there is not None:
            passage, quantity = there
            message = f"'{_shown(passage, quantity)}' in {tag} ('{passage.field}') stands nowhere here."
            yield Fault(subject.document.at(passage.path), message, "State it in both, or in neither.")


def _shown(passage: Passage, quantity: Quantity) -> str:
    return passage.text[quantity.start : quantity.end]


def check_references(subject: Subject, context: Context) -> Iterator[Fault]:
    """A translation refers to other facts or channels than its source.

    Why: A value that one language shows and the other leaves out, or one that belongs to another provider.

    Bad:
        zh: {{ fact.refund_time }}   en: {{ fact.refund_notice }}

    Good:
        zh: {{ fact.refund_time }}   en: {{ fact.refund_time }}
    """
    del context
    if subject.source is None:
        return
    if _braces_of(subject) == _braces_of(subject.source):
        return
    ours, theirs = _references_of(subject), _references_of(subject.source)
    if any(passage.expand(written) is None for passage, _, written in (*ours.values(), *theirs.values())):
        return  # HC020 reports a reference to nothing; what was meant is not known.
    tag = subject.version.source_locale
    for here, there in _pairs(ours, theirs):
        if here and there:
            message, hint = (
                f"'{here}' is referred to here, '{there}' in {tag}.",
                "Find out which one is meant.",
            )
        elif here:
            message, hint = f"'{here}' is referred to here, but not in {tag}.", "Refer to the same values."
        else:
            field = theirs[there][0].field
            message = f"{tag} refers to '{there}' in '{field}', but nothing here does."
            hint = "Refer to the same values."
        yield Fault(_place(subject, ours.get(here), theirs.get(there)), message, hint)


_Mention = tuple[Passage, int, str]
"""Where something is mentioned: the text, the offset in it, what is written."""


def _pairs(ours: dict[str, _Mention], theirs: dict[str, _Mention]) -> Iterator[tuple[str, str]]:
    """Yields what only one of two versions mentions, paired where both mention something else at one place."""
    only_there = [name for name in theirs if name not in ours]
    for name in ours:
        if name in theirs:
            continue
        path = ours[name][0].path
        partner = next((other for other in only_there if theirs[other][0].path == path), "")
        if partner:
            only_there.remove(partner)
        yield name, partner
    for name in only_there:
        yield "", name


def _place(subject: Subject, here: _Mention | None, there: _Mention | None) -> Location:
    if here is not None:
        return here[0].at_raw(here[1])
    assert there is not None
    return subject.document.at(there[0].path)


def _braces_of(subject: Subject) -> set[str]:
    return {written for passage in subject.marked for written in BRACES.findall(passage.raw)}


def _references_of(subject: Subject) -> dict[str, _Mention]:
    found: dict[str, _Mention] = {}
    for passage in subject.marked:
        for reference in references_in(passage.raw):
            # A term or a name is a way to put it; a value is what is said.
            if reference.kind == "fact" or (reference.kind == "channel" and reference.aspect):
                owner = reference.provider or passage.provider
                aspect = f".{reference.aspect}" if reference.aspect else ""
                name = f"{owner}:{reference.kind}.{reference.key}{aspect}"
                found.setdefault(name, (passage, reference.offset, reference.text))
    return found


def check_links(subject: Subject, context: Context) -> Iterator[Fault]:
    """A translation links to other places than its source.

    Why: Readers of one language are led on, readers of the other are not; or one link is a slip.

    Bad:
        zh: [怎样保护账户](entry:cgpay/security/protect-account)   en: (no link)

    Good:
        both link to entry:cgpay/security/protect-account
    """
    if subject.source is None:
        return
    ours, theirs = _links_of(subject), _links_of(subject.source)
    tag = subject.version.source_locale
    for here, there in _pairs(ours, theirs):
        mentions = ((here, ours.get(here)), (there, theirs.get(there)))
        if any(found is not None and is_reported(target, found[0], context) for target, found in mentions):
            continue  # It leads nowhere; where it was meant to lead is not known.
        if here and there:
            message, hint = f"'{here}' is linked to here, '{there}' in {tag}.", "Find out which one is meant."
        elif here:
            message, hint = f"'{here}' is linked to here, but not in {tag}.", "Link to the same places."
        else:
            message = f"{tag} links to '{there}' in '{theirs[there][0].field}', but nothing here does."
            hint = "Link to the same places."
        yield Fault(_place(subject, ours.get(here), theirs.get(there)), message, hint)


def _links_of(subject: Subject) -> dict[str, _Mention]:
    found: dict[str, _Mention] = {}
    for passage in subject.marked:
        for link in passage.prose.links:
            if link.target.startswith(("entry:", "page:", "#")):
                found.setdefault(link.target, (passage, link.offset, link.target))
    return found


AGREEMENT_RULES = (
    entry_rule("HC205", "different-numbers", Severity.ERROR, check_numbers),
    entry_rule("HC206", "different-references", Severity.ERROR, check_references),
    entry_rule("HC210", "different-links", Severity.ERROR, check_links),
)
