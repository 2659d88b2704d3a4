"""A person's own data: seats are told in the export and go with the person; the seat stays."""

from __future__ import annotations

import datetime as dt

import pytest
from django_scopes import scope

from tests.factories.meetings import make_council
from tests.factories.tenancy import make_member, make_tenant
from umsicht.council import personal
from umsicht.council.domain.people import create_holder, forget
from umsicht.council.models import Seat, SeatHolder
from umsicht.tenancy.enums import Role

pytestmark = pytest.mark.django_db


def test_seats_are_exported_and_erased_with_the_person_but_stay_with_the_office() -> None:
    tenant = make_tenant()
    member = make_member(tenant, Role.MEMBER)
    with scope(tenant=tenant):
        first, second, third = make_council(tenant, seats=3).seats.order_by("pk")
        since = dt.date(2026, 1, 1)
        create_holder(seat=first, actor=None, user=member, valid_from=since)
        create_holder(seat=second, actor=None, name="Leitung", email=member.email.upper(), valid_from=since)
        create_holder(seat=third, actor=None, name="Jemand", email="jemand@example.org", valid_from=since)
    assert [(row["sitz"], row["seit"]) for row in personal.export(member)] == [
        ("Amt 0", "2026-01-01"), ("Amt 1", "2026-01-01"),
    ]  # fmt: skip
    personal.erase(member)
    with scope(tenant=tenant):
        assert [held.name for held in SeatHolder.objects.all()] == ["Jemand"]
        assert Seat.objects.count() == 3


def test_people_who_left_two_years_ago_are_forgotten() -> None:
    tenant = make_tenant()
    with scope(tenant=tenant):
        seat = make_council(tenant, seats=1).seats.get()
        for name, end in (("Alt", dt.date(2020, 12, 31)), ("Neu", None)):
            start = dt.date(2019, 1, 1) if end else dt.date(2021, 1, 1)
            create_holder(seat=seat, actor=None, name=name, valid_from=start, valid_to=end)
        assert forget() == 1
        assert [held.name for held in SeatHolder.objects.all()] == ["Neu"]
