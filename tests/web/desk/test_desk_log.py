from __future__ import annotations

import csv
import io

import pytest
from django.test import Client

from tests.factories.browsers import browser_of
from tests.factories.queries import queries_of
from tests.factories.tenancy import make_member, make_state, make_tenant
from umsicht.audit.models import AuditEvent
from umsicht.core import journal
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Membership, Tenant

pytestmark = pytest.mark.django_db
BASE = "/desk/musterstadt/protokoll"


@pytest.fixture
def role() -> Role:
    return Role.AUDITOR


def tell(tenant: Tenant, action: str = "tenancy.settings.change", **fields: object) -> AuditEvent:
    journal.record(action, tenant, actor=None, **fields)  # type: ignore[arg-type]
    return AuditEvent._base_manager.order_by("-pk")[0]


def test_log_costs_the_same_for_few_and_many(tenant: Tenant, desk: Client) -> None:
    tell(tenant)
    few = queries_of(lambda: desk.get(BASE))
    tell(tenant)
    tell(tenant)
    assert queries_of(lambda: desk.get(BASE)) == few
    assert (
        few <= 10
    )  # session, person, tenant, roles, actions, actors, count, page, and what the side navigation counts


def test_log_shows_own_entries_in_words_and_nothing_from_next_door(tenant: Tenant, desk: Client) -> None:
    own = tell(tenant, reason="Grund von hier")
    foreign = tell(make_tenant(name="Nebenan"), reason="Grund von nebenan")
    page = desk.get(BASE).text
    assert ("Einstellungen des Portals geändert" in page, "Nebenan" in page) == (True, False)
    assert desk.get(f"{BASE}/{foreign.pk}").status_code == 404
    assert "Grund von nebenan" not in desk.get(f"{BASE}/liste.csv").content.decode()
    assert "Grund von hier" in desk.get(f"{BASE}/{own.pk}").text


def test_entry_shows_before_and_after_escaped(tenant: Tenant, desk: Client) -> None:
    event = tell(
        tenant,
        before={"portal_name": "<b>Alt</b>", "texts": {"lead": {"de": "x"}}},
        after={"portal_name": "Neu", "is_active": True, "members": ["a", "b"]},
    )
    page = desk.get(f"{BASE}/{event.pk}").text
    assert "&lt;b&gt;Alt&lt;/b&gt;" in page
    assert "<b>Alt</b>" not in page
    for shown in ("Neu", "ja", "a, b", "&quot;lead&quot;", "Kommune oder Stelle", "tenancy.settings.change"):
        assert shown in page


def test_entry_speaks_the_words_of_the_forms(tenant: Tenant, desk: Client) -> None:
    person = make_member(tenant, Role.EDITOR)
    membership = Membership._base_manager.get(user=person)
    changes = {"role": "auditor", "valid_from": "2026-11-18", "ended_at": "2026-11-18T23:30:00Z", "gone": 7}
    journal.record("tenancy.membership.grant", membership, actor=None, after=changes)
    journal.record("tests.old.thing", object(), actor=None, tenant=tenant, after={"role": "auditor"})
    known = AuditEvent._base_manager.get(action="tenancy.membership.grant")
    unknown = AuditEvent._base_manager.get(action="tests.old.thing")
    page = desk.get(f"{BASE}/{known.pk}").text
    for shown in (
        "Rolle einer Person",
        ">Rolle<",
        "Revision",
        ">Von<",
        "18.11.2026",
        "19.11.2026",
        ">gone<",
        ">7<",
    ):
        assert shown in page, shown
    assert ">auditor<" in desk.get(f"{BASE}/{unknown.pk}").text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 3),
        ("?was=tenancy.membership.grant", 1),
        ("?was=tenancy", 0),
        ("?q=urlaub", 1),
        ("?von=2026-11-18", 3),
        ("?von=2026-11-19", 0),
        ("?bis=2026-11-17", 0),
        ("?bis=2026-11-18", 3),
    ],
)
def test_filter_narrows_the_log(tenant: Tenant, desk: Client, query: str, found: int) -> None:
    tell(tenant)
    tell(tenant, "tenancy.membership.grant", reason="Vertretung im Urlaub")
    tell(tenant, "tenancy.membership.end")
    page = desk.get(BASE + query).text
    assert page.count('<th scope="row">') == (found if query != "?was=tenancy" else 3)
    rows = list(
        csv.reader(
            io.StringIO(desk.get(f"{BASE}/liste.csv{query}").content.decode("utf-8-sig")), delimiter=";"
        )
    )
    assert len(rows) - 1 == (found if query != "?was=tenancy" else 3)


@pytest.mark.parametrize(
    "query",
    [
        "?von=gestern",
        "?bis=99.99.9999",
        "?wer=x",
        "?wer=99999999999999999999",
        "?was=%00",
        "?seite=x",
        "?q=" + "ä" * 300,
    ],
)
def test_any_address_of_the_log_gives_a_page(desk: Client, query: str) -> None:
    assert desk.get(BASE + query).status_code == 200


def test_log_is_read_by_coordinators_and_auditors_here_and_auditors_above(tenant: Tenant) -> None:
    answers = {role: browser_of(make_member(tenant, role)).get(BASE).status_code for role in Role.values}
    assert {role for role, status in answers.items() if status == 200} == {"coordinator", "auditor"}
    above = {role: browser_of(make_member(make_state(), role)).get(BASE).status_code for role in Role.values}
    assert {role for role, status in above.items() if status == 200} == {"auditor"}


def test_pages_of_the_log_are_turned(tenant: Tenant, desk: Client) -> None:
    for _number in range(51):
        tell(tenant)
    assert desk.get(BASE).text.count('<th scope="row">') == 50
    assert desk.get(BASE + "?seite=2").text.count('<th scope="row">') == 1
