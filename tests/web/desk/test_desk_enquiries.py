"""Enquiries and experiences at the desk: lists, one enquiry, answering there, checking words."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from tests.factories.browsers import browser_of
from tests.factories.enquiries import (
    make_agreed,
    make_enquiry,
    make_experience,
    make_offers,
    next_month,
    propose,
    replies_of,
)
from tests.factories.queries import queries_of
from tests.factories.tenancy import make_member
from umsicht.core import clock
from umsicht.enquiries.models import Enquiry, Experience, ExperienceComment, Reply
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
ROOT = "/desk/musterstadt/anfragen"


@pytest.fixture
def office(town: Tenant) -> Client:
    return browser_of(make_member(town, "editor"))


def ask(town: Tenant, count: int = 1, **values: Any) -> Enquiry:
    with scope(tenant=town):
        return make_enquiry(town, make_offers(town, count), **values)


def provider_of(reply: Reply) -> Client:
    return browser_of(make_member(reply.tenant, "provider", organisation_id=reply.provider_id))


def let_time_pass(town: Tenant) -> None:
    """The deadline of all enquiries was yesterday."""
    with scope(tenant=town):
        Enquiry.objects.update(answer_by=clock.today() - dt.timedelta(days=1))


def text(response: Any, status: int = 200) -> str:
    assert response.status_code == status
    return str(response.content.decode())


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_with_any_number_of_rows(town: Tenant, office: Client, rows: int) -> None:
    for number in range(rows):
        ask(town, 2, email=f"schule{number}@example.org")
    office.get(ROOT)
    assert queries_of(lambda: office.get(ROOT)) <= 22


def test_office_filters_by_state_provider_and_topic(town: Tenant, office: Client) -> None:
    first, second = ask(town, what="Erstes"), ask(town, what="Zweites", email="b@example.org")
    provider = replies_of(second)[0].provider_id
    with scope(tenant=town):
        propose(replies_of(first)[0])
    both = text(office.get(ROOT))
    assert ("Erstes" in both, "Zweites" in both) == (True, True)
    only = text(office.get(f"{ROOT}?stand=open&anbieter={provider}"))
    assert ("Erstes" in only, "Zweites" in only) == (False, True)
    assert "Keine Anfragen" in text(office.get(f"{ROOT}?stand=agreed"))
    assert "Zweites" in text(office.get(f"{ROOT}?stand=open&thema=sucht"))
    assert "Zweites" in text(office.get(f"{ROOT}?stand=x&anbieter=y&thema=z&sortierung=quatsch"))
    let_time_pass(town)
    late = text(office.get(f"{ROOT}?stand=overdue"))
    assert ("Erstes" in late, "Zweites" in late, "überfällig" in late) == (False, True, True)


def test_unconfirmed_enquiries_are_nobodys_business(town: Tenant, office: Client) -> None:
    from tests.factories.enquiries import make_unconfirmed  # reason: only here

    with scope(tenant=town):
        hidden = make_unconfirmed(town, make_offers(town, 1), what="Geheimes")
    assert "Geheimes" not in text(office.get(f"{ROOT}?stand="))
    assert office.get(f"{ROOT}/{hidden.pk}").status_code == 404


def test_export_names_no_person(town: Tenant, office: Client) -> None:
    ask(town)
    whole = office.get(f"{ROOT}/liste.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(whole), delimiter=";"))
    assert [(row["Themen"], row["Altersgruppe"]) for row in rows] == [("Sucht", "13 bis 15 Jahre")]
    for word in ("schule@example.org", "Oberschule", "0371", "Beamer", "Mobbing"):
        assert word not in whole


def test_provider_sees_its_own_part_without_contact_until_accepted(town: Tenant) -> None:
    enquiry = ask(town, 2)
    first, second = replies_of(enquiry)
    client = provider_of(first)
    assert second.provider.name not in text(client.get(ROOT))
    page = text(client.get(f"{ROOT}/{enquiry.pk}"))
    assert (first.provider.name in page, second.provider.name in page) == (True, False)
    assert ("schule@example.org" in page, "Hinweis an die anfragende Stelle" in page) == (False, False)
    with scope(tenant=town):
        agreed = make_agreed(town, make_offers(town, 1), email="neu@example.org")
    page = text(provider_of(replies_of(agreed)[0]).get(f"{ROOT}/{agreed.pk}"))
    assert "neu@example.org" in page


def test_provider_of_nothing_gets_no_further(town: Tenant) -> None:
    enquiry = ask(town)
    with scope(tenant=town):
        stranger = browser_of(
            make_member(town, "provider", organisation_id=make_offers(town, 1)[0].provider_id)
        )
    assert stranger.get(f"{ROOT}/{enquiry.pk}").status_code == 403
    reply = replies_of(enquiry)[0]
    assert (
        stranger.post(f"{ROOT}/antworten/{reply.pk}", {"art": "absage", "reason": "full"}).status_code == 403
    )


def test_provider_proposes_at_the_desk_and_takes_it_back(town: Tenant) -> None:
    reply = replies_of(ask(town))[0]
    client = provider_of(reply)
    url = f"{ROOT}/antworten/{reply.pk}"
    bad = text(client.post(url, {"art": "zusage", "day": "gestern", "start": ""}), 400)
    assert "Bitte schreiben Sie den Tag so: 24.11.2026." in bad
    good = {"art": "zusage", "day": next_month().isoformat(), "start": "09:00", "end": "10:00"}
    assert client.post(url, good).status_code == 302
    reply.refresh_from_db()
    assert reply.state == "proposed"
    assert client.post(f"{url}/zuruecknehmen", {"reason": ""}).status_code == 400
    assert client.post(f"{url}/zuruecknehmen", {"reason": "Raum belegt"}).status_code == 302
    assert client.post(url, {"art": "quatsch"}).status_code == 400


def test_office_helps_with_note_provider_and_end(town: Tenant, office: Client) -> None:
    enquiry = ask(town)
    with scope(tenant=town):
        more = make_offers(town, 1)[0]
    page = f"{ROOT}/{enquiry.pk}"
    assert "schule@example.org" in text(office.get(page))
    assert "Unter dieser Adresse gibt es hier kein öffentliches Angebot." in text(
        office.post(f"{page}/anbieter", {"offer": "https://portal/musterstadt/angebote/nichts"}), 400
    )
    url = f"https://portal/musterstadt/angebote/{more.slug}?x=1"
    assert office.post(f"{page}/anbieter", {"offer": url}).status_code == 302
    assert office.post(f"{page}/hinweis", {"text": "Wir fragen weiter."}).status_code == 302
    assert "Wir fragen weiter." in text(office.get(page))
    assert office.post(f"{page}/beenden", {"reason": ""}).status_code == 400
    assert office.post(f"{page}/beenden", {"reason": "Anders geregelt"}).status_code == 302
    assert office.post(f"{page}/beenden", {"reason": "Noch einmal"}).status_code == 409
    assert "Ohne Termin beendet" in text(office.get(page))


def test_waiting_work_names_what_is_overdue_or_out_of_reach(town: Tenant, office: Client) -> None:
    reply = replies_of(ask(town, what="Mobbing in der 8b"))[0]
    assert "Mobbing in der 8b" not in text(office.get("/desk/musterstadt"))
    assert "Mobbing in der 8b" in text(provider_of(reply).get("/desk/musterstadt"))
    let_time_pass(town)
    assert "Mobbing in der 8b" in text(office.get("/desk/musterstadt"))


def test_words_are_read_before_they_are_shown_and_can_be_answered(town: Tenant, office: Client) -> None:
    with scope(tenant=town):
        offer = make_offers(town, 1)[0]
        told = make_experience(offer, text="Raum vorher tauschen.", state="waiting")
        for _number in range(2):
            make_experience(offer)
    url = f"/desk/musterstadt/erfahrungen/{told.pk}"
    client = browser_of(make_member(town, "provider", organisation_id=offer.provider_id))
    assert client.get(url).status_code == 404
    assert "Raum vorher tauschen." in text(office.get(url))
    assert office.post(f"{url}/pruefen", {"teil": "text", "schritt": "hide", "reason": ""}).status_code == 400
    assert office.post(f"{url}/pruefen", {"teil": "text", "schritt": "show"}).status_code == 302
    assert "Raum vorher tauschen." in text(client.get(url))
    assert client.post(f"{url}/antworten", {"text": ""}).status_code == 400
    assert client.post(f"{url}/antworten", {"text": "Machen wir künftig."}).status_code == 302
    assert client.post(f"{url}/antworten", {"text": "Noch etwas."}).status_code == 409
    assert client.post(f"{url}/pruefen", {"teil": "kommentar", "schritt": "show"}).status_code == 403
    assert office.post(f"{url}/pruefen", {"teil": "kommentar", "schritt": "show"}).status_code == 302
    with scope(tenant=town):
        assert ExperienceComment.objects.get().state == "shown"
        assert Experience.objects.get(pk=told.pk).state == "shown"
    assert "Erfahrungen aus der Praxis" in text(office.get("/desk/musterstadt/erfahrungen"))


def test_experiences_as_a_table(town: Tenant, office: Client) -> None:
    with scope(tenant=town):
        offer = make_offers(town, 1)[0]
        make_experience(offer, text="=Raum vorher tauschen.", state="waiting")
        make_experience(offer)
    answer = office.get("/desk/musterstadt/erfahrungen/liste.csv")
    assert answer["Content-Type"].startswith("text/csv")
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert lines[0][:3] == ["Angebot", "Anbieter", "Monat"]
    assert [line[0] for line in lines[1:]] == [offer.title] * 2
    assert sorted(line[7] for line in lines[1:]) == ["", "'=Raum vorher tauschen."]
    narrowed = office.get("/desk/musterstadt/erfahrungen/liste.csv?stand=waiting").content.decode()
    assert len(narrowed.strip().splitlines()) == 2
