"""Content-Security-Policies allow what a browser would allow."""

from __future__ import annotations

import pytest

from helpcenter.audit.csp import Policy, header_policies

STRICT = "default-src 'none'; script-src 'self' 'sha256-abc'; style-src 'self'; img-src 'self' data:; base-uri 'self'"


@pytest.mark.parametrize(
    ("policy", "directive", "digest", "allowed"),
    [
        (STRICT, "script-src", "sha256-abc", True),
        (STRICT, "script-src", "sha256-xyz", False),
        (STRICT, "script-src", "", False),
        (STRICT, "style-src", "sha256-abc", False),
        ("script-src 'unsafe-inline'", "script-src", "sha256-xyz", True),
        ("script-src 'unsafe-inline' 'sha256-abc'", "script-src", "sha256-xyz", False),
        ("script-src 'self'; script-src-attr 'unsafe-inline'", "script-src", "", True),
        ("img-src 'self'", "script-src", "sha256-xyz", True),
        ("default-src 'self'", "style-src", "sha256-xyz", False),
    ],
)
def test_inline(policy: str, directive: str, digest: str, allowed: bool) -> None:
    assert Policy.of(policy).allows_inline(directive, digest) is allowed


@pytest.mark.parametrize(
    ("policy", "directive", "host", "scheme", "allowed"),
    [
        (STRICT, "script-src", "", "", True),
        (STRICT, "font-src", "", "", False),
        (STRICT, "img-src", "", "data", True),
        (STRICT, "script-src", "", "data", False),
        (STRICT, "img-src", "cdn.example.net", "", False),
        ("img-src https://cdn.example.net", "img-src", "cdn.example.net", "", True),
        ("img-src *.example.net", "img-src", "cdn.example.net", "", True),
        ("img-src *.example.net", "img-src", "example.net", "", False),
        ("img-src https:", "img-src", "cdn.example.net", "", True),
        ("frame-src 'self'", "script-src", "cdn.example.net", "", True),
        ("child-src 'self'", "frame-src", "cdn.example.net", "", False),
        ("script-src-elem 'self'; script-src 'none'", "script-src", "", "", True),
        ("img-src 'none'; img-src 'self'", "img-src", "", "", False),
    ],
)
def test_addresses(policy: str, directive: str, host: str, scheme: str, allowed: bool) -> None:
    assert Policy.of(policy).allows_address(directive, host, scheme) is allowed


def test_loosenings() -> None:
    assert list(Policy.of(STRICT).loosenings()) == []
    assert list(Policy.of("default-src *; script-src 'unsafe-eval' data:").loosenings()) == [
        ("default-src", "*"),
        ("script-src", "'unsafe-eval'"),
        ("script-src", "data:"),
        ("base-uri", ""),
    ]


def test_headers_apply_by_path() -> None:
    headers = """# all
/*
  X-Frame-Options: DENY
  Content-Security-Policy: default-src 'none'
/en/*
  content-security-policy: img-src 'self'
/:locale/contact/
  Content-Security-Policy: font-src 'self'
"""
    assert header_policies(headers, "/zh/") == ["default-src 'none'"]
    assert header_policies(headers, "/en/a/") == ["default-src 'none'", "img-src 'self'"]
    assert header_policies(headers, "/zh/contact/") == ["default-src 'none'", "font-src 'self'"]
