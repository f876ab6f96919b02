"""HC0: what the loader finds, and what the Markdown parser finds in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from helpcenter.diagnostics import Severity
from helpcenter.loader import FINDINGS
from helpcenter.markup.text import Problem
from helpcenter.model import TextKind
from helpcenter.rules.base import Explanation, Fault, Rule, Scope, Together, catalog_rule, text_rule
from helpcenter.rules.context import Context
from helpcenter.rules.passages import Passage, Voice
from helpcenter.rules.placeholders import UNFINISHED, check_unfinished


def check_bad_reference(passage: Passage, context: Context) -> Iterator[Fault]:
    """Braces in a text hold no reference.

    Why: The reader would see the braces. Only `fact`, `channel`, `term`, `provider` and `item` are known, and a
    reference has two braces on each side.

    Bad:
        summary: It usually takes {{ refund_time }}.

    Good:
        summary: It usually takes {{ fact.refund_time }}.
    """
    yield from _faults("HC019", passage, context)
    if passage.kind is not TextKind.LINE:
        for match in _SINGLE_BRACES.finditer(passage.raw):
            message = f"'{match[0]}' has one brace where a reference has two, so it would show as it is."
            yield Fault(passage.at_raw(match.start()), message, f"Write {{{{ {match[1]} }}}}.")


# One brace at the beginning; with two, the Markdown parser looks for the end.
_SINGLE_BRACES = re.compile(
    r"\{(?<!\{\{)\s*((?:[a-z0-9-]+:)?(?:fact|channel|term|provider|item)\.[a-z0-9_.]+)\s*\}+"
)


def check_unknown_reference(passage: Passage, context: Context) -> Iterator[Fault]:
    """A reference names a value that nobody states.

    Why: The reader would see the braces instead of the time, channel or term.

    Bad:
        summary: It usually takes {{ fact.refund_tiem }}.

    Good:
        summary: It usually takes {{ fact.refund_time }}.
    """
    yield from _faults("HC020", passage, context)


def check_bad_target(passage: Passage, context: Context) -> Iterator[Fault]:
    """A link leads to something that cannot be linked to.

    Why: Texts link to entries, to pages of this site and to https addresses; a number or address to call or
    write to comes from the provider's verified contact only.

    Bad:
        See [the list](../refunds/request-refund.yml).

    Good:
        See [the list](entry:cgpay/refunds/request-refund).
    """
    for problem in _problems("HC022", passage, context):
        entry_id = _entry_meant(problem.snippet, context)
        hint = f"Write 'entry:{entry_id}'." if entry_id else problem.hint
        yield Fault(passage.at_raw(problem.offset), problem.message, hint)


def _entry_meant(target: str, context: Context) -> str:
    """Returns the entry that a path of a file or page leads to; empty when there is none."""
    path = target.partition("#")[0].strip("/").removesuffix(".yml")
    names = [name for name in path.split("/") if name not in ("", ".", "..", "content", *context.tags)]
    meant = [
        entry_id for entry_id in context.catalog.ids if names and entry_id.split("/")[-len(names) :] == names
    ]
    return meant[0] if len(meant) == 1 else ""


def check_too_much(passage: Passage, context: Context) -> Iterator[Fault]:
    """A text holds more brackets, stars or other marks than an answer could need.

    Why: Thousands of them can keep the build busy for minutes; so many are a mistake or an attack.

    Bad:
        answer: "[a]([a]([a]([a]( … 4,500 times"

    Good:
        answer: "See [the list](entry:cgpay/payments/payment-methods)."
    """
    yield from _faults("HC025", passage, context)


def check_line(passage: Passage, context: Context) -> Iterator[Fault]:
    """Markdown or a reference stands in a line of plain text.

    Why: Titles, questions, labels and the actions of steps are plain text everywhere (lists, search results,
    browser tabs): the reader would see the brackets, stars and braces.

    Bad:
        - do: Open **Transaction records** and wait {{ fact.refund_time }}

    Good:
        - do: Open the transaction records
          detail: It usually takes {{ fact.refund_time }}.
    """
    del context
    if passage.kind is not TextKind.LINE or passage.voice is not Voice.SITE:
        return
    for match in _MARKUP.finditer(passage.raw):
        message = f"'{match[0]}' would show as it is: this is a line of plain text."
        yield Fault(passage.at_raw(match.start()), message, "Say it without, or in a text that may hold it.")


def check_html(passage: Passage, context: Context) -> Iterator[Fault]:
    """An HTML tag stands in a text.

    Why: Texts are Markdown without HTML, so that nobody can plant a script: the reader would see the tag itself.

    Bad:
        summary: Fill in the <b>refund request form</b>.

    Good:
        summary: Fill in the **refund request form**.
    """
    del context
    if passage.voice is not Voice.SITE or "<" not in passage.text:
        return
    for match in _HTML_TAG.finditer(passage.text):
        is_written = passage.raw[passage.raw_offset(match.start())] == "<"  # and not `\\<` or `&lt;`
        if is_written and not passage.is_code(match.start()):
            message = f"'{match[0]}' is HTML, which would show as it is."
            yield Fault(
                passage.at(match.start()), message, "Write it as Markdown, or as `code` if it is about HTML."
            )


_HTML_TAG = re.compile(
    r"</?(?:a|b|br|button|center|code|details|div|em|font|form|h[1-6]|hr|i|iframe|img|input|kbd|li|mark|ol|p|pre|s"
    r"|script|small|span|strong|style|sub|summary|sup|svg|table|tbody|td|th|thead|tr|u|ul|video)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"\{\{.*?\}\}|\{\s*(?:fact|channel|term|provider|item)\.[^{}]*\}|\[[^\[\]]*\]\([^()]*\)|\*\*[^*]+\*\*|`[^`]+`|<https?://[^>]*>"
)


def _faults(code: str, passage: Passage, context: Context) -> Iterator[Fault]:
    for problem in _problems(code, passage, context):
        yield Fault(passage.at_raw(problem.offset), problem.message, problem.hint)


def _problems(code: str, passage: Passage, context: Context) -> list[Problem]:
    found: tuple[Problem, ...] | None = passage.worked_out.get("problems")
    if found is None:
        found = passage.worked_out["problems"] = (
            context.problems(passage) if may_have_problems(passage) else ()
        )
    if not found:
        return []
    # HC307 says more about an address that only lacks the s of https.
    return [
        problem for problem in found if problem.code == code and not problem.snippet.startswith("http://")
    ]


def may_have_problems(passage: Passage) -> bool:
    """True when only the Markdown parser can tell whether all references and link targets are right."""
    prose = passage.prose
    return prose.unclear or any(
        not link.target.startswith(("entry:", "page:", "https://")) for link in prose.links
    )


_SUMMARIES = {
    "HC001": "A file or folder cannot be read.",
    "HC002": "A field has a value that it cannot have.",
    "HC003": "A field is unknown.",
    "HC004": "A field is missing.",
    "HC005": "The file is not well-formed YAML.",
    "HC006": "A key stands twice in one mapping.",
    "HC007": "A YAML anchor or alias is used.",
    "HC008": "A YAML tag or directive is used.",
    "HC009": "A file holds several YAML documents.",
    "HC010": "Values are nested too deep.",
    "HC011": "A file is larger than 256 KiB.",
    "HC012": "A file begins with a byte order mark.",
    "HC013": "A file is not UTF-8.",
    "HC014": "A control, bidirectional or invisible character stands in a file.",
    "HC015": "A file is a symbolic link.",
    "HC016": "Something that is no regular file stands where an entry belongs.",
    "HC017": "A file's top level is no mapping.",
    "HC018": "A file stands outside the layout.",
    "HC021": "A setting in mkdocs.yml is wrong.",
}


def _from_the_loader() -> Iterator[Rule]:
    for finding in FINDINGS:
        explanation = Explanation(_SUMMARIES[finding.code], finding.why, finding.bad, finding.good)
        yield Rule(
            finding.code,
            finding.name,
            Severity.ERROR,
            Scope.ELSEWHERE,
            explanation,
            can_be_allowed=False,
        )


# Each looks at a text as it was written, and what stops a text from being read cannot be allowed.
_form_rule = partial(text_rule, severity=Severity.ERROR, can_be_allowed=False, together=Together.NOTHING)
_IN_TEXT = (
    _form_rule("HC019", "bad-reference", check=check_bad_reference),
    _form_rule("HC020", "unknown-reference", check=check_unknown_reference),
    _form_rule("HC022", "bad-link-target", check=check_bad_target),
    _form_rule("HC023", "markup-in-line", check=check_line),
    _form_rule("HC025", "too-much-markup", check=check_too_much),
    _form_rule("HC026", "html-in-text", check=check_html),
    catalog_rule(UNFINISHED, "unfinished-text", Severity.ERROR, check_unfinished, can_be_allowed=False),
)

FORM_RULES: tuple[Rule, ...] = tuple(sorted((*_from_the_loader(), *_IN_TEXT), key=lambda rule: rule.code))
