"""A troubleshooting flow as a picture: checks from the top down, each answer an arrow."""

from __future__ import annotations

import itertools
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from markupsafe import Markup, escape

from helpcenter.model import Flow, OutcomeKind

_WIDTH, _GAP, _LINE, _PAD, _LAYER = 208, 28, 17, 11, 88
_UNITS = 24
"""Width of a line in a box, in Latin letters; a Chinese character counts double."""
_LABEL_UNITS = 24
_THREAD = 20
"""Room for an arrow that passes a layer."""
_SWEEPS = 8
_PASS = 40
"""How far an arrow runs straight down where it passes a layer."""


@dataclass
class _Box:
    """A box, or a place at which an arrow passes a layer (`kind` is `thread`)."""

    name: str
    kind: str
    lines: tuple[str, ...]
    title: str
    layer: int
    x: float = 0.0
    above: list[_Box] = field(default_factory=list)
    below: list[_Box] = field(default_factory=list)

    @property
    def width(self) -> int:
        return _THREAD if self.kind == "thread" else _WIDTH

    @property
    def height(self) -> int:
        return 0 if self.kind == "thread" else 2 * _PAD + _LINE * len(self.lines)


@dataclass(frozen=True)
class _Arrow:
    """An answer: from a check through the places where it passes a layer to what it leads to."""

    label: str
    means: str
    way: tuple[_Box, ...]


class _Curve(NamedTuple):
    """A curve that leaves downwards and arrives from above."""

    x: float
    y: float
    to_x: float
    to_y: float

    def at(self, share: float) -> tuple[float, float]:
        """Returns the point at a share of the curve's course."""
        back, middle = 1 - share, (self.y + self.to_y) / 2
        x = self.x + (self.to_x - self.x) * (3 * share**2 - 2 * share**3)
        y = self.y * back**3 + 3 * middle * back * share + self.to_y * share**3
        return x, y


class _Area(NamedTuple):
    """Where a label stands: its middle and its size."""

    x: float
    y: float
    width: float
    height: float

    def touches(self, other: _Area) -> bool:
        """True when two labels would overlap."""
        return (
            abs(self.x - other.x) < (self.width + other.width) / 2 + 2
            and abs(self.y - other.y) < (self.height + other.height) / 2
        )


def flow_diagram(flow: Flow, words: Mapping[str, str]) -> Markup:
    """Returns a flow as an SVG picture. `words` are what a chain's answers are called: yes, no, fix."""
    if not flow.checks:
        return Markup()
    boxes = _boxes(flow, words)
    arrows = _arrows(flow, boxes, words)
    layers = _arrange(boxes, arrows)
    tops, height = _tops(layers)
    width = max(box.x + box.width / 2 for layer in layers for box in layer)
    parts = [
        (
            f'<svg class="flow" viewBox="0 0 {width + 4:.0f} {height + 4}" width="{width + 4:.0f}" '
            f'height="{height + 4}" role="img" aria-label="Flow of checks and outcomes">'
        )
    ]
    labels: list[str] = []
    taken: list[_Area] = []
    for source in flow.checks:
        own = [arrow for arrow in arrows if arrow.way[0].name == source.id]
        # Arrows leave in the order in which they arrive, so that they do not cross.
        own.sort(key=lambda arrow: arrow.way[1].x)
        for number, arrow in enumerate(own):
            curves = _curves(arrow, (number + 1) / (len(own) + 1), tops)
            parts.append(_line(arrow, curves, tops))
            labels.append(_label(arrow, curves[0], taken))
    for layer in layers:
        parts += [_box(box, tops[box.layer]) for box in layer if box.kind != "thread"]
    return Markup("".join([*parts, *labels, "</svg>"]))  # noqa: S704 - every text in it is escaped


def _boxes(flow: Flow, words: Mapping[str, str]) -> dict[str, _Box]:
    depths = _depths(flow)
    boxes = {}
    for check in flow.checks:
        boxes[check.id] = _Box(
            check.id, "check", _wrapped(check.question, 3), check.question, depths.get(check.id, 0)
        )
    for outcome in flow.outcomes:
        kind = "escalation" if outcome.kind is OutcomeKind.ESCALATION else "fix"
        text = outcome.title or outcome.text or words.get("fix", outcome.id)
        boxes[outcome.id] = _Box(outcome.id, kind, _wrapped(text, 3), text, depths.get(outcome.id, 0))
    return boxes


