"""Writers' text -> safe HTML, plain text and Markdown, with references resolved and values formatted."""

from helpcenter.markup.references import Reference, references_in
from helpcenter.markup.text import Markup, Problem, Rendered, Scope
from helpcenter.markup.values import Values

__all__ = ["Markup", "Problem", "Reference", "Rendered", "Scope", "Values", "references_in"]
