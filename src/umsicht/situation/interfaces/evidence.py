"""What the crime picture can say in a report, always with its caution. Figures are those of the portal's own pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from umsicht.core import german, numbers
from umsicht.core.evidence import Ask, Form, Grid, Record, Statement, Value, Witness
from umsicht.situation.enums import RegionKind
from umsicht.situation.interfaces import figures, wording
from umsicht.situation.models import Indicator
from umsicht.situation.queries.peers import comparison
from umsicht.situation.queries.places import Place, place_of
from umsicht.situation.queries.reference import reference
from umsicht.situation.queries.series import Series, many
from umsicht.tenancy.domain.naming import with_article
from umsicht.tenancy.interfaces.pages import in_town, page_of
from umsicht.tenancy.models import Tenant

BOOK = german.book(Path(__file__).resolve().parents[1] / "data" / "bausteine.yaml")
say = BOOK.say
FIRST = "pks/892000"
"""Violent crime: of the indicators in focus the one that is drawn."""


def _record(tenant: Tenant, series: Series) -> Record:
    indicator = series.indicator
    page = page_of(tenant, "situation:indicator", state="situation:indicator_state")
    return Record(
        "situation.indicator",
        indicator.code,
        f"Lage: {indicator.title}",
        page,
        (*in_town(tenant), ("slug", indicator.slug)),
        wording.source_of(series),
    )


def _shown(ask: Ask) -> tuple[Place, list[Series]] | None:
    """The series in focus of the tenant's region that have figures, the drawn one first."""
    place = place_of(ask.tenant)
    if place is None:
        return None
    chosen: list[Indicator] = sorted(
        (row for row in reference().indicators if row.in_focus), key=lambda row: row.code != FIRST
    )
    found = many(chosen, [place.region])
    series = [found[row.pk, place.region.pk] for row in chosen]
    known = [one for one in series if one.points]
    return (place, known) if known else None


def crime(ask: Ask) -> Sequence[Statement]:
    """Violent crime over the years as a picture, and all indicators in focus as a table with their spans."""
    shown = _shown(ask)
    if shown is None:
        return []
    place, known = shown
    first = known[0]
    about = f"{first.indicator.title} {wording.inside(place.region)}"
    words = [f"{about}:", wording.lead(first), wording.change(first), wording.where(place, ask.tenant.name)]
    records = tuple(_record(ask.tenant, one) for one in known)
    return [
        Statement(
            "situation.crime.course",
            " ".join(word for word in words if word),
            records[:1],
            Form.CHART,
            values=_values(first),
            figure=figures.trend(first),
        ),
        Statement(
            "situation.crime.overview",
            f"Die wichtigsten Deliktgruppen {wording.inside(place.region)} im letzten Berichtsjahr der Statistik.",
            records,
            Form.TABLE,
            grid=_grid(known),
        ),
    ]


def _values(series: Series) -> tuple[Value, ...]:
    point = series.latest
    if point is None or point.cases is None:
        return ()
    about, source = wording.definition(series.indicator), wording.source_of(series)
    name = f"{series.indicator.title} {point.year}"
    period = "" if point.version else wording.state_of(point)
    made = [
        Value(
            f"{name}, Fälle",
            point.cases,
            numbers.show(point.cases),
            about,
            point.as_of,
            source,
            period=period,
        )
    ]
    if point.rate is not None:
        text = wording.rate(point.rate)
        rate = wording.rounded(point.rate)
        made.append(Value(f"{name}, je 100.000", rate, text, about, point.as_of, source, period=period))
    return tuple(made)


def _grid(known: Sequence[Series]) -> Grid:
    rows = tuple((one.indicator.title, *_cells(one)) for one in known)
    note = f"{wording.source_of(known[0])}. Spanne des Zufalls: 95 %."
    return Grid(("Delikte", *HEADER), rows, "Bekannt gewordene Fälle", note, right=(1, 2, 3, 4))


