from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from tests.factories.accounts import make_person
from tests.factories.browsers import browser_of
from tests.factories.directory import make_organisation
from tests.factories.queries import queries_of
from tests.factories.tenancy import make_member, make_state, make_tenant
from umsicht.accounts.models import User
from umsicht.tenancy.domain.invitations import invite
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Invitation, Membership, Tenant
from umsicht.tenancy.queries.memberships import held_by

pytestmark = pytest.mark.django_db
BASE = "/desk/musterstadt/mitglieder"


@pytest.fixture
def coordinator(tenant: Tenant) -> User:
    return make_member(tenant, user=make_person("leitung@example.org", display_name="Leitung"))


@pytest.fixture
def desk(coordinator: User) -> Client:
    return browser_of(coordinator)


def membership_of(person: User) -> Membership:
    return Membership._base_manager.get(user=person)


def again(person: User) -> User:
    return User.objects.get(pk=person.pk)


@pytest.mark.usefixtures("quiet_nav")
def test_list_costs_the_same_for_few_and_many(tenant: Tenant, desk: Client) -> None:
    def add(number: int) -> None:
        make_member(tenant, Role.EDITOR)
        with scope(tenant=tenant):
            invite(actor=None, tenant=tenant, email=f"neu{number}@example.org", role=Role.EDITOR)

    add(1)
    few = queries_of(lambda: desk.get(BASE))
    add(2)
    add(3)
    assert queries_of(lambda: desk.get(BASE)) == few
    assert few <= 9  # session, person, tenant, roles, count, page, invitations


def test_list_shows_own_people_and_nobody_from_next_door(tenant: Tenant, desk: Client) -> None:
    make_member(tenant, Role.EDITOR, user=make_person("hier@example.org"))
    make_member(make_tenant(), Role.EDITOR, user=make_person("nebenan@example.org"))
    page = desk.get(BASE).text
    assert ("hier@example.org" in page, "nebenan@example.org" in page) == (True, False)


@pytest.mark.parametrize(
    "query",
    [
        "?q=%00",
        "?rolle=king",
        "?stand=x",
        "?seite=-1",
        "?seite=abc",
        "?seite=99999999999",
        "?q=" + "x" * 500,
        "?rolle=a&rolle=b",
    ],
)
def test_any_address_of_the_list_gives_a_page(desk: Client, query: str) -> None:
    assert desk.get(BASE + query).status_code == 200


def test_filter_is_shared_by_address_and_exported(tenant: Tenant, desk: Client) -> None:
    make_member(tenant, Role.EDITOR, user=make_person("redaktion@example.org", display_name="=Redaktion"))
    page = desk.get(BASE + "?rolle=editor").text
    assert ("redaktion@example.org" in page, "leitung@example.org" in page) == (True, False)
    assert f'href="{BASE}/liste.csv?rolle=editor"' in page
    response = desk.get(BASE + "/liste.csv?rolle=editor")
    assert response["Content-Disposition"] == 'attachment; filename="mitglieder-musterstadt-2026-11-18.csv"'
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:3] == ["Name", "E-Mail-Adresse", "Rolle"]
    assert [row[:3] for row in rows[1:]] == [["'=Redaktion", "redaktion@example.org", "Redaktion"]]


@pytest.mark.parametrize("role", ["editor", "adviser"])
def test_who_may_look_may_not_invite_change_or_export(tenant: Tenant, coordinator: User, role: str) -> None:
    client = browser_of(make_member(tenant, role))
    page = client.get(BASE).text
    assert ("Jemanden einladen" in page, "Als CSV" in page) == (False, False)
    pk = membership_of(coordinator).pk
    assert client.get(BASE + "/liste.csv").status_code == 403
    assert client.get(BASE + "/einladen").status_code == 403
    assert client.get(f"{BASE}/{pk}").status_code == 403
    assert client.post(f"{BASE}/{pk}/beenden", {"ende-reason": "x"}).status_code == 403
    assert client.post(f"{BASE}/{pk}/aendern", {"role": "editor"}).status_code == 403


def test_records_of_another_tenant_are_not_found_by_number(desk: Client) -> None:
    other = make_tenant()
    foreign = make_member(other, Role.EDITOR)
    with scope(tenant=other):
        invitation, _token = invite(actor=None, tenant=other, email="neu@example.org", role=Role.EDITOR)
    pk = membership_of(foreign).pk
    for address in (f"{BASE}/{pk}/beenden", f"{BASE}/{pk}/aendern"):
        assert desk.post(address, {"ende-reason": "x", "role": "editor"}).status_code == 404
    assert desk.get(f"{BASE}/{pk}").status_code == 404
    for verb in ("erneut", "zuruecknehmen"):
        assert desk.post(f"{BASE}/einladungen/{invitation.pk}/{verb}").status_code == 404
    assert held_by(again(foreign)) != ()


