"""Addresses resolve as in a browser."""

from __future__ import annotations

import pytest

from helpcenter.audit.addresses import Leads, SiteAddress

PAGE = "en/paymint/refunds/time/index.html"
ROOT = SiteAddress.of("https://help.example.com/")
BELOW = SiteAddress.of("https://www.example.org/help")


@pytest.mark.parametrize(
    ("raw", "target", "fragment"),
    [
        ("", PAGE, ""),
        ("#steps", PAGE, "steps"),
        ("?q=a#b", PAGE, "b"),
        ("./", PAGE, ""),
        (".", PAGE, ""),
        ("..", "en/paymint/refunds/index.html", ""),
        ("../", "en/paymint/refunds/index.html", ""),
        ("../request/", "en/paymint/refunds/request/index.html", ""),
        ("../request", "en/paymint/refunds/request", ""),
        ("../request/#a%20b", "en/paymint/refunds/request/index.html", "a b"),
        ("../../../../assets/x.css?v=1", "assets/x.css", ""),
        ("../../../../", "index.html", ""),
        ("../../../../zh/./a/../b/", "zh/b/index.html", ""),
        ("..\\request\\", "en/paymint/refunds/request/index.html", ""),
        (" \n../requ\test/ ", "en/paymint/refunds/request/index.html", ""),
        ("%E9%80%80/", "en/paymint/refunds/time/退/index.html", ""),
        ("/zh/", "zh/index.html", ""),
        ("//help.example.com/zh/", "zh/index.html", ""),
        ("HTTPS://HELP.EXAMPLE.COM/zh/#x", "zh/index.html", "x"),
        ("https:\\\\help.example.com\\zh\\", "zh/index.html", ""),
        ("https://help.example.com", "index.html", ""),
        ("http://help.example.com/zh/", "zh/index.html", ""),
        ("next.html", "en/paymint/refunds/time/next.html", ""),
    ],
)
def test_inside(raw: str, target: str, fragment: str) -> None:
    assert ROOT.resolve(raw, PAGE) == (Leads.INSIDE, target, fragment)


@pytest.mark.parametrize(
    ("raw", "leads", "target"),
    [
        ("https://www.example.org/a", Leads.OUTSIDE, "www.example.org"),
        ("//www.example.org/a", Leads.OUTSIDE, "www.example.org"),
        ("/\\www.example.org/a", Leads.OUTSIDE, "www.example.org"),
        ("https://help.example.com@www.example.org/", Leads.OUTSIDE, "www.example.org"),
        ("https://help.example.com:8443/", Leads.OUTSIDE, "help.example.com:8443"),
        ("https://[broken/", Leads.OUTSIDE, "[broken"),
        ("../../../../../x", Leads.ABOVE, "../../../../../x"),
        ("mailto:help@example.com", Leads.ELSEWHERE, "mailto"),
        ("JavaScript:alert(1)", Leads.ELSEWHERE, "javascript"),
        ("java\nscript:alert(1)", Leads.ELSEWHERE, "javascript"),
    ],
)
def test_elsewhere(raw: str, leads: Leads, target: str) -> None:
    assert ROOT.resolve(raw, PAGE)[:2] == (leads, target)


def test_site_below_a_path() -> None:
    assert BELOW.resolve("/help/en/", PAGE)[:2] == (Leads.INSIDE, "en/index.html")
    assert BELOW.resolve("/help", PAGE)[:2] == (Leads.INSIDE, "index.html")
    assert BELOW.resolve("/other/", PAGE)[:2] == (Leads.ABOVE, "/other/")
    assert BELOW.url_of("en/index.html") == "https://www.example.org/help/en/"
    assert BELOW.url_of("index.html") == "https://www.example.org/help/"
    assert BELOW.url_of("en/404.html") == "https://www.example.org/help/en/404.html"
