from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.factories.directory import hours, make_contact_point, make_organisation
from tests.factories.offers import make_offer
from tests.factories.tenancy import make_member
from umsicht.audit.models import AuditEvent
from umsicht.core import clock
from umsicht.core.errors import BadInput, NotAllowed
from umsicht.directory.domain.contact_points import (
    change_contact_point,
    create_contact_point,
    delete_contact_point,
)
from umsicht.directory.domain.organisations import (
    change_organisation,
    confirm_organisation,
    create_organisation,
    publish_organisation,
)
from umsicht.directory.domain.writing import FieldFaults
from umsicht.directory.models import ContactPoint, Organisation
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.usefixtures("terms")
GOOD: dict[str, Any] = {"name": "Straße & Söhne e. V.", "sector": "vereine"}


@pytest.mark.store
def test_organisation_gets_a_readable_address_of_its_own(town: Tenant) -> None:
    editor = make_member(town, "editor")
    made = [create_organisation(tenant=town, actor=editor, **GOOD) for _turn in range(2)]
    assert [organisation.slug for organisation in made] == ["strasse-soehne-e-v", "strasse-soehne-e-v-2"]
    assert AuditEvent.objects.filter(action="directory.organisation.create").count() == 2


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"sector": "erfunden"}, "sector"),
        ({"languages": ["xx"]}, "languages"),
        ({"languages": "de"}, "languages"),
        ({"languages": [{"de": 1}]}, "languages"),
        ({"phone": "ruf mich an"}, "phone"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"email": "kein-at"}, "email"),
    ],
)
def test_bad_organisation_is_refused_by_field(town: Tenant, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(FieldFaults) as refused:
        create_organisation(tenant=town, actor=make_member(town, "editor"), **(GOOD | wrong))
    assert list(refused.value.faults) == [field]
    assert Organisation.objects.count() == 0


def test_provider_changes_its_own_entry_but_not_whether_it_is_shown(town: Tenant) -> None:
    organisation = make_organisation(town)
    person = make_member(town, "provider", organisation_id=organisation.pk)
    assert change_organisation(organisation=organisation, actor=person, about="Neu") is True
    assert change_organisation(organisation=organisation, actor=person, about="Neu") is False
    with pytest.raises(NotAllowed):
        change_organisation(organisation=organisation, actor=person, is_public=False)
    with pytest.raises(NotAllowed):
        change_organisation(organisation=make_organisation(town), actor=person, about="Neu")
    confirm_organisation(organisation=organisation, actor=person)
    assert Organisation.objects.get(pk=organisation.pk).confirmed_on == clock.today()


def test_confirmation_can_not_lie_in_the_future(town: Tenant) -> None:
    coordinator = make_member(town, "coordinator")
    with pytest.raises(BadInput):
        confirm_organisation(
            organisation=make_organisation(town), actor=coordinator, on=clock.today() + dt.timedelta(days=1)
        )


@pytest.mark.store
def test_hiding_needs_a_reason_and_renews_portal_and_offers(town: Tenant) -> None:
    organisation = make_organisation(town)
    make_offer(organisation)
    editor = make_member(town, "editor")
    with pytest.raises(BadInput):
        publish_organisation(organisation=organisation, actor=editor, public=False)
    before = Tenant.objects.get(pk=town.pk).content_version
    assert (
        publish_organisation(organisation=organisation, actor=editor, public=False, reason="Aufgelöst")
        is True
    )
    assert (
        publish_organisation(organisation=organisation, actor=editor, public=False, reason="Aufgelöst")
        is False
    )
    assert Tenant.objects.get(pk=town.pk).content_version == before + 2
    assert AuditEvent.objects.get(action="directory.organisation.hide").reason == "Aufgelöst"


@pytest.mark.store
def test_contact_point_is_made_changed_and_deleted_with_its_journal(town: Tenant) -> None:
    organisation = make_organisation(town)
    editor = make_member(town, "editor")
    point = create_contact_point(
        organisation=organisation,
        actor=editor,
        name="Büro",
        lat=50.83,
        lon=12.92,
        opening_hours=hours(("MO TU", "09:00", "12:00")),
    )
    offer = make_offer(organisation, contact_point=point)
    assert change_contact_point(point=point, actor=editor, phone="0371 1234") is True
    assert change_contact_point(point=point, actor=editor, phone="0371 1234") is False
    delete_contact_point(point=point, actor=editor, reason="Umzug")
    offer.refresh_from_db()
    assert (ContactPoint.objects.count(), offer.contact_point) == (0, None)
    actions = AuditEvent.objects.filter(object_type="directory.ContactPoint").order_by("pk")
    assert [event.action.rpartition(".")[2] for event in actions] == ["create", "change", "delete"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"lat": 50.8}, "lat"),
        ({"lon": 12.8}, "lon"),
        ({"lat": 95.0, "lon": 12.8}, "lat"),
        ({"postal_code": "0912"}, "postal_code"),
        ({"opening_hours": [{"days": ["MO"]}]}, "opening_hours"),
        ({"kind": "burg"}, "kind"),
    ],
)
def test_bad_contact_point_is_refused_by_field(town: Tenant, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(FieldFaults) as refused:
        create_contact_point(organisation=make_organisation(town), actor=None, **({"name": "Büro"} | wrong))
    assert field in refused.value.faults
    assert ContactPoint.objects.count() == 0


def test_contact_point_stays_in_its_town(town: Tenant) -> None:
    point = make_contact_point(make_organisation(town))
    with pytest.raises(BadInput):
        change_contact_point(point=point, actor=None, organisation=make_organisation())


def test_people_of_another_town_may_do_nothing(town: Tenant) -> None:
    organisation = make_organisation(town)
    stranger = make_member(make_organisation().tenant, "coordinator")
    for write in (
        lambda: create_organisation(tenant=town, actor=stranger, **GOOD),
        lambda: change_organisation(organisation=organisation, actor=stranger, about="x"),
        lambda: publish_organisation(organisation=organisation, actor=stranger, public=False, reason="x"),
        lambda: confirm_organisation(organisation=organisation, actor=stranger),
        lambda: create_contact_point(organisation=organisation, actor=stranger, name="x"),
    ):
        with pytest.raises(NotAllowed):
            write()
