from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django_scopes import scope

from tests.factories.accounts import make_person
from tests.factories.tenancy import make_member, make_tenant
from umsicht.audit.models import AuditEvent
from umsicht.core import clock
from umsicht.core.errors import BadInput, Conflict, NotAllowed
from umsicht.tenancy.domain import memberships
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Membership, Tenant
from umsicht.tenancy.queries.memberships import filtered, held_by, members_of, roles_in
from umsicht.tenancy.signals import membership_ended, membership_granted

pytestmark = [pytest.mark.django_db, pytest.mark.store]


def only(tenant: Tenant, role: str) -> Membership:
    return Membership.objects.with_scope(tenant=tenant).select_related("user", "tenant").get(role=role)


def told(action: str) -> AuditEvent:
    return AuditEvent._base_manager.get(action=action)


def test_grant_gives_the_role_at_once_and_is_recorded() -> None:
    tenant, person = make_tenant(), make_person()
    coordinator = make_member(tenant)
    with scope(tenant=tenant):
        memberships.grant_membership(
            actor=coordinator, tenant=tenant, user=person, role=Role.EDITOR, reason=" Vertretung "
        )
    assert roles_in(person, tenant.pk) == {"editor"}
    event = told("tenancy.membership.grant")
    assert (event.tenant, event.actor, event.reason) == (tenant, coordinator, "Vertretung")
    assert event.after == {"role": "editor", "valid_from": clock.today().isoformat(), "valid_to": None}


@pytest.mark.parametrize("role", ["editor", "member", "adviser", "auditor", "provider"])
def test_only_coordinators_grant_roles(role: str) -> None:
    tenant = make_tenant()
    person = make_member(tenant, role)
    with scope(tenant=tenant), pytest.raises(NotAllowed):
        memberships.grant_membership(actor=person, tenant=tenant, user=make_person(), role=Role.EDITOR)
    assert AuditEvent._base_manager.count() == 0


def test_the_same_role_twice_is_refused_and_leaves_no_trace() -> None:
    tenant = make_tenant()
    coordinator, person = make_member(tenant), make_member(tenant, Role.EDITOR)
    with scope(tenant=tenant), pytest.raises(Conflict):
        memberships.grant_membership(actor=coordinator, tenant=tenant, user=person, role=Role.EDITOR)
    assert AuditEvent._base_manager.count() == 0


