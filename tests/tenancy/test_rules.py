from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django_scopes import scope

from tests.factories.accounts import make_person
from tests.factories.tenancy import make_district, make_member, make_state, make_tenant
from umsicht.tenancy import rules as tenancy_rules
from umsicht.tenancy.enums import Role, TenantKind
from umsicht.tenancy.models import Membership, Tenant
from umsicht.tenancy.queries.memberships import held_by

pytestmark = pytest.mark.django_db

PERMISSIONS = (
    "tenancy.audit.view",
    "tenancy.desk.enter",
    "tenancy.member.export",
    "tenancy.member.manage",
    "tenancy.member.view",
    "tenancy.settings.change",
    "tenancy.settings.view",
)
HERE = {
    Role.COORDINATOR: set(PERMISSIONS),
    Role.EDITOR: {"tenancy.desk.enter", "tenancy.member.view", "tenancy.settings.view"},
    Role.MEMBER: {"tenancy.desk.enter"},
    Role.REVIEWER: {"tenancy.desk.enter"},
    Role.PROVIDER: {"tenancy.desk.enter"},
    Role.MODERATOR: {"tenancy.desk.enter"},
    Role.FINANCE: {"tenancy.desk.enter"},
    Role.ADVISER: {"tenancy.desk.enter", "tenancy.member.view", "tenancy.settings.view"},
    Role.AUDITOR: {
        "tenancy.audit.view",
        "tenancy.desk.enter",
        "tenancy.member.export",
        "tenancy.member.view",
    },
}
FROM_ABOVE = {
    Role.COORDINATOR: set(PERMISSIONS) - {"tenancy.audit.view", "tenancy.member.export"},
    Role.ADVISER: {"tenancy.desk.enter", "tenancy.member.view", "tenancy.settings.view"},
    Role.AUDITOR: {"tenancy.audit.view", "tenancy.desk.enter"},
}


def held(user: object, tenant: Tenant) -> set[str]:
    return {name for name in PERMISSIONS if user.has_perm(name, tenant)}  # type: ignore[attr-defined]


@pytest.mark.parametrize("role", Role.values)
def test_role_gives_its_permissions_here_and_none_next_door(role: str) -> None:
    here, next_door = make_tenant(), make_tenant()
    person = make_member(here, role)
    assert held(person, here) == HERE[Role(role)]
    assert held(person, next_door) == set()


@pytest.mark.parametrize("role", Role.values)
def test_role_in_the_state_office_reaches_down_only_by_rule(role: str) -> None:
    person = make_member(make_state(), role)
    assert held(person, make_tenant()) == FROM_ABOVE.get(Role(role), set())


def test_role_in_a_district_or_group_reaches_its_own_members_only() -> None:
    district = make_district()
    inside, outside = make_tenant(parent=district), make_tenant()
    group = make_tenant(kind=TenantKind.GROUP, key="")
    group.members.add(inside)
    for above in (district, group):
        person = make_member(above, Role.ADVISER)
        assert held(person, inside) == FROM_ABOVE[Role.ADVISER]
        assert held(person, outside) == set()


def test_role_in_a_municipality_never_reaches_up() -> None:
    person = make_member(make_tenant(), Role.COORDINATOR)
    assert held(person, make_state()) == set()
    assert not person.has_perm("tenancy.tenant.manage", make_state())


@pytest.mark.parametrize(
    ("role", "expected"),
    [("coordinator", {"list", "manage"}), ("editor", {"list"}), ("adviser", {"list"}), ("provider", set())],
)
def test_only_the_state_office_looks_after_tenants(role: str, expected: set[str]) -> None:
    state = make_state()
    person = make_member(state, role)
    assert {
        verb for verb in ("list", "manage") if person.has_perm(f"tenancy.tenant.{verb}", state)
    } == expected


def test_strangers_visitors_and_closed_accounts_may_nothing() -> None:
    tenant = make_tenant()
    closed = make_member(tenant, Role.COORDINATOR)
    closed.is_active = False
    assert held(make_person(), tenant) == set()
    assert held(make_person(is_operator=True), tenant) == set()
    assert held(AnonymousUser(), tenant) == set()
    assert held(closed, tenant) == set()


def test_permission_without_an_object_is_refused() -> None:
    person = make_member(make_tenant(), Role.COORDINATOR)
    assert not person.has_perm("tenancy.member.manage")
    assert not person.has_perm("tenancy.no.such", make_state())


def test_rule_decides_on_the_tenant_of_a_record() -> None:
    here, next_door = make_tenant(), make_tenant()
    person = make_member(here, Role.COORDINATOR)
    with scope(tenant=here):
        own = Membership.objects.get(user=person)
    stranger = make_member(next_door, Role.EDITOR)
    with scope(tenant=next_door):
        foreign = Membership.objects.get(user=stranger)
    assert person.has_perm("tenancy.member.manage", own)
    assert not person.has_perm("tenancy.member.manage", foreign)


@pytest.mark.parametrize("memberships", [1, 3])
def test_memberships_of_a_person_cost_one_query_per_request(
    memberships: int, django_assert_num_queries: object
) -> None:
    person = make_person()
    tenants = [make_tenant() for _ in range(memberships)]
    for tenant in tenants:
        make_member(tenant, Role.COORDINATOR, user=person)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert [person.has_perm("tenancy.member.manage", tenant) for tenant in tenants] == [
            True
        ] * memberships
        assert len(held_by(person)) == memberships


def test_holds_anywhere_needs_no_tenant() -> None:
    person = make_member(make_tenant(), Role.PROVIDER)
    assert tenancy_rules.holds_anywhere(Role.PROVIDER).test(person, None)
    assert not tenancy_rules.holds_anywhere(Role.EDITOR).test(person, None)
