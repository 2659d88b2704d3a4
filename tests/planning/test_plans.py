"""Making, changing, releasing, forgetting plans; offers in, out and on their dates."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django_scopes import scope, scopes_disabled

from tests.factories.offers import make_offer
from tests.factories.planning import facts, make_entry, make_plan
from tests.factories.tenancy import make_tenant
from umsicht.audit.models import AuditEvent
from umsicht.core.errors import BadInput, Conflict, NotFound
from umsicht.directory.models import Organisation
from umsicht.notify.models import Mail
from umsicht.planning.domain import entries, plans
from umsicht.planning.domain.entries import MAX_ENTRIES, FreeDay, Placement
from umsicht.planning.models import PlanEntry, SchoolPlan
from umsicht.planning.queries.plans import entry_of, plan_for_editing, plan_for_reading, released_plan
from umsicht.planning.queries.reading import read
from umsicht.planning.tasks import forget_plans
from umsicht.tenancy.models import Tenant

pytestmark = [pytest.mark.django_db, pytest.mark.store]
TUESDAY = dt.date(2026, 12, 1)


def place(entry: PlanEntry, **wanted: Any) -> PlanEntry:
    return entries.place_entry(entry=entry, placement=Placement(**wanted), seen=entries.stand_of(entry))


def test_a_plan_is_found_by_its_key_and_by_the_key_for_reading_only(town: Tenant) -> None:
    made = make_plan(town)
    assert plan_for_editing(made.key) == made.plan
    assert plan_for_reading(made.plan.share_key) == made.plan
    for wrong in (made.plan.share_key, made.key.upper(), "", "zu-kurz", made.plan.edit_digest):
        with pytest.raises(NotFound):
            plan_for_editing(wrong)
    with pytest.raises(NotFound):
        plan_for_reading(made.key)


def test_the_key_itself_is_not_kept(town: Tenant) -> None:
    made = plans.create_plan(tenant=town, facts=facts())
    held = {str(value) for value in SchoolPlan.objects.values_list()[0]}
    assert made.key not in held
    assert len(made.key) >= 32


def test_a_plan_of_another_town_is_not_found(town: Tenant) -> None:
    made = make_plan(town)
    with scope(tenant=make_tenant()), pytest.raises(NotFound):
        plan_for_editing(made.key)


@pytest.mark.parametrize(
    "wrong",
    [
        {"people": 0},
        {"people": 501},
        {"grade": None},
        {"grade": 4},
        {"grade": 11},
        {"institution": "gibt-es-nicht"},
        {"school_year": 2019},
        {"class_name": "Frau Muster und ihre Klasse"},
        {"class_name": "<b>8</b>"},
        {"institution": "hort", "grade": 3},
    ],
)
def test_facts_that_cannot_be_leave_nothing_behind(town: Tenant, wrong: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        plans.create_plan(tenant=town, facts=facts(**wrong))
    assert SchoolPlan.objects.count() == 0


def test_a_group_has_no_grade(town: Tenant) -> None:
    made = make_plan(town, institution="jugendgruppe", grade=None, class_name="Gruppe 2")
    assert made.plan.grade is None


def test_a_town_without_portal_has_no_plans(town: Tenant) -> None:
    town.is_active = False
    with pytest.raises(BadInput):
        plans.create_plan(tenant=town, facts=facts())


def test_offers_come_along_once_each(town: Tenant, provider: Organisation) -> None:
    one, other = make_offer(provider), make_offer(provider)
    made = make_plan(town, [one])
    assert entries.add_offers(plan=made.plan, offers=[one, other]) == 1
    assert sorted(entry.offer_id or 0 for entry in PlanEntry.objects.all()) == [one.pk, other.pk]


def test_a_full_plan_refuses_more_and_takes_none(town: Tenant, provider: Organisation) -> None:
    made, offer = make_plan(town), make_offer(provider)
    for _number in range(MAX_ENTRIES):
        make_entry(made.plan, offer)
    with pytest.raises(BadInput):
        entries.add_offers(plan=made.plan, offers=[make_offer(provider)])
    assert PlanEntry.objects.count() == MAX_ENTRIES


def test_an_entry_gets_day_time_and_length(town: Tenant, provider: Organisation) -> None:
    made = make_plan(town, [make_offer(provider)])
    entry = PlanEntry.objects.get()
    place(entry, span="day", day=TUESDAY, starts_at=dt.time(9, 30), minutes=90, meetings=2)
    entry.refresh_from_db()
    assert (entry.day, entry.starts_at, entry.minutes, entry.meetings) == (TUESDAY, dt.time(9, 30), 90, 2)
    item = read(made.plan).items[0]
    assert (item.minutes, [slot.first for slot in item.slots]) == (180, [TUESDAY, dt.date(2026, 12, 8)])


def test_a_week_begins_on_monday_and_has_no_time(town: Tenant, provider: Organisation) -> None:
    make_plan(town, [make_offer(provider)])
    entry = place(PlanEntry.objects.get(), span="week", day=dt.date(2026, 12, 3), starts_at=dt.time(9, 0))
    assert (entry.day, entry.starts_at) == (dt.date(2026, 11, 30), None)


@pytest.mark.parametrize(
    ("day", "better"),
    [
        (dt.date(2026, 10, 14), dt.date(2026, 10, 26)),
        (dt.date(2026, 11, 18), dt.date(2026, 11, 19)),
        (dt.date(2026, 11, 21), dt.date(2026, 11, 23)),
        (dt.date(2027, 5, 7), dt.date(2027, 5, 10)),
    ],
)
def test_days_without_lessons_stay_free_and_the_next_one_is_named(
    town: Tenant, provider: Organisation, day: dt.date, better: dt.date
) -> None:
    make_plan(town, [make_offer(provider)])
    entry = PlanEntry.objects.get()
    with pytest.raises(FreeDay) as caught:
        place(entry, span="day", day=day)
    assert caught.value.better == better
    assert f"{better:%d.%m.%Y}" in caught.value.message
    entry.refresh_from_db()
    assert entry.day is None
    assert place(entry, span="day", day=day, on_free_day=True).day == day


def test_a_week_of_holidays_stays_free(town: Tenant, provider: Organisation) -> None:
    make_plan(town, [make_offer(provider)])
    with pytest.raises(FreeDay) as caught:
        place(PlanEntry.objects.get(), span="week", day=dt.date(2026, 10, 12))
    assert caught.value.better == dt.date(2026, 10, 26)


def test_a_youth_group_meets_in_school_holidays_but_not_on_a_public_holiday(
    town: Tenant, provider: Organisation
) -> None:
    make_plan(town, [make_offer(provider)], institution="hort", grade=None)
    entry = PlanEntry.objects.get()
    assert place(entry, span="day", day=dt.date(2026, 10, 14)).day == dt.date(2026, 10, 14)
    with pytest.raises(FreeDay):
        place(entry, span="day", day=dt.date(2026, 12, 25))


@pytest.mark.parametrize(
    "wrong",
    [
        {"span": "year", "day": TUESDAY},
        {"span": "day"},
        {"span": "day", "day": dt.date(2026, 7, 31)},
        {"span": "day", "day": dt.date(2027, 8, 1)},
        {"meetings": 0},
        {"meetings": 41},
        {"minutes": 0},
        {"minutes": 60 * 24 * 8},
        {"price": "gibt|es|nicht"},
    ],
)
def test_what_cannot_be_placed_changes_nothing(
    town: Tenant, provider: Organisation, wrong: dict[str, Any]
) -> None:
    make_plan(town, [make_offer(provider)])
    entry = PlanEntry.objects.get()
    before = entries.stand_of(entry)
    with pytest.raises(BadInput):
        place(entry, **wrong)
    entry.refresh_from_db()
    assert entries.stand_of(entry) == before


def test_of_two_who_move_the_same_entry_the_second_is_told(town: Tenant, provider: Organisation) -> None:
    made = make_plan(town, [make_offer(provider)])
    mine, theirs = (entry_of(made.plan, PlanEntry.objects.get().pk) for _turn in range(2))
    seen = entries.stand_of(mine)
    place(theirs, span="day", day=TUESDAY)
    with pytest.raises(Conflict):
        entries.place_entry(entry=mine, placement=Placement("day", dt.date(2027, 3, 2)), seen=seen)
    assert PlanEntry.objects.get().day == TUESDAY


def test_facts_changed_by_two_conflict(town: Tenant) -> None:
    plan = make_plan(town).plan
    seen = plan.revision
    plans.change_plan(plan=plan, facts=facts(people=20), seen=seen)
    with pytest.raises(Conflict):
        plans.change_plan(plan=plan, facts=facts(people=30), seen=seen)
    assert SchoolPlan.objects.get().people == 20


def test_the_school_year_of_a_plan_with_dates_stays(town: Tenant, provider: Organisation) -> None:
    made = make_plan(town)
    make_entry(made.plan, make_offer(provider), TUESDAY)
    with pytest.raises(BadInput):
        plans.change_plan(plan=made.plan, facts=facts(school_year=2027), seen=made.plan.revision)


def test_the_office_sees_a_plan_only_while_it_is_released(town: Tenant) -> None:
    plan = make_plan(town).plan
    with pytest.raises(NotFound):
        released_plan(plan.pk)
    plans.release_plan(plan=plan, released=True)
    assert released_plan(plan.pk) == plan
    plans.release_plan(plan=plan, released=False)
    with pytest.raises(NotFound):
        released_plan(plan.pk)


def test_releasing_twice_is_written_down_once(town: Tenant) -> None:
    plan = make_plan(town).plan
    for _turn in range(2):
        plans.release_plan(plan=plan, released=True)
    assert AuditEvent.objects.filter(action="planning.plan.release").count() == 1


def test_the_log_names_no_class(town: Tenant, provider: Organisation) -> None:
    made = make_plan(town, [make_offer(provider, title="Geheimer Kurs")])
    place(PlanEntry.objects.get(), span="day", day=TUESDAY)
    plans.mail_address(plan=made.plan, url="/x", email="lehrkraft@example.org")
    plans.delete_plan(plan=made.plan)
    told = repr(list(AuditEvent.objects.values("action", "object_label", "before", "after", "reason")))
    assert [
        word for word in ("8b", "Geheim", "lehrkraft", made.key, made.plan.share_key) if word in told
    ] == []


def test_the_mail_carries_the_private_address_and_the_plan_no_mail_address(town: Tenant) -> None:
    made = make_plan(town)
    plans.mail_address(
        plan=made.plan, url=f"/musterstadt/jahresplan/{made.key}", email="lehrkraft@example.org"
    )
    mail = Mail.objects.get()
    assert (mail.message, mail.to_email) == ("planning.plan_address", "lehrkraft@example.org")
    assert made.key not in mail.payload
    assert "lehrkraft" not in repr(SchoolPlan.objects.values()[0])


def test_deleting_is_for_good(town: Tenant, provider: Organisation) -> None:
    made = make_plan(town, [make_offer(provider)])
    plans.delete_plan(plan=made.plan)
    assert (SchoolPlan.objects.count(), PlanEntry.objects.count()) == (0, 0)


def test_taking_out_twice_does_nothing_more(town: Tenant, provider: Organisation) -> None:
    make_plan(town, [make_offer(provider)])
    entry = PlanEntry.objects.get()
    copy = PlanEntry.objects.select_related("plan").get()
    entries.remove_entry(entry=entry)
    entries.remove_entry(entry=copy)
    assert AuditEvent.objects.filter(action="planning.entry.remove").count() == 1


def test_plans_of_all_towns_are_forgotten_in_time(town: Tenant, provider: Organisation) -> None:
    make_plan(town, [make_offer(provider)])
    make_plan(town, school_year=2027)
    with time_machine.travel(dt.datetime(2028, 1, 31, 12, 0, tzinfo=dt.UTC)):
        assert forget_plans() == 0
    with time_machine.travel(dt.datetime(2028, 2, 1, 12, 0, tzinfo=dt.UTC)), scopes_disabled():
        assert forget_plans() == 1
    assert [plan.school_year for plan in SchoolPlan.objects.all()] == [2027]
