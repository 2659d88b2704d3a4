"""Error reports at the desk: what waits, settling one with an answer, opening it again."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.factories.directory import make_organisation
from tests.factories.offers import make_offer
from tests.factories.tenancy import make_tenant
from tests.ui.dom import parse
from umsicht.core import clock
from umsicht.notify.models import Mail
from umsicht.offers.enums import ReportField, ReportState
from umsicht.offers.models import FieldReport
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
BASE = "/desk/musterstadt/meldungen"


@pytest.fixture
def role() -> Role:
    return Role.EDITOR


def make_report(tenant: Tenant, title: str = "Kurs", **fields: Any) -> FieldReport:
    report = FieldReport(
        tenant=tenant,
        offer=make_offer(make_organisation(tenant), title=title),
        field=ReportField.CONTACT,
        **{"text": "Neue Nummer: 0371 488-0", "created_at": clock.now(), **fields},
    )
    report.save()
    return report


def stored(report: FieldReport) -> FieldReport:
    return FieldReport.objects.with_scopes_disabled().get(pk=report.pk)


def listed(response: Any) -> list[str]:
    return [link.text for link in parse(response.content.decode()).one("tbody").all("a")]


@pytest.mark.usefixtures("quiet_nav")
@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_one_row_and_three(
    django_assert_max_num_queries: Any, desk: Client, tenant: Tenant, rows: int
) -> None:
    for _number in range(rows):
        make_report(tenant)
    desk.get(BASE)
    with django_assert_max_num_queries(8):
        assert len(listed(desk.get(BASE))) == rows


def test_list_shows_open_ones_of_this_town_and_the_others_when_asked(desk: Client, tenant: Tenant) -> None:
    make_report(tenant, "Offen")
    make_report(tenant, "Erledigt", state=ReportState.DONE, closed_at=clock.now())
    make_report(make_tenant(), "Anderswo")
    assert listed(desk.get(BASE)) == ["Offen"]
    assert listed(desk.get(f"{BASE}?state=done")) == ["Erledigt"]
    assert sorted(listed(desk.get(f"{BASE}?state="))) == ["Erledigt", "Offen"]


def test_list_is_sorted_by_its_heads_and_leaves_as_a_table_without_addresses(
    desk: Client, tenant: Tenant
) -> None:
    for title, email in (("Beta", "wer@example.org"), ("Alpha", "")):
        make_report(tenant, title=title, email=email)
    assert listed(desk.get(BASE, {"sortierung": "angebot"})) == ["Alpha", "Beta"]
    assert listed(desk.get(BASE, {"sortierung": "-angebot"})) == ["Beta", "Alpha"]
    text = desk.get(f"{BASE}/liste.csv", {"sortierung": "angebot"}).content.decode("utf-8-sig")
    assert [line.split(";")[0] for line in text.splitlines()[1:]] == ["Alpha", "Beta"]
    assert ("Neue Nummer" in text, "wer@example.org" in text) == (True, False)


def test_settling_answers_whoever_left_an_address(desk: Client, tenant: Tenant) -> None:
    report = make_report(tenant, email="frage@example.org")
    answered = desk.post(f"{BASE}/{report.pk}/abschliessen", {"answer": "Danke, wir haben sie geändert."})
    assert (answered.status_code, stored(report).state) == (302, ReportState.DONE)
    mails = Mail.objects.with_scopes_disabled().filter(message="offers.report_answered")
    assert list(mails.values_list("to_email", flat=True)) == ["frage@example.org"]


def test_settling_without_an_address_sends_nothing(desk: Client, tenant: Tenant) -> None:
    report = make_report(tenant)
    desk.post(f"{BASE}/{report.pk}/abschliessen", {"answer": ""})
    assert stored(report).closed_at is not None
    assert not Mail.objects.with_scopes_disabled().filter(message="offers.report_answered").exists()


def test_opening_again_needs_a_reason(desk: Client, tenant: Tenant) -> None:
    report = make_report(tenant, state=ReportState.DONE, closed_at=clock.now())
    assert desk.post(f"{BASE}/{report.pk}/wieder-oeffnen", {"reason": ""}).status_code == 400
    assert stored(report).state == ReportState.DONE
    desk.post(f"{BASE}/{report.pk}/wieder-oeffnen", {"reason": "Die Nummer stimmt noch nicht."})
    assert (stored(report).state, stored(report).closed_at) == (ReportState.OPEN, None)


def test_settling_twice_says_so(desk: Client, tenant: Tenant) -> None:
    report = make_report(tenant)
    answers = [desk.post(f"{BASE}/{report.pk}/abschliessen", {"answer": ""}).status_code for _ in range(2)]
    assert answers == [302, 409]
