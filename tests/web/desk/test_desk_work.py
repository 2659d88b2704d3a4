from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from tests.factories.browsers import browser_of
from tests.factories.offers import make_report
from tests.factories.tenancy import make_member, make_tenant
from umsicht.accounts.models import User
from umsicht.audit.models import AuditEvent
from umsicht.notify.models import Assignment
from umsicht.offers.models import FieldReport
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Invitation, Membership, Tenant

pytestmark = pytest.mark.django_db
Reports = Callable[..., list[FieldReport]]
URL = "/desk/musterstadt/arbeit"


@pytest.fixture
def tenant() -> Tenant:
    return make_tenant(slug="musterstadt", portal_by="Stadt Musterstadt")


@pytest.fixture
def office(tenant: Tenant) -> User:
    return make_member(tenant, Role.COORDINATOR)


@pytest.fixture
def desk(office: User) -> Client:
    return browser_of(office)


def titles(client: Client, query: str = "") -> list[str]:
    page = client.get(URL + query).context["page"]
    return [f"{row.item.title}{row.item.rest}" for row in page]


def post(client: Client, *things: FieldReport, **data: str) -> list[str]:
    """The messages that the next page shows."""
    sent = {"wahl": [f"reports:{thing.pk}" for thing in things], **data}
    response = client.post(f"{URL}/handeln", sent, follow=True)
    assert response.status_code == 200
    return [str(message) for message in response.context["flash_messages"]] if response.context else []


def holders() -> list[tuple[int, int]]:
    rows = Assignment.objects.with_scopes_disabled().order_by("subject")
    return list(rows.values_list("subject", "user_id"))


def make_invitation(tenant: Tenant, days: int = 2) -> Invitation:
    row = Invitation(tenant=tenant, email=f"alt{days}@example.org", role="editor", token_hash=f"x{days}")
    row.expires_at = dt.datetime(2026, 11, 18, 12, 0, tzinfo=dt.UTC) - dt.timedelta(days=days)
    row.save()
    return row


def test_all_kinds_stand_in_one_list_the_urgent_first(tenant: Tenant, desk: Client, reports: Reports) -> None:
    reports(tenant, 2)
    [old] = reports(tenant, 1, 30)
    make_invitation(tenant)
    response = desk.get(URL)
    assert [row.kind.key for row in response.context["page"]][1:] == ["invitations", "reports", "reports"]
    assert response.context["page"].items[0].item.subject == old.pk
    assert [(tab["kind"].key, tab["kind"].figures.count) for tab in response.context["kinds"]] == [
        ("reports", 3), ("invitations", 1),
    ]  # fmt: skip
    assert "seit 30 Tagen" in response.text
    assert "dringend" in response.text


def test_filters_narrow_by_kind_age_and_person(
    tenant: Tenant, desk: Client, office: User, reports: Reports
) -> None:
    new, old = reports(tenant, 2)
    FieldReport.objects.with_scopes_disabled().filter(pk=old.pk).update(
        created_at=old.created_at - dt.timedelta(days=40)
    )
    make_invitation(tenant)
    assert len(titles(desk)) == 3
    assert titles(desk, "?art=invitations") == ["Einladung abgelaufen: alt2@example.org"]
    assert titles(desk, "?alter=monat") == ["Fehler gemeldet: Angebot 1"]
    assert titles(desk, "?art=reports&sortierung=neu")[0] == "Fehler gemeldet: Angebot 0"
    assert titles(desk, "?wer=ich") == []
    post(desk, new, schritt="uebernehmen")
    assert titles(desk, "?wer=ich") == ["Fehler gemeldet: Angebot 0"]
    assert len(titles(desk, "?wer=niemand")) == 2
    assert titles(desk, "?art=gibt-es-nicht&wer=x&alter=y&seite=99") == titles(desk)


def test_empty_inbox_says_what_comes_next(desk: Client) -> None:
    assert "Alles ist erledigt" in desk.get(URL).text
    assert "Hier ist nichts" in desk.get(f"{URL}?wer=ich").text


def test_taking_over_and_giving_back_stand_in_the_log(
    tenant: Tenant, desk: Client, office: User, reports: Reports
) -> None:
    first, second = reports(tenant, 2)
    post(desk, first, second, schritt="uebernehmen")
    assert holders() == [(first.pk, office.pk), (second.pk, office.pk)]
    response = desk.post(
        f"{URL}/handeln", {"einzeln": f"zurueckgeben|reports:{first.pk}", "filter": "wer=ich&x="}
    )
    assert response["Location"] == f"{URL}?wer=ich&x="
    assert holders() == [(second.pk, office.pk)]
    events = AuditEvent.objects.with_scopes_disabled().filter(action__startswith="notify.work").order_by("pk")
    assert [event.action.rpartition(".")[2] for event in events] == ["take", "take", "give_back"]


def test_work_is_passed_on_by_the_office_only(tenant: Tenant, office: User, reports: Reports) -> None:
    [report] = reports(tenant, 1)
    colleague = make_member(tenant, Role.EDITOR)
    post(browser_of(office), report, schritt=f"zuweisen.{colleague.pk}")
    assert holders() == [(report.pk, colleague.pk)]
    stranger = make_member(make_tenant(), Role.EDITOR)
    assert post(browser_of(office), report, schritt=f"zuweisen.{stranger.pk}") == [
        "Bitte wählen Sie einen Schritt."
    ]
    assert holders() == [(report.pk, colleague.pk)]


