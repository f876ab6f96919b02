"""The hand-off note and the page that verifies a contact: all on the device."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from tests.site_server import Site

pytestmark = pytest.mark.browser

NOTE = "en/contact/cgpay/?need=time,transaction_number&about=cgpay/refunds/request-refund#note"
CONTACTS = {
    "providers": [
        {
            "id": "acme",
            "names": {"en": "Acme", "zh": "艾可"},
            "official_domains": ["acmepay.example.com"],
            "contacts": [
                {
                    "kind": "phone",
                    "value": "+86 10 5550 0100",
                    "verified_on": "2026-11-01",
                    "expires_on": "2999-01-01",
                },
                {
                    "kind": "email",
                    "value": "help@acmepay.example.com",
                    "verified_on": "2026-11-01",
                    "expires_on": "2020-01-01",
                },
            ],
        }
    ]
}


def note(page: Page) -> str:
    return page.locator("#n-result").input_value()


def test_a_note_is_written_from_what_is_filled_in(page: Page, site: Site) -> None:
    page.goto(site.url(NOTE))
    labels = page.locator(".hc-field label").all_inner_texts()
    assert labels[:2] == ["When the problem happened", "Transaction number"]
    assert not page.locator("[data-note-result]").is_visible()
    page.get_by_label("Transaction number").fill("T-100")
    assert note(page).splitlines() == [
        "Hello CGPay support,",
        "Transaction number: T-100",
        f"The help page I read: {site.url('en/cgpay/refunds/request-refund/')}",
    ]


def test_a_note_is_copied(page: Page, site: Site) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(site.url(NOTE))
    page.get_by_label("Transaction number").fill("T-100")
    page.get_by_role("button", name="Copy").click()
    expect(page.locator("[data-note-status]")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == note(page)


def test_a_note_is_written_and_copied_by_keyboard(page: Page, site: Site) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(site.url(NOTE))
    page.get_by_label("When the problem happened").focus()
    page.keyboard.type("Monday, 10:00")
    page.keyboard.press("Tab")
    page.keyboard.type("T-100")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.hasAttribute('data-note-copy')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("[data-note-status]")).to_have_text("Copied.")
    assert "When the problem happened: Monday, 10:00\nTransaction number: T-100" in note(page)


def test_card_numbers_are_masked_and_secrets_left_out(page: Page, site: Site) -> None:
    page.goto(site.url(NOTE))
    page.get_by_label("Account details").fill("card 4111 1111 1111 1111")
    assert "•••• 1111" in note(page)
    assert "4111" not in note(page)
    expect(page.locator("[data-warning]:visible")).to_contain_text("card number")
    page.get_by_label("Account details").fill("my password is hunter2")
    assert "hunter2" not in note(page)
    expect(page.locator("[data-warning]:visible")).to_contain_text("password or a code")
    page.get_by_label("Transaction number").fill("1234567890123456")
    assert "1234567890123456" in note(page), "no card number: the check digit is wrong"


def test_a_note_is_kept_on_the_device_only(page: Page, site: Site) -> None:
    page.goto(site.url(NOTE))
    site.requests.clear()
    page.get_by_label("Transaction number").fill("T-100")
    page.get_by_label("Account details").fill("4111111111111111")
    page.reload()
    expect(page.get_by_label("Transaction number")).to_have_value("T-100")
    assert "4111" not in page.evaluate("JSON.stringify(sessionStorage)")
    assert not [path for path in site.requests if "T-100" in path]
    page.get_by_role("button", name="Clear everything").click()
    expect(page.get_by_label("Transaction number")).to_have_value("")
    assert page.evaluate("sessionStorage.length") == 0


def test_an_address_puts_no_words_into_the_note(page: Page, site: Site) -> None:
    page.goto(site.url("en/contact/cgpay/?need=<b>x&about=call+1-888&note=call#note"))
    page.get_by_label("Transaction number").fill("T-100")
    assert note(page).splitlines() == ["Hello CGPay support,", "Transaction number: T-100"]


@pytest.fixture
def verify(page: Page, site: Site) -> Page:
    """The page that verifies a contact, with contacts of one provider."""
    page.route("**/api/v1/contacts.json", lambda route: route.fulfill(body=json.dumps(CONTACTS)))
    page.goto(site.url("en/verify/"))
    return page


@pytest.mark.parametrize(
    ("pasted", "kind", "says"),
    [
        ("+86 10 5550 0100", "official", "Acme publishes this contact; we checked it on November 1, 2026"),
        ("(010) 5550-0100", "official", "Acme publishes"),
        ("https://acmepay.example.com/help", "official", "official site, acmepay.example.com"),
        ("www.acmepay.example.com", "official", "official site"),
        ("acmepay.example.com.evil.test", "alike", "Careful"),
        ("https://acrnepay.example.com", "alike", "Careful"),
        ("acmepay-example.com", "alike", "Careful"),
        ("https://аcmepay.example.com", "alike", "Careful"),
        ("https://xn--cmepay-2nf.example.com/", "alike", "Careful"),
        ("https://bücher.example.org", "unknown", "don't know"),
        ("help@acmepay.example.com", "unknown", "don't know"),
        ("someone@acrnepay.example.com", "alike", "Careful"),
        ("+1 888 555 0100", "unknown", "don't know"),
        ("https://example.org", "unknown", "don't know"),
        ("hello", "unreadable", "doesn't look like"),
        ("", "unreadable", "doesn't look like"),
    ],
)
def test_a_verdict_says_why(verify: Page, pasted: str, kind: str, says: str) -> None:
    verify.locator("#v").fill(pasted)
    verify.locator("#v").press("Enter")
    verdict = verify.locator("output")
    expect(verdict).to_contain_text(says)
    expect(verdict).to_have_class(f"hc-verdict hc-verdict--{kind}")
    assert " safe" not in verdict.inner_text()


def test_a_list_that_does_not_load_is_said_so(page: Page, site: Site) -> None:
    page.route("**/api/v1/contacts.json", lambda route: route.abort())
    page.goto(site.url("en/verify/"))
    page.locator("#v").fill("+1 888 555 0100")
    page.get_by_role("button", name="Check").click()
    expect(page.locator("output")).to_contain_text("didn't load")
