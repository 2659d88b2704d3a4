"""Measures on a line of time, drawn on the server. The table beside it says the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from umsicht.core import clock
from umsicht.core.text import truncate
from umsicht.measures.enums import UNDER_WAY, MeasureState
from umsicht.measures.models import Measure
from umsicht.measures.queries.measures import history

WIDTH, ROW, TOP, BAR = 960, 46, 30, 12
MOST = 60
DONE = ' class="um-timeline__done"'


@dataclass(frozen=True)
class Span:
    """From when to when a measure runs; an open end reaches to today."""

    measure: Measure
    start: dt.date
    end: dt.date


def spans(measures: Sequence[Measure]) -> list[Span]:
    """Those with a first day, the earliest first. Over is what its last state says, else its planned end, else today."""
    found = [_span(measure, measure.starts_on) for measure in measures if measure.starts_on is not None]
    return sorted(found, key=lambda span: (span.start, span.end, span.measure.pk))


def _span(measure: Measure, start: dt.date) -> Span:
    rows = history(measure)
    if measure.state in (MeasureState.COMPLETED, MeasureState.STOPPED) and rows:
        return Span(measure, start, max(start, rows[-1].on))
    end = measure.ends_on or max(start, clock.today())
    return Span(measure, start, end)


def draw(found: Sequence[Span]) -> SafeString:
    """The drawing, or "" when there is nothing to draw or too much."""
    if not found or len(found) > MOST:
        return SafeString("")
    first, last = min(span.start for span in found), max(*(span.end for span in found), clock.today())
    days = max((last - first).days, 1)

    def x(day: dt.date) -> float:
        return round((day - first).days / days * WIDTH, 1)

    height = TOP + ROW * len(found) + 6
    years = "".join(
        f'<path d="M{x(day)} {TOP - 8}V{height}"/><text x="{min(x(day) + 4, WIDTH - 40)}" y="14">{day.year}</text>'
        for day in (dt.date(year, 1, 1) for year in range(first.year, last.year + 1))
        if day >= first
    )
    today = x(clock.today())
    rows = "".join(_row(span, number, x) for number, span in enumerate(found))
    label = escape(_("Measures on a line of time; the table says the same"))
    return mark_safe(  # noqa: S308 - numbers of ours and escaped titles
        f'<svg class="um-timeline" role="img" aria-label="{label}" viewBox="0 0 {WIDTH} {height}">'
        f'<g class="um-timeline__years">{years}</g>{rows}'
        f'<path class="um-timeline__today" d="M{today} {TOP - 8}V{height}"/></svg>'
    )


def _row(span: Span, number: int, at: Callable[[dt.date], float]) -> str:
    left, right = at(span.start), at(span.end)
    top = TOP + ROW * number
    kind = "" if span.measure.state in UNDER_WAY else " um-timeline__bar--over"
    kind += " um-timeline__bar--late" if span.measure.state == MeasureState.DELAYED else ""
    title = truncate(span.measure.title, 80)
    anchor, place = ("end", WIDTH - 2) if left > WIDTH * 0.55 else ("start", left)
    marks = "".join(
        f'<circle cx="{at(one.due_on)}" cy="{top + 26}" r="4"{DONE if one.done_on else ""}/>'
        for one in span.measure.milestones.all()
        if span.start <= one.due_on <= span.end
    )
    return (
        f'<text x="{place}" y="{top + 14}" text-anchor="{anchor}">{escape(title)}</text>'
        f'<rect class="um-timeline__bar{kind}" x="{left}" y="{top + 20}" width="{max(right - left, 4)}" '
        f'height="{BAR}" rx="2"/>{marks}'
    )
