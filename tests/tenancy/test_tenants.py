from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.factories.tenancy import make_district, make_member, make_state, make_tenant
from umsicht.audit.models import AuditEvent
from umsicht.core.errors import BadInput, Conflict, NotAllowed, NotFound
from umsicht.tenancy.domain import groups, tenants
from umsicht.tenancy.enums import Role, TenantKind
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries import directory
from umsicht.tenancy.queries.tenants import state_office

pytestmark = [pytest.mark.django_db, pytest.mark.store]


@pytest.fixture
def office() -> Any:
    return make_member(make_state(), Role.COORDINATOR)


def recorded() -> list[str]:
    return list(AuditEvent._base_manager.order_by("pk").values_list("action", flat=True))


def test_every_database_has_exactly_one_state_office() -> None:
    office = state_office()
    assert (office.kind, office.parent, office.is_active) == ("state", None, True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Tenant.objects.create(kind="state", slug="zweites", name="Zweites")


def test_create_adds_a_municipality_that_does_not_take_part_yet(office: Any) -> None:
    district = make_district()
    tenant = tenants.create_tenant(
        actor=office,
        kind="municipality",
        name=" Musterstadt ",
        slug="musterstadt",
        parent=district,
        key="14999010",
    )
    assert (tenant.name, tenant.parent, tenant.is_active) == ("Musterstadt", district, False)
    assert recorded() == ["tenancy.tenant.create"]


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"slug": "suche"}, BadInput),
        ({"slug": "Groß Buchstaben"}, BadInput),
        ({"slug": "-a"}, BadInput),
        ({"key": "1499901"}, BadInput),
        ({"key": "1499901x"}, BadInput),
        ({"name": ""}, BadInput),
        ({"kind": "state"}, Conflict),
        ({"kind": "kingdom"}, BadInput),
        ({"slug": "vergeben"}, Conflict),
        ({"key": "14999001"}, Conflict),
        ({"kind": "group", "key": "14999020"}, BadInput),
    ],
)
def test_create_refuses_what_does_not_fit(
    office: Any, fields: dict[str, str], error: type[Exception]
) -> None:
    make_tenant(slug="vergeben", key="14999001")
    wanted = {
        "kind": "municipality",
        "name": "Musterstadt",
        "slug": "musterstadt",
        "key": "14999010",
    } | fields
    with pytest.raises(error):
        tenants.create_tenant(actor=office, **wanted)
    assert recorded() == []


@pytest.mark.parametrize("role", ["editor", "adviser", "auditor"])
def test_only_the_coordinators_of_the_state_office_change_the_list(role: str) -> None:
    tenant = make_tenant()
    for person in (make_member(make_state(), role), make_member(tenant, Role.COORDINATOR)):
        with pytest.raises(NotAllowed):
            tenants.create_tenant(actor=person, kind="municipality", name="X", slug="x")
        with pytest.raises(NotAllowed):
            tenants.deactivate(actor=person, tenant=tenant, reason="x")
        with pytest.raises(NotAllowed):
            groups.create_group(actor=person, name="X", slug="x")


def test_change_records_what_differs_and_raises_the_versions(office: Any) -> None:
    tenant = make_tenant(slug="alt", name="Alt")
    state_before = state_office().content_version
    changed = tenants.change_tenant(
        actor=office, tenant=tenant, name="Neu", slug="alt", reason="Eingemeindung"
    )
    event = AuditEvent._base_manager.get()
    assert (event.before, event.after, event.reason) == ({"name": "Alt"}, {"name": "Neu"}, "Eingemeindung")
    assert changed.content_version == tenant.content_version + 1
    assert state_office().content_version == state_before + 1


def test_change_without_difference_writes_nothing(office: Any) -> None:
    tenant = make_tenant(name="Gleich")
    assert tenants.change_tenant(actor=office, tenant=tenant, name="Gleich").content_version == 1
    assert recorded() == []


def test_change_knows_its_fields(office: Any) -> None:
    with pytest.raises(TypeError):
        tenants.change_tenant(actor=office, tenant=make_tenant(), is_active=True)


