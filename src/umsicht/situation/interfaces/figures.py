"""The series as charts with everything a reader needs. The same figures stand on pages, in reports and in exports."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from umsicht.core import numbers
from umsicht.core.charts import COMPARISON, TREND, DataColumn, Figure
from umsicht.core.charts.figure import Value
from umsicht.situation.enums import Measure
from umsicht.situation.interfaces import funnels, wording
from umsicht.situation.interfaces.figure_parts import about, not_shown, number_format, rate_columns
from umsicht.situation.queries.peers import Comparison, Peer
from umsicht.situation.queries.series import Point, Series


def trend(series: Series) -> Figure:
    """Cases per 100,000 over the years with their span and the usual range. Raises ValueError without any year."""
    digits = wording.places(
        value for point in series.points for value in (point.rate, *(point.rate_span or ()))
    )
    options: dict[str, Any] = {
        "x": "year",
        "y": "rate",
        "low": "low",
        "high": "high",
        "cuts": series.cuts(Measure.RATE),
        **number_format(digits),
    }
    usual = series.usual
    if usual is not None:
        options |= {"usual": [wording.rounded(usual.low), wording.rounded(usual.high)]}
        options |= {"usual_labels": [_("lower limit"), _("upper limit")]}
    words = {"title": series.indicator.title, "region": series.region.name}
    return Figure(
        title=_("%(title)s in %(region)s: cases per 100,000 inhabitants") % words,
        description=_trend_description(series),
        columns=(
            DataColumn("year", _("Year")),
            DataColumn("cases", _("Cases"), "number"),
            *rate_columns(digits),
        ),
        rows=[_trend_row(point) for point in series.points],
        draw=TREND,
        options=options,
        note=_("Cases per 100,000 inhabitants."),
        reading_help=_reading(series),
        **about(series),
    )


def _trend_row(point: Point) -> list[Value]:
    low, high = point.rate_span or (None, None)
    empty = wording.hidden() if point.hides_cases else None
    return [
        point.year,
        empty if point.cases is None else point.cases,
        empty if point.rate is None else wording.rounded(point.rate),
        empty if low is None else wording.rounded(low),
        empty if high is None else wording.rounded(high),
    ]


def _trend_description(series: Series) -> str:
    shown = [point for point in series.points if point.rate is not None]
    if not shown:
        return _("No year has enough cases to be shown.")
    least, most = min(shown, key=lambda p: p.rate or 0), max(shown, key=lambda p: p.rate or 0)
    words = {
        "least": wording.rate(least.rate), "least_year": least.year, "most": wording.rate(most.rate), "most_year": most.year
    }  # fmt: skip
    said = _(
        "The values lie between %(least)s (%(least_year)d) and %(most)s (%(most_year)d) per 100,000 inhabitants."
    )
    return f"{said % words} {wording.verdict(series)}".strip()


def _reading(series: Series) -> str:
    parts = [
        _("Line and dots: what the police closed and counted in the year."),
        _("Coloured band: how far the value can vary by chance alone (95 %). Where two bands overlap, the difference is often none."),
    ]  # fmt: skip
    if series.usual is not None:
        parts.append(
            _(
                "Grey area: what the five years before the last let us expect of it. By chance alone 5 of 100 years lie outside."
            )
        )
    if len(series.runs()) > 1:
        parts.append(_("Where the line is broken the years can't be compared."))
    return " ".join(parts)


def shares(series: Series) -> Figure:
    """The share cleared up over the years. Raises ValueError without any year."""
    words = {"title": series.indicator.title, "region": series.region.name}
    return Figure(
        title=_("%(title)s in %(region)s: share cleared up") % words,
        description=_share_description(series),
        columns=(
            DataColumn("year", _("Year")),
            DataColumn("cleared", _("cleared up"), "number"),
            DataColumn("share", _("share cleared up"), "share", 1),
            DataColumn("low", _("span from"), "share", 1),
            DataColumn("high", _("span to"), "share", 1),
        ),
        rows=[_share_row(point) for point in series.points],
        draw=TREND,
        options={
            "x": "year",
            "y": "share",
            "low": "low",
            "high": "high",
            "format": ".0%",
            "domain": [0, max(1.0, *(point.share or 0 for point in series.points))],
            "cuts": series.cuts(Measure.CLEARED),
        },
        note=_("Share of the recorded cases for which the police found a suspect."),
        reading_help=_(
            "Cases cleared up may have been recorded in an earlier year, so the share can exceed 100 %. The band shows how "
            "far the share can vary by chance alone (95 %, Wilson)."
        ),
        **about(series),
    )


def _share_row(point: Point) -> list[Value]:
    low, high = point.share_span or (None, None)
    empty = wording.hidden() if point.hides_cleared else None
    return [
        point.year,
        empty if point.cleared is None else point.cleared,
        empty if point.share is None else round(point.share, 4),
        empty if low is None else round(low, 4),
        empty if high is None else round(high, 4),
    ]


def _share_description(series: Series) -> str:
    shown = [point for point in series.points if point.share is not None]
    if not shown:
        return _("No year has enough cases to be shown.")
    words = {"year": shown[-1].year, "share": numbers.percent(shown[-1].share)}
    return _("In %(year)d %(share)s were cleared up.") % words


def peers(series: Series, found: Comparison) -> Figure:
    """The own region beside those alike in size and density, with the span of each."""
    own = found.own
    everyone = (own, *found.peers)
    digits = wording.places(value for peer in everyone for value in (peer.rate, *(peer.span or ())))
    words = {"title": series.indicator.title, "year": found.year}
    return Figure(
        title=_("%(title)s %(year)d beside regions of similar size") % words,
        description=_("%(name)s beside %(number)d regions of similar size and density.")
        % {"name": own.region.name, "number": len(found.peers)},
        columns=(
            DataColumn("name", _("Region")),
            DataColumn("cases", _("Cases"), "number"),
            *rate_columns(digits),
            DataColumn("people", _("Inhabitants"), "number"),
            DataColumn("density", _("per km²"), "number"),
            DataColumn("distance", _("Distance"), "number", 2),
        ),
        rows=[_peer_row(peer) for peer in everyone],
        draw=COMPARISON,
        options={
            "name": "name",
            "value": "rate",
            "low": "low",
            "high": "high",
            "own": own.region.name,
            **number_format(digits),
        },
        note=_("Cases per 100,000 inhabitants, %(year)d, with the span of chance (95 %%).")
        % {"year": found.year}
        + not_shown(sum(peer.cases is None for peer in everyone)),
        reading_help=_(
            "This is no ranking: where two spans overlap, the order may be chance. Distance 0 means the same size and "
            "density, 0.7 about twice the size; above 1 regions hardly resemble each other."
        ),
        **about(series),
    )


def _peer_row(peer: Peer) -> list[Value]:
    low, high = peer.span or (None, None)
    figures = (peer.rate, low, high)
    shown: list[Value] = [wording.hidden() if value is None else wording.rounded(value) for value in figures]
    cases: Value = wording.hidden() if peer.cases is None else peer.cases
    return [peer.region.name, cases, *shown, peer.people, round(peer.density), round(peer.distance, 2)]


def of_page(series: Series, found: Comparison | None) -> dict[str, Figure | None]:
    """Everything that the page of an indicator shows. Raises ValueError without any year."""
    return {
        "trend": trend(series),
        "shares": shares(series),
        "peers": peers(series, found) if found is not None and found.peers else None,
        "funnel": funnels.funnel(series, found) if found is not None else None,
    }


def legend(series: Series) -> list[tuple[str, str]]:
    """Keys for core.charts.legend()."""
    keys = [("line", _("recorded value")), ("band", _("span of chance (95 %)"))]
    if series.usual is not None:
        span = wording.span(series.usual.low, series.usual.high)
        keys.append(("usual", _("usual range after the five years before, %(span)s") % {"span": span}))
    return keys
