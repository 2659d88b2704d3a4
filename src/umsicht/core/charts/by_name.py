"""Charts with one row per name: dots with their span of chance, bars, parts of a whole."""

from __future__ import annotations

from typing import Any

import altair as alt

from umsicht.core.charts import theme
from umsicht.core.charts.parts import (
    Options,
    Rows,
    Size,
    broken,
    chart,
    is_narrow,
    names,
    number_format,
    scale,
    wrapped,
)

PARTS: tuple[dict[str, Any], ...] = (
    {"fill": theme.ACCENT},
    {"fill": theme.ACCENT_LINE, "stroke": theme.ACCENT},
    {"fill": theme.SURFACE_2, "stroke": theme.LINE_STRONG},
)


def comparison(rows: Rows, size: Size, options: Options) -> Any:
    """One dot per name, lowest first, unknown ones last: options name, value, low, high, own (a name to stress)."""
    name, value = options["name"], options["value"]
    rows, height = wrapped(sorted(rows, key=lambda row: (row[value] is None, row[value] or 0)), name, size)
    own_name = broken(options.get("own"), size)
    width = size[0] - (200 if is_narrow(size) else 260)
    y, layers = names(rows, name, own=own_name)
    ticks = alt.Axis(grid=True, title=None, tickCount=max(2, width // 90), format=number_format(options))
    x = alt.X(value, type="quantitative", scale=scale(options), axis=ticks)
    for own in (False, True):
        part = [row for row in rows if (row[name] == own_name) == own]
        if part:
            layers += _dots(part, y, x, options, width, own=own)
    return alt.layer(*layers).properties(width=width, height=height * max(len(rows), 1))


def _dots(rows: Rows, y: Any, x: Any, options: Options, width: int, *, own: bool) -> list[Any]:
    value, colour = options["value"], theme.ACCENT if own else theme.LINE_STRONG
    layers = []
    if "low" in options:
        rule = chart(rows).mark_rule(color=colour, strokeWidth=3 if own else 2)
        low = alt.X(options["low"], type="quantitative", scale=scale(options))
        spans = rule.encode(y=y, x=low, x2=options["high"])
        layers.append(spans.properties(name="whisker_own" if own else "whisker"))
    points = chart(rows).mark_point(
        fill=colour, stroke=theme.PAPER, strokeWidth=1.5, opacity=1, size=160 if own else 90
    )
    layers.append(points.encode(y=y, x=x).properties(name="dot" if own else "other"))
    known = [row for row in rows if row[value] is not None]
    text = chart(known).mark_text(
        align="right", fontWeight=600 if own else 400, color=theme.INK if own else theme.MUTED
    )
    shown = alt.Text(value, type="quantitative", format=number_format(options))
    values = text.encode(y=y, x=alt.value(width + 56), text=shown)
    return [*layers, values.properties(name="strong__value" if own else "muted__value")]


def bars(rows: Rows, size: Size, options: Options) -> Any:
    """Lying bars with their values: options name, value, own, sort (largest first; else in the order of the rows)."""
    name, value = options["name"], options["value"]
    if options.get("sort"):
        rows = sorted(rows, key=lambda row: -(row[value] or 0))
    rows, height = wrapped(rows, name, size)
    own_name = broken(options.get("own"), size)
    y, layers = names(rows, name, own=own_name)
    x = alt.X(value, type="quantitative", scale=alt.Scale(zero=True), axis=None)
    for number in (0, 1):
        part = [row for row in rows if (own_name in (None, row[name])) == (number == 0)]
        if part:
            bar = chart(part).mark_bar(height=18, **PARTS[number]).encode(y=y, x=x)
            layers.append(bar.properties(name=f"fill_{number + 1}"))
    text = chart([row for row in rows if row[value] is not None]).mark_text(align="left", dx=8)
    shown = text.encode(y=y, x=x, text=alt.Text(value, type="quantitative", format=number_format(options)))
    width = size[0] - (190 if is_narrow(size) else 320)
    return alt.layer(*layers, shown.properties(name="label")).properties(
        width=width, height=height * max(len(rows), 1)
    )


def shares(rows: Rows, size: Size, options: Options) -> Any:
    """Parts of a whole per name, up to three kinds: options name, part, value. Says the percentage in each field."""
    name, part, value = options["name"], options["part"], options["value"]
    rows, height = wrapped(rows, name, size)
    parts = list(dict.fromkeys(row[part] for row in rows))
    if len(parts) > len(PARTS):
        raise ValueError("More than three parts can't be told apart.")
    width = size[0] - (150 if is_narrow(size) else 240)
    drawn = _fields(rows, name, part, value)
    order = list(dict.fromkeys(row[name] for row in rows))
    y, layers = names([{"name": label} for label in order], "name")
    whole = alt.Scale(domain=[0, 1], nice=False)
    for number, label in enumerate(parts):
        own = [field for field in drawn if field["part"] == label]
        bar = chart(own).mark_bar(height=24, **PARTS[number])
        start = alt.X("from", type="quantitative", scale=whole, axis=None)
        layers.append(bar.encode(y=y, x=start, x2="to").properties(name=f"fill_{number + 1}"))
        readable = [field for field in own if field["share"] * width > 46]
        text = chart(readable).mark_text(color=theme.PAPER if number == 0 else theme.INK)
        middle = alt.X("middle", type="quantitative", scale=whole, axis=None)
        shown = text.encode(y=y, x=middle, text="label:N")
        layers.append(shown.properties(name="on" if number == 0 else f"label__{number}"))
    return alt.layer(*layers).properties(width=width, height=height * max(len(order), 1))


def _fields(rows: Rows, name: str, part: str, value: str) -> Rows:
    """Where each part begins and ends between 0 and 1; names without any count have no fields."""
    totals: dict[Any, float] = {}
    for row in rows:
        totals[row[name]] = totals.get(row[name], 0) + (row[value] or 0)
    at = dict.fromkeys(totals, 0.0)
    fields = []
    for row in rows:
        label, total = row[name], totals[row[name]]
        share = (row[value] or 0) / total if total else 0
        if share:
            start, at[label] = at[label], at[label] + share
            text = f"{share * 100:.0f}\u00a0%"
            middle = start + share / 2
            field = {"name": label, "part": row[part], "from": start, "to": at[label], "middle": middle}
            fields.append(field | {"share": share, "label": text})
    return fields
