"""HC2: a translation says the same as its source, in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from helpcenter.catalog import Orphan, State
from helpcenter.diagnostics import Location, Severity
from helpcenter.markup import references_in
from helpcenter.model import Locale
from helpcenter.model.text import Path
from helpcenter.rules.base import Fault, catalog_rule, entry_rule, text_rule
from helpcenter.rules.context import Context, Subject
from helpcenter.rules.differences import different_amounts
from helpcenter.rules.foreign import foreign_words
from helpcenter.rules.links import is_reported
from helpcenter.rules.numbers import Quantity
from helpcenter.rules.passages import Passage, Voice, field_name, value_at
from helpcenter.rules.scripts import HAN
from helpcenter.rules.suggestions import did_you_mean


def check_missing(context: Context) -> Iterator[Fault]:
    """An entry is not translated into one of the site's locales.

    Why: Its readers get the source text with a notice, or nothing.

    Bad:
        content/zh/cgpay/account/register.yml, and no content/en/cgpay/account/register.yml

    Good:
        both files
    """
    settings = context.settings
    untranslatable = {orphan.document.path for orphan in context.catalog.orphans}
    for setting in settings.locales:
        if setting.derived_from is not None or setting.tag not in context.catalog.locales:
            continue
        entries = context.catalog.entries[setting.tag]
        for entry_id in context.catalog.ids:
            source = context.catalog.source(entry_id)
            if entry_id in entries or source is None:
                continue
            path = f"{context.content_path}/{setting.tag}/{entry_id}.yml"
            if path in untranslatable or (settings.root / path).exists():
                continue  # It is there and has faults of its own.
            where = source.document.at(("title",))
            hint = f"Write {path}, or run `helpcenter new translation {entry_id} {setting.tag}`."
            yield Fault(where, f"there is no translation into '{setting.tag}'.", hint)


def check_without_source(context: Context) -> Iterator[Fault]:
    """A translation translates an entry that does not exist.

    Why: What it inherits (type, sources, review) is not there, so no page can show it.

    Bad:
        content/en/cgpay/account/sign-up.yml with `translates: zh`, and no zh/cgpay/account/sign-up.yml

    Good:
        the same path below both locales
    """
    orphans = {(orphan.locale, orphan.id): orphan for orphan in context.catalog.orphans}
    for orphan in context.catalog.orphans:
        source = orphans.get((orphan.translates, orphan.id))
        path = f"{context.content_path}/{orphan.translates}/{orphan.id}.yml"
        if source is None and (context.settings.root / path).exists() and _is_loaded(orphan, context):
            continue  # The source has faults of its own.
        where = orphan.document.at(("translates",))
        if orphan.translates == orphan.locale:
            yield Fault(where, "an entry cannot translate its own locale.", "Name the source's locale.")
        elif source is not None:
            message = f"'{path}' is a translation itself."
            yield Fault(where, message, "Translate the entry in the locale that it was written in first.")
        elif not _is_loaded(orphan, context):
            message = f"'{orphan.translates}' is no locale of this site."
            yield Fault(where, message, did_you_mean(orphan.translates, context.settings.tags))
        else:
            near = did_you_mean(orphan.id, context.catalog.entries.get(orphan.translates, {}))
            yield Fault(
                where, f"there is no '{path}' to translate.", near or "Write it, or delete this file."
            )


def _is_loaded(orphan: Orphan, context: Context) -> bool:
    return orphan.translates in context.settings.tags


def check_stale(subject: Subject, context: Context) -> Iterator[Fault]:
    """The source changed since it was translated.

    Why: The two languages now say different things.

    Bad:
        digests: {summary: 1f0c3a77}   # and the source's summary is another one by now

    Good:
        digests: {summary: 9b21d0e4}   # written by `helpcenter translations --accept`
    """
    del context
    version = subject.version
    if version.state is not State.TRANSLATION or not version.stale:
        return
    digests = value_at(version.document.data, ("digests",))
    accept = f"run `helpcenter translations --accept {version.id}`."
    if not digests:
        where = version.document.at(("translates",), key=True)
        yield Fault(
            where, "it does not say which text it translates.", f"Compare it with its source, then {accept}"
        )
        return
    fields = ", ".join(f"'{path}'" for path in version.stale[:4])
    more = f" and {len(version.stale) - 4} more" if len(version.stale) > 4 else ""
    first = _path_of(version.stale[0], subject)
    message = f"{fields}{more} changed in {version.source_locale} since it was translated."
    yield Fault(version.document.at(first), message, f"Update it, then {accept}")


def _path_of(text_path: str, subject: Subject) -> Path:
    """Returns where `steps.2` or `checks.network` stands in a translation's file."""
    field, _, item = text_path.partition(".")
    if not item:
        return (field,)
    if item.isdigit():
        return (field, int(item) - 1)
    items = getattr(subject.version.entry, field, ())
    return next(((field, n) for n, value in enumerate(items) if getattr(value, "id", None) == item), (field,))


