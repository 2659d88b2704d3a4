"""What the kinds of charts share. Runs in the rendering child only: Altair is slow to import.

A layer's name becomes the class of its marks ("line" → c-line, see cleaning.py), so that the page's style sheet, dark
mode and print can repaint them.
"""

from __future__ import annotations

import textwrap
from typing import Any

import altair as alt

Rows = list[dict[str, Any]]
Size = tuple[int, int]
Options = dict[str, Any]
NARROW = 550
"""Between the two widths we draw, with room for the child's second try at either."""


def chart(rows: Rows) -> Any:
    return alt.Chart(alt.Data(values=rows))


def is_narrow(size: Size) -> bool:
    return size[0] < NARROW


def number_format(options: Options) -> str:
    return str(options.get("format", ",.0f"))


def scale(options: Options) -> Any:
    """Zero is in the picture unless the caller cuts the axis on purpose (and says so in the figure's note)."""
    domain = options.get("domain")
    return alt.Scale(domain=domain, nice=False) if domain else alt.Scale(zero=True, nice=True)


def quoted(text: str) -> str:
    """A text as a Vega expression's string."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'"


def wrapped(rows: Rows, name: str, size: Size) -> tuple[Rows, int]:
    """The rows with long names broken into lines (and cut with "…" after the last), and the height a row needs."""
    made = [row | {name: broken(str(row[name]), size)} for row in rows]
    most = max((str(row[name]).count("\n") + 1 for row in made), default=1)
    return made, 30 if most == 1 else most * 19 + 14


def broken(text: str | None, size: Size) -> str | None:
    if text is None:
        return None
    width, lines = (17, 3) if is_narrow(size) else (32, 2)
    return "\n".join(textwrap.wrap(text, width, max_lines=lines, placeholder=" …", break_on_hyphens=True))


def names(rows: Rows, name: str, *, own: Any = None) -> tuple[Any, list[Any]]:
    """The y encoding for one row per name, and the names written at its left, centred beside their mark.

    An axis would write them too, but hangs broken names below the mark.
    """
    order = list(dict.fromkeys(row[name] for row in rows))
    y = alt.Y(name, type="nominal", sort=order, scale=alt.Scale(domain=order), axis=None)
    up = f"-9.5 * (length(split(datum[{quoted(name)}], {quoted(chr(10))})) - 1)"
    layers = []
    for stressed in (False, True):
        part = [{name: label} for label in order if (label == own) == stressed]
        if part:
            text = chart(part).mark_text(
                align="right",
                dx=-10,
                dy={"expr": up},
                lineBreak="\n",
                lineHeight=19,
                fontWeight=600 if stressed else 400,
            )
            written = text.encode(y=y, x=alt.value(0), text=alt.Text(name, type="nominal"))
            layers.append(written.properties(name="strong__name" if stressed else "label__name"))
    return y, layers
