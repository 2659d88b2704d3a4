"""Bodies at the desk, as a browser without scripts works with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from tests.factories.browsers import browser_of
from tests.factories.council import make_body, make_seat
from tests.factories.directory import make_organisation
from tests.factories.queries import queries_of
from tests.factories.tenancy import make_member, make_tenant
from tests.ui.dom import parse
from tests.web.desk.guided import hidden
from umsicht.audit.models import AuditEvent
from umsicht.core import clock
from umsicht.council.models import Body, BodyName, Seat
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
BASE = "/desk/musterstadt/gremien"
ENTERED = {
    "name": "Kriminalpräventiver Rat", "kind": "council", "link": "below", "visibility": "closed",
    "founded_on": "1998-02-04", "founded_precision": "day", "basis": "Beschluss B-41/1998", "is_public": "on",
}  # fmt: skip
SEAT = {"office": "Leitung der Polizeidirektion", "role": "member", "vote": "yes", "sector": "bildung"}


@pytest.fixture
def town(town: Tenant) -> Iterator[Tenant]:
    with scope(tenant=town):
        yield town


def sent_back(response: Any, **changed: str) -> dict[str, Any]:
    """The form of a page as a browser would send it, with changes."""
    form = response.context["form"]
    found = {bound.html_name: bound.value() for bound in form}
    plain = {name: value for name, value in found.items() if value not in (None, "", False)}
    return plain | {"stand": hidden(response)} | changed


def test_a_council_is_entered_renamed_and_ended(town: Tenant, desk: Client) -> None:
    assert "Beginnen Sie mit dem Präventionsrat" in desk.get(BASE).content.decode()
    made = desk.post(f"{BASE}/neu", ENTERED)
    body = Body.objects.get()
    url = f"{BASE}/{body.pk}"
    assert (made["Location"], body.code) == (url, "kriminalpraeventiver-rat")
    assert desk.post(f"{url}/sitze/neu", SEAT)["Location"] == url
    renamed = {
        "name": "Kommunalpräventiver Rat",
        "on": "2019-08-01",
        "precision": "month",
        "reason": "Empfehlung",
    }
    assert desk.post(f"{url}/umbenennen", renamed)["Location"] == url
    page = desk.get(url).content.decode()
    assert all(
        words in page
        for words in (
            "Kommunalpräventiver Rat",
            "04.02.1998 – 07/2019",
            "08/2019 – heute",
            "Polizeidirektion",
            "Empfehlung",
        )
    )
    assert desk.post(f"{url}/beenden", {"on": "2026-11-01", "reason": "aufgelöst"})["Location"] == url
    assert (Body.objects.get().ended_on, Seat.objects.get().valid_to) == (dt.date(2026, 11, 1),) * 2
    assert desk.post(f"{url}/wieder-aufnehmen", {"reason": "Irrtum"})["Location"] == url
    actions = AuditEvent.objects.filter(action__startswith="council.").order_by("pk")
    assert [event.action.removeprefix("council.") for event in actions] == [
        "body.create", "seat.create", "body.rename", "body.end", "body.reopen",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Name"),
        ({"founded_on": "31.02.1998"}, "Besteht seit"),
        ({"founded_on": "1066-01-01"}, "zwischen 1900 und 2100"),
        ({"kind": "verein"}, "Art"),
        ({"parent": "99999"}, "Übergeordnetes Gremium"),
        ({"basis_on": "2026-01-01", "basis_until": "2025-01-01"}, "bevor sie beginnt"),
    ],
)
def test_wrong_input_comes_back_with_a_sentence(
    town: Tenant, desk: Client, wrong: dict[str, str], said: str
) -> None:
    response = desk.post(f"{BASE}/neu", ENTERED | wrong)
    summary = parse(response.content.decode()).one("div", class_="um-error-summary")
    assert (response.status_code, said in summary.text, Body.objects.count()) == (400, True, 0)


def test_a_body_of_another_town_is_no_choice_and_no_page(town: Tenant, desk: Client) -> None:
    other = make_tenant()
    with scope(tenant=other):
        foreign = make_body(other)
        seat = make_seat(foreign)
    assert desk.get(f"{BASE}/{foreign.pk}").status_code == 404
    assert desk.post(f"{BASE}/neu", ENTERED | {"parent": foreign.pk}).status_code == 400
    own = make_body(town)
    assert desk.get(f"{BASE}/{own.pk}/sitze/{seat.pk}/bearbeiten").status_code == 404
    assert (
        desk.post(
            f"{BASE}/{own.pk}/sitze/neu", SEAT | {"organisation": make_organisation(other).pk}
        ).status_code
        == 400
    )


def test_a_misspelt_name_is_corrected_and_keeps_its_period(town: Tenant, desk: Client) -> None:
    body, other = make_body(town, "Preventionsrat", founded_on=dt.date(1998, 2, 4)), make_body(town)
    name = body.names.get()
    url = f"{BASE}/{body.pk}/namen/{name.pk}"
    assert desk.post(url, {"name": ""}).status_code == 400
    desk.post(url, sent_back(desk.get(url), name="Präventionsrat"))
    name.refresh_from_db()
    assert (name.name, name.valid_from, body.names.count()) == ("Präventionsrat", dt.date(1998, 2, 4), 1)
    assert AuditEvent.objects.filter(action="council.body.correct_name").count() == 1
    assert desk.get(f"{BASE}/{other.pk}/namen/{name.pk}").status_code == 404


def test_a_change_takes_only_what_differs(town: Tenant, desk: Client) -> None:
    body = make_body(town, "Rat", kind="council", department="Dezernat 1")
    url = f"{BASE}/{body.pk}"
    desk.post(f"{url}/bearbeiten", sent_back(desk.get(f"{url}/bearbeiten"), department="Dezernat 3"))
    event = AuditEvent.objects.get(action="council.body.change")
    assert (event.before, event.after) == ({"department": "Dezernat 1"}, {"department": "Dezernat 3"})


def test_two_people_at_one_body_see_both_versions(town: Tenant, desk: Client) -> None:
    body = make_body(town, department="Dezernat 1")
    url = f"{BASE}/{body.pk}/bearbeiten"
    mine = sent_back(desk.get(url), department="Dezernat 2")
    Body.objects.filter(pk=body.pk).update(department="Dezernat 3")
    page = desk.post(url, mine)
    assert page.status_code == 409
    assert all(words in page.content.decode() for words in ("Dezernat 2", "Dezernat 3"))
    assert Body.objects.get().department == "Dezernat 3"


def test_a_seat_is_corrected_and_ended(town: Tenant, desk: Client) -> None:
    body = make_body(town)
    seat, url = make_seat(body, "Ordnungsamt"), f"{BASE}/{body.pk}"
    form = f"{url}/sitze/{seat.pk}/bearbeiten"
    assert desk.post(form, sent_back(desk.get(form), vote="no"))["Location"] == url
    assert desk.post(f"{url}/sitze/{seat.pk}/beenden", {"on": "2026-11-01"})["Location"] == url
    assert Seat.objects.values_list("vote", "valid_to").get() == ("no", dt.date(2026, 11, 1))
    assert "1 früherer oder künftiger Sitz" in desk.get(url).content.decode()
    assert desk.post(f"{url}/sitze/{seat.pk}/beenden", {"on": "2026-11-01"}).status_code == 400


def test_page_names_sectors_that_are_missing(town: Tenant, desk: Client) -> None:
    body = make_body(town)
    make_seat(body, sector="bildung")
    missing = desk.get(f"{BASE}/{body.pk}").context["missing"]
    assert not any("Bildung" in label for label in missing)
    assert missing != []


@pytest.mark.usefixtures("quiet_nav")
def test_list_and_table_cost_the_same_for_one_body_and_three(town: Tenant, desk: Client) -> None:
    make_seat(make_body(town))
    urls = (BASE, f"{BASE}/liste.csv", f"{BASE}/aufbau")
    few = [queries_of(lambda url=url: desk.get(url)) for url in urls]  # type: ignore[misc]
    for _number in range(2):
        make_seat(make_body(town))
    assert [queries_of(lambda url=url: desk.get(url)) for url in urls] == few  # type: ignore[misc]


def test_table_has_a_row_for_each_seat(town: Tenant, desk: Client) -> None:
    body = make_body(town, "Rat", kind="council")
    for office in ("Jugendamt", "=cmd()"):
        make_seat(body, office)
    make_body(town, "AG ohne Sitze")
    lines = desk.get(f"{BASE}/liste.csv").content.decode("utf-8-sig").splitlines()
    assert [line.split(";")[0] for line in lines[1:]] == ["AG ohne Sitze", "Rat", "Rat"]
    assert ";=cmd" not in "\n".join(lines)


def test_structure_of_an_earlier_day(town: Tenant, desk: Client) -> None:
    body = make_body(town, "Alter Rat", kind="council", founded_on=dt.date(1998, 2, 4))
    BodyName.objects.filter(body=body).update(valid_to=dt.date(2019, 7, 31))
    BodyName.objects.create(tenant=town, body=body, name="Neuer Rat", valid_from=dt.date(2019, 8, 1))
    assert "Alter Rat" in desk.get(f"{BASE}/aufbau?am=2018-01-01").content.decode()
    assert "Kein Gremium an diesem Tag" in desk.get(f"{BASE}/aufbau?am=1990-01-01").content.decode()
    for nonsense in ("", "gestern", "9999-99-99", "1066-01-01"):
        assert "Neuer Rat" in desk.get(f"{BASE}/aufbau", {"am": nonsense}).content.decode()


def test_what_ends_soon_waits_in_the_inbox(town: Tenant, desk: Client) -> None:
    soon = clock.today() + dt.timedelta(days=30)
    body = make_body(town, "AG Innenstadt", basis="Auftrag", basis_until=soon)
    make_seat(body, "Ordnungsamt", valid_to=soon)
    page = desk.get("/desk/musterstadt/arbeit").content.decode()
    assert all(
        words in page for words in ("Grundlage endet", "AG Innenstadt", "Amtszeit endet", "Ordnungsamt")
    )
    assert "Bitte sorgen Sie rechtzeitig" in desk.get(f"{BASE}/{body.pk}").content.decode()


def test_members_read_and_change_nothing(town: Tenant) -> None:
    body, member = make_body(town), browser_of(make_member(town, Role.MEMBER))
    page = member.get(f"{BASE}/{body.pk}").content.decode()
    assert ("/bearbeiten" in page, "/beenden" in page) == (False, False)
    assert member.post(f"{BASE}/{body.pk}/umbenennen", {"name": "X", "on": "2026-01-01"}).status_code == 403


def test_a_parent_that_has_ended_stays_when_something_else_is_corrected(town: Tenant, desk: Client) -> None:
    council = make_body(town, "Rat", kind="council")
    group = make_body(town, parent=council)
    Body.objects.update(ended_on=dt.date(2020, 1, 1))
    url = f"{BASE}/{group.pk}/bearbeiten"
    assert desk.post(url, sent_back(desk.get(url), source="Protokoll")).status_code == 302
    group.refresh_from_db()
    assert (group.parent, group.source) == (council, "Protokoll")


@pytest.mark.parametrize(("role", "sees"), [(Role.MEMBER, False), (Role.AUDITOR, True), (Role.EDITOR, True)])
def test_history_with_its_reasons_is_for_those_who_answer_for_it(
    town: Tenant, role: Role, sees: bool
) -> None:
    body = make_body(town)
    make_seat(body)
    page = browser_of(make_member(town, role)).get(f"{BASE}/{body.pk}").content.decode()
    assert ("Verlauf" in page, "Sitz eingetragen" in page) == (sees, sees)
