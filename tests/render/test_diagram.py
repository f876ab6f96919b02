"""The picture of a flow, for writers."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

from helpcenter.model import Flow, FlowAnswer, FlowCheck, FlowOutcome, OutcomeKind, Troubleshooting, flow_of
from helpcenter.render.diagram import flow_svg
from helpcenter.routes import PageKind
from tests.render.rendering import Rendering

LABELS = {"yes": "Yes", "no": "No"}


def outcome(name: str) -> FlowOutcome:
    return FlowOutcome(name, OutcomeKind.FIX, None, None, (), (), ())


def check(name: str, question: str, *answers: tuple[str, str]) -> FlowCheck:
    return FlowCheck(name, 0, question, None, tuple(FlowAnswer(label, "choice", to) for label, to in answers))


def picture(flow: Flow) -> ET.Element:
    return ET.fromstring(flow_svg(flow, {"end": "Done <b> & out"}, LABELS, 'A "flow"'))


def test_every_place_and_every_answer_is_drawn() -> None:
    flow = Flow(
        (check("a", "First?", ("on", "b"), ("stop", "end")), check("b", "Second?", ("on", "end"))),
        (outcome("end"),),
    )
    svg = picture(flow)
    assert [link.get("href") for link in svg.iter("a")] == ["#a", "#b", "#end"]
    heights = [float(rect.get("y", 0)) for rect in svg.iter("rect")]
    assert heights == sorted(heights), "each below what leads to it"
    assert len(set(heights)) == 3
    words = [text.text for text in svg.iter("text")]
    assert {"First?", "Second?", "Done <b> & out", "on", "stop"} <= set(words)
    assert svg.get("aria-label") == 'A "flow"'


def test_a_long_question_is_wrapped_and_cut() -> None:
    svg = picture(Flow((check("a", "word " * 60, ("x", "end")),), (outcome("end"),)))
    lines = [text.text or "" for text in svg.iter("text") if (text.text or "").startswith("word")]
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    chinese = picture(Flow((check("a", "钱" * 60, ("x", "end")),), (outcome("end"),)))
    assert [len(line) for text in chinese.iter("text") if "钱" in (line := text.text or "")] == [12, 12, 12]


def test_a_circle_and_a_dangling_answer_do_not_hang_it() -> None:
    flow = Flow((check("a", "A?", ("x", "b")), check("b", "B?", ("y", "a"), ("z", "gone"))), ())
    assert len(list(picture(flow).iter("rect"))) == 2


def test_only_the_preview_shows_it(real: Rendering) -> None:
    previewed = replace(real, site=replace(real.site, preview=True, kept={}))
    flows = 0
    for route in real.site.routes:
        if route.kind is PageKind.ENTRY and route.locale == "zh":
            version = real.site.catalog.version(route.locale, route.entry_id)
            assert version is not None
            is_flow = isinstance(version.entry, Troubleshooting)
            assert "hc-diagram" not in real.html(route)
            assert ("hc-diagram" in previewed.html(route)) is is_flow
            if is_flow:
                nodes = flow_of(version.entry)
                drawn = re.findall(r"<rect ", previewed.html(route))
                assert len(drawn) == len(nodes.checks) + len(nodes.outcomes)
                flows += 1
    assert flows > 10
