from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope, scopes_disabled

from tests.factories.browsers import browser_of
from tests.factories.directory import make_contact_point, make_organisation
from tests.factories.offers import make_offer
from tests.factories.queries import queries_of
from tests.factories.tenancy import make_member, make_state, make_tenant
from tests.factories.upkeep import make_due, make_reminder, make_round
from umsicht.directory.models import Organisation
from umsicht.notify.models import Mail
from umsicht.offers.models import Offer
from umsicht.tenancy.models import Tenant
from umsicht.upkeep.interfaces.answer_form import AnswerForm
from umsicht.upkeep.models import Confirmation, GroupState, Rules
from umsicht.upkeep.policy import DEFAULT, LIMITS, NAMES
from umsicht.upkeep.queries.due import due_of
from umsicht.upkeep.queries.policies import policy_of

pytestmark = pytest.mark.django_db
BASE = "/desk/musterstadt/aktuell-halten"
OWN = "/desk/musterstadt/angaben-bestaetigen"


def offer_of(town: Tenant, title: str, *, days: int = 1, name: str = "Verein", **fields: Any) -> Offer:
    provider = make_organisation(town, name=name, email="anbieter@example.org")
    return make_due(make_offer(provider, title=title, **fields), days=days)


def shown(page: str, *titles: str) -> list[str]:
    return sorted((title for title in titles if title in page), key=page.index)


def confirmations() -> list[Confirmation]:
    with scopes_disabled():  # unscoped: counts all
        return list(Confirmation.objects.select_related("person"))


def answers(provider: Organisation) -> dict[str, Any]:
    with scope(tenant=provider.tenant):
        form = AnswerForm(due=due_of(provider, DEFAULT))
        values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False, [], "")}


# ---- the list ------------------------------------------------------------------------------------------------


def test_list_shows_what_falls_due_within_four_weeks_the_most_overdue_first(
    town: Tenant, desk: Client
) -> None:
    offer_of(town, "Bald", days=-27)
    offer_of(town, "Alt", days=90)
    offer_of(town, "Fern", days=-40)
    assert shown(desk.get(BASE).text, "Bald", "Alt", "Fern") == ["Alt", "Bald"]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("fenster=ueberfaellig", ["Tief", "Weg", "Alt"]),
        ("fenster=weiter-unten", ["Tief"]),
        ("fenster=bald-verborgen", ["Tief"]),
        ("fenster=verborgen", ["Weg"]),
        ("fenster=alle", ["Tief", "Weg", "Alt", "Bald", "Fern"]),
        ("fenster=alle&q=fern", ["Fern"]),
        ("fenster=alle&sortierung=-faellig", ["Fern", "Bald", "Alt", "Weg", "Tief"]),
        ("fenster=alle&sortierung=angebot", ["Alt", "Bald", "Fern", "Tief", "Weg"]),
        ("fenster=unsinn&sortierung=unsinn&gruppe=unsinn", ["Tief", "Weg", "Alt", "Bald"]),
    ],
)
def test_list_is_filtered_and_sorted_by_its_address(
    town: Tenant, desk: Client, query: str, titles: list[str]
) -> None:
    offer_of(town, "Bald", days=-20)
    offer_of(town, "Alt", days=20)
    offer_of(town, "Fern", days=-60)
    make_round(offer_of(town, "Tief", days=150), asked=80, again=60, lowered=40)
    make_round(offer_of(town, "Weg", days=140, state="paused"), asked=120, again=100, lowered=80, hidden=10)
    names = ("Bald", "Alt", "Fern", "Tief", "Weg")
    links = [line for line in desk.get(f"{BASE}?{query}").text.split("<a ") if "/angebot/" in line]
    found = [name for link in links for name in names if f">{name}<" in link]
    assert found == titles


def test_group_narrows_the_list(town: Tenant, desk: Client) -> None:
    make_due(offer_of(town, "Nur Preis"), groups=("preis-kontakt",))
    make_due(offer_of(town, "Nur Termine"), groups=("termine",))
    assert shown(desk.get(f"{BASE}?gruppe=termine").text, "Nur Preis", "Nur Termine") == ["Nur Termine"]


def test_list_costs_the_same_for_one_row_and_for_three(town: Tenant, desk: Client) -> None:
    make_round(offer_of(town, "Erstes"))
    desk.get(BASE)
    one = queries_of(lambda: desk.get(BASE))
    for title in ("Zweites", "Drittes"):
        make_round(offer_of(town, title))
    assert queries_of(lambda: desk.get(BASE)) == one


