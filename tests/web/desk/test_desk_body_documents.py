"""Documents and earlier places of a body at the desk, as a browser without scripts works with them; the structure as a report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from tests.factories.browsers import browser_of
from tests.factories.council import make_body, make_document, make_seat
from tests.factories.files import make_file, pdf, saved, upload
from tests.factories.meetings import begin, finish, in_days, make_meeting
from tests.factories.papers import make_paper
from tests.factories.queries import queries_of
from tests.factories.tenancy import make_member, make_tenant
from tests.ui.dom import parse
from tests.web.desk.guided import hidden
from umsicht.core import clock
from umsicht.council.domain.procedure import set_rules
from umsicht.council.models import Body, BodyDocument, DocumentVersion
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
BASE = "/desk/musterstadt/gremien"
ENTERED = {
    "kind": "agreement", "title": "Kooperationsvereinbarung", "precision": "day", "dated": "2017-06-26",
    "signatures": "Polizeidirektion Chemnitz, 26.06.2017\nJugendamt", "is_public": "on",
}  # fmt: skip


@pytest.fixture
def town(town: Tenant) -> Iterator[Tenant]:
    with scope(tenant=town):
        yield town


def fetched(person: Client, path: str) -> tuple[int, str]:
    """Status and name of a download."""
    response = person.get(path)
    response.close()
    return response.status_code, response.get("Content-Disposition", "")


def sent_back(response: Any, **changed: str) -> dict[str, Any]:
    form = response.context["form"]
    plain = {bound.html_name: bound.value() for bound in form if bound.value() not in (None, "", False)}
    return plain | {"stand": hidden(response)} | changed


def test_a_document_is_entered_with_its_file_renewed_corrected_and_withdrawn(
    town: Tenant, desk: Client
) -> None:
    body = make_body(town)
    url = f"{BASE}/{body.pk}"
    content = upload("vertrag.pdf", saved(pdf()))
    assert desk.post(f"{url}/unterlagen/neu", ENTERED | {"content": content})["Location"] == url
    document = BodyDocument.objects.get()
    one = f"{url}/unterlagen/{document.pk}"
    version = {"precision": "year", "dated": "2025-01-01", "valid_until": "2030-12-31", "note": "verlängert"}
    assert desk.post(f"{one}/fassungen/neu", version)["Location"] == url
    first = document.versions.get(number=1)
    assert first.signatures == [
        {"office": "Polizeidirektion Chemnitz", "on": "2017-06-26"},
        {"office": "Jugendamt", "on": ""},
    ]
    page = parse(desk.get(url).content.decode()).one("section", aria_labelledby="h-unterlagen").text
    assert all(
        words in page
        for words in ("Kooperationsvereinbarung", "Fassung 2, 2025", "Polizeidirektion Chemnitz (26.06.2017)")
    )
    edit = f"{one}/fassungen/{first.pk}/bearbeiten"
    form = desk.get(edit)
    assert "Polizeidirektion Chemnitz, 26.06.2017\nJugendamt" in form.content.decode()
    sent = sent_back(form, signatures="Polizeidirektion Chemnitz 26.06.2017")
    sent["precision"] = "month"
    assert desk.post(edit, sent)["Location"] == url
    first.refresh_from_db()
    assert (first.signatures, first.precision) == (
        [{"office": "Polizeidirektion Chemnitz", "on": "2017-06-26"}],
        "month",
    )
    step = {"schritt": "withdraw", "reason": "gekündigt"}
    assert desk.post(f"{one}/schritt", step)["Location"] == url
    document.refresh_from_db()
    assert (document.state, "gekündigt" in desk.get(url).content.decode()) == ("withdrawn", True)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "Titel"),
        ({"signatures": "Jugendamt, 31.02.2017"}, "etwa 22.11.2026"),
        ({"paper": "X-1/2020"}, "keine Vorlage mit dieser Nummer"),
        ({"decision": "KPR 9/2020"}, "Einen Beschluss mit dieser Nummer"),
        ({"valid_from": "2026-01-01", "valid_until": "2025-01-01"}, "bevor sie gilt"),
    ],
)
def test_wrong_input_comes_back_with_a_sentence(
    town: Tenant, desk: Client, wrong: dict[str, str], said: str
) -> None:
    response = desk.post(f"{BASE}/{make_body(town).pk}/unterlagen/neu", ENTERED | wrong)
    summary = parse(response.content.decode()).one("div", class_="um-error-summary")
    assert (response.status_code, said in summary.text, BodyDocument.objects.count()) == (400, True, 0)


def test_two_at_one_version_lose_nothing(town: Tenant, desk: Client) -> None:
    body = make_body(town)
    version = make_document(body, note="alt").versions.get()
    edit = f"{BASE}/{body.pk}/unterlagen/{version.document_id}/fassungen/{version.pk}/bearbeiten"
    sent = sent_back(desk.get(edit), note="von mir")
    DocumentVersion.objects.update(note="von anderen")
    page = desk.post(edit, sent).content.decode()
    assert all(words in page for words in ("von mir", "von anderen"))


def test_files_are_for_those_who_work_here_and_closed_papers_for_their_readers(
    town: Tenant, desk: Client
) -> None:
    body = make_body(town)
    paper = make_paper(town, body=body, visibility="closed", subject="Vertrauliche Sache")
    document = make_document(body, "Vertrag", paper=paper, file=make_file(town))
    version = document.versions.get()
    path = f"{BASE}/{body.pk}/unterlagen/{document.pk}/fassungen/{version.pk}/datei"
    assert fetched(desk, path) == (200, 'attachment; filename="vertrag.txt"')
    member, provider = (browser_of(make_member(town, role)) for role in (Role.MEMBER, Role.PROVIDER))
    assert (fetched(member, path)[0], fetched(provider, path)[0]) == (200, 403)
    pages = [person.get(f"{BASE}/{body.pk}").content.decode() for person in (desk, member)]
    assert [("Vertrag" in page, "Vertrauliche Sache" in page) for page in pages] == [
        (True, True),
        (True, False),
    ]
    other = make_body(town)
    assert desk.get(path.replace(f"/{body.pk}/", f"/{other.pk}/")).status_code == 404


def test_agreements_terms_and_absences_wait_in_the_inbox_and_stand_on_the_page(
    town: Tenant, desk: Client
) -> None:
    body = make_body(town, "AG Innenstadt", basis="Auftrag", basis_until=clock.today())
    set_rules(body=body, actor=None, absences=1, term_months=12)
    make_document(body, "Absprache", valid_until=clock.today() + dt.timedelta(days=30))
    make_seat(body, "Ordnungsamt", valid_from=dt.date(2024, 1, 1))
    meeting = begin(make_meeting(body, starts_at=in_days(-9)), here=0)
    finish(meeting)
    inbox = desk.get("/desk/musterstadt/arbeit").content.decode()
    assert all(
        words in inbox
        for words in (
            "Grundlage endet",
            "Absprache",
            "Amtszeit endet",
            "Zu oft gefehlt",
            "davon 1 entschuldigt",
        )
    )
    assert "Auftrag" not in inbox
    page = desk.get(f"{BASE}/{body.pk}").content.decode()
    assert all(
        words in page
        for words in ("Absprache: gilt bis", "ist am 31.12.2024 abgelaufen", "davon 1 entschuldigt")
    )
    member = browser_of(make_member(town, Role.MEMBER)).get(f"{BASE}/{body.pk}").content.decode()
    assert ("Absprache" in member, "entschuldigt" in member) == (True, False)


def test_a_body_gets_another_place_and_the_day_before_still_shows_the_old_one(
    town: Tenant, desk: Client
) -> None:
    council, office = make_body(town, "Rat", kind="council"), make_body(town, "Stelle", kind="office")
    group = make_body(town, "AG Sucht", parent=office)
    url = f"{BASE}/{group.pk}"
    moved = {
        "on": "2022-01-01",
        "parent": str(council.pk),
        "link": "attached",
        "is_public": "on",
        "reason": "Beschluss",
    }
    assert desk.post(f"{url}/neu-zuordnen", moved)["Location"] == url
    assert (
        "Stelle (" in parse(desk.get(url).content.decode()).one("section", aria_labelledby="h-plaetze").text
    )
    assert Body.objects.get(pk=group.pk).parent == council
    place = group.former_places.get()
    edit = f"{url}/zuordnungen/{place.pk}"
    assert desk.post(edit, sent_back(desk.get(edit), until="2020-12-31"))["Location"] == url
    place.refresh_from_db()
    assert place.until == dt.date(2020, 12, 31)
    assert desk.post(f"{edit}/entfernen", {"reason": "Irrtum"})["Location"] == url
    assert not group.former_places.exists()
    twice = desk.post(f"{url}/neu-zuordnen", moved)
    assert (twice.status_code, "Dort steht es schon" in twice.content.decode()) == (400, True)


def test_the_structure_goes_along_as_a_report(
    town: Tenant, desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    council = make_body(town, "Rat", kind="council", basis="Beschluss B-1", is_public=False)
    make_seat(council, "Leitung", role="chair", sector="bildung")
    found = desk.get(f"{BASE}/aufbau.pdf?am=2026-01-01")
    assert (found["Content-Type"], found["Content-Disposition"], found.content[:5]) == (
        "application/pdf", 'attachment; filename="aufbau-2026-01-01.pdf"', b"%PDF-"
    )  # fmt: skip
    assert desk.get(f"{BASE}/aufbau.docx?am=quatsch").content[:2] == b"PK"
    other = make_tenant()
    assert desk.get(f"/desk/{other.slug}/gremien/aufbau.pdf").status_code == 404


def test_the_page_costs_the_same_however_many_documents(town: Tenant, desk: Client) -> None:
    body, costs = make_body(town), []
    desk.get(f"{BASE}/{body.pk}")
    for _round in range(2):
        for _number in range(2):
            make_document(body, file=make_file(town))
        costs.append(queries_of(lambda: desk.get(f"{BASE}/{body.pk}")))
    assert costs[0] == costs[1]