def test_whoever_left_the_office_is_on_nothing(tenant: Tenant, desk: Client, reports: Reports) -> None:
    [report] = reports(tenant, 1)
    colleague = make_member(tenant, Role.EDITOR)
    post(browser_of(colleague), report, schritt="uebernehmen")
    assert titles(desk, "?wer=andere") == ["Fehler gemeldet: Angebot 0"]
    Membership._base_manager.filter(user=colleague).update(valid_to="2026-11-17")
    assert (titles(desk, "?wer=andere"), len(titles(desk, "?wer=niemand"))) == ([], 1)


def test_step_of_a_kind_is_done_for_all_marked(tenant: Tenant, desk: Client, reports: Reports) -> None:
    found = reports(tenant, 3)
    told = post(desk, *found[:2], schritt="reports.close")
    assert told == ["2 Einträge erledigt."]
    states = FieldReport.objects.with_scopes_disabled().order_by("pk").values_list("state", flat=True)
    assert list(states) == ["done", "done", "open"]
    again = post(desk, *found, schritt="reports.close")
    assert again == ["1 Eintrag erledigt.", "Das wartet nicht mehr.", "Das wartet nicht mehr."]


def test_step_of_one_kind_leaves_others_alone(tenant: Tenant, desk: Client, reports: Reports) -> None:
    [report] = reports(tenant, 1)
    invitation = make_invitation(tenant)
    things = [f"reports:{report.pk}", f"invitations:{invitation.pk}"]
    response = desk.post(f"{URL}/handeln", {"wahl": things, "schritt": "reports.close"}, follow=True)
    assert "1 Eintrag erledigt." in response.text
    assert "Einladung abgelaufen: alt2@example.org: Dieser Schritt ist für andere" in response.text


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({}, "Bitte markieren Sie mindestens einen Eintrag."),
        ({"wahl": "reports:1"}, "Bitte wählen Sie einen Schritt."),
        ({"wahl": "reports:1", "schritt": "reports.explode"}, "Bitte wählen Sie einen Schritt."),
        ({"wahl": "reports:1;--", "schritt": "uebernehmen"}, "Bitte markieren Sie mindestens einen Eintrag."),
        ({"wahl": "reports:99999", "schritt": "uebernehmen"}, "Das wartet nicht mehr."),
        ({"einzeln": "x|y|z"}, "Bitte markieren Sie mindestens einen Eintrag."),
    ],
)
def test_nonsense_changes_nothing(desk: Client, data: dict[str, str], told: str) -> None:
    assert told in desk.post(f"{URL}/handeln", data, follow=True).text
    assert holders() == []


def test_way_back_leads_nowhere_else(desk: Client) -> None:
    response = desk.post(f"{URL}/handeln", {"filter": "//boese.example/?art=x"})
    assert response["Location"].startswith(f"{URL}?")


def test_work_of_another_town_can_not_be_reached(desk: Client, reports: Reports) -> None:
    [foreign] = reports(make_tenant(), 1)
    assert post(desk, foreign, schritt="uebernehmen") == ["Das wartet nicht mehr."]
    assert holders() == []


def test_each_role_sees_its_own_kinds(tenant: Tenant, reports: Reports) -> None:
    reports(tenant, 1)
    make_invitation(tenant)
    shown = {
        role: [row.kind.key for row in browser_of(make_member(tenant, role)).get(URL).context["page"]]
        for role in (Role.COORDINATOR, Role.EDITOR, Role.PROVIDER)
    }
    assert shown == {"coordinator": ["invitations", "reports"], "editor": ["reports"], "provider": []}


def test_count_in_the_navigation_follows_the_log(tenant: Tenant, desk: Client, reports: Reports) -> None:
    def count() -> int | None:
        groups = desk.get("/desk/musterstadt/postfach").context["nav"]
        return next(link.count for group in groups for link in group.links if link.url == URL)

    assert count() in {0, None}
    found = reports(tenant, 2)
    AuditEvent.objects.with_scopes_disabled().create(tenant=tenant, action="tests.thing.do")
    assert count() == 2
    post(desk, found[0], schritt="reports.close")
    assert count() == 1


def test_list_costs_the_same_however_long_it_is(
    tenant: Tenant, desk: Client, reports: Reports, django_assert_max_num_queries: Any
) -> None:
    reports(tenant, 1)
    make_invitation(tenant)
    desk.get(URL)
    with django_assert_max_num_queries(60) as one:
        desk.get(URL)
    reports(tenant, 2)
    make_invitation(tenant, 3)
    desk.get(URL)
    with django_assert_max_num_queries(60) as three:
        desk.get(URL)
    assert len(one) == len(three)


def test_file_holds_what_the_filter_shows(tenant: Tenant, desk: Client, reports: Reports) -> None:
    reports(tenant, 1, 10)
    make_invitation(tenant)
    text = desk.get(f"{URL}/liste.csv?art=reports").content.decode("utf-8-sig")
    lines = text.strip().splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("Fehlerhinweise;Fehler gemeldet: Angebot 0;2026-11-08;;ja;;http")


def test_portal_to_set_up_is_work_like_any_other(desk: Client, tenant: Tenant) -> None:
    Tenant.objects.filter(pk=tenant.pk).update(portal_by="")
    page = desk.get(URL)
    assert [row.item.title for row in page.context["page"]] == ["Portal einrichten"]
    assert f'value="settings:{tenant.pk}"' in page.text


def test_age_is_said_in_words(tenant: Tenant, desk: Client, reports: Reports) -> None:
    make_report(reports(tenant, 1)[0].offer, days=1)
    with override("de"):
        text = desk.get(URL).text
    assert ("seit heute" in text, "seit gestern" in text) == (True, True)