def test_empty_list_says_what_to_do(town: Tenant, desk: Client) -> None:
    assert "Nichts dieser Art ist fällig" in desk.get(BASE).text


def test_export_holds_the_rows_of_the_filter(town: Tenant, desk: Client) -> None:
    offer_of(town, "Alt", days=20)
    offer_of(town, "Fern", days=-60)
    lines = desk.get(f"{BASE}.csv?fenster=ueberfaellig").content.decode("utf-8-sig").splitlines()
    assert [line.split(";")[:2] for line in lines[1:]] == [["Alt", "Verein"]]


def test_other_town_does_not_see_the_list(town: Tenant) -> None:
    stranger = browser_of(make_member(make_tenant(slug="nachbarstadt")))
    assert stranger.get(BASE).status_code == 404


# ---- remind now ----------------------------------------------------------------------------------------------


def test_chosen_offers_of_one_provider_give_one_mail(town: Tenant, desk: Client) -> None:
    provider = make_organisation(town, email="anbieter@example.org")
    for _ in range(3):
        make_due(make_offer(provider))
    silent = make_organisation(town)
    make_due(make_offer(silent))
    data = {"anbieter": [provider.pk, provider.pk, provider.pk, silent.pk]}
    page = desk.post(f"{BASE}/erinnern", data, follow=True).text
    assert "1 E-Mail ist unterwegs." in page
    assert "1 Anbieter hat keine Adresse" in page
    with scopes_disabled():  # unscoped: counts all
        assert [mail.to_email for mail in Mail.objects.all()] == ["anbieter@example.org"]
    assert (
        "1 Anbieter wurde in dieser Woche schon gefragt"
        in desk.post(f"{BASE}/erinnern", {"anbieter": [provider.pk]}, follow=True).text
    )


@pytest.mark.parametrize("ids", [[], ["x"], ["9" * 30], ["-1"]])
def test_nonsense_reminds_nobody(town: Tenant, desk: Client, ids: list[str]) -> None:
    assert desk.post(f"{BASE}/erinnern", {"anbieter": ids}).status_code == 400


def test_provider_of_another_town_is_not_reminded(town: Tenant, desk: Client) -> None:
    foreign = make_organisation(make_tenant())
    assert desk.post(f"{BASE}/erinnern", {"anbieter": [foreign.pk]}).status_code == 404


# ---- an answer by telephone ----------------------------------------------------------------------------------


def test_office_confirms_on_the_provider_s_behalf_and_says_how(town: Tenant, desk: Client) -> None:
    offer = offer_of(town, "Stark im Team")
    make_reminder(offer.provider, days_ago=20)
    url = f"{BASE}/anbieter/{offer.provider_id}"
    assert desk.post(url, answers(offer.provider)).status_code == 400
    assert confirmations() == []
    response = desk.post(url, answers(offer.provider) | {"how": "Anruf bei der Leitung"})
    assert response.url == BASE  # type: ignore[attr-defined]
    (row,) = confirmations()
    assert (row.by, row.how, row.person is not None) == ("phone", "Anruf bei der Leitung", True)
    history = desk.get(f"{BASE}/angebot/{offer.pk}").text
    assert "Anruf bei der Leitung" in history
    assert "Geschäftsstelle, nach Rückfrage beim Anbieter" in history


def test_what_somebody_changed_meanwhile_is_shown_to_the_office_too(town: Tenant, desk: Client) -> None:
    offer = offer_of(town, "Stark im Team")
    sent = answers(offer.provider)
    with scopes_disabled():  # unscoped: somebody edits
        Offer.objects.update(description="Neu geschrieben.")
    response = desk.post(f"{BASE}/anbieter/{offer.provider_id}", sent | {"how": "Anruf"})
    assert (response.status_code, confirmations()) == (409, [])


