from __future__ import annotations

import pytest
from django.http import HttpRequest
from django.test import Client
from django.utils.translation import override
from django_scopes import scope
from pytest_django import DjangoAssertNumQueries

from tests.factories.accounts import make_person
from tests.factories.browsers import browser_of
from tests.factories.tenancy import make_member, make_state, make_tenant
from umsicht.accounts.models import User
from umsicht.tenancy.enums import Role, TenantKind
from umsicht.tenancy.models import Membership, Tenant
from umsicht.tenancy.queries.memberships import held_by
from umsicht.web.desk import nav, panels

pytestmark = pytest.mark.django_db
PAGES = ("", "/mitglieder", "/protokoll", "/einstellungen")


def test_visitors_are_sent_to_sign_in_and_come_back(client: Client) -> None:
    make_tenant(slug="musterstadt")
    response = client.get("/desk/musterstadt/mitglieder?rolle=editor")
    assert response.url == "/konto/anmelden?next=/desk/musterstadt/mitglieder%3Frolle%3Deditor"
    assert client.get("/desk").url == "/konto/anmelden?next=/desk"


@pytest.mark.parametrize("page", PAGES)
def test_desk_of_another_municipality_does_not_exist(page: str) -> None:
    make_tenant(slug="nachbarstadt")
    client = browser_of(make_member(make_tenant(slug="musterstadt")))
    assert client.get(f"/desk/nachbarstadt{page}").status_code == 404
    assert client.get(f"/desk/gibt-es-nicht{page}").status_code == 404
    assert client.get(f"/desk/land{page}").status_code == 404


@pytest.mark.parametrize("page", PAGES[1:])
def test_wrong_role_is_told_so(page: str) -> None:
    client = browser_of(make_member(make_tenant(slug="musterstadt"), Role.PROVIDER))
    assert client.get("/desk/musterstadt").status_code == 200
    response = client.get(f"/desk/musterstadt{page}")
    assert (response.status_code, "Ihre Rolle erlaubt das nicht." in response.text) == (403, True)


def test_role_that_ended_closes_the_desk_at_once() -> None:
    tenant = make_tenant(slug="musterstadt")
    person = make_member(tenant, Role.EDITOR)
    client = browser_of(person)
    assert client.get("/desk/musterstadt").status_code == 200
    Membership._base_manager.filter(user=person).update(valid_to="2026-11-17")
    assert client.get("/desk/musterstadt").status_code == 404


def test_one_desk_is_opened_straight_away_and_several_are_offered() -> None:
    person = make_member(make_tenant(slug="musterstadt", name="Musterstadt"), Role.EDITOR)
    client = browser_of(person)
    assert client.get("/desk").url == "/desk/musterstadt"
    make_member(make_state(), Role.ADVISER, user=person)
    page = client.get("/desk").text
    assert 'href="/desk/musterstadt"' in page
    assert 'href="/desk/land"' in page
    assert browser_of(make_person()).get("/desk").url == "/konto"


@pytest.mark.parametrize("count", [2, 4])
def test_choice_of_desks_costs_the_same_for_few_and_many(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    person = make_person()
    for _number in range(count):
        make_member(make_tenant(), Role.EDITOR, user=person)
    client = browser_of(person)
    with django_assert_num_queries(3):  # session, person, memberships
        assert client.get("/desk").status_code == 200


@pytest.mark.parametrize(
    ("role", "labels"),
    [
        ("coordinator", {"Heute", "Mitglieder", "Einstellungen", "Protokoll"}),
        ("editor", {"Heute", "Mitglieder", "Einstellungen"}),
        ("auditor", {"Heute", "Mitglieder", "Protokoll"}),
        ("provider", {"Heute"}),
    ],
)
def test_navigation_shows_what_the_role_may_see(role: str, labels: set[str]) -> None:
    shown = labels_of(make_member(make_tenant(), role))
    assert shown & {"Heute", "Mitglieder", "Einstellungen", "Protokoll", "Kommunen", "Verbünde"} == labels


def labels_of(person: User, tenant: Tenant | None = None) -> set[str]:
    request = HttpRequest()
    request.user = person
    request.path = "/desk/x"
    with override("de"), scope(tenant=tenant or held_by(person)[0].tenant):
        groups = nav.groups(request, tenant or held_by(person)[0].tenant)
        return {str(link.label) for group in groups for link in group.links}


def test_state_office_has_the_list_of_municipalities_and_nobody_else() -> None:
    person = make_member(make_state())
    assert {"Kommunen", "Verbünde"} <= labels_of(person)
    assert not {"Kommunen", "Verbünde"} & labels_of(person, make_tenant())


def test_current_page_is_marked_once() -> None:
    client = browser_of(make_member(make_tenant(slug="musterstadt")))
    for page in PAGES:
        text = client.get(f"/desk/musterstadt{page}").text
        nav_part = text[text.index('class="um-deskside"') : text.index("<main")]
        assert nav_part.count('aria-current="page"') == 1, page


def test_entry_needs_a_known_group() -> None:
    with pytest.raises(ValueError, match="no group"):
        nav.register(nav.Entry("x", "kitchen", "X", "desk_home", "tenancy.desk.enter"))


def test_later_packages_add_entries_todos_and_panels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nav, "_entries", dict(nav._entries))
    monkeypatch.setattr(panels, "_waiting", dict(panels._waiting))
    monkeypatch.setattr(panels, "_panels", dict(panels._panels))
    nav.register(
        nav.Entry(
            "extra", "knowledge", "Zusatz", "desk_home", "tenancy.desk.enter", count=lambda request, tenant: 7
        )
    )
    item = panels.Item(subject=1, title="Etwas prüfen", url="/x", since=None)
    panels.register_waiting(
        panels.Waiting(
            "extra",
            "tenancy.member.manage",
            label="Zu prüfen",
            figures=lambda request, tenant: panels.Figures(1),
            items=lambda request, tenant, most: [item],
        )
    )
    panels.register(
        panels.Panel(
            "none", "Nichts", "desk/panels/roles.html", "tenancy.desk.enter", lambda request, tenant: None
        )
    )
    tenant = make_tenant(slug="musterstadt")
    page = browser_of(make_member(tenant)).get("/desk/musterstadt").text
    assert ("Zusatz" in page, "Etwas prüfen" in page, "h-none" in page) == (True, True, False)
    assert "Etwas prüfen" not in browser_of(make_member(tenant, Role.EDITOR)).get("/desk/musterstadt").text


def test_first_page_says_what_waits_and_what_happened() -> None:
    tenant = make_tenant(slug="musterstadt")
    coordinator = make_member(tenant)
    client = browser_of(coordinator)
    page = client.get("/desk/musterstadt").text
    assert ("Portal einrichten" in page, "Neueste Einträge im Protokoll" in page) == (True, True)
    client.post("/desk/musterstadt/einstellungen", {"portal_by": "Stadt Musterstadt"})
    page = client.get("/desk/musterstadt").text
    assert ("Portal einrichten" in page, "Einstellungen des Portals geändert" in page) == (False, True)
    editor = browser_of(make_member(tenant, Role.EDITOR)).get("/desk/musterstadt").text
    assert ("Nichts wartet auf Sie" in editor, "Neueste Einträge" in editor) == (True, False)


def test_group_has_a_desk_of_its_own() -> None:
    group = make_tenant(kind=TenantKind.GROUP, key="", slug="region", name="Region Nord", is_active=False)
    page = browser_of(make_member(group)).get("/desk/region").text
    assert ("Region Nord" in page, "Öffentliche Seite" in page) == (True, False)
