"""Which answers lead to which, and a map of it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from helpcenter.catalog import Catalog
from helpcenter.model import texts_of

MOST_NODES = 220
"""Answers up to which each has a place of its own on the map; beyond, each category of a provider has one."""
_LINK = re.compile(r"\bentry:([^\s)#>]+)")
_SIZE, _RADIUS = 900, 268


@dataclass(frozen=True, slots=True)
class LinkedEntry:
    """An answer: how many others lead to it and how many it leads to; `island` where nothing leads to it."""

    entry_id: str
    title: str
    incoming: int
    outgoing: int

    @property
    def island(self) -> bool:
        """True when no other answer leads to it."""
        return self.incoming == 0


def links_of(catalog: Catalog) -> dict[str, frozenset[str]]:
    """Returns the entries that each entry leads to, by related ones and by links in its texts, in any locale."""
    links: dict[str, set[str]] = {entry_id: set() for entry_id in catalog.ids}
    for versions in catalog.entries.values():
        for entry_id, version in versions.items():
            links[entry_id].update(version.entry.related)
            for text in texts_of(version.entry):
                links[entry_id].update(_LINK.findall(text.value))
    known = set(links)
    return {entry_id: frozenset((targets & known) - {entry_id}) for entry_id, targets in links.items()}


def linked_entries(catalog: Catalog, links: Mapping[str, Iterable[str]]) -> list[LinkedEntry]:
    """Returns every entry with its links, the least linked first."""
    incoming = Counter(target for targets in links.values() for target in targets)
    found = []
    for entry_id, targets in links.items():
        version = catalog.source(entry_id)
        title = version.entry.title if version else ""
        found.append(LinkedEntry(entry_id, title, incoming[entry_id], len(set(targets))))
    return sorted(found, key=lambda entry: (entry.incoming, entry.entry_id))


def link_map(catalog: Catalog, links: Mapping[str, frozenset[str]]) -> Markup:
    """Returns the links as a picture: answers on a circle, by provider, each link a line."""
    if not links:
        return Markup()
    by_category = len(links) > MOST_NODES
    edges: Counter[tuple[str, str]] = Counter()
    for source, targets in links.items():
        for target in targets:
            pair = (_node(source, by_category), _node(target, by_category))
            if pair[0] != pair[1]:
                edges[pair] += 1
    order = list(catalog.provider_ids)
    nodes = sorted(
        {_node(entry_id, by_category) for entry_id in links},
        key=lambda node: (
            order.index(node.split("/")[0]) if node.split("/")[0] in order else len(order),
            node,
        ),
    )
    angles = _angles(nodes)
    colours = {name: provider.colour for name, provider in catalog.providers.items()}
    parts = [
        (
            f'<svg class="linkmap" viewBox="{-_SIZE // 2} {-_SIZE // 2} {_SIZE} {_SIZE}" role="img" '
            'aria-label="Links between answers"><g class="links">'
        )
    ]
    parts += [
        _chord(source, target, count, angles, colours) for (source, target), count in sorted(edges.items())
    ]
    parts.append("</g>")
    parts += _arcs(nodes, angles, colours)
    parts += [_place(node, angles[node], colours.get(node.split("/")[0], "#888")) for node in nodes]
    return Markup("".join([*parts, "</svg>"]))  # noqa: S704 - every text in it is escaped


def _node(entry_id: str, by_category: bool) -> str:
    return "/".join(entry_id.split("/")[:2]) if by_category else entry_id


def _angles(nodes: Sequence[str]) -> dict[str, float]:
    """Returns where each node stands on the circle, clockwise from the top, with a gap between providers."""
    breaks = sum(
        1 for one, two in zip(nodes, [*nodes[1:], nodes[0]], strict=True) if _provider(one) != _provider(two)
    )
    step = 2 * math.pi / (len(nodes) + breaks * 1.5)
    angles, at = {}, -math.pi / 2
    for number, node in enumerate(nodes):
        if number and _provider(node) != _provider(nodes[number - 1]):
            at += step * 1.5
        angles[node] = at
        at += step
    return angles


def _provider(node: str) -> str:
    return node.split("/")[0]


def _chord(
    source: str, target: str, count: int, angles: Mapping[str, float], colours: Mapping[str, str]
) -> str:
    x1, y1 = _on_circle(angles[source], _RADIUS - 8)
    x2, y2 = _on_circle(angles[target], _RADIUS - 8)
    near = abs(math.remainder(angles[source] - angles[target], 2 * math.pi))
    pull = 0.15 + 0.55 * max(0.0, 1 - near / 1.6)
    width = min(5.0, 1.1 + 0.25 * (count - 1))
    colour = colours.get(_provider(source), "#888")
    return (
        f'<path data-from="{escape(source)}" data-to="{escape(target)}" stroke="{escape(colour)}" '
        f'stroke-width="{width:.2f}" '
        f'd="M{x1:.1f} {y1:.1f}C{x1 * pull:.1f} {y1 * pull:.1f} {x2 * pull:.1f} {y2 * pull:.1f} {x2:.1f} {y2:.1f}"/>'
    )


def _arcs(nodes: Sequence[str], angles: Mapping[str, float], colours: Mapping[str, str]) -> list[str]:
    parts = []
    for provider in dict.fromkeys(map(_provider, nodes)):
        own = [angles[node] for node in nodes if _provider(node) == provider]
        first, last = own[0] - 0.03, own[-1] + 0.03
        x1, y1 = _on_circle(first, _RADIUS + 1)
        x2, y2 = _on_circle(last, _RADIUS + 1)
        large = int(last - first > math.pi)
        parts.append(
            f'<path class="arc" stroke="{escape(colours.get(provider, "#888"))}" '
            f'd="M{x1:.1f} {y1:.1f}A{_RADIUS + 1} {_RADIUS + 1} 0 {large} 1 {x2:.1f} {y2:.1f}">'
            f"<title>{escape(provider)}</title></path>"
        )
    return parts


def _place(node: str, angle: float, colour: str) -> str:
    x, y = _on_circle(angle, _RADIUS + 1)
    text_x, text_y = _on_circle(angle, _RADIUS + 12)
    degrees = math.degrees(angle)
    on_left = math.cos(angle) < 0
    turned = degrees + 180 if on_left else degrees
    anchor = "end" if on_left else "start"
    _, _, rest = node.partition("/")
    return (
        f'<g class="node" data-node="{escape(node)}" tabindex="0"><circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" '
        f'fill="{escape(colour)}"/><text x="{text_x:.1f}" y="{text_y:.1f}" text-anchor="{anchor}" '
        f'dominant-baseline="central" transform="rotate({turned:.1f} {text_x:.1f} {text_y:.1f})">{escape(rest)}</text>'
        f"<title>{escape(node)}</title></g>"
    )


def _on_circle(angle: float, radius: float) -> tuple[float, float]:
    return radius * math.cos(angle), radius * math.sin(angle)
