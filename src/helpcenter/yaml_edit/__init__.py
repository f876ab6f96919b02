"""Edits of YAML files as text: whatever an edit does not touch keeps its comments, order, quoting and line ends.

ruamel.yaml's round trip keeps comments, but not how lines are broken, quoted and indented; a reviewer would see
changes that nobody made. Here an edit replaces the few characters that it is about, and is then checked: the file
is read again, and must say exactly what it said before, but for what was asked.
"""

from __future__ import annotations

from helpcenter.yaml_edit.files import save_text
from helpcenter.yaml_edit.text import EditError, YamlText
from helpcenter.yaml_edit.values import quoted, scalar

__all__ = ["EditError", "YamlText", "quoted", "save_text", "scalar"]
