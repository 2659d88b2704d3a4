"""Reports at the desk, as a browser without scripts works with them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django_scopes import scope

from tests.factories.browsers import browser_of
from tests.factories.council import make_body
from tests.factories.papers import make_paper
from tests.factories.reporting import make_entry, make_question, make_report, make_text
from tests.factories.tenancy import make_member
from tests.web.desk.guided import hidden
from umsicht.reporting.domain.chronicle import change_entry
from umsicht.reporting.models import Passage, Report
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
BASE = "/desk/musterstadt/berichte"


@pytest.fixture
def town(town: Tenant) -> Iterator[Tenant]:
    with scope(tenant=town):
        yield town


def page_of(desk: Client, url: str) -> str:
    response = desk.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_a_member_neither_finds_nor_reads_a_report_for_the_office(town: Tenant) -> None:
    internal, public = (
        make_report(town, outline="uebergabe", title="Übergabe"),
        make_report(town, title="Öffentlich"),
    )
    member = browser_of(make_member(town, Role.MEMBER))
    listed = page_of(member, BASE)
    assert "Öffentlich" in listed
    assert "Übergabe</a>" not in listed
    assert member.get(f"{BASE}/{public.pk}").status_code == 200
    assert member.get(f"{BASE}/{internal.pk}").status_code == 403
    assert member.get(f"{BASE}/{internal.pk}/entwurf.pdf").status_code == 403


def test_two_people_in_one_text_lose_nothing(town: Tenant, desk: Client) -> None:
    report = make_report(town)
    question = make_question(report)
    passage = make_text(question, "Anfang.")
    url = f"{BASE}/{report.pk}/fragen/{question.pk}/abschnitte/{passage.pk}/bearbeiten"
    mine, theirs = {"stand": hidden(desk.get(url))}, {"stand": hidden(desk.get(url))}
    assert desk.post(url, theirs | {"text": "Von anderen."}).status_code == 302
    clash = desk.post(url, mine | {"text": "Von mir."})
    assert clash.status_code == 409
    assert "Von anderen." in clash.content.decode()
    passage.refresh_from_db()
    assert passage.text == "Von anderen."


def test_the_head_says_which_paper_is_answered(town: Tenant, desk: Client) -> None:
    report = make_report(town)
    motion = make_paper(town, body=make_body(town), kind="motion", number="BA-7/2025")
    url = f"{BASE}/{report.pk}/kopf"
    page = desk.get(url)
    assert "BA-7/2025" in page.content.decode()
    sent = {"stand": hidden(page)} | {
        "title": report.title, "starts_on": "2025-01-01", "ends_on": "2025-12-31", "is_public": "on", "answers": str(motion.pk),
    }  # fmt: skip
    assert desk.post(url, sent).status_code == 302
    assert Report.objects.get().answers_id == motion.pk
    assert desk.post(url, sent | {"stand": hidden(desk.get(url))} | {"answers": ""}).status_code == 302
    assert Report.objects.get().answers_id is None


def test_a_lost_proof_is_said_where_the_text_is_edited(town: Tenant, desk: Client) -> None:
    report = make_report(town)
    question, entry = make_question(report), make_entry(town)
    make_text(question, "Es kamen 12.", records=[("reporting.entry", entry.code)])
    url = f"{BASE}/{report.pk}/fragen/{question.pk}"
    assert "Ein Beleg ist weg" not in page_of(desk, url)
    change_entry(entry=entry, actor=None, is_public=False)
    assert "Ein Beleg ist weg oder nicht mehr öffentlich" in page_of(desk, url)


def test_a_text_of_an_empty_question_is_told_where_records_come_from(town: Tenant, desk: Client) -> None:
    report = make_report(town)
    question = make_question(report)
    Passage.objects.all().delete()
    assert "Bitte nehmen Sie zuerst einen Beleg in eine Antwort auf" in page_of(
        desk, f"{BASE}/{report.pk}/fragen/{question.pk}/abschnitte/neu"
    )


def test_a_question_is_not_emptied(town: Tenant, desk: Client) -> None:
    report = make_report(town)
    question = make_question(report)
    url = f"{BASE}/{report.pk}/fragen/{question.pk}/bearbeiten"
    answer = desk.post(
        url, {"stand": hidden(desk.get(url))} | {"title": "Frage", "text": "", "open_reason": ""}
    )
    assert answer.status_code in {200, 400, 422}
    question.refresh_from_db()
    assert question.text == "Was war los?"
