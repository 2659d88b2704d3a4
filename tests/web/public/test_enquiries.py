"""The public pages of an enquiry, without JavaScript: form, confirmation, private page, a provider's answer, experience."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from django_scopes import scope
from icalendar import Calendar

from tests.factories.enquiries import make_agreed, make_enquiry, make_offers, next_month, propose, replies_of
from umsicht.core import clock, ratelimit
from umsicht.core.transitions import apply
from umsicht.enquiries.domain import telling
from umsicht.enquiries.interfaces.forms import EnquiryForm, ExperienceForm
from umsicht.enquiries.models import Enquiry, Experience
from umsicht.notify.domain import links
from umsicht.notify.models import Mail
from umsicht.notify.sealing import unseal
from umsicht.offers.models import Offer
from umsicht.tenancy.models import Tenant
from umsicht.ui.public_forms import PublicForm

pytestmark = pytest.mark.django_db
ROOT = "/musterstadt/anfrage"


@pytest.fixture
def client() -> Client:
    return Client(HTTP_ACCEPT_LANGUAGE="de", REMOTE_ADDR="203.0.113.7")


@pytest.fixture
def offers(town: Tenant) -> list[Offer]:
    return make_offers(town, 3)


def stamped(form: type[PublicForm] = EnquiryForm) -> str:
    with time_machine.travel(clock.now() - dt.timedelta(minutes=2), tick=False):
        return ratelimit.stamp(form.stamp_for)


def filled(offers: list[Offer], **values: Any) -> dict[str, Any]:
    return {
        "o": [offer.pk for offer in offers],
        "what": "Mobbing",
        "day_1": next_month().isoformat(),
        "institution": "Oberschule am Markt",
        "email": "schule@example.org",
        "form_stamp": stamped(),
        **values,
    }


def address(offers: list[Offer]) -> str:
    return ROOT + "?" + "&".join(f"o={offer.pk}" for offer in offers)


def url_in(tenant: Tenant, message: str) -> str:
    """The link in the newest mail of this kind."""
    with scope(tenant=tenant):
        mail = Mail.objects.filter(message=message).latest("pk")
    return str(unseal(mail.payload)["url"])


def token(tenant: Tenant, purpose: str, subject: int) -> str:
    return links.issue(purpose=purpose, tenant=tenant, subject=subject, lifetime=dt.timedelta(days=1))


def body(response: Any, status: int = 200) -> str:
    assert response.status_code == status
    return re.sub(r"\s+", " ", response.content.decode())


def test_whole_way_from_the_form_to_the_calendar(town: Tenant, offers: list[Offer], client: Client) -> None:
    page = body(client.get(address(offers)))
    assert [offer.title in page for offer in offers] == [True] * 3
    sent = client.post(address(offers), filled(offers))
    assert (sent.status_code, sent["Location"]) == (302, f"{ROOT}/gesendet")
    confirm = url_in(town, "enquiries.confirm")
    assert "Anfrage jetzt absenden" in body(client.get(confirm))
    own = client.post(confirm)["Location"]
    assert "Ihre Anfrage ist unterwegs" in body(client.get(own))

    answer = url_in(town, "enquiries.asked")
    assert "schule@example.org" not in body(client.get(answer))
    day = next_month().isoformat()
    proposal = {
        "art": "zusage",
        "day": day,
        "start": "09:00",
        "end": "10:30",
        "place": "Aula",
        "price": "kostenfrei",
    }
    assert client.post(answer, proposal)["Location"] == f"{ROOT}/geantwortet?art=zusage"

    own = own.split("?")[0]
    page = body(client.get(own))
    assert "Diesen Vorschlag annehmen" in page
    accept = re.search(rf"{re.escape(own)}/annehmen/\d+", page)
    assert accept is not None
    assert client.post(accept.group()).status_code == 302
    assert "Ihr Termin steht" in body(client.get(own))
    calendar = Calendar.from_ical(client.get(f"{own}/termin.ics").content)
    event = calendar.walk("VEVENT")[0]
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Berlin"]
    assert (event["LOCATION"], str(event["STATUS"]), event.decoded("DTSTART")) == (
        "Aula",
        "CONFIRMED",
        clock.local(clock.at(next_month(), dt.time(9))),
    )


def test_without_offers_the_page_says_how_to_choose(town: Tenant, client: Client) -> None:
    assert "Wählen Sie zuerst Angebote" in body(client.get(ROOT))
    assert "Wählen Sie zuerst Angebote" in body(client.get("/anfrage"))


def test_offers_of_several_towns_lead_to_a_form_each(state: Tenant, town: Tenant, client: Client) -> None:
    from tests.factories.tenancy import make_tenant  # reason: only here

    other = make_tenant(slug="nachbarstadt", name="Nachbarstadt")
    here, there = make_offers(town, 1)[0], make_offers(other, 1)[0]
    page = body(client.get(f"/anfrage?o={here.pk}&o={there.pk}"))
    assert f"/musterstadt/anfrage?o={here.pk}" in page
    assert f"/nachbarstadt/anfrage?o={there.pk}" in page
    single = client.get(f"/anfrage?o={here.pk}")
    assert single["Location"] == f"/musterstadt/anfrage?o={here.pk}"
    assert "1 Angebot fehlt hier" in body(client.get(f"{ROOT}?o={here.pk}&o={there.pk}"))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"o": []}, "Bitte wählen Sie mindestens ein Angebot."),
        ({"day_1": ""}, "Bitte nennen Sie hier einen Tag oder unten einen Zeitraum."),
        ({"day_1": "2020-01-01"}, "Dieser Tag liegt in der Vergangenheit."),
        ({"day_1": "morgen"}, "Bitte schreiben Sie den Tag so: 24.11.2026."),
        ({"day_1": "", "day_from": "2027-02-01", "day_to": "2027-01-01"}, "Das Ende liegt vor dem Beginn."),
        ({"email": "keine"}, "gültige E-Mail-Adresse"),
        ({"website": "https://spam.example"}, "Das Formular konnte nicht angenommen werden"),
        ({"form_stamp": "falsch"}, "Das Formular konnte nicht angenommen werden"),
        ({"grade": "77"}, "77"),
        ({"group_size": "-3"}, "größer oder gleich 1"),
    ],
)
def test_bad_input_brings_the_form_back_and_writes_nothing(
    town: Tenant, offers: list[Offer], client: Client, values: dict[str, Any], message: str
) -> None:
    page = body(client.post(address(offers), filled(offers, **values)), 400)
    assert message in page
    with scope(tenant=town):
        assert (Enquiry.objects.count(), Mail.objects.count()) == (0, 0)


def test_what_was_typed_is_shown_as_text(town: Tenant, offers: list[Offer], client: Client) -> None:
    client.post(address(offers), filled(offers, message="<script>alert(1)</script>", what="<b>x</b>"))
    page = body(client.get(url_in(town, "enquiries.confirm")))
    assert "<script>alert" not in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page


def test_one_address_gets_five_mails_a_day_at_most(town: Tenant, offers: list[Offer], client: Client) -> None:
    answers = [client.post(address(offers), filled(offers)).status_code for _number in range(6)]
    assert answers == [302] * 5 + [429]


def test_links_work_once_and_only_for_their_purpose(
    town: Tenant, offers: list[Offer], client: Client
) -> None:
    with scope(tenant=town):
        enquiry = make_enquiry(town, offers)
        reply = replies_of(enquiry)[0]
    link = f"{ROOT}/antwort/{token(town, telling.ANSWER, reply.pk)}"
    assert client.post(link, {"art": "absage", "reason": "full"}).status_code == 302
    assert client.get(link).status_code == 410
    assert client.post(link, {"art": "absage", "reason": "full"}).status_code == 410
    wrong = token(town, telling.ANSWER, reply.pk)
    for path in ("bestaetigen", "meine", "erfahrung", "termin"):
        assert client.get(f"{ROOT}/{path}/{wrong}").status_code == 400


def test_link_of_one_town_opens_nothing_in_another(town: Tenant, offers: list[Offer], client: Client) -> None:
    from tests.factories.tenancy import make_tenant  # reason: only here

    make_tenant(slug="nachbarstadt")
    with scope(tenant=town):
        enquiry = make_enquiry(town, offers)
    own = token(town, telling.PAGE, enquiry.pk)
    assert client.get(f"{ROOT}/meine/{own}").status_code == 200
    assert client.get(f"/nachbarstadt/anfrage/meine/{own}").status_code == 404


def test_reply_of_another_enquiry_cannot_be_accepted(
    town: Tenant, offers: list[Offer], client: Client
) -> None:
    with scope(tenant=town):
        mine, other = make_enquiry(town, offers[:1]), make_enquiry(town, offers[1:2])
        foreign = propose(replies_of(other)[0])
    own = token(town, telling.PAGE, mine.pk)
    assert client.post(f"{ROOT}/meine/{own}/annehmen/{foreign.pk}").status_code == 404


def test_private_page_is_kept_nowhere_and_can_be_renewed(
    town: Tenant, offers: list[Offer], client: Client
) -> None:
    with scope(tenant=town):
        enquiry = make_enquiry(town, offers)
    own = f"{ROOT}/meine/{token(town, telling.PAGE, enquiry.pk)}"
    answer = client.get(own)
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("private, no-store", "same-origin")
    assert '<meta name="robots" content="noindex' in body(answer)
    assert own.rsplit("/", 1)[1] not in re.sub(r"action=\"[^\"]*\"|href=\"[^\"]*ics\"", "", body(answer))
    client.post(f"{own}/neuer-link")
    assert client.get(own).status_code == 400
    assert client.get(url_in(town, "enquiries.page")).status_code == 200


def test_bad_proposal_uses_no_link_up(town: Tenant, offers: list[Offer], client: Client) -> None:
    with scope(tenant=town):
        reply = replies_of(make_enquiry(town, offers))[0]
    link = f"{ROOT}/antwort/{token(town, telling.ANSWER, reply.pk)}"
    for data in (
        {},
        {"art": "quatsch"},
        {"art": "zusage", "day": "2020-01-01", "start": "09:00"},
        {"art": "zusage", "day": next_month().isoformat(), "start": "10:00", "end": "09:00"},
        {"art": "absage"},
        {"art": "frage", "text": ""},
    ):
        body(client.post(link, data), 400)
    assert client.post(link, {"art": "frage", "text": "Gibt es einen Beamer?"}).status_code == 302


def test_experience_is_told_once_and_bears_no_way_back(
    town: Tenant, offers: list[Offer], client: Client
) -> None:
    with scope(tenant=town):
        enquiry = make_agreed(town, offers[:1])
        apply(enquiry, "take_place", actor=None)
    link = f"{ROOT}/erfahrung/{token(town, telling.EXPERIENCE, enquiry.pk)}"
    body(client.post(link, {"as_agreed": "4", "form_stamp": stamped(ExperienceForm)}), 400)
    answers = {"as_agreed": "4", "fitted": "3", "organised": "4", "again": "2", "text": "Raum tauschen"}
    assert (
        client.post(link, {**answers, "form_stamp": stamped(ExperienceForm)})["Location"]
        == f"{ROOT}/erfahren"
    )
    assert client.get(link).status_code == 410
    with scope(tenant=town):
        found = Experience.objects.get()
        assert (found.as_agreed, found.fitted, found.organised, found.again) == (4, 3, 4, 2)
        assert (found.state, found.held_in) == ("waiting", next_month().replace(day=1))
        assert "enquiry" not in {field.name for field in Experience._meta.get_fields()}
