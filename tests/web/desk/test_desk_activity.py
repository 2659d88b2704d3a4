from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django_scopes import scope

from tests.factories.browsers import browser_of
from tests.factories.tenancy import make_member, make_tenant
from umsicht.accounts.models import User
from umsicht.audit.models import AuditEvent
from umsicht.audit.queries.activity import deeds
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
URL = "/desk/musterstadt/arbeit/wer-was"


def did(tenant: Tenant, actor: User | None, action: str, label: str = "System") -> None:
    AuditEvent.objects.with_scopes_disabled().create(
        tenant=tenant, actor=actor, actor_label=label, action=action
    )


def client_of(tenant: Tenant, role: str = Role.COORDINATOR) -> Client:
    return browser_of(make_member(tenant, role))


def test_deeds_are_counted_per_person_and_action(tenant: Tenant) -> None:
    person = make_member(tenant, Role.EDITOR)
    for label in ("Alter Name", "Neuer Name"):
        did(tenant, person, "offers.report.close", label)
    did(tenant, None, "offers.offer.publish")
    did(make_tenant(), person, "offers.report.close", "Neuer Name")
    found = client_of(tenant).get(URL).context["deeds"]
    assert [(deed.who, deed.action, deed.count) for deed in found] == [
        ("Neuer Name", "offers.report.close", 2),
        ("System", "offers.offer.publish", 1),
    ]


def test_span_and_person_narrow(tenant: Tenant) -> None:
    one, other = make_member(tenant, Role.EDITOR), make_member(tenant, Role.EDITOR)
    did(tenant, one, "a.b.c", "Eins")
    did(tenant, other, "a.b.c", "Zwei")
    client = client_of(tenant)
    assert len(client.get(f"{URL}?wer={one.pk}").context["deeds"]) == 1
    assert client.get(f"{URL}?von=2020-01-01&bis=2020-12-31").context["deeds"] == []
    assert "Nichts in dieser Zeit" in client.get(f"{URL}?bis=2020-12-31").text
    assert client.get(f"{URL}?von=x&zeitraum=9&wer=y").status_code == 200


def test_each_line_leads_into_the_log(tenant: Tenant) -> None:
    person = make_member(tenant, Role.EDITOR)
    did(tenant, person, "offers.report.close", "Eine Person")
    client = client_of(tenant)
    assert (
        f"/protokoll?was=offers.report.close&amp;von=2026-10-20&amp;bis=2026-11-18&amp;wer={person.pk}"
        in (client.get(URL).text)
    )


def test_file_holds_the_same(tenant: Tenant) -> None:
    did(tenant, make_member(tenant), "offers.report.close", "=Person")
    lines = client_of(tenant).get(f"{URL}/liste.csv").content.decode("utf-8-sig").strip().splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("'=Person;")


def test_only_readers_of_the_log_may_look(tenant: Tenant) -> None:
    assert [client_of(tenant, role).get(URL).status_code for role in (Role.EDITOR, Role.AUDITOR)] == [
        403,
        200,
    ]


def test_one_query_counts_all(tenant: Tenant, django_assert_num_queries: object) -> None:

    day = dt.date(2026, 11, 18)
    with scope(tenant=tenant), django_assert_num_queries(1):  # type: ignore[operator]
        deeds(since=day, until=day)
