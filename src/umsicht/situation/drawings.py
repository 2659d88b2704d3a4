"""Charts of this package, drawn in the rendering child; see core.charts.parts for what the names of layers mean."""

from __future__ import annotations

from typing import Any

import altair as alt

from umsicht.core.charts import theme
from umsicht.core.charts.parts import Options, Rows, Size, chart, is_narrow, number_format, scale


def funnel(rows: Rows, size: Size, options: Options) -> Any:
    """Regions by size and rate between limits that narrow with size.

    Options: x (population), y (rate), name, own (a name to stress), mean, limits (rows of x, low, high, far_low, far_high).
    """
    x = alt.X(options["x"], type="quantitative", scale=alt.Scale(zero=True, nice=True), axis=_sizes(size))
    ticks = alt.Axis(title=None, tickCount=5, format=number_format(options))
    y = alt.Y(options["y"], type="quantitative", scale=scale(options), axis=ticks)
    layers = _limits(options["limits"], options, x)
    own_name = options.get("own")
    for own in (False, True):
        part = [
            row for row in rows if (row[options["name"]] == own_name) == own and row[options["y"]] is not None
        ]
        if part:
            layers += _points(part, x, y, options, own=own)
    width = size[0] - (56 if is_narrow(size) else 60)
    return alt.layer(*layers).properties(width=width, height=size[1])


def _sizes(size: Size) -> Any:
    return alt.Axis(
        title=None, grid=False, tickCount=3 if is_narrow(size) else 6, format=",.0f", labelFlush=True
    )


def _limits(rows: Rows, options: Options, x: Any) -> list[Any]:
    place = alt.X("x", type="quantitative")
    area = chart(rows).mark_area(fill=theme.SURFACE_2, fillOpacity=0.75)
    low = alt.Y("low", type="quantitative", scale=scale(options))
    layers = [area.encode(x=place, y=low, y2="high").properties(name="usual")]
    for name in ("far_low", "far_high"):
        line = chart(rows).mark_line(color=theme.LINE_STRONG, strokeDash=[4, 4], strokeWidth=1)
        layers.append(
            line.encode(x=place, y=alt.Y(name, type="quantitative")).properties(name=f"usual_line__{name}")
        )
    mean = chart([{"mean": options["mean"]}]).mark_rule(color=theme.LINE_STRONG, strokeWidth=1.5)
    layers.append(mean.encode(y=alt.Y("mean", type="quantitative")).properties(name="line_other"))
    return layers


def _points(rows: Rows, x: Any, y: Any, options: Options, *, own: bool) -> list[Any]:
    colour = theme.ACCENT if own else theme.LINE_STRONG
    points = chart(rows).mark_point(
        fill=colour, stroke=theme.PAPER, strokeWidth=1.5, opacity=1, size=160 if own else 90
    )
    layers = [points.encode(x=x, y=y).properties(name="dot" if own else "other")]
    if own:
        text = chart(rows).mark_text(fontWeight=600, dy=-18)
        label = alt.Text(options["name"], type="nominal")
        layers.append(text.encode(x=x, y=y, text=label).properties(name="strong"))
    return layers
