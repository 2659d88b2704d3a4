"""A plan as calendar, PDF and table."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import icalendar
import pytest
from pypdf import PdfReader

from tests.core.document_checks import assert_accessible_and_lasting, words
from tests.factories.offers import make_offer
from tests.factories.planning import make_entry, make_plan
from umsicht.core import csvsafe
from umsicht.directory.models import Organisation
from umsicht.planning.interfaces import exports, sheet, wording
from umsicht.planning.interfaces.calendar import calendar_of
from umsicht.planning.models import SchoolPlan
from umsicht.planning.queries.clashes import clashes
from umsicht.planning.queries.coverage import coverage
from umsicht.planning.queries.months import months
from umsicht.planning.queries.reading import read
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.queries.catalogue import catalogue

pytestmark = pytest.mark.django_db
SUMMER, WINTER = dt.date(2026, 9, 15), dt.date(2026, 12, 1)


@pytest.fixture
def plan(town: Tenant, provider: Organisation) -> SchoolPlan:
    """Timed in summer and in winter, a week, a day, one without a date."""
    plan = make_plan(town).plan
    cost = {"format": "workshop", "amount_cents": 9_050, "per": "klasse", "payer": "schule", "note": ""}
    make_entry(
        plan,
        make_offer(provider, title="Kurs im Sommer", duration_minutes=90, venue="Haus 1", costs=[cost]),
        SUMMER,
        starts_at=dt.time(8, 0),
    )
    make_entry(
        plan, make_offer(provider, title="Kurs im Winter"), WINTER, starts_at=dt.time(8, 0), minutes=60
    )
    make_entry(plan, make_offer(provider, title="Projektwoche"), dt.date(2027, 3, 1), span="week", meetings=2)
    make_entry(plan, make_offer(provider, title="=Tag; der Vielfalt"), dt.date(2027, 4, 13))
    make_entry(plan, make_offer(provider, title="Noch offen"))
    return plan


def events(plan: SchoolPlan) -> list[icalendar.Event]:
    body = calendar_of(read(plan), wording.name(plan), lambda path: f"https://umsicht.example{path}")
    return list(icalendar.Calendar.from_ical(body).walk("VEVENT"))


def test_timed_meetings_keep_the_clock_across_summer_time(plan: SchoolPlan) -> None:
    summer, winter = events(plan)[:2]
    assert [event.decoded("dtstart").astimezone(dt.UTC).hour for event in (summer, winter)] == [6, 7]
    assert summer.decoded("dtend") - summer.decoded("dtstart") == dt.timedelta(minutes=90)
    assert winter.decoded("dtend") - winter.decoded("dtstart") == dt.timedelta(minutes=60)


def test_calendar_defines_its_zone_and_names_it(plan: SchoolPlan) -> None:
    body = calendar_of(read(plan), wording.name(plan), str)
    calendar = icalendar.Calendar.from_ical(body)
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Berlin"]
    assert b"DTSTART;TZID=Europe/Berlin:20260915T080000" in body
    assert str(calendar["x-wr-calname"]) == "Jahresplan Klasse 8b, 2026/27"


def test_weeks_and_days_are_whole_days(plan: SchoolPlan) -> None:
    found = events(plan)
    assert [(event.decoded("dtstart"), event.decoded("dtend")) for event in found[2:]] == [
        (dt.date(2027, 3, 1), dt.date(2027, 3, 6)),
        (dt.date(2027, 3, 8), dt.date(2027, 3, 13)),
        (dt.date(2027, 4, 13), dt.date(2027, 4, 14)),
    ]
    assert [str(event["summary"]) for event in found[2:4]] == ["Projektwoche (1/2)", "Projektwoche (2/2)"]
    assert len({str(event["uid"]) for event in found}) == len(found)


def test_calendar_holds_no_key(plan: SchoolPlan) -> None:
    body = calendar_of(read(plan), wording.name(plan), str).decode()
    assert plan.share_key not in body
    assert plan.edit_digest not in body


def pdf(plan: SchoolPlan) -> bytes:
    found, terms = read(plan), catalogue(plan.tenant)
    about = sheet.About("Prävention Musterstadt", "Geschäftsstelle", "Von https://umsicht.example")
    covered = coverage(plan, found.items, terms)
    return sheet.of_plan(
        found, clashes(found), covered, terms, about, lambda path: f"https://umsicht.example{path}"
    )


def test_pdf_says_all_and_is_accessible(plan: SchoolPlan, tmp_path: Path) -> None:
    body = pdf(plan)
    assert_accessible_and_lasting(body, tmp_path)
    text = " ".join(words(body).split())
    for shown in (
        "Jahresplan Klasse 8b, 2026/27",
        "Oberschule · 24 Personen",
        "Schule oder Träger: 90,50 Euro",
        "Kurs im Sommer",
        "Di 15.09.2026, 08:00 Uhr",
        "2 Wochen vom 01.03.2027 bis 12.03.2027",
        "noch ohne Termin",
        "Herbstferien: 12.10.2026 – 24.10.2026",
    ):
        assert shown in text.replace("\u00ad", ""), shown
    assert plan.share_key not in text


def test_pdf_of_an_empty_plan(town: Tenant) -> None:
    text = PdfReader(io.BytesIO(pdf(make_plan(town).plan))).pages[0].extract_text()
    assert "In diesem Plan steht noch kein Angebot." in " ".join(text.split())


def test_table_has_a_row_per_entry_and_is_safe_for_excel(plan: SchoolPlan) -> None:
    found = read(plan)
    body = csvsafe.write(exports.plan_columns(), exports.plan_rows(found, clashes(found)))
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))
    assert [row["Datum"] for row in rows] == ["2026-09-15", "2026-12-01", "2027-03-01", "2027-04-13", ""]
    assert rows[0]["Schule zahlt (Euro)"] == "90,50"
    assert not rows[3]["Angebot"].startswith("=")


def test_months_show_what_lies_in_them(plan: SchoolPlan) -> None:
    year = months(read(plan))
    assert [month.first.month for month in year] == [8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7]
    march = year[7]
    assert [(line.slot.first.day, line.item.title) for line in march.lines] == [
        (1, "Projektwoche"),
        (8, "Projektwoche"),
    ]
    october = {day.day.day: day.free for week in year[2].weeks for day in week if day is not None}
    assert (october[3], october[12], october[18], october[28], october[31]) == (
        "holiday",
        "break",
        "break",
        "",
        "holiday",
    )
    days = [day.day for month in year for week in month.weeks for day in week if day is not None]
    assert (len(days), days[0], days[-1]) == (365, dt.date(2026, 8, 1), dt.date(2027, 7, 31))