def test_invite_send_again_withdraw(tenant: Tenant, desk: Client) -> None:
    sent = desk.post(BASE + "/einladen", {"email": "neu@example.org", "role": "editor"}, follow=True)
    assert "neu@example.org ist unterwegs" in sent.text
    row = Invitation._base_manager.get()
    old = row.token_hash
    assert desk.post(f"{BASE}/einladungen/{row.pk}/erneut").url == BASE
    row.refresh_from_db()
    assert row.token_hash != old
    assert desk.post(f"{BASE}/einladungen/{row.pk}/zuruecknehmen").url == BASE
    assert desk.post(f"{BASE}/einladungen/{row.pk}/erneut").status_code == 409
    assert "neu@example.org" not in desk.get(BASE).text


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"email": "x", "role": "editor"},
        {"email": "a@b.example", "role": "king"},
        {"email": "leitung@example.org", "role": "coordinator"},
    ],
)
def test_invitation_form_survives_bad_input(desk: Client, data: dict[str, str]) -> None:
    response = desk.post(BASE + "/einladen", data)
    assert (response.status_code, Invitation._base_manager.count()) == (400, 0)
    assert "<form" in response.text


def test_provider_is_invited_for_an_organisation_of_this_tenant(tenant: Tenant, desk: Client) -> None:
    own = make_organisation(tenant=tenant, is_provider=True, name="Verein Hier")
    foreign = make_organisation(tenant=make_tenant(), is_provider=True, name="Verein Nebenan")
    page = desk.get(BASE + "/einladen").text
    assert ("Verein Hier" in page, "Verein Nebenan" in page) == (True, False)
    for wrong in ("", str(foreign.pk)):
        data = {"email": "neu@example.org", "role": "provider", "organisation_id": wrong}
        assert desk.post(BASE + "/einladen", data).status_code == 400
    data = {"email": "neu@example.org", "role": "provider", "organisation_id": str(own.pk)}
    assert desk.post(BASE + "/einladen", data).status_code == 302
    assert Invitation._base_manager.get().organisation_id == own.pk
    speaker = make_member(tenant, Role.PROVIDER, organisation_id=own.pk)
    assert "Verein Hier" in desk.get(f"{BASE}/{membership_of(speaker).pk}").text


def test_role_is_changed_and_ended_with_a_reason(tenant: Tenant, desk: Client) -> None:
    person = make_member(tenant, Role.EDITOR)
    pk = membership_of(person).pk
    assert desk.post(f"{BASE}/{pk}/aendern", {"role": "finance", "reason": "neu"}).url == BASE
    assert [m.role for m in held_by(again(person))] == ["finance"]
    current = held_by(again(person))[0].pk
    without = desk.post(f"{BASE}/{current}/beenden", {"ende-reason": ""})
    assert (without.status_code, "<form" in without.text) == (400, True)
    assert desk.post(f"{BASE}/{current}/beenden", {"ende-reason": "ausgeschieden"}).url == BASE
    assert held_by(again(person)) == ()
    assert "Diese Rolle ist beendet" in desk.get(f"{BASE}/{current}").text


def test_last_coordinator_is_told_on_the_form(desk: Client, coordinator: User) -> None:
    pk = membership_of(coordinator).pk
    for address, data in (
        (f"{BASE}/{pk}/beenden", {"ende-reason": "x"}),
        (f"{BASE}/{pk}/aendern", {"role": "editor"}),
    ):
        response = desk.post(address, data)
        assert (response.status_code, "keine Koordination mehr" in response.text) == (400, True)
    assert len(held_by(again(coordinator))) == 1


def test_state_office_looks_after_a_municipality_without_coordinator(tenant: Tenant) -> None:
    office = browser_of(make_member(make_state()))
    assert office.get(BASE).status_code == 200
    assert (
        office.post(BASE + "/einladen", {"email": "neu@example.org", "role": "coordinator"}).status_code
        == 302
    )
    assert office.get(BASE + "/liste.csv").status_code == 403
    assert office.get("/desk/musterstadt/protokoll").status_code == 403


def test_writes_need_a_post(tenant: Tenant, desk: Client) -> None:
    pk: Any = membership_of(make_member(tenant, Role.EDITOR)).pk
    for address in (f"{BASE}/{pk}/beenden", f"{BASE}/{pk}/aendern", f"{BASE}/einladungen/1/erneut"):
        assert desk.get(address).status_code == 405
