"""Colour arithmetic: a municipality's own accent, and the contrast every pair of tokens must reach (WCAG 2.2).

A municipality chooses two colours; tint, line and the whole dark set are derived, so that nobody can choose an
unreadable one. The result is a small style sheet of its own address: pages carry no inline style.
"""

from __future__ import annotations

import colorsys
import re

ACCENT_MIN = 7.0  # on white
ACCENT_DEEP_MIN = 10.0  # white on it
DARK_PAPER = "#12181a"
DARK_MIN = 7.0

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
Rgb = tuple[float, float, float]


class BadAccent(ValueError):
    """A colour that is no `#rrggbb` or has too little contrast; the text says which, for people."""


def _rgb(colour: str) -> Rgb:
    if not _HEX.fullmatch(colour):
        raise BadAccent(f"{colour!r} is not a colour like #0b5058.")
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _hex(rgb: Rgb) -> str:
    return "#" + "".join(f"{round(max(0.0, min(1.0, part)) * 255):02x}" for part in rgb)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _rgb(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mix(colour: str, other: str, share: float) -> str:
    """`colour` with `share` (0 to 1) of `other` in it."""
    a, b = _rgb(colour), _rgb(other)
    return _hex((a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share))


def _until(colour: str, other: str, ground: str, least: float) -> str:
    """The smallest mix of `colour` with `other` that reaches `least` contrast on `ground`."""
    for hundredth in range(101):
        found = mix(colour, other, hundredth / 100)
        if contrast(found, ground) >= least:
            return found
    return other


def _bright(accent: str) -> str:
    """The accent's hue, light enough for a dark page. Mixing with white would leave it grey."""
    hue, _lightness, saturation = colorsys.rgb_to_hls(*_rgb(accent))
    for percent in range(50, 100):
        found = _hex(colorsys.hls_to_rgb(hue, percent / 100, min(saturation, 0.42)))
        if contrast(found, DARK_PAPER) >= DARK_MIN + 2:
            return found
    return "#ffffff"


def check(accent: str, accent_deep: str) -> None:
    """Raise BadAccent unless both colours can be read: 7:1 on white and 10:1 with white on it."""
    for colour, least, name in (
        (accent, ACCENT_MIN, "accent"),
        (accent_deep, ACCENT_DEEP_MIN, "dark accent"),
    ):
        reached = contrast(colour, "#ffffff")
        if reached < least:
            raise BadAccent(
                f"The {name} {colour} reaches {reached:.1f}:1 with white; {least:.0f}:1 is needed."
            )


def css(accent: str, accent_deep: str) -> str:
    """The style sheet of a municipality with its own accent, light and dark. Raises BadAccent."""
    check(accent, accent_deep)
    light = {
        "--um-accent": accent,
        "--um-accent-deep": accent_deep,
        "--um-accent-tint": mix(accent, "#ffffff", 0.9),
        "--um-accent-line": mix(accent, "#ffffff", 0.55),
    }
    bright = _bright(accent)
    dark = {
        "--um-accent": bright,
        "--um-accent-deep": accent_deep,
        "--um-accent-tint": mix(bright, DARK_PAPER, 0.8),
        "--um-accent-line": _until(mix(bright, DARK_PAPER, 0.6), bright, DARK_PAPER, 3.2),
        "--um-on-accent": _until(mix(accent_deep, "#000000", 0.3), "#000000", bright, 7.0),
        "--kern-color-action-state-indicator-shade-hover": mix(bright, "#ffffff", 0.4),
        "--kern-color-action-state-indicator-shade-active": mix(bright, "#ffffff", 0.4),
    }

    def block(tokens: dict[str, str]) -> str:
        return ":root{" + ";".join(f"{name}:{value}" for name, value in tokens.items()) + "}"

    return f"{block(light)}\n@media screen and (prefers-color-scheme:dark){{{block(dark)}}}\n"
