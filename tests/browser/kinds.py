"""One page of each kind, in both locales: what accessibility tests and screenshots go through."""

from __future__ import annotations

_PATHS = {
    "home": "",
    "provider": "cgpay/",
    "category": "cgpay/payments/",
    "topic": "topics/refunds/",
    "faq": "general/security/spot-fake-support/",
    "guide": "eepay/refunds/request-refund/",
    "troubleshooting": "topay/payments/payment-fails/",
    "contact": "contact/",
    "provider-contact": "contact/cgpay/",
    "verify": "verify/",
    "glossary": "glossary/",
    "updates": "updates/",
    "search": "search/",
    "not-found": "404.html",
    "docs": "about/",
}
LOCALES = ("zh", "en")
WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")

KINDS: dict[str, str] = {
    "chooser": "",
    **{f"{kind}-{locale}": f"{locale}/{path}" for kind, path in _PATHS.items() for locale in LOCALES},
}
"""The path of a page by its kind and locale: `guide-zh`."""
