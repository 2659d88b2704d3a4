"""Needs and surveys at the desk, as a browser without scripts works with them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_scopes import scope

from tests.factories.queries import queries_of
from tests.factories.situation_needs import make_need, make_survey, table, take
from tests.factories.vocabulary import load_curated
from tests.web.desk.guided import hidden
from umsicht.core import csvsafe
from umsicht.situation.models import Need, Survey, SurveyShare
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
NEEDS, SURVEYS = "/desk/musterstadt/bedarfe", "/desk/musterstadt/umfragen"


@pytest.fixture
def town(tenant: Tenant) -> Iterator[Tenant]:
    load_curated()
    with scope(tenant=tenant):
        yield tenant


def page_of(desk: Client, url: str) -> str:
    response = desk.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_a_need_goes_from_a_note_to_the_portal(town: Tenant, desk: Client) -> None:
    assert "Ersten Bedarf festhalten" in page_of(desk, NEEDS)
    entered = {
        "title": "Eltern brauchen Beratung", "what": "Am Abend gibt es nichts.", "problem_field": "suchtpraevention",
        "audiences": ["eltern"], "weight": "high", "confidence": "medium", "noted_on": "2026-11-10", "is_public": "on",
    }  # fmt: skip
    made = desk.post(f"{NEEDS}/neu", entered)
    need = Need.objects.get()
    url = f"{NEEDS}/{need.pk}"
    assert made["Location"] == url
    assert "Bitte tragen Sie zuerst ein, worauf sich der Bedarf stützt." in page_of(desk, url)
    proof = {
        "kind": "proposal",
        "label": "Konferenz",
        "text": "Beratung am Abend",
        "on": "2026-11-09",
        "is_public": "on",
    }
    assert desk.post(f"{url}/belege/neu", proof).status_code == 302
    assert desk.post(f"{url}/bestaetigen", {"body": "Rat", "on": "2026-11-01"}).status_code == 400
    assert desk.post(f"{url}/bestaetigen", {"body": "Rat", "on": "2026-11-12"}).status_code == 302
    assert "bedarf-eltern-brauchen-beratung" in page_of(desk, url)
    assert "Eltern brauchen Beratung" in desk.get("/musterstadt/lage/bedarf").content.decode()
    desk.post(f"{url}/schritt", {"schritt": "meet", "reason": "Es gibt nun Termine."})
    assert Need.objects.get().end_reason == "Es gibt nun Termine."


def test_records_are_offered_for_evidence_and_an_unknown_one_is_refused_beside_its_field(
    town: Tenant, desk: Client
) -> None:
    take(make_survey(town, "Stadtbefragung", code="stadt-2026"), {"anteil_prozent": "40"})
    url = f"{NEEDS}/{make_need(town, state='noted').pk}/belege/neu"
    page = page_of(desk, url)
    assert '<option value="stadt-2026/eigene-frage">Stadtbefragung: Wie geht es?</option>' in page
    assert 'list="vorschlaege-ref"' in page
    proof = {
        "kind": "survey",
        "label": "X",
        "text": "Y",
        "on": "2026-11-09",
        "ref": "stadt-2025/eigene-frage",
    }
    answer = desk.post(url, proof)
    assert answer.status_code == 400
    assert "stadt-2025" in answer.context["form"].errors["ref"][0]
    assert desk.post(url, proof | {"ref": "stadt-2026/eigene-frage"}).status_code == 302


def test_forms_about_needs_ask_for_no_names(town: Tenant, desk: Client) -> None:
    assert (
        page_of(desk, f"{NEEDS}/neu").count("Bitte keine Namen und keine Angaben zu einzelnen Menschen.") == 4
    )


def test_a_change_keeps_what_the_form_does_not_show(town: Tenant, desk: Client) -> None:
    need = make_need(town, "Alt", state="noted")
    url = f"{NEEDS}/{need.pk}/bearbeiten"
    response = desk.get(url)
    form = {bound.html_name: bound.value() for bound in response.context["form"]}
    sent = {name: value for name, value in form.items() if value not in (None, "", False)}
    desk.post(url, sent | {"stand": hidden(response), "title": "Neu"})
    found = Need.objects.get()
    assert (found.title, found.code, found.audiences, found.is_public) == ("Neu", "alt", ["eltern"], True)


def test_the_confirmation_has_its_own_form_and_no_button(town: Tenant, desk: Client) -> None:
    need = make_need(town, state="noted")
    answer = desk.post(f"{NEEDS}/{need.pk}/schritt", {"schritt": "confirm"}, follow=True)
    assert "Bitte nennen Sie das Gremium" in answer.content.decode()
    assert Need.objects.get().state == "noted"


def test_the_matrix_shows_internal_needs_too_and_goes_along_as_a_file(town: Tenant, desk: Client) -> None:
    make_need(town, "Intern", state="noted", is_public=False)
    assert "1\u00a0Bedarf" in page_of(desk, f"{NEEDS}/luecken")
    assert "Intern" in page_of(desk, f"{NEEDS}/luecken?zelle=sucht:eltern")
    answer = desk.get(f"{NEEDS}/luecken.csv")
    rows = csvsafe.read(answer.content, required=["Bedarfe"], optional=["Bedarfe, nur festgehalten"]).rows
    assert [(row["Bedarfe"], row["Bedarfe, nur festgehalten"]) for row in rows] == [
        ("", "0"),
        ("Intern", "1"),
    ]
    assert answer["Cache-Control"] == "no-store"


def entered(**more: Any) -> dict[str, Any]:
    return {
        "title": "Stadtbefragung",
        "kind": "stadt",
        "year": "2026",
        "coverage": "stadt",
        "source": "Stadt",
    } | more


def test_a_survey_is_entered_with_percent_and_results_by_hand(town: Tenant, desk: Client) -> None:
    assert "Erste Befragung eintragen" in page_of(desk, SURVEYS)
    desk.post(f"{SURVEYS}/neu", entered(return_rate="42,5", design_effect="1,4"))
    survey = Survey.objects.get()
    assert (str(survey.return_rate), str(survey.design_effect)) == ("0.4250", "1.40")
    url = f"{SURVEYS}/{survey.pk}"
    typed = {"frage": "sg-nacht-allein", "skala": "sicher-5", "gruppenart": "alle", "n": "400"}
    wrong = desk.post(f"{url}/ergebnisse/neu", typed | {"antworten": "sehr sicher: 20\nprima: 5"})
    assert (wrong.status_code, SurveyShare.objects.count()) == (400, 0)
    assert "Zeile 2, „prima: 5“: Diese Antwort steht nicht auf der Skala" in wrong.content.decode()
    assert (
        desk.post(f"{url}/ergebnisse/neu", typed | {"antworten": "sehr sicher: 20\n2: 35,5"}).status_code
        == 302
    )
    assert [str(one.share) for one in SurveyShare.objects.order_by("pk")] == ["0.200000", "0.355000"]
    assert "35,5" in page_of(desk, url)


def test_each_fault_of_typed_results_is_named_by_its_line_and_what_concerns_all_once(
    town: Tenant, desk: Client
) -> None:
    url = f"{SURVEYS}/{make_survey(town).pk}/ergebnisse/neu"
    typed = {"frage": "sg-nacht-allein", "skala": "sicher-5", "gruppenart": "alle", "n": "4.000"}
    answer = desk.post(url, typed | {"antworten": "prima: 5\n\ntoll: 6\nsehr sicher: viel"})
    errors = answer.context["form"].errors
    assert [text.partition(":")[0] for text in errors["antworten"]] == [
        "Zeile 1, „prima", "Zeile 3, „toll", "Zeile 4, „sehr sicher",
    ]  # fmt: skip
    answer = desk.post(url, typed | {"n": "", "antworten": "sehr sicher: 20\n2: 30"})
    assert [*answer.context["form"].errors] == ["n"]
    wrong = typed | {"gruppenart": "gebiet", "gruppe": "Nirgendwo", "antworten": "sehr sicher: 20\n2: 30"}
    assert len(desk.post(url, wrong).context["form"].errors["gruppe"]) == 1
    assert desk.post(url, typed | {"antworten": "sehr sicher: 20"}).status_code == 302
    assert SurveyShare.objects.get().n == 4000


def test_a_file_with_a_header_only_says_so_at_the_desk(town: Tenant, desk: Client) -> None:
    upload = SimpleUploadedFile("x.csv", table(), content_type="text/csv")
    answer = desk.post(f"{SURVEYS}/{make_survey(town).pk}/ergebnisse/datei", {"datei": upload})
    assert "Die Datei enthält keine Zeilen." in answer.content.decode()


def test_a_file_is_looked_at_first_and_then_taken_over(town: Tenant, desk: Client) -> None:
    survey = make_survey(town)
    url = f"{SURVEYS}/{survey.pk}/ergebnisse/datei"
    content = table({"anteil_prozent": "40"}, {"frage": "zwei", "anteil_prozent": "140"})

    def sent(**more: str) -> str:
        upload = SimpleUploadedFile("x.csv", content, content_type="text/csv")
        response = desk.post(url, {"datei": upload, **more})
        assert response.status_code == 200
        return response.content.decode()

    assert "1 neu, 0 geändert, 0 unverändert, 1 abgelehnt (Probelauf, nichts geschrieben)" in sent()
    assert SurveyShare.objects.count() == 0
    page = sent(uebernehmen="on")
    assert "Zeile 3, anteil_prozent" in page
    assert SurveyShare.objects.count() == 1
    broken = SimpleUploadedFile("x.csv", b"PK\x03\x04", content_type="text/csv")
    assert desk.post(url, {"datei": broken}).status_code == 400


def test_the_stored_shares_come_back_as_the_same_file(town: Tenant, desk: Client) -> None:
    survey = make_survey(town)
    take(survey, {"anteil_prozent": "12,5", "n": "8"})
    answer = desk.get(f"{SURVEYS}/{survey.pk}/ergebnisse.csv")
    url = f"{SURVEYS}/{survey.pk}/ergebnisse/datei"
    again = desk.post(url, {"datei": SimpleUploadedFile("x.csv", answer.content), "uebernehmen": "on"})
    assert "0 neu, 0 geändert, 1 unverändert, 0 abgelehnt" in again.content.decode()


@pytest.mark.parametrize("url", [NEEDS, f"{NEEDS}/luecken", SURVEYS])
def test_more_rows_cost_no_more_queries(town: Tenant, desk: Client, url: str) -> None:
    def more(count: int) -> None:
        for _number in range(count):
            make_need(town)
            take(make_survey(town), {"anteil_prozent": "40"})
        desk.get(url)

    more(1)
    one = queries_of(lambda: desk.get(url))
    more(2)
    assert queries_of(lambda: desk.get(url)) == one
