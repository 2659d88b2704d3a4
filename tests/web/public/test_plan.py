"""The year plan on the portal: begin, take in, place, show, delete; in whatever order and with whatever is sent."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django_scopes import scope

from tests.factories.offers import make_offer
from tests.factories.planning import make_plan
from tests.factories.tenancy import make_tenant
from tests.factories.vocabulary import make_many_terms
from tests.ui.dom import parse
from umsicht.core import clock
from umsicht.directory.models import Organisation
from umsicht.notify.models import Mail
from umsicht.offers.models import Offer
from umsicht.planning.domain.plans import Made
from umsicht.planning.interfaces.forms import EntryForm, NewPlanForm
from umsicht.planning.models import PlanEntry, SchoolPlan
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
ROOT = "/musterstadt/jahresplan"
FACTS = {"institution": "oberschule", "grade": "8", "class_name": "8b", "people": "24", "school_year": "2026"}


@pytest.fixture
def town(town: Tenant) -> Iterator[Tenant]:
    make_many_terms([("school_type", "oberschule", {"label_de": "Oberschule", "extra": {"grades": [5, 10]}})])
    with scope(tenant=town):
        yield town


@pytest.fixture
def client() -> Client:
    return Client(HTTP_ACCEPT_LANGUAGE="de", headers={"accept-language": "de"})


@pytest.fixture
def offer(town: Tenant, provider: Organisation) -> Offer:
    return make_offer(provider, title="Kurs gegen Mobbing", duration_minutes=90)


@pytest.fixture
def made(town: Tenant, offer: Offer) -> Made:
    return make_plan(town, [offer])


def stamp_of(page: str) -> str:
    found = re.search(r'name="form_stamp" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def entry_data(entry: PlanEntry, **fields: str) -> dict[str, str]:
    form = EntryForm.of(entry, entry.plan)
    return {"span": "open", "meetings": "1", "seen": str(form.initial["seen"])} | fields


def own(made: Made, more: str = "") -> str:
    return f"{ROOT}/{made.key}{more}"


def create(client: Client, **fields: str) -> str:
    """Fill in the form as a person does; returns where it leads."""
    page = client.get(ROOT).text
    with time_machine.travel(clock.now() + dt.timedelta(seconds=20)):
        answer = client.post(ROOT, FACTS | {"form_stamp": stamp_of(page)} | fields)
    assert answer.status_code == 302, answer.text
    return str(answer["Location"])


def test_a_plan_is_made_without_an_account_and_takes_offers_along(
    client: Client, town: Tenant, offer: Offer
) -> None:
    place = create(client, o=str(offer.pk))
    page = client.get(place)
    assert page.status_code == 200
    assert "Jahresplan Klasse 8b, 2026/27" in page.text
    assert "Kurs gegen Mobbing" in page.text
    assert "Ihr Plan ist angelegt" in page.text
    assert "sessionid" not in client.cookies


def test_plans_are_for_no_cache_and_no_search_engine(client: Client, made: Made) -> None:
    for path in (own(made), f"{ROOT}/ansicht/{made.plan.share_key}", own(made, "/plan.pdf")):
        answer = client.get(path)
        assert answer["Cache-Control"] == "private, no-store", path
        assert "noindex" in answer["X-Robots-Tag"], path
    page = client.get(own(made)).text
    assert '<meta name="robots" content="noindex, nofollow">' in page
    assert 'rel="canonical"' not in page


def test_a_program_that_fills_the_hidden_field_makes_no_plan(client: Client, town: Tenant) -> None:
    page = client.get(ROOT).text
    with time_machine.travel(clock.now() + dt.timedelta(seconds=20)):
        answer = client.post(ROOT, FACTS | {"form_stamp": stamp_of(page), "website": "http://x"})
    assert (answer.status_code, SchoolPlan.objects.count()) == (400, 0)


def test_a_form_sent_at_once_or_with_a_forged_stamp_makes_no_plan(client: Client, town: Tenant) -> None:
    page = client.get(ROOT).text
    for stamp in (stamp_of(page), "falsch", ""):
        assert client.post(ROOT, FACTS | {"form_stamp": stamp}).status_code == 400
    assert SchoolPlan.objects.count() == 0


def test_nobody_makes_plans_without_end(client: Client, town: Tenant) -> None:
    page = client.get(ROOT).text
    with time_machine.travel(clock.now() + dt.timedelta(seconds=20)):
        answers = [
            client.post(ROOT, FACTS | {"form_stamp": stamp_of(page)}).status_code
            for _turn in range(NewPlanForm.limit.count + 1)
        ]
    assert answers == [302] * NewPlanForm.limit.count + [429]


BAD_FACTS = (
    "grade=3",
    "grade=x",
    "people=0",
    "people=1e9",
    "school_year=1999",
    "institution=<p>",
    "class_name=Frau Dr. <M>",
)


@pytest.mark.parametrize("wrong", BAD_FACTS)
def test_bad_facts_get_the_form_again(client: Client, town: Tenant, wrong: str) -> None:
    page = client.get(ROOT).text
    with time_machine.travel(clock.now() + dt.timedelta(seconds=20)):
        answer = client.post(ROOT, FACTS | {"form_stamp": stamp_of(page)} | dict([wrong.split("=")]))
    assert (answer.status_code, SchoolPlan.objects.count()) == (400, 0)
    assert "um-error-summary" in answer.text


def test_moving_an_entry_by_its_form(client: Client, made: Made) -> None:
    entry = PlanEntry.objects.select_related("plan__tenant", "offer").get()
    page = client.get(own(made, f"/eintrag/{entry.pk}"))
    assert "Wann?" in page.text
    answer = client.post(
        own(made, f"/eintrag/{entry.pk}"),
        entry_data(entry, span="day", day="2026-12-01", starts_at="09:30", meetings="2"),
    )
    assert (answer.status_code, answer["Location"]) == (302, own(made, f"#e-{entry.pk}"))
    text = parse(client.get(own(made)).text).text
    assert "Di 01.12.2026, 09:30 Uhr, dann wöchentlich bis 08.12.2026 (2 Termine)" in text
    assert "3 Stunden" in text


def test_a_day_of_the_holidays_is_refused_with_the_next_school_day(client: Client, made: Made) -> None:
    entry = PlanEntry.objects.select_related("plan__tenant", "offer").get()
    path = own(made, f"/eintrag/{entry.pk}")
    answer = client.post(path, entry_data(entry, span="day", day="2026-10-14"))
    assert answer.status_code == 400
    assert (
        "Am 14.10.2026 ist kein Unterricht (Herbstferien). Der nächste Schultag ist der 26.10.2026."
        in answer.text
    )
    sent = entry_data(entry, span="day", day="2026-10-14", on_free_day="on")
    assert client.post(path, sent).status_code == 302


def test_who_comes_second_sees_what_stands_there(client: Client, made: Made) -> None:
    entry = PlanEntry.objects.select_related("plan__tenant", "offer").get()
    path, late = own(made, f"/eintrag/{entry.pk}"), entry_data(entry, span="day", day="2027-03-02")
    client.post(path, entry_data(entry, span="day", day="2026-12-01"))
    answer = client.post(path, late)
    assert answer.status_code == 409
    assert "Jemand hat diesen Eintrag inzwischen geändert" in answer.text
    assert 'value="2026-12-01"' in answer.text


BAD_DATES = (
    *(
        "span=day",
        "span=week",
        "span=week&week=2026-10-12",
        "span=day&day=31.02.2027",
        "span=day&day=2035-01-08",
    ),
    *("meetings=0", "meetings=999", "minutes=-1", "span=%00"),
)


@pytest.mark.parametrize("wrong", BAD_DATES)
def test_bad_dates_get_the_form_again(client: Client, made: Made, wrong: str) -> None:
    entry = PlanEntry.objects.select_related("plan__tenant", "offer").get()
    answer = client.post(
        own(made, f"/eintrag/{entry.pk}"),
        entry_data(entry, **dict(part.split("=") for part in wrong.split("&"))),
    )
    assert answer.status_code == 400
    assert PlanEntry.objects.get().day is None


def test_an_entry_of_another_plan_is_not_found(client: Client, town: Tenant, made: Made) -> None:
    other = make_plan(town)
    entry = PlanEntry.objects.get()
    for more in (f"/eintrag/{entry.pk}", f"/eintrag/{entry.pk + 1}"):
        assert client.get(f"{ROOT}/{other.key}{more}").status_code == 404
    assert client.post(f"{ROOT}/{other.key}/eintrag/{entry.pk}/herausnehmen").status_code == 404


def test_a_plan_answers_in_its_own_town_only(client: Client, made: Made) -> None:
    make_tenant(slug="nachbarstadt")
    assert client.get(f"/nachbarstadt/jahresplan/{made.key}").status_code == 404
    assert client.get(f"/nachbarstadt/jahresplan/ansicht/{made.plan.share_key}").status_code == 404


def test_offers_are_taken_in_and_out(client: Client, made: Made, provider: Organisation) -> None:
    other = make_offer(provider, title="Zweiter Kurs")
    hidden = make_offer(provider, state="draft", title="Entwurf")
    page = client.get(own(made, f"/aufnehmen?o={other.pk}&o={hidden.pk}&o=x"))
    assert ("Zweiter Kurs" in page.text, "Entwurf" in page.text) == (True, False)
    answer = client.post(own(made, "/aufnehmen"), {"o": [other.pk, hidden.pk, "x"]})
    assert answer["Location"] == own(made, "?neu=1#liste")
    entry = PlanEntry.objects.get(offer=other)
    assert client.post(own(made, f"/eintrag/{entry.pk}/herausnehmen")).status_code == 302
    assert PlanEntry.objects.filter(offer=other).count() == 0


def test_the_page_for_reading_leads_to_no_change(client: Client, made: Made) -> None:
    page = client.get(f"{ROOT}/ansicht/{made.plan.share_key}").text
    assert "Kurs gegen Mobbing" in page
    assert made.key not in page
    main = parse(page).one("main")
    assert main.all("form") == []
    for ending in ("ics", "pdf", "csv"):
        assert client.get(f"{ROOT}/ansicht/{made.plan.share_key}/plan.{ending}").status_code == 200


def test_the_tick_lets_the_office_see_the_plan(client: Client, made: Made) -> None:
    client.post(own(made, "/freigabe"), {"freigabe": "ja"})
    assert SchoolPlan.objects.get().released_at is not None
    client.post(own(made, "/freigabe"), {"freigabe": "nein"})
    assert SchoolPlan.objects.get().released_at is None


def test_the_address_comes_by_mail_a_few_times_and_not_more(client: Client, made: Made) -> None:
    stamp = stamp_of(client.get(own(made)).text)
    with time_machine.travel(clock.now() + dt.timedelta(seconds=20)):
        sent = {"email": "lehrkraft@example.org", "form_stamp": stamp}
        answers = [client.post(own(made, "/adresse-senden"), sent).status_code for _turn in range(4)]
    assert answers == [302, 302, 302, 429]
    assert Mail.objects.count() == 3


def test_a_wrong_mail_address_is_said_beside_the_field(client: Client, made: Made) -> None:
    stamp = stamp_of(client.get(own(made)).text)
    with time_machine.travel(clock.now() + dt.timedelta(seconds=20)):
        answer = client.post(own(made, "/adresse-senden"), {"email": "kein", "form_stamp": stamp})
    assert (answer.status_code, Mail.objects.count()) == (400, 0)


def test_deleting_asks_once(client: Client, made: Made) -> None:
    assert client.get(own(made, "/loeschen")).status_code == 200
    assert SchoolPlan.objects.count() == 1
    answer = client.post(own(made, "/loeschen"))
    assert answer["Location"] == f"{ROOT}/geloescht"
    assert client.get(own(made)).status_code == 404


@pytest.mark.parametrize("form", ["{}", "https://umsicht.example{}", " {} ", "{}?neu=plan#liste"])
def test_an_address_that_was_kept_opens_the_plan(client: Client, made: Made, offer: Offer, form: str) -> None:
    answer = client.post(f"{ROOT}/oeffnen", {"adresse": form.format(own(made)), "o": str(offer.pk)})
    assert answer["Location"] == own(made, f"/aufnehmen?o={offer.pk}")


@pytest.mark.parametrize("wrong", ["", "x", "https://boese.example/", "a" * 300, f"{ROOT}/{'a' * 32}"])
def test_an_address_that_is_none_is_said_so(client: Client, town: Tenant, wrong: str) -> None:
    answer = client.post(f"{ROOT}/oeffnen", {"adresse": wrong})
    assert answer.status_code == 400


def test_facts_can_be_changed_and_a_late_form_is_told(client: Client, made: Made) -> None:
    seen = str(SchoolPlan.objects.get().revision)
    assert client.post(own(made, "/angaben"), FACTS | {"people": "20", "seen": seen}).status_code == 302
    assert client.post(own(made, "/angaben"), FACTS | {"people": "30", "seen": seen}).status_code == 409
    assert client.post(own(made, "/angaben"), FACTS | {"people": "", "seen": seen}).status_code == 400
    assert SchoolPlan.objects.get().people == 20
