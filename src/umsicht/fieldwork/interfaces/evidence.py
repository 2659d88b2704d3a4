"""What joint patrols, inspections and cooperation can say in a report. Sentences: data/bausteine.yaml."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from umsicht.core import german, numbers
from umsicht.core.evidence import Ask, Form, Grid, Line, Record, Statement, Value, Witness
from umsicht.fieldwork.enums import FindingState, InspectionState, ObservationKind
from umsicht.fieldwork.interfaces.exports import small, small_note
from umsicht.fieldwork.interfaces.forms import district_name
from umsicht.fieldwork.models import Inspection
from umsicht.fieldwork.queries import cooperation as joint
from umsicht.fieldwork.queries.figures import Row, Year, year_figures
from umsicht.fieldwork.queries.inspections import SHOWN
from umsicht.tenancy.interfaces.pages import in_town, page_of

BOOK = german.book(Path(__file__).resolve().parents[1] / "data" / "bausteine.yaml")
say = BOOK.say
SOURCE = "Einsatzblätter in Umsicht"
DEFINITION = (
    "Streifen, die Polizei und kommunaler Ordnungsdienst gemeinsam gegangen sind. Geplante zählen nicht."
)

WALK = "Begehungen mehrerer Stellen, die stattgefunden haben."


def patrols(ask: Ask) -> Sequence[Statement]:
    """Per month; what is small is left out for the public, and then the sum is a lower bound."""
    years = [
        figures
        for year in range(ask.first.year, ask.last.year + 1)
        if (figures := year_figures(year, today=ask.as_of, public=ask.public)) and figures.year == year
    ]
    rows = [row for figures in years for row in figures.months if _within(ask, row)]
    if not any(row.patrols for row in rows):
        return []
    total = sum(row.patrols or 0 for row in rows)
    hours = sum((row.hours or Decimal(0) for row in rows), Decimal(0))
    hidden = any(row.patrols is None for row in rows)
    words = [say("patrols_least", n=total) if hidden else _walked(total, hours)]
    counted = [row.total for row in rows]
    if None not in counted:
        words.append(say("occasions", n=sum(number or 0 for number in counted)))
    value = Value.counted("Gemeinsame Streifen", total, DEFINITION, _until(ask, years), SOURCE)
    note = small_note() if ask.public else ""
    text, grid = " ".join(words), _grid(rows, note)

    def of_year(one: Year) -> Record:
        year, page = str(one.year), page_of(ask.tenant, "public:patrols")
        return Record("fieldwork.patrols", year, f"Streifen {year}", page, in_town(ask.tenant))

    return [
        Statement.about(years, of_year, "fieldwork.patrols", text, Form.TABLE, values=(value,), grid=grid)
    ]


def _walked(total: int, hours: Decimal) -> str:
    """Hours are said in full ones, and not at all below half a one."""
    full = int(numbers.rounded(hours))
    return say("patrols", n=total, hours=full) if full else say("patrols_alone", n=total)


def _within(ask: Ask, row: Row) -> bool:
    """Whole months only: half a month can't be told from a sheet."""
    start = dt.date.fromisoformat(row.key)
    end = (start + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)
    return ask.first <= start and end <= ask.last


def _until(ask: Ask, years: Sequence[Year]) -> dt.date:
    return min(ask.as_of, max(one.until for one in years))


def _grid(rows: Sequence[Row], note: str) -> Grid:
    def cell(value: int | Decimal | None) -> str:
        return small() if value is None else german.number_text(value)

    header = ("Monat", "Streifen", "Einsatzstunden", *(str(label) for label in ObservationKind.labels))
    lines = tuple(
        (
            german.date_text(dt.date.fromisoformat(row.key), "month"),
            cell(row.patrols),
            cell(row.hours),
            *(cell(number) for number in row.counts),
        )
        for row in rows
    )
    right = tuple(range(1, len(header)))
    return Grid(header, lines, "Gemeinsame Streifen nach Monaten (nur ganze Monate)", note, right)


def inspections(ask: Ask) -> Sequence[Statement]:
    found = Inspection.objects.filter(day__range=(ask.first, ask.last)).exclude(
        state__in=(InspectionState.PLANNED, InspectionState.CANCELLED)
    )
    found = found.filter(SHOWN) if ask.public else found
    walks = list(found.select_related("tenant").prefetch_related("findings").order_by("day", "pk"))
    if not walks:
        return []
    findings = [one for walk in walks for one in walk.findings.all()]
    words = [BOOK.part("inspections", sum(walk.is_night for walk in walks), len(walks))]
    if findings:
        done = sum(one.state == FindingState.DONE for one in findings)
        words.append(BOOK.part("findings", done, len(findings)))
    lines = tuple(
        Line(
            german.date_text(walk.day),
            ", ".join(part for part in (walk.title, district_name(walk.tenant, walk.district)) if part),
            (_of_walk(walk),),
        )
        for walk in walks
    )
    value = Value.counted("Ortsbegehungen", len(walks), WALK, ask.as_of, "Begehungen in Umsicht")
    text = " ".join(words)
    return [
        Statement.about(
            walks, _of_walk, "fieldwork.inspections", text, Form.TIMELINE, values=(value,), lines=lines
        )
    ]


def _of_walk(walk: Inspection) -> Record:
    args = (*in_town(walk.tenant), ("code", walk.code))
    label = f"{walk.title}, {german.date_text(walk.day)}"
    page = page_of(walk.tenant, "public:inspection") if walk.is_public else ""
    return Record("fieldwork.inspection", walk.code, label, page, args)


def cooperation(ask: Ask) -> Sequence[Statement]:
    """Who worked with whom, counted over all records: for the desk only, since closed meetings count too."""
    if ask.public:
        return []
    found = joint.records(ask.first, ask.last)
    if not found:
        return []
    matrix = joint.matrix(found)
    words = [say("together", n=matrix.records)]
    pairs = sorted(matrix.pairs.items(), key=lambda pair: (-pair[1], pair[0]))
    if pairs:
        (one, other), n = pairs[0]
        words.append(say("often", one=one, other=other, n=n))
    labels = {source.key: str(source.label) for source in joint.sources()}
    rows = tuple(
        (name, str(matrix.taken_part[name]), *(str(matrix.by_source[name].get(key, 0)) for key in labels))
        for name in matrix.names[:15]
    )
    header = ("Behörde oder Träger", "Insgesamt", *labels.values())
    return [
        Statement(
            "fieldwork.cooperation",
            " ".join(words),
            tuple(Record(f"joint.{one.source}", str(one.pk), one.title) for one in found[:200]),
            Form.TABLE,
            grid=Grid(header, rows, "Wer woran teilnahm", right=tuple(range(1, len(header)))),
            is_demo=any(one.is_demo for one in found),
        )
    ]


PROVIDERS = (
    Witness("fieldwork.patrols", _("Joint patrols by month"), _("shifts or monthly sheets of joint patrols"), patrols),
    Witness("fieldwork.inspections", _("Site inspections with findings"), _("site inspections"), inspections),
    Witness(
        "fieldwork.cooperation", _("Who worked with whom (not for the public)"),
        _("meetings, patrols, inspections and measures of several authorities"), cooperation,
    ),
)  # fmt: skip
