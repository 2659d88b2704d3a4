"""Organisations at the desk: what the office and a provider see, save and may not."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from tests.factories.browsers import browser_of
from tests.factories.directory import hours, make_contact_point, make_organisation
from tests.factories.offers import make_offer, make_programme
from tests.factories.queries import queries_of
from tests.factories.tenancy import make_member, make_state, make_tenant
from umsicht.directory.models import ContactPoint, Organisation
from umsicht.offers.models import Programme
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
LIST = "/desk/musterstadt/organisationen"


def stand_of(page: str) -> str:
    found = re.search(r'name="stand" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def facts(**values: Any) -> dict[str, Any]:
    return {"name": "Verein Neu", "sector": "vereine", "about": "Wir helfen.", "is_provider": "on"} | values


def test_what_is_saved_is_what_the_public_sees(town: Tenant, desk: Client) -> None:
    response = desk.post(f"{LIST}/neu", facts())
    organisation = Organisation.objects.with_scope(tenant=town).get()
    assert response.url == f"{LIST}/{organisation.pk}"
    assert Client().get(f"/musterstadt/anbieter/{organisation.slug}").status_code == 404
    point = {"name": "Büro", "kind": "office", "street": "Weg 3", "city": "Musterstadt", "is_public": "on"}
    times = {"zeit-MO_0_von": "09:00", "zeit-MO_0_bis": "12:00", "closed_on_holidays": "on"}
    assert desk.post(f"{LIST}/{organisation.pk}/stellen/neu", point | times).status_code == 302
    desk.post(f"{LIST}/{organisation.pk}/zeigen")
    page = Client().get(f"/musterstadt/anbieter/{organisation.slug}").text
    assert all(text in page for text in ("Verein Neu", "Wir helfen.", "Weg 3", "Mo 9–12 Uhr"))
    desk.post(f"{LIST}/{organisation.pk}/bearbeiten", facts(about="Jetzt anders."))
    assert "Jetzt anders." in Client().get(f"/musterstadt/anbieter/{organisation.slug}").text


def test_a_similar_entry_is_shown_before_a_second_one_is_made(town: Tenant, desk: Client) -> None:
    held = make_organisation(town, name="Brücke Nord e. V.")
    page = desk.post(f"{LIST}/neu", facts(name="Bruecke Nord"))
    assert (page.status_code, f"{LIST}/{held.pk}" in page.text) == (400, True)
    assert desk.post(f"{LIST}/neu", facts(name="Bruecke Nord", trotzdem="1")).status_code == 302


def test_two_people_in_one_form_lose_nothing(town: Tenant, desk: Client) -> None:
    organisation = make_organisation(town, name="Verein", about="Alt", phone="", is_provider=True)
    address = f"{LIST}/{organisation.pk}/bearbeiten"
    stand = stand_of(desk.get(address).text)
    base = {"name": "Verein", "sector": "vereine", "is_provider": "on", "stand": stand}
    assert desk.post(address, base | {"about": "Alt", "phone": "0371 1234"}).status_code == 302
    assert desk.post(address, base | {"about": "Neu", "phone": ""}).status_code == 302
    clash = desk.post(address, base | {"about": "Noch neuer", "phone": ""})
    assert (clash.status_code, "Noch neuer" in clash.text) == (409, True)
    organisation.refresh_from_db()
    assert (organisation.about, organisation.phone) == ("Neu", "0371 1234")


def test_two_people_in_one_contact_point_lose_nothing(town: Tenant, desk: Client) -> None:
    point = make_contact_point(make_organisation(town), opening_hours=hours(("MO", "09:00", "12:00")))
    address = f"{LIST}/{point.organisation_id}/stellen/{point.pk}"
    stand = stand_of(desk.get(address).text)
    base = {
        "name": point.name,
        "kind": "office",
        "city": "Ort",
        "is_public": "on",
        "closed_on_holidays": "on",
    }
    times = {"zeit-MO_0_von": "09:00", "zeit-MO_0_bis": "12:00", "stand": stand}
    assert desk.post(address, base | times | {"street": "Weg 1"}).status_code == 302
    assert desk.post(address, base | times | {"zeit-MO_0_bis": "13:00"}).status_code == 302
    clash = desk.post(address, base | times | {"street": "Weg 2"})
    assert clash.status_code == 409
    stored = ContactPoint.objects.with_scope(tenant=town).get()
    assert (stored.street, stored.opening_hours) == ("Weg 1", hours(("MO", "09:00", "13:00")))


def test_bad_hours_come_back_at_their_day_and_nothing_is_written(town: Tenant, desk: Client) -> None:
    organisation = make_organisation(town)
    sent = {"name": "Büro", "kind": "office", "zeit-MO_0_von": "12:00", "zeit-MO_0_bis": "09:00"}
    page = desk.post(f"{LIST}/{organisation.pk}/stellen/neu", sent)
    assert (page.status_code, "Das Ende muss nach dem Beginn liegen." in page.text) == (400, True)
    assert ContactPoint.objects.with_scope(tenant=town).count() == 0


def test_the_copy_button_fills_the_week_and_saves_nothing(town: Tenant, desk: Client) -> None:
    organisation = make_organisation(town)
    sent = {
        "name": "",
        "kind": "office",
        "zeit-MO_0_von": "08:15",
        "zeit-MO_0_bis": "09:00",
        "kopieren": "MO",
    }
    page = desk.post(f"{LIST}/{organisation.pk}/stellen/neu", sent)
    assert (page.status_code, page.text.count('value="08:15"')) == (200, 5)


def test_a_list_costs_the_same_with_one_and_with_three_rows(town: Tenant, desk: Client) -> None:
    for number in range(3):
        make_contact_point(make_organisation(town))
        if number == 0:
            desk.get(LIST)
            one = queries_of(lambda: desk.get(LIST))
            csv = queries_of(lambda: desk.get(f"{LIST}/liste.csv"))
    assert queries_of(lambda: desk.get(LIST)) == one
    assert queries_of(lambda: desk.get(f"{LIST}/liste.csv")) == csv


def test_downloads_hold_what_the_filter_shows(town: Tenant, desk: Client) -> None:
    make_organisation(town, name="Eins")
    make_organisation(town, name="Zwei", is_public=False)
    text = desk.get(f"{LIST}/liste.csv?stand=verborgen").content.decode("utf-8-sig")
    assert ("Zwei" in text, "Eins" in text) == (True, False)
    assert desk.get(f"{LIST}/liste.xlsx").content[:2] == b"PK"


def test_many_are_changed_at_once_and_those_that_cannot_are_named(town: Tenant, desk: Client) -> None:
    first, second = make_organisation(town), make_organisation(town)
    desk.post(f"{LIST}/{second.pk}/schliessen", {"reason": "aufgelöst"})
    sent = {"id": [first.pk, second.pk], "aktion": "verbergen"}
    assert desk.post(f"{LIST}/mehrere", sent).status_code == 400
    assert desk.post(f"{LIST}/mehrere", sent | {"reason": "Umzug"}).status_code == 302
    first.refresh_from_db()
    assert not first.is_public
    page = desk.post(f"{LIST}/mehrere", sent | {"aktion": "zeigen"}, follow=True).text
    assert second.name in page
    first.refresh_from_db()
    assert first.is_public


def test_foreign_ids_in_a_bulk_change_touch_nothing(town: Tenant, desk: Client) -> None:
    foreign = make_organisation(make_tenant())
    sent = {"id": [foreign.pk], "aktion": "verbergen", "reason": "x"}
    assert desk.post(f"{LIST}/mehrere", sent).status_code == 400
    foreign.refresh_from_db()
    assert foreign.is_public


def test_a_provider_gets_to_its_organisation_and_to_no_other(town: Tenant) -> None:
    own, other = make_organisation(town), make_organisation(town)
    provider = browser_of(make_member(town, Role.PROVIDER, organisation_id=own.pk))
    assert provider.get("/desk/musterstadt/meine-organisation").url == f"{LIST}/{own.pk}"
    page = provider.get(f"{LIST}/{own.pk}")
    assert (page.status_code, "Weitere Schritte" in page.text) == (200, False)
    assert provider.get(f"{LIST}/{own.pk}/bearbeiten").status_code == 200
    refused = [
        provider.get(f"{LIST}/{other.pk}{tail}").status_code for tail in ("", "/bearbeiten", "/stellen/neu")
    ]
    assert refused == [403, 403, 403]
    assert provider.get(LIST).status_code == 403
    assert provider.post(f"{LIST}/{own.pk}/verbergen", {"reason": "x"}).status_code == 403


def test_a_provider_cannot_slip_in_what_the_office_decides(town: Tenant) -> None:
    own = make_organisation(town, is_provider=True, source="Amt")
    provider = browser_of(make_member(town, Role.PROVIDER, organisation_id=own.pk))
    sent = {"name": own.name, "sector": own.sector, "about": "Neu", "source": "wir", "is_provider": ""}
    assert provider.post(f"{LIST}/{own.pk}/bearbeiten", sent).status_code == 302
    own.refresh_from_db()
    assert (own.about, own.source, own.is_provider) == ("Neu", "Amt", True)


def test_whoever_keeps_several_gets_a_choice(town: Tenant) -> None:
    first, second = make_organisation(town), make_organisation(town)
    person = make_member(town, Role.PROVIDER, organisation_id=first.pk)
    make_member(town, Role.PROVIDER, user=person, organisation_id=second.pk)
    page = browser_of(person).get("/desk/musterstadt/meine-organisation")
    assert (page.status_code, first.name in page.text, second.name in page.text) == (200, True, True)


def test_contact_points_of_another_organisation_are_not_found(town: Tenant, desk: Client) -> None:
    own, point = make_organisation(town), make_contact_point(make_organisation(town))
    assert desk.get(f"{LIST}/{own.pk}/stellen/{point.pk}").status_code == 404


def test_the_state_office_writes_programmes_with_findings_one_by_one(town: Tenant) -> None:
    state = make_state()
    office = browser_of(make_member(state))
    rows = {"wirkung-TOTAL_FORMS": "2", "wirkung-INITIAL_FORMS": "0", "wirkung-0-outcome": "Rauchen"}
    sent = {"name": "Rauchfrei", "aim": "Weniger rauchen.", "evidence_tier": "gl-3"} | rows
    address = f"/desk/{state.slug}/programme/neu"
    assert office.post(address, sent).status_code == 400
    full = sent | {
        "wirkung-0-direction": "null",
        "wirkung-0-design": "Studie",
        "wirkung-0-as_of": "2026-01-31",
    }
    assert office.post(address, full).url == f"/desk/{state.slug}/programme/rauchfrei"
    with scope(tenant=state):
        stored = Programme.objects.get()
    assert stored.outcomes == [
        {
            "outcome": "Rauchen",
            "direction": "null",
            "design": "Studie",
            "source_url": "",
            "as_of": "2026-01-31",
        }
    ]


def test_a_programme_shows_where_it_is_delivered_but_no_foreign_drafts(town: Tenant, desk: Client) -> None:
    programme, elsewhere = make_programme(), make_tenant()
    make_offer(make_organisation(town), programme=programme, title="Hier", state="draft")
    make_offer(make_organisation(elsewhere), programme=programme, title="Dort", state="draft")
    page = desk.get(f"/desk/musterstadt/programme/{programme.slug}").text
    assert ("Hier" in page, "Dort" in page, "Programm ändern" in page) == (True, False, False)
    assert desk.get("/desk/musterstadt/programme/gibt-es-nicht").status_code == 404