def test_database_itself_refuses_a_second_open_role() -> None:
    tenant = make_tenant()
    person = make_member(tenant, Role.EDITOR)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_member(tenant, Role.EDITOR, user=person)
    make_member(tenant, Role.PROVIDER, user=person, organisation_id=1)
    make_member(tenant, Role.PROVIDER, user=person, organisation_id=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_member(tenant, Role.PROVIDER, user=person, organisation_id=2)


@pytest.mark.parametrize("fields", [{"role": "king"}, {"valid_to": dt.date(2026, 11, 17)}])
def test_impossible_roles_and_periods_are_refused(fields: dict[str, object]) -> None:
    tenant = make_tenant()
    coordinator = make_member(tenant)
    with scope(tenant=tenant), pytest.raises(BadInput):
        memberships.grant_membership(
            actor=coordinator, tenant=tenant, user=make_person(), **({"role": "editor"} | fields)
        )


def test_only_providers_carry_an_organisation() -> None:
    tenant, person = make_tenant(), make_person()
    with scope(tenant=tenant):
        for role in (Role.EDITOR, Role.PROVIDER):
            memberships.grant_membership(actor=None, tenant=tenant, user=person, role=role, organisation_id=7)
    assert {m.role: m.organisation_id for m in held_by(person)} == {"editor": None, "provider": 7}


def test_future_roles_do_not_count_yet_and_past_ones_no_more() -> None:
    tenant, today = make_tenant(), clock.today()
    later = make_member(tenant, Role.EDITOR, valid_from=today + dt.timedelta(days=1))
    before = make_member(
        tenant, Role.EDITOR, valid_from=today - dt.timedelta(days=9), valid_to=today - dt.timedelta(days=1)
    )
    last_day = make_member(tenant, Role.EDITOR, valid_from=today, valid_to=today)
    assert [len(held_by(person)) for person in (later, before, last_day)] == [0, 0, 1]


def test_end_takes_the_role_away_at_once_and_keeps_it_as_history() -> None:
    tenant = make_tenant()
    coordinator, person = make_member(tenant), make_member(tenant, Role.EDITOR)
    with scope(tenant=tenant):
        row = only(tenant, Role.EDITOR)
        memberships.end_membership(actor=coordinator, membership=row, reason="ausgeschieden")
        assert [m.valid_to for m in filtered(members_of(tenant), state="ended")] == [clock.today()]
    assert held_by(make_same(person)) == ()
    event = told("tenancy.membership.end")
    assert (event.actor, event.reason, event.after["valid_to"]) == (
        coordinator,
        "ausgeschieden",
        "2026-11-18",
    )


def make_same(person: object) -> object:
    """The person as the next request loads her, without what this one remembers."""
    return type(person).objects.get(pk=person.pk)  # type: ignore[attr-defined]


def test_ended_role_can_be_given_again() -> None:
    tenant = make_tenant()
    coordinator, person = make_member(tenant), make_member(tenant, Role.EDITOR)
    with scope(tenant=tenant):
        memberships.end_membership(actor=coordinator, membership=only(tenant, Role.EDITOR), reason="x")
        memberships.grant_membership(actor=coordinator, tenant=tenant, user=person, role=Role.EDITOR)
        assert members_of(tenant).filter(role=Role.EDITOR).count() == 2


def test_role_that_ran_out_by_date_can_be_given_again() -> None:
    tenant, yesterday = make_tenant(), clock.today() - dt.timedelta(days=1)
    person = make_member(tenant, Role.EDITOR, valid_from=yesterday, valid_to=yesterday)
    with scope(tenant=tenant):
        memberships.grant_membership(actor=None, tenant=tenant, user=person, role=Role.EDITOR)
    assert roles_in(person, tenant.pk) == {"editor"}


def test_planned_end_leaves_the_role_until_then() -> None:
    tenant, next_week = make_tenant(), clock.today() + dt.timedelta(days=7)
    coordinator, person = make_member(tenant), make_member(tenant, Role.EDITOR)
    with scope(tenant=tenant):
        memberships.end_membership(
            actor=coordinator, membership=only(tenant, Role.EDITOR), reason="Elternzeit", last_day=next_week
        )
    assert [m.valid_to for m in held_by(make_same(person))] == [next_week]


def test_end_needs_a_reason_and_a_day_that_is_not_over() -> None:
    tenant = make_tenant()
    coordinator = make_member(tenant)
    make_member(tenant, Role.EDITOR)
    row = only(tenant, Role.EDITOR)
    with scope(tenant=tenant):
        with pytest.raises(BadInput):
            memberships.end_membership(actor=coordinator, membership=row, reason="  ")
        with pytest.raises(BadInput):
            memberships.end_membership(
                actor=coordinator, membership=row, reason="x", last_day=clock.today() - dt.timedelta(days=1)
            )


def test_second_end_is_refused() -> None:
    tenant = make_tenant()
    coordinator = make_member(tenant)
    make_member(tenant, Role.EDITOR)
    with scope(tenant=tenant):
        row = memberships.end_membership(actor=coordinator, membership=only(tenant, Role.EDITOR), reason="x")
        with pytest.raises(Conflict):
            memberships.end_membership(actor=coordinator, membership=row, reason="x")


def test_last_coordinator_stays() -> None:
    tenant = make_tenant(name="Musterstadt")
    coordinator = make_member(tenant)
    row = only(tenant, Role.COORDINATOR)
    with scope(tenant=tenant):
        for step in (
            lambda: memberships.end_membership(actor=coordinator, membership=row, reason="x"),
            lambda: memberships.end_membership(
                actor=coordinator, membership=row, reason="x", last_day=clock.today() + dt.timedelta(days=3)
            ),
            lambda: memberships.change_membership(actor=coordinator, membership=row, role=Role.EDITOR),
            lambda: memberships.leave(actor=coordinator, membership=row),
        ):
            with pytest.raises(Conflict) as refused:
                step()
            assert refused.value.code == "last_coordinator"
            assert "Musterstadt" in refused.value.message
    assert roles_in(make_same(coordinator), tenant.pk) == {"coordinator"}
    assert AuditEvent._base_manager.count() == 0


@pytest.mark.parametrize(
    "second",
    [{}, {"is_active": False}, {"valid_to": dt.date(2026, 12, 31)}],
    ids=["open", "closed account", "planned"],
)
def test_only_an_open_role_of_an_open_account_counts_as_another_coordinator(
    second: dict[str, object],
) -> None:
    tenant = make_tenant()
    coordinator, other = make_member(tenant), make_person()
    period = {"valid_to": second["valid_to"]} if "valid_to" in second else {}
    make_member(tenant, Role.COORDINATOR, user=other, **period)
    if "is_active" in second:
        other.is_active = False
        other.save()
    with scope(tenant=tenant):
        row = members_of(tenant).get(user=coordinator)
        if second:
            with pytest.raises(Conflict):
                memberships.leave(actor=coordinator, membership=row)
        else:
            assert memberships.leave(actor=coordinator, membership=row).ended_at is not None


def test_last_coordinator_of_a_municipality_that_does_not_take_part_may_go() -> None:
    tenant = make_tenant(is_active=False)
    coordinator = make_member(tenant)
    with scope(tenant=tenant):
        memberships.leave(actor=coordinator, membership=only(tenant, Role.COORDINATOR))
    assert held_by(make_same(coordinator)) == ()


def test_nobody_gives_up_the_role_of_someone_else() -> None:
    tenant = make_tenant()
    coordinator = make_member(tenant)
    make_member(tenant, Role.EDITOR)
    with scope(tenant=tenant), pytest.raises(Conflict):
        memberships.leave(actor=coordinator, membership=only(tenant, Role.EDITOR))


def test_change_ends_the_old_role_and_starts_the_new_one() -> None:
    tenant = make_tenant()
    coordinator, person = make_member(tenant), make_member(tenant, Role.EDITOR)
    with scope(tenant=tenant):
        memberships.change_membership(
            actor=coordinator, membership=only(tenant, Role.EDITOR), role=Role.FINANCE, reason="neue Aufgabe"
        )
    assert roles_in(make_same(person), tenant.pk) == {"finance"}
    recorded = AuditEvent._base_manager.order_by("pk").values_list("action", "reason")
    assert list(recorded) == [
        ("tenancy.membership.grant", "neue Aufgabe"),
        ("tenancy.membership.end", "neue Aufgabe"),
    ]


def test_floors_above_hear_of_roles_after_the_transaction(
    django_capture_on_commit_callbacks: object,
) -> None:
    heard: list[str] = []

    def granted(sender: object, **kwargs: object) -> None:
        heard.append("granted")

    def ended(sender: object, reason: str, **kwargs: object) -> None:
        heard.append(f"ended: {reason}")

    membership_granted.connect(granted)
    membership_ended.connect(ended)
    try:
        tenant = make_tenant()
        with django_capture_on_commit_callbacks(execute=True), scope(tenant=tenant):  # type: ignore[operator]
            row = memberships.grant_membership(
                actor=None, tenant=tenant, user=make_person(), role=Role.EDITOR
            )
            memberships.end_membership(actor=None, membership=row, reason="x")
            assert heard == []
    finally:
        membership_granted.disconnect(granted)
        membership_ended.disconnect(ended)
    assert heard == ["granted", "ended: x"]


@pytest.mark.parametrize(
    ("chosen", "names"),
    [
        ({}, ["Amt Nord", "Büro Süd"]),
        ({"text": "büro"}, ["Büro Süd"]),
        ({"text": "süd @example"}, ["Büro Süd"]),
        ({"role": "editor"}, ["Büro Süd"]),
        ({"role": "unbekannt"}, ["Amt Nord", "Büro Süd"]),
        ({"state": "ended"}, ["Früher"]),
        ({"state": "all"}, ["Amt Nord", "Büro Süd", "Früher"]),
    ],
)
def test_filter_narrows_the_list(chosen: dict[str, str], names: list[str]) -> None:
    tenant, long_ago = make_tenant(), clock.today() - dt.timedelta(days=30)
    make_member(tenant, Role.COORDINATOR, user=make_person(display_name="Amt Nord"))
    make_member(tenant, Role.EDITOR, user=make_person(display_name="Büro Süd"))
    make_member(
        tenant, Role.MEMBER, user=make_person(display_name="Früher"), valid_from=long_ago, valid_to=long_ago
    )
    make_member(make_tenant(), Role.EDITOR, user=make_person(display_name="Büro Süd nebenan"))
    with scope(tenant=tenant):
        assert [m.user.display_name for m in filtered(members_of(tenant), **chosen)] == names
