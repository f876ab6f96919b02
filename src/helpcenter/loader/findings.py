"""The HC0 family: what reading and typing a file can find wrong."""

from __future__ import annotations

from typing import NamedTuple

from helpcenter.diagnostics import Diagnostic, Location, Severity


class Finding(NamedTuple):
    """A kind of fault in the form of a file, and why it is one."""

    code: str
    name: str
    why: str
    bad: str
    good: str

    def at(self, where: Location, message: str, hint: str = "") -> Diagnostic:
        """Returns a finding of this kind at a place."""
        return Diagnostic(where, Severity.ERROR, self.code, self.name, message, hint)


UNREADABLE = Finding(
    "HC001",
    "unreadable-file",
    "A file that cannot be read would silently be missing from the site.",
    "a file without read permission, or one that vanished",
    "a readable file",
)
INVALID_VALUE = Finding(
    "HC002",
    "invalid-value",
    "A value that the model does not know would show wrong or not at all.",
    "audience: everyone",
    "audience: both",
)
UNKNOWN_FIELD = Finding(
    "HC003",
    "unknown-field",
    "A misspelt field would be ignored, and its text never shown.",
    "sumary: Fill in the form.",
    "summary: Fill in the form.",
)
MISSING_FIELD = Finding(
    "HC004",
    "missing-field",
    "Each page needs it.",
    "a guide without `title`",
    "title: How do I ask for a refund?",
)
SYNTAX = Finding(
    "HC005",
    "yaml-syntax",
    "The file cannot be understood.",
    "title: Refunds: how long?",
    'title: "Refunds: how long?"',
)
DUPLICATE_KEY = Finding(
    "HC006",
    "duplicate-key",
    "Only one of the two would be used, and nobody would know which.",
    "title: One\ntitle: Two",
    "title: One",
)
ANCHOR = Finding(
    "HC007",
    "yaml-anchor",
    "Anchors and aliases hide what a text says, and can grow a small file without end.",
    "summary: &text Fill in the form.",
    "summary: Fill in the form.",
)
TAG = Finding(
    "HC008",
    "yaml-tag",
    "A tag asks for a type; here every value is text, typed by the model.",
    "title: !!str Refunds",
    "title: Refunds",
)
SEVERAL_DOCUMENTS = Finding(
    "HC009",
    "several-documents",
    "One file is one entry.",
    "title: One\n---\ntitle: Two",
    "two files",
)
TOO_DEEP = Finding(
    "HC010",
    "too-deep",
    "No field is nested deeper than 20 levels; a deeper file is a mistake or an attack.",
    "[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]",
    "a flat list",
)
TOO_LARGE = Finding(
    "HC011",
    "too-large",
    "An answer of more than 256 KiB is no answer.",
    "a file of 300 KiB",
    "several entries",
)
BYTE_ORDER_MARK = Finding(
    "HC012",
    "byte-order-mark",
    "It is invisible and makes two equal files differ.",
    "a file saved as 'UTF-8 with BOM'",
    "a file saved as 'UTF-8'",
)
INVALID_UTF8 = Finding(
    "HC013",
    "invalid-utf8",
    "Text in another encoding shows as rubbish.",
    "a file saved as GBK or UTF-16",
    "a file saved as UTF-8",
)
FORBIDDEN_CHARACTER = Finding(
    "HC014",
    "forbidden-character",
    "Control, bidirectional and zero-width characters are invisible; they hide or reorder what one reads.",
    "title: Ref\u200bund (with a zero-width space)".replace("\u200b", "<U+200B>"),
    "title: Refund",
)
SYMLINK = Finding(
    "HC015",
    "symbolic-link",
    "A link could publish a file from outside the content folder.",
    "content/en/cgpay/account/register.yml -> /etc/passwd",
    "a regular file",
)
NOT_A_FILE = Finding(
    "HC016",
    "not-a-regular-file",
    "A folder, pipe or device cannot be an entry, and reading it could hang the build.",
    "a folder called register.yml",
    "a regular file",
)
NOT_A_MAPPING = Finding(
    "HC017",
    "not-a-mapping",
    "A content file states fields by name.",
    "- title: Refunds",
    "title: Refunds",
)
MISPLACED = Finding(
    "HC018",
    "misplaced-file",
    "A file outside the layout would silently be missing from the site.",
    "content/en/cgpay/register.yml",
    "content/en/cgpay/account/register.yml",
)
BAD_SETTINGS = Finding(
    "HC021",
    "bad-settings",
    "The site cannot be built with settings that say something else than one means.",
    "fallback: maybe",
    "fallback: notice",
)

FINDINGS: tuple[Finding, ...] = (
    UNREADABLE,
    INVALID_VALUE,
    UNKNOWN_FIELD,
    MISSING_FIELD,
    SYNTAX,
    DUPLICATE_KEY,
    ANCHOR,
    TAG,
    SEVERAL_DOCUMENTS,
    TOO_DEEP,
    TOO_LARGE,
    BYTE_ORDER_MARK,
    INVALID_UTF8,
    FORBIDDEN_CHARACTER,
    SYMLINK,
    NOT_A_FILE,
    NOT_A_MAPPING,
    MISPLACED,
    BAD_SETTINGS,
)