def test_link_of_the_mail_stands_at_the_desk_only_in_a_demonstration(
    town: Tenant, desk: Client, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    offer = offer_of(town, "Stark im Team")
    desk.post(f"{BASE}/erinnern", {"anbieter": [offer.provider_id]})
    url = f"{BASE}/anbieter/{offer.provider_id}"
    settings.DEMO = False
    assert "/bestaetigen/" not in desk.get(url).text
    settings.DEMO = True
    assert "/musterstadt/bestaetigen/" in desk.get(url).text


# ---- the provider's own page ---------------------------------------------------------------------------------


def test_keeper_confirms_everything_with_one_click(town: Tenant) -> None:
    offer = offer_of(town, "Stark im Team")
    make_contact_point(offer.provider)
    keeper = browser_of(make_member(town, "provider", organisation_id=offer.provider_id))
    url = keeper.get(OWN).url  # type: ignore[attr-defined]
    assert "Alles stimmt: 1 Angebot bestätigen" in keeper.get(url).text
    assert keeper.post(url, answers(offer.provider)).status_code == 302
    assert [row.by for row in confirmations()] == ["desk"]
    assert "Zurzeit ist nichts fällig" in keeper.get(url).text


def test_keeper_of_two_chooses_and_answers_for_no_third(town: Tenant) -> None:
    first, second, third = (offer_of(town, f"Angebot {n}", name=f"Verein {n}") for n in "ABC")
    person = make_member(town, "provider", organisation_id=first.provider_id)
    make_member(town, "provider", user=person, organisation_id=second.provider_id)
    keeper = browser_of(person)
    page = keeper.get(OWN).text
    assert shown(page, "Verein A", "Verein B", "Verein C") == ["Verein A", "Verein B"]
    assert keeper.post(f"{OWN}/{third.provider_id}", answers(third.provider)).status_code == 403


# ---- rules ---------------------------------------------------------------------------------------------------


def values(**changes: Any) -> dict[str, Any]:
    return {name: getattr(DEFAULT, name) for name in NAMES} | changes


def test_rules_are_saved_and_everything_running_is_worked_out_anew(town: Tenant, desk: Client) -> None:
    offer = offer_of(town, "Stark im Team")
    with scopes_disabled():  # unscoped: test data
        GroupState.objects.filter(offer=offer).update(counts_from=dt.date(2026, 11, 1))
    assert desk.post(f"{BASE}/regeln", values(availability_months=2)).status_code == 302
    with scope(tenant=town):
        assert policy_of(town).availability_months == 2
        assert GroupState.objects.get(group="frei").due_on == dt.date(2027, 1, 1)


def test_defaults_come_back(town: Tenant, desk: Client) -> None:
    desk.post(f"{BASE}/regeln", values(again_days=40))
    assert "Zurück zum Üblichen" in desk.get(f"{BASE}/regeln").text
    desk.post(f"{BASE}/regeln/zuruecksetzen")
    with scope(tenant=town):
        assert (policy_of(town), Rules.objects.exists()) == (DEFAULT, False)


@pytest.mark.parametrize("name", LIMITS)
def test_rules_keep_within_their_limits(town: Tenant, desk: Client, name: str) -> None:
    low, high = LIMITS[name]
    for value in (low - 1, high + 1, "x", ""):
        assert desk.post(f"{BASE}/regeln", values(**{name: value})).status_code == 400
    with scope(tenant=town):
        assert policy_of(town) == DEFAULT


def test_editor_reads_the_rules_and_changes_none(town: Tenant) -> None:
    editor = browser_of(make_member(town, "editor"))
    assert editor.get(f"{BASE}/regeln").status_code == 200
    assert editor.post(f"{BASE}/regeln", values(again_days=40)).status_code == 403


# ---- the first page ------------------------------------------------------------------------------------------


def test_first_page_counts_and_says_whom_to_telephone(town: Tenant, desk: Client) -> None:
    lower = offer_of(town, "Tief", days=150, name="Verein Tief")
    make_round(lower, asked=80, again=60, lowered=40)
    silent = make_organisation(town, name="Verein ohne Adresse")
    make_round(make_due(make_offer(silent)), asked=3)
    make_reminder(silent, to_email="")
    page = desk.get("/desk/musterstadt").text
    assert "Bitte anrufen" in page
    assert shown(page, "Verein Tief", "Verein ohne Adresse") == ["Verein Tief", "Verein ohne Adresse"]
    assert "0 von 2 öffentlichen Angeboten" in page


def test_first_page_of_the_state_office_has_no_such_panel() -> None:
    state = make_state()
    page = browser_of(make_member(state)).get(f"/desk/{state.slug}").text
    assert "Wie aktuell die Angebote sind" not in page
