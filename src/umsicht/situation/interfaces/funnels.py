"""All districts of a state by size, between limits that narrow with size: in place of a ranking."""

from __future__ import annotations

from django.utils.translation import gettext as _

from umsicht.core.charts import DataColumn, Figure
from umsicht.core.charts.figure import Value
from umsicht.situation.interfaces import wording
from umsicht.situation.interfaces.figure_parts import about, not_shown, number_format
from umsicht.situation.queries.peers import Comparison, Peer
from umsicht.situation.queries.series import Series

FUNNEL = "umsicht.situation.drawings:funnel"
STEPS = 12


def funnel(series: Series, found: Comparison) -> Figure | None:
    """All districts of the state by size, between limits that narrow with size; None where there are too few."""
    if found.funnel is None:
        return None
    digits = wording.places(
        value for peer in found.land for value in (peer.rate, found.funnel.limits(peer.people)[1])
    )
    words = {"title": series.indicator.title, "year": found.year}
    note = _("Sideways: inhabitants. Upwards: cases per 100,000 inhabitants, %(year)d.") % {
        "year": found.year
    }
    return Figure(
        title=_("%(title)s %(year)d: all districts of the state by size") % words,
        description=wording.funnel(found),
        columns=(
            DataColumn("name", _("Region")),
            DataColumn("people", _("Inhabitants"), "number"),
            DataColumn("rate", _("per 100,000"), "number", digits),
            DataColumn("low", _("expected from"), "number", digits),
            DataColumn("high", _("expected to"), "number", digits),
        ),
        rows=[_funnel_row(peer, found) for peer in found.land],
        draw=FUNNEL,
        options={
            "x": "people",
            "y": "rate",
            "name": "name",
            "own": found.own.region.name,
            "mean": wording.rounded(found.funnel.mean),
            "limits": _limits(found),
            **number_format(digits),
        },
        note=note + not_shown(found.hidden),
        reading_help=wording.middle(found.hidden, of_all=found.of_all)
        + " "
        + _(
            "In the grey area lie 95 of 100 regions, between the dashed "
            "lines nearly all, if they differ no more than districts usually do. Small regions vary more, so the area is wider "
            "on the left."
        ),
        **about(series),
    )


def _funnel_row(peer: Peer, found: Comparison) -> list[Value]:
    assert found.funnel is not None  # noqa: S101 - asked by the caller
    low, high = found.funnel.limits(peer.people)
    return [
        peer.region.name,
        peer.people,
        None if peer.rate is None else wording.rounded(peer.rate),
        wording.rounded(low),
        wording.rounded(high),
    ]


def _limits(found: Comparison) -> list[dict[str, float]]:
    assert found.funnel is not None  # noqa: S101 - as above
    sizes = [peer.people for peer in found.land]
    first, last = min(sizes) * 0.8, max(sizes) * 1.05
    rows = []
    for step in range(STEPS + 1):
        people = round(first + (last - first) * step / STEPS)
        low, high = found.funnel.limits(people)
        far_low, far_high = found.funnel.limits(people, wording.FAR)
        values = {"low": low, "high": high, "far_low": far_low, "far_high": far_high}
        rows.append({"x": people} | {name: wording.rounded(value) for name, value in values.items()})
    return rows