HEADER = ("Jahr", "Fälle", "je 100.000", "Spanne des Zufalls", "gegenüber fünf Jahren davor")


def _cells(one: Series) -> tuple[str, ...]:
    """The last year of a series that has figures."""
    point = one.latest
    if point is None:
        return (numbers.MISSING,) * len(HEADER)
    return (
        str(point.year),
        wording.hidden() if point.cases is None else numbers.show(point.cases),
        wording.hidden() if point.rate is None else wording.rate(point.rate),
        wording.span(*point.rate_span) if point.rate_span else numbers.MISSING,
        wording.bare_verdict(one) or numbers.MISSING,
    )


def districts(ask: Ask) -> Sequence[Statement]:
    """Violent crime in each district of the state, for the state office; by key, since this is no ranking."""
    place, indicator = place_of(ask.tenant), reference().by_code(FIRST)
    if place is None or place.region.kind != RegionKind.STATE or indicator is None:
        return []
    regions = reference().districts_of(place.region)
    found = many([indicator], regions)
    series = [found[indicator.pk, region.pk] for region in regions]
    year = max((one.latest.year for one in series if one.latest is not None), default=0)
    known = [one for one in series if one.latest is not None and one.latest.year == year]
    if not known:
        return []
    counted = Counter(wording.bare_verdict(one) for one in known)
    verdicts = [
        f"in {german.count(n, BOOK.nouns['district'], 'dat')} {verdict or 'nicht zu vergleichen'}"
        for verdict, n in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    note = f"{wording.source_of(known[0])}. Kreisfreie Städte zählen mit. Spanne des Zufalls: 95 %."
    rows = tuple((one.region.name, *_cells(one)) for one in known)
    text = say("districts", title=indicator.title, year=str(year), n=len(known), verdicts=verdicts)
    caption = f"{indicator.title} in den Kreisen"
    return [
        Statement(
            "situation.districts",
            text,
            (_record(ask.tenant, known[0]),),
            Form.TABLE,
            grid=Grid(("Kreis", *HEADER), rows, caption, note, right=(1, 2, 3, 4)),
        )
    ]


def peers(ask: Ask) -> Sequence[Statement]:
    """Violent crime beside regions of similar size and density; no ranking."""
    shown = _shown(ask)
    if shown is None or shown[1][0].latest is None:
        return []
    place, known = shown
    first = known[0]
    point = first.latest
    found = comparison(first.indicator, place.region, point.year) if point is not None else None
    if found is None or not found.peers:
        return []
    names = [peer.region.name for peer in found.peers if peer.is_alike][:4] or [found.peers[0].region.name]
    alike = say("peers", n=len(names), region=with_article(place.region.name, "dat"), names=names)
    text = f"{alike} {wording.funnel(found)}"
    record = (_record(ask.tenant, first),)
    return [Statement("situation.peers", text, record, Form.CHART, figure=figures.peers(first, found))]


def caution(ask: Ask) -> Sequence[Statement]:
    """What the statistics do not say; it belongs beside every figure of theirs."""
    shown = _shown(ask)
    if shown is None:
        return []
    text = f"{wording.recorded_is_not_crime()} Ob Maßnahmen dazu beigetragen haben, lässt sich aus diesen Zahlen nicht ablesen."
    return [Statement("situation.caution", text, (_record(ask.tenant, shown[1][0]),))]


PROVIDERS = (
    Witness(
        "situation.crime",
        _("The crime picture over the years"),
        _("police crime statistics of the district"),
        crime,
    ),
    Witness(
        "situation.districts",
        _("Violent crime in the districts of the state"),
        _("police crime statistics of the districts"),
        districts,
    ),
    Witness(
        "situation.peers",
        _("Beside regions of similar size"),
        _("police crime statistics of other districts"),
        peers,
    ),
    Witness(
        "situation.caution",
        _("What the statistics do not say"),
        _("police crime statistics of the district"),
        caution,
    ),
)
