"""Colours with enough contrast: a provider's own colour, made readable in the light and the dark scheme."""

from __future__ import annotations

import colorsys

LIGHT_SURFACE = "#f3f6f5"
"""The darkest surface a mark stands on in the light scheme (assets/css/tokens.css)."""
DARK_SURFACE = "#1c2624"
"""The lightest surface a mark stands on in the dark scheme."""
MINIMUM = 4.5
"""Contrast that WCAG 2.2 AA asks of text (1.4.3)."""


def readable(colour: str, surface: str, minimum: float = MINIMUM) -> str:
    """Returns `colour`, made darker or lighter in small steps until it stands out from `surface`.

    Both are `#rrggbb`; hue and saturation stay.
    """
    hue, light, saturation = colorsys.rgb_to_hls(*(channel / 255 for channel in _channels(colour)))
    step = -0.01 if luminance(surface) > 0.18 else 0.01
    while contrast(colour, surface) < minimum and 0 <= light + step <= 1:
        light += step
        red, green, blue = colorsys.hls_to_rgb(hue, light, saturation)
        colour = f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"
    return colour


def contrast(one: str, other: str) -> float:
    """Returns the contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Returns the relative luminance of `#rrggbb`, 0 to 1, as WCAG 2.2 defines it."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
