"""HC2: a translation says the same as its source, in its own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from helpcenter.catalog import Orphan, State
from helpcenter.diagnostics import Severity
from helpcenter.model.text import Path
from helpcenter.rules.agreement import AGREEMENT_RULES
from helpcenter.rules.base import Fault, catalog_rule, entry_rule
from helpcenter.rules.context import Context, Subject
from helpcenter.rules.foreign import FOREIGN_RULES
from helpcenter.rules.locale_strings import LOCALE_RULES
from helpcenter.rules.passages import Voice, field_name, value_at
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
    for text in subject.joined:
        if text.whole.voice is Voice.COPIED:
            for passage in text.parts:
                message = f"'{passage.field}' is the same text as in {tag}."
                yield Fault(passage.beginning, message, "Translate it.")
    ours = subject.by_path
    for path, original in subject.source.by_path.items():
        if path not in ours and path[-1] in _OPTIONAL_TEXTS and _parent_is_there(path, subject):
            where = subject.document.at(original.path[:-1])
            yield Fault(where, f"'{original.field}' is not translated.", f"Translate what {tag} says there.")


_OPTIONAL_TEXTS = ("answer", "before", "after", "symptom", "detail", "expect", "help", "fix", "text")


def _parent_is_there(path: Path, subject: Subject) -> bool:
    return len(path) == 1 or value_at(subject.document.data, path[:-1]) is not None


_OWN_RULES = (
    catalog_rule("HC201", "missing-translation", Severity.WARNING, check_missing),
    catalog_rule("HC202", "missing-source-text", Severity.ERROR, check_without_source),
    entry_rule("HC203", "stale-translation", Severity.WARNING, check_stale),
    entry_rule("HC204", "different-shape", Severity.ERROR, check_shape),
    entry_rule("HC207", "untranslated-text", Severity.ERROR, check_untranslated),
)
TRANSLATION_RULES = tuple(
    sorted((*_OWN_RULES, *AGREEMENT_RULES, *FOREIGN_RULES, *LOCALE_RULES), key=lambda rule: rule.code)
)
