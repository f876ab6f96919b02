"""A troubleshooting flow as a picture, for writers: shown in the preview, never published."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from helpcenter.model import Flow, OutcomeKind

WIDTH, GAP_X, GAP_Y, PADDING = 180, 28, 64, 10
LINE, CHARACTER = 17, 6.6
"""Height of a line, and width of a Latin character at 12 px; a Chinese one is two of these wide."""
MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Box:
    """A check or an outcome, placed. `kind` is `check`, `fix` or `escalation`."""

    id: str
    kind: str
    lines: tuple[str, ...]
    x: float
    y: float

    @property
    def height(self) -> float:
        """Returns the height of the box."""
        return len(self.lines) * LINE + 2 * PADDING


def flow_svg(flow: Flow, titles: Mapping[str, str], labels: Mapping[str, str], name: str) -> Markup:
    """Returns the flow as an SVG element, the start on top and each answer an arrow downwards.

    `titles` are the outcomes' titles by id, `labels` the words for a chain's `yes` and `no`, `name` says what
    the picture is. Colours come from the page's style sheet.
    """
    ranks = _ranks(flow)
    boxes = _boxes(flow, titles, ranks)
    width = max(box.x + WIDTH for box in boxes.values()) + PADDING
    height = max(box.y + box.height for box in boxes.values()) + PADDING
    size = f'viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}"'
    parts = [f'<svg class="hc-diagram" role="img" aria-label="{escape(name)}" {size}>']
    parts += _arrows(flow, boxes, labels)
    parts += [_draw(box) for box in boxes.values()]
    return Markup("".join([*parts, "</svg>"]))  # noqa: S704 - every text is escaped


def _ranks(flow: Flow) -> list[list[str]]:
    """Returns the ids row by row: each below everything that leads to it."""
    depth = {flow.checks[0].id: 0}
    known = {check.id for check in flow.checks} | {outcome.id for outcome in flow.outcomes}
    # As many rounds as there are checks settle every depth; a circle (the rules refuse it) ends there too.
    for _ in flow.checks:
        for check in flow.checks:
            for answer in check.answers:
                if check.id in depth and answer.next in known:
                    depth[answer.next] = max(depth.get(answer.next, 0), depth[check.id] + 1)
    order = [*(check.id for check in flow.checks), *(outcome.id for outcome in flow.outcomes)]
    rows: dict[int, list[str]] = {}
    for node in order:
        if node in depth:
            rows.setdefault(min(depth[node], len(order)), []).append(node)
    return [rows[row] for row in sorted(rows)]


def _boxes(flow: Flow, titles: Mapping[str, str], ranks: Sequence[Sequence[str]]) -> dict[str, Box]:
    widest = max(len(row) for row in ranks) * (WIDTH + GAP_X) - GAP_X
    boxes = {}
    y = float(PADDING)
    for row in ranks:
        x = PADDING + (widest - (len(row) * (WIDTH + GAP_X) - GAP_X)) / 2
        below = y
        for node in row:
            check, outcome = flow.check(node), flow.outcome(node)
            kind = "check" if check else OutcomeKind.FIX.value if outcome is None else outcome.kind.value
            text = check.question if check else titles.get(node, node)
            boxes[node] = Box(node, kind, _wrap(text), x, y)
            x += WIDTH + GAP_X
            below = max(below, y + boxes[node].height)
        y = below + GAP_Y
    return boxes


def _arrows(flow: Flow, boxes: Mapping[str, Box], labels: Mapping[str, str]) -> list[str]:
    drawn = []
    for check in flow.checks:
        if check.id not in boxes:
            continue
        start = boxes[check.id]
        for position, answer in enumerate(check.answers):
            end = boxes.get(answer.next)
            if end is None:
                continue
            x1 = start.x + WIDTH * (position + 1) / (len(check.answers) + 1)
            y1, x2, y2 = start.y + start.height, end.x + WIDTH / 2, end.y
            bend = (y2 - y1) / 2
            drawn.append(
                f'<path d="M{x1:.1f} {y1:.1f}C{x1:.1f} {y1 + bend:.1f} {x2:.1f} {y2 - bend:.1f} {x2:.1f} {y2:.1f}"/>'
                f'<path class="is-head" d="M{x2 - 4:.1f} {y2 - 7:.1f}h8l-4 7z"/>'
            )
            label = answer.label or labels.get(answer.means, answer.means)
            room = WIDTH / (len(check.answers) + 1) / CHARACTER
            drawn.append(
                f'<text class="is-label" x="{x1:.1f}" y="{y1 + LINE:.1f}">{escape(_shortened(label, room))}</text>'
            )
    return drawn


def _draw(box: Box) -> str:
    lines = "".join(
        f'<text x="{box.x + WIDTH / 2:.1f}" y="{box.y + PADDING + LINE * (number + 0.75):.1f}">{escape(line)}</text>'
        for number, line in enumerate(box.lines)
    )
    return (
        f'<a href="#{escape(box.id)}"><rect class="is-{box.kind}" x="{box.x:.1f}" y="{box.y:.1f}"'
        f' width="{WIDTH}" height="{box.height:.0f}" rx="8"/>{lines}</a>'
    )


def _wrap(text: str) -> tuple[str, ...]:
    """Returns the text in at most three lines, broken at spaces or between Chinese characters."""
    room = (WIDTH - 2 * PADDING) / CHARACTER
    lines, line = [], ""
    for word in _words(text):
        if line and _width(line + word.rstrip()) > room:
            lines.append(line.rstrip())
            line = ""
        line += word
    lines.append(line.rstrip())
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], _shortened("".join(lines[MOST_LINES - 1 :]), room)]
    return tuple(_shortened(line, room) for line in lines)


def _words(text: str) -> list[str]:
    words = [""]
    for character in text:
        if _is_wide(character):
            words += [character, ""]
        else:
            words[-1] += character
            if character == " ":
                words.append("")
    return [word for word in words if word]


def _shortened(text: str, room: float) -> str:
    if _width(text) <= room:
        return text
    while text and _width(text) > room - 1:
        text = text[:-1]
    return f"{text}…"


def _width(text: str) -> int:
    return sum(2 if _is_wide(character) else 1 for character in text)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
