from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from tests.factories.directory import make_organisation
from tests.factories.enquiries import make_experience
from tests.factories.offers import make_offer
from tests.factories.tenancy import make_tenant
from umsicht.audit.models import AuditEvent
from umsicht.core import clock
from umsicht.enquiries.models import Experience, ExperienceComment
from umsicht.offers.models import FieldReport
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
Reports = Callable[..., list[FieldReport]]
URL = "/desk/musterstadt/arbeit/texte"


@pytest.fixture
def role() -> Role:
    return Role.MODERATOR


def waiting(client: Client) -> list[int]:
    return [row.text.subject for row in client.get(URL).context["page"]]


def judge(client: Client, report: FieldReport, verdict: str, reason: str = "") -> str:
    data = {"text": f"reports:{report.pk}", "urteil": verdict, "grund": reason}
    return client.post(f"{URL}/urteil", data, follow=True).text


def stored(report: FieldReport) -> FieldReport:
    return FieldReport.objects.with_scopes_disabled().get(pk=report.pk)


@pytest.mark.store
def test_text_that_may_stand_waits_no_more_and_the_report_stays(
    tenant: Tenant, desk: Client, reports: Reports
) -> None:
    first, second = reports(tenant, 2)
    assert waiting(desk) == [second.pk, first.pk]
    assert "Der Text darf stehen" in judge(desk, first, "annehmen")
    assert waiting(desk) == [second.pk]
    assert (stored(first).state, stored(first).text) == ("open", "Neue Nummer")
    event = AuditEvent.objects.with_scopes_disabled().get(action="notify.text.let_stand")
    assert event.after == {}


@pytest.mark.store
def test_refused_text_is_deleted_with_its_address_and_a_reason(
    tenant: Tenant, desk: Client, reports: Reports
) -> None:
    [report] = reports(tenant, 1)
    FieldReport.objects.with_scopes_disabled().update(email="jemand@example.org")
    judge(desk, report, "ablehnen", "Beleidigung")
    found = stored(report)
    assert (found.state, found.text, found.email, found.answer) == ("done", "", "", "")
    event = AuditEvent.objects.with_scopes_disabled().get(action="offers.report.discard")
    assert event.reason == "Beleidigung"
    assert "Neue Nummer" not in f"{event.before}{event.after}"


def test_refusing_wants_a_reason(tenant: Tenant, desk: Client, reports: Reports) -> None:
    [report] = reports(tenant, 1)
    assert "warum der Text abgelehnt wird" in judge(desk, report, "ablehnen")
    assert waiting(desk) == [report.pk]


@pytest.mark.parametrize("text", ["reports:99999", "unbekannt:1", "x", ""])
def test_nonsense_changes_nothing(desk: Client, text: str) -> None:
    response = desk.post(f"{URL}/urteil", {"text": text, "urteil": "annehmen"}, follow=True)
    assert response.status_code == 200
    assert AuditEvent.objects.with_scopes_disabled().filter(action="notify.text.let_stand").count() == 0


def test_texts_of_another_town_can_not_be_judged(desk: Client, reports: Reports) -> None:
    [foreign] = reports(make_tenant(), 1)
    judge(desk, foreign, "ablehnen", "Nein")
    assert stored(foreign).state == "open"


def test_what_was_typed_is_shown_as_text(tenant: Tenant, desk: Client, reports: Reports) -> None:
    [report] = reports(tenant, 1)
    FieldReport.objects.with_scopes_disabled().filter(pk=report.pk).update(
        text="<img src=x onerror=alert(1)>"
    )
    assert "&lt;img src=x" in desk.get(URL).text


def test_moderator_finds_texts_in_the_inbox_but_no_reports(
    tenant: Tenant, desk: Client, reports: Reports
) -> None:
    reports(tenant, 1)
    rows = desk.get("/desk/musterstadt/arbeit").context["page"]
    assert [row.kind.key for row in rows] == ["texts"]
    assert rows.items[0].item.url.startswith(f"{URL}#reports-")


def test_list_costs_the_same_however_long_it_is(
    tenant: Tenant, desk: Client, reports: Reports, django_assert_max_num_queries: Any
) -> None:
    reports(tenant, 1)
    desk.get(URL)
    with django_assert_max_num_queries(20) as one:
        desk.get(URL)
    reports(tenant, 2)
    with django_assert_max_num_queries(20) as three:
        desk.get(URL)
    assert len(one) == len(three)


def test_empty_page_says_so(desk: Client) -> None:
    assert "Kein Text wartet" in desk.get(URL).text


@pytest.mark.parametrize(("verdict", "state"), [("annehmen", "shown"), ("ablehnen", "hidden")])
def test_words_of_institutions_and_providers_are_judged_there_too(
    tenant: Tenant, desk: Client, verdict: str, state: str
) -> None:
    with scope(tenant=tenant):
        offer = make_offer(make_organisation(tenant))
        told = make_experience(offer, text="Raum vorher tauschen.", state="waiting")
        shown = make_experience(offer, text="Gut.", state="shown")
        comment = ExperienceComment(tenant=tenant, experience=shown, text="Danke.", created_at=clock.now())
        comment.state = "waiting"
        comment.save()
    assert [row.key for row in desk.get(URL).context["page"]] == [
        f"experiences:{told.pk}",
        f"comments:{comment.pk}",
    ]
    for key in (f"experiences:{told.pk}", f"comments:{comment.pk}"):
        desk.post(f"{URL}/urteil", {"text": key, "urteil": verdict, "grund": "Nennt eine Person"})
    assert list(desk.get(URL).context["page"]) == []
    assert Experience.objects.with_scopes_disabled().get(pk=told.pk).state == state
    assert ExperienceComment.objects.with_scopes_disabled().get().state == state
