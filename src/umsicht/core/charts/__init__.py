"""Charts that can't be made without their table, definition, date, source and reading help.

    figure = Figure(title="…", description="…", columns=(…), rows=(…), definition="…", as_of=…, source="…",
                    reading_help="…", draw=TREND, options={"x": "year", "y": "rate"})
    drawing = charts.drawing(figure)      # drawing.wide, drawing.narrow: inline SVG for the page
    blocks = charts.printed(figure)       # for PDF and Word

Altair and vl-convert run in a child process (rendering.py), so that no web process carries their 200 MB.
"""

from umsicht.core.charts.figure import BARS, COLUMNS, COMPARISON, SERIES, SHARES, TREND, DataColumn, Figure
from umsicht.core.charts.pages import Drawing, drawing, drawings, legend, printed
from umsicht.core.charts.rendering import ChartError, prune, svg, warm

__all__ = [
    "BARS",
    "COLUMNS",
    "COMPARISON",
    "SERIES",
    "SHARES",
    "TREND",
    "ChartError",
    "DataColumn",
    "Drawing",
    "Figure",
    "drawing",
    "drawings",
    "legend",
    "printed",
    "prune",
    "svg",
    "warm",
]
