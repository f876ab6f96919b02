"""Results of the build benchmark -> a section of docs/dev/benchmarks.md, and a plot."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

HEADING = "## Build"
PLOT = "images/benchmark-build.svg"
_PAIRS = (
    ("ours, cold", "Hugo + Pagefind + lychee", "everything, against the same work by the fastest tools", 0.6),
    ("ours, cold", "Material", "everything, against Material with its search alone", 0.22),
    ("ours, pages alone", "Hugo", "pages alone, against Hugo with a plain layout", 1.0),
    ("ours, unchanged", "ours, cold", "unchanged, against cold", 0.10),
    ("ours, first edit", "ours, cold", "first edit, against cold", 0.15),
    ("ours, later edit", "ours, cold", "later edit, against cold", 0.15),
)

Result = dict[str, Any]


def write_report(folder: Path, results: Sequence[Result], machine: str) -> None:
    """Writes the section, in place of an earlier one, and the plot."""
    file = folder / "benchmarks.md"
    text = file.read_text("utf-8") if file.is_file() else "# Benchmarks\n"
    section = "\n".join([HEADING, "", *_section(results, machine), ""])
    found = re.search(rf"^{HEADING}\n.*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    text = (
        text[: found.start()] + section + "\n" + text[found.end() :]
        if found
        else f"{text.rstrip()}\n\n{section}"
    )
    file.write_text(text.rstrip() + "\n", "utf-8")
    (folder / PLOT).parent.mkdir(exist_ok=True)
    (folder / PLOT).write_text(plot(results), "utf-8")


def _section(results: Sequence[Result], machine: str) -> list[str]:
    lines = [f"Measured by `scripts/bench build` on {machine}.", ""]
    lines += [f"![Seconds against pages, both on logarithmic scales]({PLOT})", ""]
    lines += [
        "| pages | program | wall s | CPU s | memory MB | files | MB |",
        "|--:|---|--:|--:|--:|--:|--:|",
    ]
    for row in results:
        size = f"{row['files']:,} | {row['bytes'] / 1e6:,.1f}" if row["files"] else " | "
        memory = f"{row['memory']:.0f}" if row["memory"] else ""
        cost = f"{row['wall']:.2f} | {row['cpu']:.2f} | {memory}"
        lines.append(f"| {row['pages']:,} | {row['name']} | {cost} | {size} |")
    lines += ["", "| pages | ratio of wall seconds | wanted at most | measured |", "|--:|---|--:|--:|"]
    walls = {(row["pages"], row["name"]): row["wall"] for row in results}
    for pages in sorted({row["pages"] for row in results}):
        for name, other, told, wanted in _PAIRS:
            if (pages, name) in walls and (pages, other) in walls:
                ratio = walls[pages, name] / walls[pages, other]
                lines.append(f"| {pages:,} | {told} | {wanted:.2f} | {ratio:.2f} |")
    if walls.keys() >= {(40_000, "ours, cold"), (10_000, "ours, cold")}:
        ratio = walls[40_000, "ours, cold"] / walls[10_000, "ours, cold"]
        lines.append(f"| 40,000 | everything, against the same of 10,000 pages | 4.50 | {ratio:.2f} |")
    return lines


_COLOURS = {
    "ours, cold": "#00665a", "ours, unchanged": "#4db6ac", "ours, first edit": "#00897b", "ours, later edit": "#26a69a",
    "ours, pages alone": "#80cbc4",
    "Hugo": "#c2185b", "Hugo + Pagefind": "#e91e63", "Hugo + Pagefind + lychee": "#f48fb1", "Material": "#3f51b5",
    "Zensical": "#9575cd", "cp -r of our site": "#9e9e9e",
}  # fmt: skip


def plot(results: Sequence[Result]) -> str:
    """Returns an SVG picture: seconds against pages, both on logarithmic scales."""
    left, top, width, height = 60, 20, 460, 320
    pages = [row["pages"] for row in results]
    walls = [max(row["wall"], 0.01) for row in results]
    x0, x1 = math.log10(min(pages)) - 0.05, math.log10(max(pages)) + 0.05
    y0, y1 = math.floor(math.log10(min(walls))), math.ceil(math.log10(max(walls)))

    def place(row: Result) -> tuple[float, float]:
        x = left + (math.log10(row["pages"]) - x0) / (x1 - x0) * width
        y = top + height - (math.log10(max(row["wall"], 0.01)) - y0) / max(y1 - y0, 1) * height
        return round(x, 1), round(y, 1)

    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 380" font-family="sans-serif" font-size="12">',
        "<title>Seconds of a build against pages</title>",
        '<rect width="760" height="380" fill="#fff"/>',
    ]
    for power in range(y0, y1 + 1):
        y = top + height - (power - y0) / max(y1 - y0, 1) * height
        parts.append(f'<path d="M{left} {y:.1f}h{width}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g} s</text>')
    for count in sorted(set(pages)):
        x, _ = place({"pages": count, "wall": 1})
        parts.append(f'<text x="{x}" y="{top + height + 18}" text-anchor="middle">{count:,}</text>')
    names = list(dict.fromkeys(row["name"] for row in results))
    for number, name in enumerate(names):
        points = [place(row) for row in results if row["name"] == name]
        colour = _COLOURS.get(name, "#000")
        line = " ".join(f"{x},{y}" for x, y in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in points]
        y = top + 12 + number * 20
        parts.append(f'<path d="M{left + width + 20} {y - 4}h20" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<text x="{left + width + 46}" y="{y}">{name}</text>')
    parts.append(f'<text x="{left + width / 2}" y="372" text-anchor="middle">entry pages</text></svg>\n')
    return "\n".join(parts)
