"""The checks of the finished site in words: the list, one check explained, and the reference page.

`python -m helpcenter.audit.reference FILE` writes the page.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

from helpcenter.audit.check import Check
from helpcenter.audit.checks import CHECKS

GROUPS = {
    "HC90": ("Links", "Every link leads where it says, in the reader's language."),
    "HC91": ("Identity", "Each page says what it is, and which address is its own."),
    "HC92": ("Languages", "Each page says its language and names its counterparts, and they agree."),
    "HC93": ("Accessibility", "What assistive technology reads out is there."),
    "HC94": ("Security", "Pages load and run what the site itself provides, and nothing else."),
    "HC95": ("Contacts", "Only verified contacts and official hosts are published."),
    "HC96": ("Structured data", "What machines are told is valid, and readers see it too."),
    "HC97": ("Reach", "Readers and search engines find every page, and no other."),
    "HC98": ("Weight", "The first view comes quickly."),
}


@dataclass(frozen=True, slots=True)
class Words:
    """A check's docstring in parts, each in Markdown without line breaks."""

    summary: str
    why: str
    bad: str
    good: str


def words_of(check: Check) -> Words:
    """Returns the parts of a check's docstring. Raises ValueError when one is missing."""
    text = " ".join(check.documentation.split())
    match = re.fullmatch(r"(.*?) \*Why\*: (.*?) \*Bad\*: (.*?) \*Good\*: (.*)", text)
    if match is None:
        raise ValueError(f"the docstring of {check.name} needs *Why*, *Bad* and *Good*")
    why = match[2][0].upper() + match[2][1:]
    return Words(match[1], why, match[3], match[4])


def list_checks() -> list[str]:
    """Returns one row a check: code, severity, name and summary."""
    width = max(len(check.name) for check in CHECKS)
    return [
        f"{check.code}  {check.severity.value:<7}  {check.name:<{width}}  {words_of(check).summary}"
        for check in CHECKS
    ]


def explain_check(code: str) -> str:
    """Returns a check's documentation for a terminal. Raises KeyError for a code that no check has."""
    for check in CHECKS:
        if check.code == code.upper():
            words = words_of(check)
            head = f"{check.code} {check.name} ({check.severity.value})"
            return f"{head}\n\n{words.summary}\n\nWhy: {words.why}\n\nBad:\n    {words.bad}\n\nGood:\n    {words.good}"
    raise KeyError(code)


def reference_page() -> str:
    """Returns `docs/dev/audit.md`: every check by group, generated so that it cannot drift."""
    lines = [
        "# Checks of the finished site",
        "",
        "What `helpcenter audit` looks at, in the files as a browser reads them. `helpcenter build` publishes a site",
        "only after this audit. This page is generated: change the docstring of the check, then run",
        "`python -m helpcenter.audit.reference docs/dev/audit.md`.",
        "",
        "An **error** keeps the site from being published, a **warning** does not. A finding names the built file with",
        "line and column. One that is the same on many pages comes from the frame: the first three are named, the",
        "others counted.",
        "",
        "| code | name | severity | what it reports |",
        "|---|---|---|---|",
    ]
    for check in CHECKS:
        anchor = f"#{check.code.lower()}-{check.name}"
        lines.append(
            f"| [{check.code}]({anchor}) | {check.name} | {check.severity.value} | {words_of(check).summary} |"
        )
    group = ""
    for check in CHECKS:
        if check.code[:4] != group:
            group = check.code[:4]
            lines += ["", f"## {GROUPS[group][0]}", "", GROUPS[group][1]]
        words = words_of(check)
        lines += [
            "",
            f"### {check.code} {check.name}",
            "",
            f"{words.summary} *{check.severity.value.capitalize()}.*",
        ]
        lines += ["", words.why, "", f"Bad: {words.bad}", "", f"Good: {words.good}"]
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    """Writes the page to the file that is named, or prints it. Returns the exit status."""
    if len(arguments) > 1:
        sys.stderr.write("usage: python -m helpcenter.audit.reference [FILE]\n")
        return 2
    if arguments:
        Path(arguments[0]).write_text(reference_page(), encoding="utf-8")
    else:
        sys.stdout.write(reference_page())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