def check_shape(subject: Subject, context: Context) -> Iterator[Fault]:
    """A translation has another number of steps, checks, answers or outcomes than its source.

    Why: They are paired by position. One too few, and the rest of the text stands at the wrong step.

    Bad:
        4 steps in zh, 3 in en

    Good:
        the same number, in the same order
    """
    del context
    if subject.source is None:
        return
    here, there = subject.document.data, subject.source.document.data
    tag = subject.version.source_locale
    for field in ("steps", "checks", "outcomes"):
        yield from _different_length(subject, here, there, (field,), tag)
    for number, (check, original) in enumerate(
        zip(_list(here, "checks"), _list(there, "checks"), strict=False)
    ):
        if isinstance(check, dict) and isinstance(original, dict):
            yield from _different_length(subject, check, original, ("checks", number, "answers"), tag)
    if "otherwise" in here and "otherwise" not in there:
        where = subject.document.at(("otherwise",), key=True)
        yield Fault(where, f"there is no 'otherwise' in {tag}.", "Delete it.")


def _different_length(
    subject: Subject, here: Mapping[str, object], there: Mapping[str, object], path: Path, tag: str
) -> Iterator[Fault]:
    field = str(path[-1])
    own, original = len(_list(here, field)), len(_list(there, field))
    if own != original:
        items = "1 item" if original == 1 else f"{original or 'no'} items"
        message = f"'{field_name(path)}' must have {items} as in {tag}; it has {own or 'none'}."
        yield Fault(subject.document.at(path, key=True), message, "Keep the number and order of the source.")


def _list(data: Mapping[str, object], field: str) -> list[object]:
    value = data.get(field)
    return value if isinstance(value, list) else []


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


def check_untranslated(subject: Subject, context: Context) -> Iterator[Fault]:
    """A text of a translation is the source's text, or is missing.

    Why: The reader finds a paragraph in a language that he may not read, or nothing where the source says
    something.

    Bad:
        # content/en/...
        summary: 填写退款申请表。

    Good:
        summary: Fill in the refund request form.
    """
    del context
    if subject.source is None:
        return
    tag = subject.version.source_locale
    own = {passage.path: passage for passage in subject.passages}
    for original in subject.source.passages:
        passage = own.get(original.path)
        if passage is not None and passage.voice is Voice.COPIED:
            message = f"'{passage.field}' is the same text as in {tag}."
            yield Fault(passage.beginning, message, "Translate it.")
        elif (
            passage is None
            and original.path[-1] in _OPTIONAL_TEXTS
            and _parent_is_there(original.path, subject)
        ):
            where = subject.document.at(original.path[:-1])
            yield Fault(where, f"'{original.field}' is not translated.", f"Translate what {tag} says there.")


_OPTIONAL_TEXTS = ("answer", "before", "after", "symptom", "detail", "expect", "help", "fix", "text")


def _parent_is_there(path: Path, subject: Subject) -> bool:
    return len(path) == 1 or value_at(subject.document.data, path[:-1]) is not None


def check_chinese_left(passage: Passage, context: Context) -> Iterator[Fault]:
    """Chinese characters stand in a text of a language that is not written with them.

    Why: A reader of English cannot read them, and his screen reader spells them.

    Bad:
        summary: Ask 客服 for the form.

    Good:
        summary: Ask support for the form.
    """
    if passage.voice not in (Voice.SITE, Voice.CUSTOMER) or passage.locale.split("-")[0] in _WRITTEN_IN_HAN:
        return
    if HAN.search(passage.text) is None:
        return
    for match in _HAN_WORDS.finditer(passage.text):
        if not passage.is_code(match.start()) and match[0] not in context.chinese_names:
            yield Fault(passage.at(match.start()), f"'{match[0]}' is Chinese.", "Translate it.")


_WRITTEN_IN_HAN = ("zh", "ja", "ko", "yue")
_HAN_WORDS = re.compile(f"{HAN.pattern}+")


