"""What does not fit is said, each thing once."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.factories.offers import make_offer, make_session
from tests.factories.planning import make_entry, make_plan
from umsicht.directory.models import Organisation
from umsicht.offers.models import Offer
from umsicht.planning.enums import ClashKind
from umsicht.planning.models import SchoolPlan
from umsicht.planning.queries.clashes import Clash, clashes
from umsicht.planning.queries.reading import read
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
TUESDAY = dt.date(2026, 12, 1)


@pytest.fixture
def plan(town: Tenant) -> SchoolPlan:
    return make_plan(town).plan


def found(plan: SchoolPlan) -> list[Clash]:
    return clashes(read(plan))


def kinds(plan: SchoolPlan) -> list[ClashKind]:
    return [clash.kind for clash in found(plan)]


def test_a_plan_that_fits_has_no_clash(plan: SchoolPlan, provider: Organisation) -> None:
    make_entry(plan, make_offer(provider, grade_from=7, grade_to=9), TUESDAY)
    make_entry(plan, make_offer(provider), dt.date(2026, 12, 2))
    make_entry(plan, make_offer(provider))
    assert kinds(plan) == []


def test_two_on_one_day(plan: SchoolPlan, provider: Organisation) -> None:
    make_entry(plan, make_offer(provider, title="Kurs Ost"), TUESDAY)
    make_entry(plan, make_offer(provider, title="Kurs West"), TUESDAY)
    (clash,) = found(plan)
    assert (clash.kind, clash.is_hint, len(clash.items)) == (ClashKind.SAME_DAY, False, 2)
    assert clash.text == "„Kurs Ost“ und „Kurs West“ liegen beide auf dem 01.12.2026."


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        (dt.time(8, 0), dt.time(9, 0), ClashKind.OVERLAP),
        (dt.time(9, 0), dt.time(8, 0), ClashKind.OVERLAP),
        (dt.time(8, 0), dt.time(9, 30), ClashKind.SAME_DAY),
        (dt.time(8, 0), None, ClashKind.SAME_DAY),
    ],
)
def test_times_decide_whether_two_overlap(
    plan: SchoolPlan, provider: Organisation, first: dt.time, second: dt.time | None, kind: ClashKind
) -> None:
    make_entry(plan, make_offer(provider, duration_minutes=90), TUESDAY, starts_at=first)
    make_entry(plan, make_offer(provider, duration_minutes=90), TUESDAY, starts_at=second)
    assert kinds(plan) == [kind]


def test_a_later_meeting_of_a_series_clashes_too(plan: SchoolPlan, provider: Organisation) -> None:
    make_entry(plan, make_offer(provider), dt.date(2026, 11, 24), meetings=3)
    make_entry(plan, make_offer(provider), TUESDAY)
    assert kinds(plan) == [ClashKind.SAME_DAY]


def test_a_week_beside_a_day_is_no_clash(plan: SchoolPlan, provider: Organisation) -> None:
    make_entry(plan, make_offer(provider), dt.date(2026, 11, 30), span="week")
    make_entry(plan, make_offer(provider), TUESDAY)
    assert kinds(plan) == []


@pytest.mark.parametrize(
    ("low", "high", "clash"),
    [(9, 10, True), (1, 4, True), (8, 8, False), (None, None, False), (8, None, False)],
)
def test_other_grades(
    plan: SchoolPlan, provider: Organisation, low: int | None, high: int | None, clash: bool
) -> None:
    make_entry(plan, make_offer(provider, grade_from=low, grade_to=high))
    assert (ClashKind.GRADE in kinds(plan)) is clash


def test_other_school_types_and_sizes_are_hints(plan: SchoolPlan, provider: Organisation) -> None:
    make_entry(plan, make_offer(provider, school_types=["grundschule"], group_max=15))
    assert [(clash.kind, clash.is_hint) for clash in found(plan)] == [
        (ClashKind.SCHOOL_TYPE, True),
        (ClashKind.GROUP, True),
    ]


def test_an_offer_that_takes_nobody(plan: SchoolPlan, provider: Organisation) -> None:
    make_entry(plan, make_offer(provider, availability="pausiert"))
    assert kinds(plan) == [ClashKind.PAUSED]


@pytest.mark.parametrize(("state", "word"), [("paused", "pausiert"), ("archived", "gibt es nicht mehr")])
def test_an_offer_that_left_the_portal(
    plan: SchoolPlan, provider: Organisation, state: str, word: str
) -> None:
    make_entry(plan, make_offer(provider, state=state, title="Neuer Titel"), title="Alter Titel")
    (clash,) = found(plan)
    assert (clash.kind, clash.items[0].title) == (ClashKind.GONE, "Alter Titel")
    assert word in clash.text


def test_of_a_hidden_provider_nothing_is_said(plan: SchoolPlan, provider: Organisation) -> None:
    entry = make_entry(plan, make_offer(provider, title="Kurs"), TUESDAY)
    provider.is_public = False
    provider.save()
    item = read(plan).items[0]
    assert (item.offer, item.url, item.title, item.share.total) == (None, "", entry.title, 0)


def test_a_deleted_offer_leaves_its_title(plan: SchoolPlan) -> None:
    make_entry(plan, None, TUESDAY)
    assert kinds(plan) == [ClashKind.GONE]
    assert read(plan).items[0].title == "Altes Angebot"


def with_session(provider: Organisation, **fields: Any) -> Offer:
    offer = make_offer(provider, **({"booking": "registration"} | fields))
    make_session(offer, dt.datetime(2026, 12, 8, 9, 0))  # noqa: DTZ001 - wall clock
    return offer


def test_a_day_on_which_the_offer_has_no_date(plan: SchoolPlan, provider: Organisation) -> None:
    make_entry(plan, with_session(provider), TUESDAY)
    (clash,) = found(plan)
    assert clash.kind == ClashKind.NO_SESSION
    assert "08.12.2026" in clash.text


def test_its_own_date_fits_and_so_does_the_week_around(plan: SchoolPlan, provider: Organisation) -> None:
    offer = with_session(provider)
    make_entry(plan, offer, dt.date(2026, 12, 8))
    make_entry(plan, with_session(provider), dt.date(2026, 12, 7), span="week")
    assert kinds(plan) == []


def test_by_arrangement_any_day_fits(plan: SchoolPlan, provider: Organisation) -> None:
    make_entry(plan, with_session(provider, booking="by-arrangement"), TUESDAY)
    assert kinds(plan) == []


@pytest.mark.parametrize("day", [dt.date(2026, 11, 18), dt.date(2026, 10, 14), dt.date(2026, 11, 21)])
def test_a_day_meant_without_lessons_stays_a_hint(
    plan: SchoolPlan, provider: Organisation, day: dt.date
) -> None:
    make_entry(plan, make_offer(provider), day)
    assert [(clash.kind, clash.is_hint) for clash in found(plan)] == [(ClashKind.FREE_DAY, True)]


def test_meetings_that_no_longer_fit_into_the_year(plan: SchoolPlan, provider: Organisation) -> None:
    make_entry(plan, make_offer(provider), dt.date(2027, 6, 29), meetings=5)
    (clash,) = found(plan)
    assert (clash.kind, clash.text) == (ClashKind.SHORT, "3 Termine passen nicht mehr in dieses Schuljahr.")


def test_what_needs_doing_comes_before_hints(plan: SchoolPlan, provider: Organisation) -> None:
    make_entry(plan, make_offer(provider, school_types=["grundschule"]), TUESDAY)
    make_entry(plan, make_offer(provider, grade_from=1, grade_to=4), dt.date(2026, 12, 3))
    assert [clash.is_hint for clash in found(plan)] == [False, True]