def test_taking_part_is_switched_on_and_off_with_a_reason(office: Any) -> None:
    tenant = make_tenant(is_active=False)
    assert tenants.activate(actor=office, tenant=tenant).is_active
    with pytest.raises(Conflict):
        tenants.activate(actor=office, tenant=tenant)
    with pytest.raises(BadInput):
        tenants.deactivate(actor=office, tenant=tenant, reason=" ")
    assert not tenants.deactivate(actor=office, tenant=tenant, reason="ausgetreten").is_active
    assert recorded() == ["tenancy.tenant.activate", "tenancy.tenant.deactivate"]


def test_state_office_always_takes_part(office: Any) -> None:
    with pytest.raises(Conflict):
        tenants.deactivate(actor=office, tenant=state_office(), reason="x")


def test_group_gets_and_loses_members(office: Any) -> None:
    first, second, district = make_tenant(slug="a"), make_tenant(slug="b"), make_district(slug="c")
    group = groups.create_group(
        actor=office, name="Region Nord", slug="region-nord", members=[first, district]
    )
    assert sorted(directory.member_slugs(group)) == ["a", "c"]
    groups.change_group(actor=office, group=group, name="Region Süd", slug="region-nord", members=[second])
    group.refresh_from_db()
    assert (group.name, directory.member_slugs(group)) == ("Region Süd", ["b"])
    last = AuditEvent._base_manager.order_by("-pk")[0]
    assert (last.action, last.before, last.after) == (
        "tenancy.group.members",
        {"members": ["a", "c"]},
        {"members": ["b"]},
    )


def test_group_takes_places_only_and_only_groups_have_members(office: Any) -> None:
    place = make_tenant()
    group = groups.create_group(actor=office, name="Region", slug="region")
    with pytest.raises(BadInput):
        groups.set_members(actor=office, group=group, members=[group])
    with pytest.raises(BadInput):
        groups.set_members(actor=office, group=group, members=[state_office()])
    with pytest.raises(BadInput):
        groups.set_members(actor=office, group=place, members=[])


@pytest.mark.parametrize(
    ("chosen", "slugs"),
    [
        ({}, ["bautzen", "chemnitz", "kreis", "region", "zittau"]),
        ({"text": "budy"}, ["bautzen"]),
        ({"text": "14511"}, ["chemnitz"]),
        ({"kind": "district"}, ["kreis"]),
        ({"kind": "unknown"}, ["bautzen", "chemnitz", "kreis", "region", "zittau"]),
        ({"district": "kreis"}, ["kreis", "zittau"]),
        ({"state": "active"}, ["bautzen", "chemnitz"]),
        ({"state": "inactive"}, ["kreis", "region", "zittau"]),
        ({"state": "without"}, ["bautzen"]),
    ],
)
def test_list_of_tenants_can_be_narrowed(chosen: dict[str, str], slugs: list[str]) -> None:
    district = make_district(slug="kreis", name="Landkreis")
    make_tenant(slug="bautzen", name="Bautzen", second_name="Budyšin")
    make_member(make_tenant(slug="chemnitz", name="Chemnitz", key="14511000"))
    make_tenant(slug="zittau", name="Zittau", parent=district, is_active=False)
    make_tenant(kind=TenantKind.GROUP, key="", slug="region", name="Region", is_active=False)
    found = directory.tenants(directory.TenantFilter(**chosen))
    assert sorted(tenant.slug for tenant in found) == slugs


def test_tenant_at_desk_knows_kinds_and_never_the_state_office() -> None:
    place = make_tenant(slug="ort")
    assert directory.tenant_at_desk("ort") == place
    for slug, kinds in (("ort", ["group"]), ("land", []), ("nichts", [])):
        with pytest.raises(NotFound):
            directory.tenant_at_desk(slug, *kinds)


def test_coordinators_are_counted_per_tenant() -> None:
    two, none = make_tenant(), make_tenant()
    make_member(two)
    make_member(two)
    make_member(two, Role.EDITOR)
    assert directory.coordinators_per_tenant([two.pk, none.pk]) == {two.pk: 2}
