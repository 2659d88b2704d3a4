"""What the rules of procedure say of terms, absences and deputies, and what follows from it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.factories.council import make_body, make_seat
from tests.factories.meetings import begin, finish, in_days, make_council, make_meeting
from tests.factories.tenancy import make_member
from umsicht.core.errors import BadInput, Conflict
from umsicht.council.domain.circular import start, vote_at_desk
from umsicht.council.domain.minutes import everybody_here, record_presence
from umsicht.council.domain.people import create_holder
from umsicht.council.domain.procedure import set_rules
from umsicht.council.domain.replies import answer
from umsicht.council.models import Body, CircularBallot, Seat
from umsicht.council.queries.terms import ending_terms, long_absences
from umsicht.tenancy.models import Tenant

pytestmark = [pytest.mark.django_db, pytest.mark.store]
TODAY = dt.date(2026, 11, 18)


def hold(seat: Seat, since: dt.date, **fields: Any) -> None:
    create_holder(seat=seat, actor=None, valid_from=since, **({"name": "Leitung"} | fields))


@pytest.mark.parametrize(
    ("began", "came", "ends"),
    [
        ("2023-12-01", None, dt.date(2026, 11, 30)),
        ("2010-01-01", "2023-12-01", dt.date(2026, 11, 30)),  # came later than the seat
        ("2023-08-31", None, dt.date(2026, 8, 30)),  # has ended already
        ("2010-01-01", "2026-01-01", None),  # far away
        (None, None, None),  # nothing is known
    ],
)
def test_a_term_is_counted_by_the_rules(
    town: Tenant, began: str | None, came: str | None, ends: dt.date | None
) -> None:
    body = make_body(town)
    set_rules(body=body, actor=None, term_months=36)
    seat = make_seat(body, valid_from=dt.date.fromisoformat(began) if began else None)
    if came:
        hold(seat, dt.date.fromisoformat(came))
    assert [one.until for one in ending_terms(TODAY)] == ([ends] if ends else [])


def test_without_such_a_rule_only_the_seats_own_end_counts(town: Tenant) -> None:
    body = make_body(town)
    make_seat(body, valid_from=dt.date(2000, 1, 1))
    leaving = make_seat(body, valid_from=dt.date(2000, 1, 1), valid_to=TODAY)
    assert [(one.seat, one.until) for one in ending_terms(TODAY, body)] == [(leaving, TODAY)]
    assert ending_terms(TODAY, make_body(town)) == []


def held(body: Body, days: int, presences: dict[int, str], **more: Any) -> None:
    """A meeting that is over; the other seats were present."""
    meeting = begin(make_meeting(body, items=("public",), starts_at=in_days(days)))
    seats = list(body.seats.order_by("pk"))
    for place, presence in presences.items():
        row = meeting.attendances.get(seat=seats[place])
        record_presence(row=row, actor=None, presence=presence, **more)
    finish(meeting)


def test_who_misses_as_many_meetings_in_a_row_as_the_rules_say_is_named(town: Tenant) -> None:
    body = make_council(town)
    set_rules(body=body, actor=None, absences=2)
    held(body, -90, {1: "absent", 2: "absent", 3: "absent"})
    held(body, -60, {1: "excused", 2: "present", 3: "absent"})
    assert [(one.seat.office, one.meetings, one.excused) for one in long_absences(TODAY)] == [
        ("Amt 1", 2, 1),
        ("Amt 3", 2, 0),
    ]
    held(body, -30, {1: "absent", 2: "absent", 3: "deputy"}, deputy="Amt")
    assert [(one.seat.office, one.meetings) for one in long_absences(TODAY)] == [("Amt 1", 3)]


def test_the_count_begins_anew_with_who_holds_the_seat_and_without_rule_nobody_is_named(town: Tenant) -> None:
    body = make_council(town)
    for days in (-90, -60, -30):
        held(body, days, {1: "absent"})
    assert long_absences(TODAY) == []
    set_rules(body=body, actor=None, absences=2)
    assert len(long_absences(TODAY, body)) == 1
    hold(body.seats.order_by("pk")[1], TODAY - dt.timedelta(days=40))
    assert long_absences(TODAY) == []


def test_reading_costs_the_same_however_many_seats(town: Tenant, django_assert_num_queries: Any) -> None:
    for _round in range(2):
        body = make_council(town)
        set_rules(body=body, actor=None, absences=1, term_months=12)
        held(body, -30, {1: "absent", 2: "absent"})
        with django_assert_num_queries(4):
            assert long_absences(TODAY)
        with django_assert_num_queries(4):
            ending_terms(TODAY)


@pytest.fixture
def named(town: Tenant) -> Body:
    """A council in which only named deputies may come, and one seat has one."""
    body = make_council(town)
    set_rules(body=body, actor=None, deputising="named", circular_votes=True)
    seat = body.seats.order_by("pk")[1]
    hold(seat, TODAY - dt.timedelta(days=900))
    hold(seat, TODAY - dt.timedelta(days=900), kind="deputy", name="Stabsstelle Prävention")
    return body


def test_only_named_deputies_are_recorded_and_announced(named: Body) -> None:
    meeting = begin(make_meeting(named, starts_at=in_days(2)))
    rows = list(meeting.attendances.order_by("seat"))
    with pytest.raises(BadInput, match="benannte"):
        record_presence(row=rows[1], actor=None, presence="deputy", deputy="Irgendwer")
    with pytest.raises(BadInput, match="keine benannt"):
        record_presence(row=rows[2], actor=None, presence="deputy", deputy="Stabsstelle Prävention")
    record_presence(row=rows[1], actor=None, presence="deputy", deputy="stabsstelle prävention ")
    rows[1].refresh_from_db()
    assert (rows[1].presence, rows[1].deputy) == ("deputy", "Stabsstelle Prävention")
    with pytest.raises(BadInput):
        answer(row=rows[2], actor=None, reply="deputy", deputy="Irgendwer")
    answer(row=rows[1], actor=None, reply="deputy")
    assert rows[1].deputy == "Stabsstelle Prävention"


def test_an_announced_deputy_who_may_not_come_is_left_to_be_recorded_by_hand(town: Tenant) -> None:
    body = make_council(town)
    meeting = make_meeting(body, starts_at=in_days(2))
    meeting = begin(meeting)
    rows = list(meeting.attendances.order_by("seat"))
    for row in rows[1:3]:
        row.presence = ""
        row.save()
    answer(row=rows[1], actor=None, reply="deputy", deputy="Irgendwer")
    answer(row=rows[2], actor=None, reply="comes")
    set_rules(body=body, actor=None, deputising="named")
    everybody_here(meeting=meeting, actor=None)
    assert list(meeting.attendances.order_by("seat").values_list("presence", flat=True))[1:3] == [
        "",
        "present",
    ]


def test_where_the_rules_know_no_deputies_only_the_holder_votes(town: Tenant) -> None:
    body = make_council(town)
    set_rules(body=body, actor=None, deputising="none", circular_votes=True)
    seat = body.seats.order_by("pk")[1]
    holder, deputy = make_member(town, "member"), make_member(town, "member")
    hold(seat, TODAY - dt.timedelta(days=9), user=holder)
    hold(seat, TODAY - dt.timedelta(days=9), user=deputy, kind="deputy")
    start(body=body, actor=None, subject="S", text="T", deadline=in_days(9))
    ballot = CircularBallot.objects.select_related("vote__body", "seat__body").get(seat=seat)
    with pytest.raises(Conflict, match="keine Vertretung"):
        vote_at_desk(ballot=ballot, actor=deputy, value="yes")
    vote_at_desk(ballot=ballot, actor=holder, value="yes")
    assert ballot.value == "yes"
