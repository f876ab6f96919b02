"""The rules in words: the list, one rule explained, and the reference page."""

from __future__ import annotations

from collections.abc import Sequence

from helpcenter.rules.base import Rule

FAMILIES = {
    "HC0": ("Form", "What reading and typing a file can find wrong. These cannot be allowed."),
    "HC1": ("Structure", "Names, places, and what each type of entry must have."),
    "HC2": ("Translation", "A translation says the same as its source, in its own words."),
    "HC3": ("Links", "Every link leads where it says."),
    "HC4": ("Style and terms", "One spelling for one thing, in the glossary's words."),
    "HC5": ("Trust", "What protects the reader's money and data, and where values come from."),
    "HC6": ("Freshness", "Somebody looks after every answer."),
    "HC7": ("Search", "An answer is found by what a customer types."),
}


def list_rules(rules: Sequence[Rule]) -> list[str]:
    """Returns one row a rule: code, severity, name and summary."""
    width = max(len(rule.name) for rule in rules)
    return [
        f"{rule.code}  {rule.severity.value:<7}  {rule.name:<{width}}  {rule.explanation.summary}"
        for rule in rules
    ]


def explain_rule(rule: Rule) -> str:
    """Returns a rule's documentation for a terminal."""
    words = rule.explanation
    parts = [f"{rule.code} {rule.name} ({rule.severity.value})", words.summary, f"Why: {words.why}"]
    parts += [f"Bad:\n{_indented(words.bad)}", f"Good:\n{_indented(words.good)}", _allowance(rule)]
    return "\n\n".join(part for part in parts if part)


def reference_page(rules: Sequence[Rule]) -> str:
    """Returns `docs/dev/rules.md`: every rule by family, generated so that it cannot drift."""
    lines = [
        "# Rules",
        "",
        "What `helpcenter check` looks at, by family. This page is generated: change the docstring of the check,",
        "then run `python -m helpcenter.rules.page docs/dev/rules.md`.",
        "",
        "An **error** stops the build, a **warning** does not. `helpcenter check --select HC3` runs one family,",
        "`--ignore HC407,HC6` leaves rules out. An entry allows a finding with its reason:",
        "",
        "```yaml",
        "allow:",
        "  - HC403: the reader sees this word on the provider's button",
        "```",
        "",
        "Once the finding is gone, the line is itself a finding (HC190).",
        "",
        "| code | name | severity | what it reports |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| [{rule.code}](#{_anchor(rule)}) | {rule.name} | {rule.severity.value} | {rule.explanation.summary} |"
        for rule in rules
    ]
    family = ""
    for rule in rules:
        if rule.family != family:
            family = rule.family
            title, words = FAMILIES[family]
            lines += ["", f"## {family} {title}", "", words]
        lines += ["", *_section(rule)]
    return "\n".join(lines) + "\n"


def _section(rule: Rule) -> list[str]:
    words = rule.explanation
    lines = [f"### {rule.code} {rule.name}", "", f"{words.summary} *{rule.severity.value.capitalize()}.*"]
    lines += ["", words.why]
    if allowance := _allowance(rule):
        lines += ["", allowance]
    for title, example in (("Bad", words.bad), ("Good", words.good)):
        lines += ["", f"{title}:", "", "```text", example, "```"]
    return lines


def _allowance(rule: Rule) -> str:
    if rule.can_be_allowed or rule.family == "HC0":
        return ""
    return "It cannot be allowed in an entry."


def _anchor(rule: Rule) -> str:
    return f"{rule.code.lower()}-{rule.name}"


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in text.splitlines())