def check_foreign_word(passage: Passage, context: Context) -> Iterator[Fault]:
    """A stray Latin word stands in a Chinese text.

    Why: A word that was left over from a translation stops the reader. Names of providers, the glossary's
    terms, abbreviations in capitals and codes are all right.

    Bad:
        summary: 请联系客服request解锁。

    Good:
        summary: 请联系客服申请解锁。
    """
    for start, word in foreign_words(passage, context):
        hint = "Translate it, put it into the glossary, or write it as `code`."
        yield Fault(passage.at(start), f"'{word}' is not Chinese.", hint)


def check_locale_strings(context: Context) -> Iterator[Fault]:
    """A locale file lacks a name or interface string that another one has, or has one that is not used.

    Why: A gap shows as a key (`search.empty`) or as another language's word; a left-over is work for nothing.

    Bad:
        # content/en/locale.yml has no `search.empty`; content/zh/locale.yml has one

    Good:
        strings: {search.empty: Nothing found}
    """
    catalog, settings = context.catalog, context.settings
    for tag, locale in catalog.locales.items():
        document = context.document(f"{tag}/locale.yml")
        if document is None or settings.derived_from(tag) is not None:
            continue
        for category in settings.categories:
            if category not in locale.categories:
                where = document.at(("categories",), key=True)
                yield Fault(where, f"category '{category}' has no name here.", "Add it to 'categories'.")
        source = catalog.locales.get(locale.source or settings.default_locale)
        if source is None or source is locale:
            continue
        origin = locale.source or settings.default_locale
        for part, missing, left_over in _differences(locale, source):
            for key in missing:
                message = f"'{part}.{key}' of {origin} is missing here."
                yield Fault(document.at((part,), key=True), message, "Translate it.")
            for key in left_over:
                where = document.at((part, key), key=True)
                yield Fault(where, f"'{part}.{key}' is not in {origin}.", "Delete it, or add it there.")


def _differences(locale: Locale, source: Locale) -> Iterator[tuple[str, list[str], list[str]]]:
    for part in ("strings", "checklist", "channels", "facts"):
        own: set[str] = set(map(str, getattr(locale, part)))
        theirs: set[str] = set(map(str, getattr(source, part)))
        yield part, sorted(theirs - own), sorted(own - theirs)


def check_placeholders(context: Context) -> Iterator[Fault]:
    """An interface string has other placeholders than its source.

    Why: The reader sees `{count}`, or never learns the number.

    Bad:
        zh: 找到 {count} 个   en: "{number} found"

    Good:
        zh: 找到 {count} 个   en: "{count} found"
    """
    catalog, settings = context.catalog, context.settings
    for tag, locale in catalog.locales.items():
        origin = locale.source or settings.default_locale
        source, document = catalog.locales.get(origin), context.document(f"{tag}/locale.yml")
        if source is None or source is locale or document is None:
            continue
        for key, string in locale.strings.items():
            original = source.strings.get(key)
            if original is None or value_at(document.data, ("strings", key)) is None:
                continue
            own, theirs = set(_PLACEHOLDER.findall(string)), set(_PLACEHOLDER.findall(original))
            for name in sorted(own - theirs):
                message = f"'{name}' is no placeholder of 'strings.{key}'."
                yield Fault(document.at(("strings", key)), message, did_you_mean(name, theirs - own))
            if not own - theirs:
                for name in sorted(theirs - own):
                    message = f"'strings.{key}' lacks the placeholder '{name}'."
                    yield Fault(document.at(("strings", key)), message, f"{origin} has it.")


_PLACEHOLDER = re.compile(r"\{[a-z_]+\}")


TRANSLATION_RULES = (
    catalog_rule("HC201", "missing-translation", Severity.WARNING, check_missing),
    catalog_rule("HC202", "missing-source-text", Severity.ERROR, check_without_source),
    entry_rule("HC203", "stale-translation", Severity.WARNING, check_stale),
    entry_rule("HC204", "different-shape", Severity.ERROR, check_shape),
    entry_rule("HC205", "different-numbers", Severity.ERROR, check_numbers),
    entry_rule("HC206", "different-references", Severity.ERROR, check_references),
    entry_rule("HC207", "untranslated-text", Severity.ERROR, check_untranslated),
    text_rule("HC208", "chinese-left", Severity.ERROR, check_chinese_left),
    text_rule("HC209", "foreign-word", Severity.ERROR, check_foreign_word),
    entry_rule("HC210", "different-links", Severity.ERROR, check_links),
    catalog_rule("HC211", "locale-strings-differ", Severity.WARNING, check_locale_strings),
    catalog_rule("HC212", "different-placeholders", Severity.ERROR, check_placeholders),
)
