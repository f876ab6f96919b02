"""Marks for elements: how a finding will be located in the file, without positions in the parse tree."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from helpcenter.audit.check import Mark

MOST_MARKS = 40
"""More faults of one kind on a page aren't noted: each costs a walk, and whoever mends the first sees the others."""


def mark_of(node: LexborNode, attribute: str = "") -> Mark:
    """Returns a mark that finds the element's start tag again, by its attribute when one is given.

    Costs a walk over the elements before it: only for what will most likely be reported.
    """
    tag = node.tag or ""
    value = node.attributes.get(attribute) if attribute else None
    nth = 0
    root = node.parser.root
    # A broken page has elements of any name, also of those that no selector can be written for.
    for other in root.traverse() if root is not None else ():
        if other.mem_id == node.mem_id:
            break
        if other.tag != tag:
            continue
        if not attribute or (attribute in other.attributes and other.attributes[attribute] == value):
            nth += 1
    return Mark(tag, attribute, value, nth)
