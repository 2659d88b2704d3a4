"""Charts over time: one line, several lines, columns.

Nothing is told by colour alone: series differ in dash and shape and carry their names at the end of the line.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from umsicht.core.charts import theme
from umsicht.core.charts.parts import Options, Rows, Size, chart, is_narrow, number_format, quoted, scale

DASHES: Sequence[list[int]] = ([1, 0], [6, 4], [2, 3], [10, 3, 2, 3])
SHAPES = ("circle", "square", "diamond", "triangle-up")


def _time(rows: Rows, x: str, size: Size) -> Any:
    """Years as numbers, dates as dates, anything else in the order of the rows; as many labels as there is room."""
    values = sorted({row[x] for row in rows if row[x] is not None}, key=str)
    if values and all(isinstance(value, (int, float)) for value in values):
        step = max(1, round(len(values) * 48 / size[0] + 0.49))
        axis = alt.Axis(values=values[::-1][::step], format="d", title=None, labelFlush=False)
        bounds = [values[0], values[-1]] if len(values) > 1 else [values[0] - 1, values[0] + 1]
        return alt.X(
            x, type="quantitative", scale=alt.Scale(zero=False, nice=False, domain=bounds), axis=axis
        )
    if values and all(len(str(value)) == 10 and str(value)[4] == "-" for value in values):
        return alt.X(
            x, type="temporal", axis=alt.Axis(format="%d.%m.%y", title=None, tickCount=max(2, size[0] // 110))
        )
    return alt.X(x, type="ordinal", axis=alt.Axis(title=None, labelAngle=0, labelOverlap=True), sort=None)


def _height(y: str, options: Options) -> Any:
    axis = alt.Axis(title=None, tickCount=5, format=number_format(options))
    return alt.Y(y, type="quantitative", scale=scale(options), axis=axis)


def trend(rows: Rows, size: Size, options: Options) -> Any:
    """One line: options x, y; low and high for a band of chance; usual=[from, to], usual_labels; domain; unit.

    `cuts`: values of x from which on something else is counted; no line and no band leads over them.
    """
    x, y = options["x"], options["y"]
    rows = _stretches(rows, x, options.get("cuts", ()))
    stretch = alt.Detail("__stretch", type="nominal")
    time, height = _time(rows, x, size), _height(y, options)
    layers = _usual(options, size) if "usual" in options else []
    if "low" in options:
        band = chart(rows).mark_area(fill=theme.ACCENT, fillOpacity=0.2)
        low = alt.Y(options["low"], type="quantitative", scale=scale(options))
        layers.append(band.encode(x=time, y=low, y2=options["high"], detail=stretch).properties(name="band"))
    line = chart(rows).mark_line(color=theme.ACCENT, strokeWidth=2.5)
    dots = chart(rows).mark_point(fill=theme.ACCENT, stroke=theme.PAPER, strokeWidth=1.5, size=90, opacity=1)
    layers.append(line.encode(x=time, y=height, detail=stretch).properties(name="line"))
    layers.append(dots.encode(x=time, y=height).properties(name="dot"))
    known = [row for row in rows if row[y] is not None and row[x] is not None]
    if known:
        layers.append(_end_label(known[-1], options, time, height, narrow=is_narrow(size)))
    return alt.layer(*layers).properties(width=size[0] - (40 if is_narrow(size) else 180), height=size[1])


def _stretches(rows: Rows, x: str, cuts: Sequence[Any]) -> Rows:
    """Each row with the number of cuts before it."""
    return [row | {"__stretch": sum(row[x] is not None and row[x] >= cut for cut in cuts)} for row in rows]


def _usual(options: Options, size: Size) -> list[Any]:
    """The range to expect: a quiet area between two dashed borders, named at the right where there is room."""
    low, high = options["usual"]
    lower = alt.Y("from", type="quantitative", scale=scale(options))
    area = chart([{"from": low, "to": high}]).mark_rect(fill=theme.SURFACE_2, fillOpacity=0.75)
    border = alt.Y("border", type="quantitative", scale=scale(options))
    rule = chart([{"border": low}, {"border": high}]).mark_rule(color=theme.LINE_STRONG, strokeDash=[4, 4])
    layers = [
        area.encode(y=lower, y2="to").properties(name="usual"),
        rule.encode(y=border).properties(name="usual_line"),
    ]
    words = options.get("usual_labels")
    if words and not is_narrow(size):
        rows = [
            {"border": value, "label": f"{value:,.0f} {word}".replace(",", ".")}
            for value, word in zip((low, high), words, strict=True)
        ]
        text = chart(rows).mark_text(align="left", dx=12, color=theme.MUTED)
        layers.append(
            text.encode(x=alt.value(size[0] - 180), y=border, text="label:N").properties(name="muted__border")
        )
    return layers


def _end_label(last: dict[str, Any], options: Options, time: Any, height: Any, *, narrow: bool) -> Any:
    number = f"format(datum[{quoted(options['y'])}], {quoted(number_format(options))})"
    unit = f" {options['unit']}" if options.get("unit") and not narrow else ""
    place: dict[str, Any] = {"align": "right", "dx": 4, "dy": -18} if narrow else {"align": "left", "dx": 12}
    text = (
        chart([last])
        .transform_calculate(label=f"{number} + {quoted(unit)}")
        .mark_text(fontWeight=600, **place)
    )
    return text.encode(x=time, y=height, text="label:N").properties(name="strong")


def series(rows: Rows, size: Size, options: Options) -> Any:
    """Up to four lines, named at their ends: options x, y, series; domain; format."""
    x, y, name = options["x"], options["y"], options["series"]
    names = list(dict.fromkeys(row[name] for row in rows))
    if len(names) > len(DASHES):
        raise ValueError("More than four lines can't be told apart.")
    time, height = _time(rows, x, size), _height(y, options)
    layers, ends = [], []
    for number, label in enumerate(names):
        own = [row for row in rows if row[name] == label]
        colour = theme.ACCENT if number == 0 else theme.LINE_STRONG
        line = chart(own).mark_line(color=colour, strokeWidth=2.5, strokeDash=list(DASHES[number]))
        dots = chart(own).mark_point(
            fill=colour, stroke=theme.PAPER, strokeWidth=1.5, size=80, opacity=1, shape=SHAPES[number]
        )
        line_name, dot_name = ("line", "dot") if number == 0 else ("line_other", "other")
        layers.append(line.encode(x=time, y=height).properties(name=f"{line_name}__{number}"))
        layers.append(dots.encode(x=time, y=height).properties(name=f"{dot_name}__{number}"))
        ends += [row | {"__first": number == 0} for row in own if row[y] is not None][-1:]
    for number, end in enumerate(_apart(ends, y, size[1])):
        text = chart([end]).mark_text(
            align="left", dx=12, dy=end["__dy"], fontWeight=600 if end["__first"] else 400
        )
        kind = "strong" if end["__first"] else "label"
        layers.append(
            text.encode(x=time, y=height, text=alt.Text(name, type="nominal")).properties(
                name=f"{kind}__{number}"
            )
        )
    return alt.layer(*layers).properties(width=size[0] - (130 if is_narrow(size) else 200), height=size[1])


def _apart(ends: Rows, y: str, height: int) -> Rows:
    """Shift end labels that would lie on each other by a line's height."""
    top = max((end[y] for end in ends), default=1) or 1
    placed: list[float] = []
    made = []
    for end in sorted(ends, key=lambda row: -row[y]):
        wanted = height * (1 - end[y] / top)
        shown = max(wanted, placed[-1] + 19) if placed else wanted
        placed.append(shown)
        made.append(end | {"__dy": shown - wanted})
    return made


def columns(rows: Rows, size: Size, options: Options) -> Any:
    """Standing columns with their values: options x, y; format."""
    x, y = options["x"], options["y"]
    every = max(1, round(len(rows) * 48 / size[0] + 0.49))
    labels = [row[x] for row in rows][::-1][::every]
    time = alt.X(x, type="ordinal", sort=None, axis=alt.Axis(title=None, labelAngle=0, values=labels))
    height = alt.Y(y, type="quantitative", scale=alt.Scale(zero=True), axis=None)
    bar = chart(rows).mark_bar(fill=theme.ACCENT).encode(x=time, y=height).properties(name="fill_1")
    shown = chart([row for row in rows if row[x] in labels and row[y] is not None]).mark_text(dy=-12)
    text = shown.encode(
        x=time, y=height, text=alt.Text(y, type="quantitative", format=number_format(options))
    )
    return alt.layer(bar, text.properties(name="label")).properties(width=size[0] - 16, height=size[1])
