"""Hosts that imitate an official one: `examp1e.com`, `example-help.com`, `example.com.test`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from helpcenter.contact_shapes.characters import fold


@dataclass(frozen=True)
class HostBook:
    """The hosts known to be right: official domains, others that may be linked, and brands to protect.

    Domains are written without scheme, `example.com`; each stands for its subdomains too.
    """

    official: frozenset[str] = frozenset()
    allowed: frozenset[str] = frozenset()
    brands: frozenset[str] = frozenset()
    _skeletons: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Computes what imitations are compared with."""
        labels = {_skeleton(_own_label(domain)): domain for domain in sorted(self.official, reverse=True)}
        for brand in sorted(self.brands):
            labels.setdefault(_skeleton(re.sub(r"\W", "", brand.lower())), brand)
        object.__setattr__(
            self, "_skeletons", {label: name for label, name in labels.items() if len(label) >= 4}
        )

    @staticmethod
    def of(official: Iterable[str] = (), allowed: Iterable[str] = (), brands: Iterable[str] = ()) -> HostBook:
        """Returns a book of the given names, in any order and case."""
        lower = [
            frozenset(name.lower().rstrip(".") for name in names) for names in (official, allowed, brands)
        ]
        return HostBook(*lower)

    def knows(self, host: str) -> bool:
        """True when the host is an official or an allowed one, or a subdomain of such a one."""
        host = host.lower().rstrip(".")
        parts = host.split(".")
        ends = {".".join(parts[at:]) for at in range(len(parts))}
        return not (ends.isdisjoint(self.official) and ends.isdisjoint(self.allowed))

    def imitated_by(self, host: str) -> str | None:
        """Returns the official domain or brand that a reader takes an unknown host for, if any."""
        if self.knows(host) or not self._skeletons:
            return None
        shown = _decoded(host)
        for label in shown.split("."):
            skeleton = _skeleton(label)
            for known, name in self._skeletons.items():
                if skeleton == known or known in skeleton or _one_slip_apart(skeleton, known):
                    return name
        return None


def _own_label(domain: str) -> str:
    """Returns the label that names the owner: `example` of `www.example.com` and of `example.co.uk`."""
    parts = domain.split(".")
    if (
        len(parts) >= 3
        and parts[-2] in {"com", "co", "net", "org", "gov", "edu", "ac"}
        and len(parts[-1]) == 2
    ):
        return parts[-3]
    return parts[-2] if len(parts) >= 2 else domain


def _decoded(host: str) -> str:
    labels = []
    for label in host.lower().rstrip(".").split("."):
        if label.startswith("xn--"):
            with suppress(UnicodeError):
                label = label[4:].encode("ascii").decode("punycode")
        labels.append(label)
    return ".".join(labels)


_SAME_LOOK = str.maketrans(
    {"0": "o", "1": "l", "i": "l", "|": "l", "5": "s", "8": "b", "2": "z", "ı": "l", "-": ""}
)


def _skeleton(label: str) -> str:
    """Returns what the eye takes in: `rn` and `m`, `1`, `i` and `l`, Cyrillic and Latin are the same."""
    plain = re.sub("[\u0300-\u036f]", "", fold(label).lower())
    return plain.replace("rn", "m").replace("vv", "w").replace("cl", "d").translate(_SAME_LOOK)


def _one_slip_apart(left: str, right: str) -> bool:
    """True when one letter added, dropped, replaced or swapped makes one out of the other."""
    if min(len(left), len(right)) < 5 or abs(len(left) - len(right)) > 1:
        return False
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    rest_left, rest_right = left[start:], right[start:]
    return (
        rest_left[1:] == rest_right[1:]
        or rest_left[1:] == rest_right
        or rest_left == rest_right[1:]
        or (rest_left[:2] == rest_right[1::-1] and rest_left[2:] == rest_right[2:])
    )