def _depths(flow: Flow) -> dict[str, int]:
    """Returns how many checks come before each check and outcome, on the longest way; circles are cut."""
    following = {check.id: [answer.next for answer in check.answers] for check in flow.checks}
    depths: dict[str, int] = {}

    def visit(node: str, depth: int, way: tuple[str, ...]) -> None:
        if node in way or depths.get(node, -1) >= depth:
            return
        depths[node] = depth
        for item in following.get(node, ()):
            visit(item, depth + 1, (*way, node))

    visit(flow.checks[0].id, 0, ())
    for check in flow.checks:
        if check.id not in depths:
            visit(check.id, 0, ())
    return depths


def _arrows(flow: Flow, boxes: Mapping[str, _Box], words: Mapping[str, str]) -> list[_Arrow]:
    arrows = []
    for check in flow.checks:
        for number, answer in enumerate(check.answers):
            source, target = boxes[check.id], boxes.get(answer.next)
            if target is None or target.layer <= source.layer:
                continue  # A dead end or a circle: a rule reports it.
            threads = [
                _Box(f"{check.id}-{number}-{layer}", "thread", (), "", layer)
                for layer in range(source.layer + 1, target.layer)
            ]
            way = (source, *threads, target)
            for upper, lower in itertools.pairwise(way):
                upper.below.append(lower)
                lower.above.append(upper)
            label = answer.label or words.get(answer.means, answer.means)
            arrows.append(_Arrow(label, answer.means, way))
    return arrows


def _arrange(boxes: Mapping[str, _Box], arrows: Sequence[_Arrow]) -> list[list[_Box]]:
    """Puts boxes into layers, orders each layer by what it hangs from, and spreads it out."""
    by_layer: dict[int, list[_Box]] = defaultdict(list)
    for box in [*boxes.values(), *(box for arrow in arrows for box in arrow.way[1:-1])]:
        by_layer[box.layer].append(box)
    layers = [by_layer[number] for number in sorted(by_layer)]
    for layer in layers:
        _spread(layer, {id(box): float(place) for place, box in enumerate(layer)})
    for sweep in range(_SWEEPS):
        downward = sweep % 2 == 0
        for layer in layers if downward else reversed(layers):
            wanted = {id(box): _middle(box.above if downward else box.below, box.x) for box in layer}
            layer.sort(key=lambda box: wanted[id(box)])
            _spread(layer, wanted)
    left = min(box.x - box.width / 2 for layer in layers for box in layer)
    for layer in layers:
        for box in layer:
            box.x += 2 - left
    return layers


def _middle(neighbours: Sequence[_Box], here: float) -> float:
    return sum(box.x for box in neighbours) / len(neighbours) if neighbours else here


def _spread(layer: list[_Box], wanted: Mapping[int, float]) -> None:
    """Moves the boxes of a layer near to where they are wanted, in their order, without touching."""
    at = float("-inf")
    for box in layer:
        place = max(wanted[id(box)], at + box.width / 2)
        box.x = place
        at = place + box.width / 2 + _GAP
    # A chain of checks should hang straight; what it leads to may stand aside.
    weights = {id(box): _WEIGHTS.get(box.kind, 1) for box in layer}
    total = sum(weights.values())
    shift = sum((wanted[id(box)] - box.x) * weights[id(box)] for box in layer) / total
    for box in layer:
        box.x += shift


_WEIGHTS = {"check": 6, "thread": 3}


def _tops(layers: Sequence[Sequence[_Box]]) -> tuple[list[int], int]:
    tops, y = [], 2
    for layer in layers:
        tops.append(y)
        y += max(box.height for box in layer) + _LAYER
    return tops, y - _LAYER


