"""Files -> plain data with positions -> models. Every fault is a diagnostic, never an exception."""

from helpcenter.loader.document import Document, Mark, parse, read, read_text
from helpcenter.loader.findings import FINDINGS, Finding
from helpcenter.loader.validation import faults_of, validate

__all__ = ["FINDINGS", "Document", "Finding", "Mark", "faults_of", "parse", "read", "read_text", "validate"]
