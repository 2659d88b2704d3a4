"""The house look as a Vega-Lite configuration. Colours are those of the front end's tokens."""

from __future__ import annotations

from typing import Any

ACCENT, ACCENT_LINE = "#0b5058", "#8fb5b8"
INK, MUTED, LINE, LINE_STRONG = "#1b2124", "#51595d", "#d6d6d0", "#767e80"
SURFACE_2, PAPER = "#ebe9e2", "#ffffff"
FONT = "Fira Sans"
SIZE = 15

CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": None,
    "padding": 4,
    "view": {"stroke": None},
    "mark": {"invalid": "break-paths-show-domains"},
    "text": {"font": FONT, "fontSize": SIZE, "color": INK, "baseline": "middle"},
    "axis": {
        "labelFont": FONT,
        "labelFontSize": SIZE,
        "labelColor": MUTED,
        "labelPadding": 8,
        "titleFont": FONT,
        "titleFontSize": SIZE,
        "titleFontWeight": 400,
        "titleColor": MUTED,
        "gridColor": LINE,
        "gridWidth": 1,
        "domain": False,
        "ticks": False,
        "labelLimit": 220,
    },
    "axisX": {"grid": False},
}