def _curves(arrow: _Arrow, port: float, tops: Sequence[int]) -> list[_Curve]:
    """Returns the curves of an arrow, one from each layer to the next; `port` says where it leaves its box."""
    source = arrow.way[0]
    x, y = source.x - source.width / 2 + source.width * port, float(tops[source.layer] + source.height)
    curves = []
    for box in arrow.way[1:]:
        curves.append(_Curve(x, y, box.x, float(tops[box.layer])))
        x, y = box.x, tops[box.layer] + (_PASS if box.kind == "thread" else 0.0)
    return curves


def _line(arrow: _Arrow, curves: Sequence[_Curve], tops: Sequence[int]) -> str:
    path = [f"M{curves[0].x:.1f} {curves[0].y:.1f}"]
    for curve in curves:
        path += [] if curve is curves[0] else [f"L{curve.x:.1f} {curve.y:.1f}"]
        middle = (curve.y + curve.to_y) / 2
        path.append(
            f"C{curve.x:.1f} {middle:.1f} {curve.to_x:.1f} {middle:.1f} {curve.to_x:.1f} {curve.to_y:.1f}"
        )
    target = arrow.way[-1]
    tip = f"M{target.x - 5:.1f} {tops[target.layer] - 7}l5 7l5 -7"
    return f'<path class="{arrow.means}" d="{" ".join(path)}"/><path class="tip {arrow.means}" d="{tip}"/>'


def _label(arrow: _Arrow, curve: _Curve, taken: list[_Area]) -> str:
    """Returns the answer's words on its arrow, where no other label is; `taken` learns where."""
    shown = _cut(arrow.label, _LABEL_UNITS)
    width = _units(shown) * 6.4 + 12
    areas = [_Area(*curve.at(share / 100), width, 20) for share in (34, 42, 50, 26, 58, 66, 74, 18)]
    free = [area for area in areas if not any(area.touches(other) for other in taken)]
    area = free[0] if free else areas[0]
    taken.append(area)
    return (
        f'<g class="label"><rect x="{area.x - width / 2:.1f}" y="{area.y - 10:.1f}" width="{width:.1f}" '
        f'height="19" rx="9"/><text x="{area.x:.1f}" y="{area.y + 4:.1f}">{escape(shown)}'
        f"<title>{escape(arrow.label)}</title></text></g>"
    )


def _box(box: _Box, top: int) -> str:
    left = box.x - box.width / 2
    lines = "".join(
        f'<text x="{box.x:.1f}" y="{top + _PAD + 13 + number * _LINE}">{escape(line)}</text>'
        for number, line in enumerate(box.lines)
    )
    return (
        f'<g class="box {box.kind}"><title>{escape(box.title)}</title>'
        f'<rect x="{left:.1f}" y="{top}" width="{box.width}" height="{box.height}" rx="10"/>{lines}</g>'
    )


def _wrapped(text: str, most: int) -> tuple[str, ...]:
    text = " ".join(text.split())
    lines = list(_wrap(text, _UNITS))
    # As many lines, but of about the same length: no single character on the last one.
    for units in range(_UNITS // 2, _UNITS):
        balanced = list(_wrap(text, units))
        if 1 < len(balanced) == len(lines):
            lines = balanced
            break
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(lines[most - 1] + "…", _UNITS)]
    return tuple(lines)


def _wrap(text: str, units: int) -> Iterator[str]:
    line, used, last_blank = "", 0, -1
    for char in text:
        wide = _units(char)
        if used + wide > units:
            if char != " " and last_blank > 0 and char.isascii():
                yield line[:last_blank]
                line = line[last_blank + 1 :]
            elif char in "，。！？、；：）”’,.!?;:)":
                line += char
                yield line
                line, used, last_blank = "", 0, -1
                continue
            else:
                yield line.rstrip()
                line = ""
            used, last_blank = _units(line), -1
            if char == " " and not line:
                continue
        if char == " ":
            last_blank = len(line)
        line += char
        used += wide
    if line.strip():
        yield line.strip()


def _cut(text: str, units: int) -> str:
    if _units(text) <= units:
        return text
    used, kept = 1, ""
    for char in text.rstrip("…"):
        used += _units(char)
        if used > units:
            break
        kept += char
    return f"{kept}…"


def _units(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
