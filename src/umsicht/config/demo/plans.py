"""Year plans of the demo: a class with a rounded year, one with three similar offers, one with nothing, some beside them.

Their keys stand here, so that the pages can be shown; a real plan's key is random and nobody but its owner knows it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django_scopes import scope

from umsicht.core import clock
from umsicht.core.errors import NotFound
from umsicht.offers.models import Offer
from umsicht.offers.queries.dates import dates_of
from umsicht.offers.queries.offers import published
from umsicht.places.queries.atlas import atlas
from umsicht.planning import schoolyear
from umsicht.planning.domain.entries import Placement, place_entry, stand_of
from umsicht.planning.domain.plans import Facts, create_plan, release_plan
from umsicht.planning.enums import Span
from umsicht.planning.models import SchoolPlan
from umsicht.planning.queries.plans import plan_for_editing
from umsicht.planning.queries.reading import read
from umsicht.planning.schoolyear import SchoolYear
from umsicht.tenancy.models import Tenant


@dataclass(frozen=True)
class Sample:
    """A plan of the demo. `codes` are offers of Chemnitz, `weeks` the weeks of lessons in which they are put."""

    key: str
    institution: str
    grade: int
    class_name: str
    people: int
    district: str
    codes: tuple[str, ...] = ()
    weeks: tuple[int, ...] = ()
    released: bool = True


ROUNDED = "beispiel-klasse-8-oberschule"
SAMPLES = (
    Sample(
        ROUNDED,
        "oberschule",
        8,
        "8b",
        24,
        "Sonnenberg",
        ("ch-41", "ch-02", "ch-19", "ch-15", "ch-35"),
        (6, 10, 15, 22, 30),
    ),
    Sample(
        "beispiel-klasse-7-aehnlich",
        "gymnasium",
        7,
        "7a",
        27,
        "Kaßberg",
        ("ch-17", "ch-18", "ch-19"),
        (5, 12, 20),
    ),
    Sample("beispiel-klasse-7-leer", "gymnasium", 7, "7b", 26, "Kaßberg"),
    Sample(
        "beispiel-klasse-7-einzeln", "gymnasium", 7, "7c", 25, "Schloßchemnitz", ("ch-41", "ch-17"), (8, 24)
    ),
    Sample(
        "beispiel-klasse-8-zweite",
        "oberschule",
        8,
        "8a",
        22,
        "Gablenz",
        ("ch-15", "ch-19", "ch-35"),
        (9, 18, 27),
    ),
    Sample("beispiel-klasse-8-dritte", "oberschule", 8, "8c", 23, "Gablenz", ("ch-19", "ch-02"), (11, 26)),
    Sample(
        "beispiel-klasse-3-grundschule", "grundschule", 3, "3a", 21, "Sonnenberg", ("ch-11", "ch-21"), (7, 16)
    ),
    Sample(
        "beispiel-klasse-8-vierte",
        "oberschule",
        8,
        "8d",
        25,
        "Gablenz",
        ("ch-19", "ch-15", "ch-41"),
        (4, 13, 21),
    ),
    Sample(
        "beispiel-klasse-7-vierte", "gymnasium", 7, "7d", 24, "Schloßchemnitz", ("ch-18", "ch-41"), (10, 25)
    ),
    Sample("beispiel-klasse-7-fuenfte", "gymnasium", 7, "7e", 26, "Zentrum", ("ch-17", "ch-41"), (14, 28)),
)
MOST_QUICK = 3


def make_plans(tenant: Tenant, *, quick: bool = False) -> int:
    """The plans that are missing; returns how many were made."""
    year = _year()
    with scope(tenant=tenant):
        offers = {offer.code: offer for offer in published().select_related("tenant", "provider")}
        wanted = SAMPLES[:MOST_QUICK] if quick else SAMPLES
        return sum(_make(tenant, sample, year, offers) for sample in wanted)


def _year() -> SchoolYear:
    """The running school year; before and after those whose holidays are known, the nearest one."""
    running = schoolyear.year_of(clock.today())
    return running if running.is_known else next(iter(schoolyear.choosable(clock.today())), SchoolYear(2027))


def _make(tenant: Tenant, sample: Sample, year: SchoolYear, offers: dict[str, Offer]) -> bool:
    try:
        plan_for_editing(sample.key)
    except NotFound:
        pass
    else:
        return False
    place = atlas(tenant).by_name(sample.district)
    facts = Facts(
        institution=sample.institution,
        school_year=year.start,
        people=sample.people,
        grade=sample.grade,
        class_name=sample.class_name,
        area_key=place.key if place else "",
        area_name=place.name if place else "",
    )
    found = [offers[code] for code in sample.codes if code in offers]
    plan = create_plan(tenant=tenant, facts=facts, offers=found, key=sample.key, is_demo=True).plan
    _place(plan, year, dict(zip(sample.codes, sample.weeks, strict=True)))
    if sample.released:
        release_plan(plan=plan, released=True)
    return True


def _place(plan: SchoolPlan, year: SchoolYear, weeks: dict[str, int]) -> None:
    mondays = list(year.mondays())
    for item in read(plan).items:
        offer = item.entry.offer
        if offer is None:
            continue
        week = mondays[min(weeks[offer.code], len(mondays) - 1)]
        place_entry(entry=item.entry, placement=_placement(offer, week, year), seen=stand_of(item.entry))


def _placement(offer: Offer, week: dt.date, year: SchoolYear) -> Placement:
    """On a date that the offer has, if it has one in time; a series of meetings by week; else a morning of that week."""
    since, until = clock.day_bounds(year.first, year.last)
    starts = [clock.local(date.starts_at) for date in dates_of(offer, since=since, until=until)]
    fitting = [start for start in starts if schoolyear.free(start.date()) is None]
    if fitting:
        return Placement(Span.DAY, fitting[0].date(), fitting[0].time().replace(tzinfo=None))
    if "unterrichtsprogramm" in offer.formats or "training" in offer.formats:
        return Placement(Span.WEEK, week, meetings=6)
    day = next(iter(schoolyear.lesson_days(week)[2:] or schoolyear.lesson_days(week)))
    return Placement(Span.DAY, day, dt.time(8, 0))
