"""HC4: one spelling for one thing, in the glossary's words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from helpcenter.diagnostics import Severity
from helpcenter.rules.base import Fault, catalog_rule, entry_rule, text_rule
from helpcenter.rules.brands import misspelt_brands
from helpcenter.rules.context import Context, Subject
from helpcenter.rules.foreign import foreign_words
from helpcenter.rules.passages import Passage, Voice
from helpcenter.rules.scripts import HAN, is_chinese, is_wider
from helpcenter.rules.spacing import Edit, typography_edits
from helpcenter.rules.terms import forbidden_terms, marketing_phrases
from helpcenter.rules.traditional import traditional_characters

WIDEST_TITLE = 70
WIDEST_SUMMARY = 260
"""In Latin letters; a Chinese character counts two. More is cut off in search results and lists."""


def check_brand(passage: Passage, context: Context) -> Iterator[Fault]:
    """A provider's name is misspelt.

    Why: It looks careless, and a fraudster's imitation looks just like it.

    Bad:
        title: How do I ask eefpay for a refund?

    Good:
        title: How do I ask eepay for a refund?
    """
    for found in misspelt_brands(passage, context):
        if not found.only_case:
            message = f"'{found.written}' is not how '{found.brand}' is spelt."
            yield Fault(passage.at(found.start), message, f"Write '{found.brand}'.")


def check_brand_case(passage: Passage, context: Context) -> Iterator[Fault]:
    """A provider's name is written in the wrong case.

    Why: A name has one form; its owner chose which.

    Bad:
        summary: Contact CGpay support.

    Good:
        summary: Contact CGPay support.
    """
    for found in misspelt_brands(passage, context):
        if found.only_case:
            message = f"'{found.written}' is written '{found.brand}'."
            yield Fault(passage.at(found.start), message, f"Write '{found.brand}'.")


def check_forbidden(passage: Passage, context: Context) -> Iterator[Fault]:
    """A word that the glossary forbids is used.

    Why: One thing has one name: a reader who searches for it, or compares two answers, finds it.

    Bad:
        summary: 请先登陆您的帐号。

    Good:
        summary: 请先登录您的账号。
    """
    for found in forbidden_terms(passage, context):
        message = f"'{found.written}' is not a word of this site."
        yield Fault(passage.at(found.start), message, f"Write '{found.preferred}'.")


def check_spacing(passage: Passage, context: Context) -> Iterator[Fault]:
    """A space is missing or superfluous between Chinese and Latin characters.

    Why: `通常5个工作日` is harder to read than `通常 5 个工作日`; a reader in a hurry looks for the number.

    Bad:
        summary: 通常需要5个工作日，请联系CGPay客服。

    Good:
        summary: 通常需要 5 个工作日，请联系 CGPay 客服。
    """
    edits = [edit for edit in typography_edits(passage) if edit.is_spacing]
    if not edits:
        return
    # A word that does not belong there is reported as such.
    strays = [(start, start + len(word)) for start, word in foreign_words(passage, context)]
    before: Edit | None = None
    for edit in edits:
        if any(start <= edit.start <= end for start, end in strays):
            continue
        between = passage.text[before.end : edit.start] if before is not None else "\n"
        before = edit
        if between and not HAN.search(between) and "\n" not in between:
            continue  # Both sides of one word or number are one slip.
        around = passage.text[max(0, edit.start - 6) : edit.end + 6].replace("\n", " ")
        what = "a space is missing" if edit.replacement else "there is a space too many"
        hint = "`helpcenter check --fix` mends it."
        start = passage.raw_offset(edit.start)
        if not edit.replacement and not passage.is_on_one_line(start, start):
            hint = "YAML puts it where a line ends: write the sentence on one line."
        yield Fault(passage.at(edit.start), f"{what} in '{around}'.", hint)


def check_width(passage: Passage, context: Context) -> Iterator[Fault]:
    """Punctuation or a figure has the wrong width for its language.

    Why: Chinese text has full-width punctuation and half-width letters and figures; a mixture looks torn, and a
    full-width figure is not found by who searches for it.

    Bad:
        summary: 先查网络,再查余额(看账单).

    Good:
        summary: 先查网络，再查余额（看账单）。
    """
    del context
    opened: Edit | None = None
    for edit in typography_edits(passage):
        if edit.is_spacing:
            continue
        if edit.replacement == "）" and opened is not None:
            opened = None
            continue  # Reported with the bracket that it closes.
        opened = edit if edit.replacement == "（" else None
        written = passage.text[edit.start : edit.end].strip() or " "
        message = f"'{written}' must be '{edit.replacement.strip()}' here."
        yield Fault(passage.at(edit.start), message, "`helpcenter check --fix` mends it.")


def check_traditional(passage: Passage, context: Context) -> Iterator[Fault]:
    """A Traditional Chinese character stands in a Simplified text.

    Why: It was pasted from elsewhere; a search for the Simplified word does not find it.

    Bad:
        summary: 請聯繫客服。

    Good:
        summary: 请联系客服。
    """
    del context
    if passage.voice is Voice.NAME or not is_chinese(passage.locale) or "Hant" in passage.locale:
        return
    for start, written, simplified in traditional_characters(passage.text):
        message = f"'{written}' is Traditional Chinese."
        yield Fault(passage.at(start), message, f"Write '{simplified}'.")


def check_title(subject: Subject, context: Context) -> Iterator[Fault]:
    """A title is too long.

    Why: Lists, browser tabs and search results cut it off, often before the word that matters.

    Bad:
        title: What should I do if I have made a payment but the money has still not arrived after a long time?

    Good:
        title: I paid, but the money hasn't arrived
    """
    del context
    title = subject.version.entry.title
    if is_wider(title, WIDEST_TITLE):
        fit = f"at most {WIDEST_TITLE} letters ({WIDEST_TITLE // 2} Chinese) fit"
        message = f"the title is {len(title)} characters long; {fit}."
        yield Fault(subject.document.at(("title",)), message, "Say it in fewer words, as a customer would.")


def check_summary(subject: Subject, context: Context) -> Iterator[Fault]:
    """A summary is too long.

    Why: It is the answer itself, in one or two sentences; what goes beyond belongs in the body.

    Bad:
        summary: (a paragraph of six sentences)

    Good:
        summary: Fill in the refund request form. It usually takes {{ fact.refund_time }}.
    """
    del context
    passage = subject.by_path.get(("summary",))
    if passage is not None and is_wider(passage.text, WIDEST_SUMMARY):
        fit = f"at most {WIDEST_SUMMARY} letters ({WIDEST_SUMMARY // 2} Chinese) fit"
        message = f"the summary is {len(passage.text)} characters long; {fit}."
        yield Fault(passage.beginning, message, "Keep the answer; move the rest into the body.")


def check_duplicate_asks(context: Context) -> Iterator[Fault]:
    """Two entries answer the same ask.

    Why: A search for it can put only one of them first; the other one is lost.

    Bad:
        asks: [forgot password]   # in eepay/account/reset-password and in eepay/account/cannot-log-in

    Good:
        asks: [reset my eepay password]
    """
    seen: dict[tuple[str, str], str] = {}
    for version in context.versions():
        own: set[str] = set()
        for position, ask in enumerate(version.head.asks):
            normal = _normal(ask)
            first = seen.setdefault((version.locale, normal), version.id)
            if first != version.id:
                where = version.document.at(("asks", position))
                yield Fault(where, f"'{ask}' is also an ask of '{first}'.", "Say what is different here.")
            elif normal in own:
                where = version.document.at(("asks", position))
                yield Fault(where, f"'{ask}' stands here a second time.", "Keep one of them.")
            own.add(normal)


def _normal(ask: str) -> str:
    normal = unicodedata.normalize("NFKC", ask).casefold().replace(" ", "")
    # Most asks are words alone: then the pattern, which takes longest, has nothing to find.
    return normal if normal.isalnum() else _NO_WORD.sub("", normal)


_NO_WORD = re.compile(r"[\W_]+")


def check_marketing(passage: Passage, context: Context) -> Iterator[Fault]:
    """A phrase says nothing, or praises.

    Why: A reader who lost money wants the answer; praise makes him doubt it.

    Bad:
        summary: 我们致力于为您保驾护航。

    Good:
        summary: 先改密码，再联系客服。
    """
    for start, phrase in marketing_phrases(passage, context):
        yield Fault(
            passage.at(start), f"'{phrase}' tells the reader nothing.", "Leave it out; say what to do."
        )


def check_full_stop(subject: Subject, context: Context) -> Iterator[Fault]:
    """A title or the action of a step ends with a full stop.

    Why: They are headings; the next line begins the sentence that explains them.

    Bad:
        - do: Open the transaction record.

    Good:
        - do: Open the transaction record
    """
    del context
    steps = range(len(getattr(subject.version.entry, "steps", ())))
    for path in (("title",), *(("steps", number, "do") for number in steps)):
        passage = subject.by_path.get(path)
        if passage is not None and passage.raw.endswith(_FULL_STOPS) and not passage.raw.endswith(".."):
            where = passage.at_raw(len(passage.raw) - 1)
            yield Fault(where, f"'{passage.field}' ends with a full stop.", "Delete it.")


_FULL_STOPS = (".", "。")


STYLE_RULES = (
    text_rule("HC401", "misspelt-brand", Severity.ERROR, check_brand),
    text_rule("HC402", "brand-case", Severity.ERROR, check_brand_case),
    text_rule("HC403", "forbidden-term", Severity.ERROR, check_forbidden),
    text_rule("HC404", "spacing", Severity.WARNING, check_spacing),
    text_rule("HC405", "width", Severity.WARNING, check_width),
    text_rule("HC406", "traditional-character", Severity.ERROR, check_traditional),
    entry_rule("HC407", "long-title", Severity.WARNING, check_title),
    entry_rule("HC408", "long-summary", Severity.WARNING, check_summary),
    catalog_rule("HC409", "duplicate-ask", Severity.WARNING, check_duplicate_asks),
    text_rule("HC410", "marketing-phrase", Severity.WARNING, check_marketing),
    entry_rule("HC411", "full-stop", Severity.WARNING, check_full_stop),
)
