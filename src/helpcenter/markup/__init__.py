"""Writers' text -> safe HTML, plain text and Markdown, with references resolved and values formatted."""

from helpcenter.markup.references import Reference, references_in
from helpcenter.markup.text import Markup, Rendered, escape_markdown
from helpcenter.markup.values import Values
from helpcenter.markup.work import Problem, Scope

__all__ = [
    "Markup",
    "Problem",
    "Reference",
    "Rendered",
    "Scope",
    "Values",
    "escape_markdown",
    "references_in",
]
