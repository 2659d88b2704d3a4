from __future__ import annotations

import pytest
from django.test import Client

from tests.factories.browsers import browser_of
from tests.factories.queries import queries_of
from tests.factories.tenancy import make_member, make_state, make_tenant
from umsicht.tenancy.enums import Role, TenantKind
from umsicht.tenancy.models import Tenant
from umsicht.ui.helplines import HELPLINES

pytestmark = pytest.mark.django_db
BASE = "/desk/musterstadt/einstellungen"


def numbers(*rows: tuple[str, str], initial: int = 0) -> dict[str, str]:
    data = {"form-TOTAL_FORMS": str(len(rows)), "form-INITIAL_FORMS": str(initial)}
    for index, (number, label) in enumerate(rows):
        data |= {f"form-{index}-number": number, f"form-{index}-label": label}
    return data


def test_appearance_is_saved(tenant: Tenant, desk: Client) -> None:
    data = {
        "portal_name": "Sicher leben",
        "portal_by": "Stadt",
        "accent": "#0B5058",
        "accent_deep": "#083d44",
    }
    assert desk.post(BASE, data).url == BASE
    tenant.refresh_from_db()
    assert (tenant.title, tenant.accent) == ("Sicher leben", "#0b5058")


def test_preview_shows_colours_and_contrast_and_keeps_nothing(tenant: Tenant, desk: Client) -> None:
    data = {"portal_name": "Probe", "accent": "#7a1f5c", "accent_deep": "#4a1038", "preview": "1"}
    response = desk.post(BASE, data)
    assert response.status_code == 200
    assert 'fill="#7a1f5c"' in response.text
    assert "style=" not in response.text
    tenant.refresh_from_db()
    assert (tenant.portal_name, tenant.accent) == ("", "")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ({"accent": "#777777", "accent_deep": "#083d44"}, "Zu hell"),
        ({"accent": "#0b5058"}, "beide Farben"),
        ({"accent": "rot", "accent_deep": "#083d44"}, "schreibt man so"),
        ({"portal_name": "x" * 200}, "höchstens"),
        ({"accent": "#777777", "accent_deep": "#083d44", "preview": "1"}, "zu hell"),
    ],
)
def test_bad_colours_come_back_with_the_reason(
    tenant: Tenant, desk: Client, data: dict[str, str], word: str
) -> None:
    response = desk.post(BASE, data)
    assert (response.status_code, word in response.text) == (400, True)
    tenant.refresh_from_db()
    assert (tenant.accent, tenant.portal_name) == ("", "")


def test_texts_are_saved_per_language(tenant: Tenant, desk: Client) -> None:
    assert desk.post(BASE + "/texte", {"lead_de": "Hallo", "lead_en": "Hello"}).url == BASE + "/texte"
    tenant.refresh_from_db()
    assert tenant.texts == {"lead": {"de": "Hallo", "en": "Hello"}}
    assert "Hello" in desk.get(BASE + "/texte").text
    too_long = desk.post(BASE + "/texte", {"lead_de": "x" * 4001})
    assert too_long.status_code == 400


def test_numbers_are_saved_and_removed(tenant: Tenant, desk: Client) -> None:
    page = desk.get(BASE + "/notrufnummern").text
    assert all(line.number in page for line in HELPLINES)
    assert (
        desk.post(BASE + "/notrufnummern", numbers(("0371 4880", "Krisentelefon"), ("", ""))).status_code
        == 302
    )
    tenant.refresh_from_db()
    assert tenant.emergency_numbers == [{"number": "0371 4880", "label": "Krisentelefon"}]
    assert desk.post(BASE + "/notrufnummern", numbers(("", ""), initial=1)).status_code == 302
    tenant.refresh_from_db()
    assert tenant.emergency_numbers == []


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"form-TOTAL_FORMS": "x", "form-INITIAL_FORMS": "0"},
        numbers(("keine Nummer", "x")),
        numbers(("110", "")),
        numbers(("", "Ohne Nummer")),
        numbers(*[(f"0371 48{n:02}", "x") for n in range(13)]),
    ],
)
def test_bad_numbers_come_back(tenant: Tenant, desk: Client, data: dict[str, str]) -> None:
    assert desk.post(BASE + "/notrufnummern", data).status_code == 400
    tenant.refresh_from_db()
    assert tenant.emergency_numbers == []


@pytest.mark.parametrize("page", ["", "/texte", "/notrufnummern"])
def test_who_may_only_look_can_not_save(tenant: Tenant, page: str) -> None:
    client = browser_of(make_member(tenant, Role.EDITOR))
    shown = client.get(BASE + page).text
    assert ("Ändern kann sie die Koordination" in shown, ">Speichern<" in shown) == (True, False)
    data = {"portal_by": "x", "lead_de": "x"} | numbers(("0371 4880", "x"))
    assert client.post(BASE + page, data).status_code == 403
    tenant.refresh_from_db()
    assert (tenant.portal_by, tenant.texts, tenant.emergency_numbers) == ("", {}, [])


def test_state_office_opens_and_closes_portals() -> None:
    make_tenant(slug="ort", name="Ort", is_active=False)
    office = browser_of(make_member(make_state()))
    assert "Ort" in office.get("/desk/land/kommunen").text
    assert office.post("/desk/land/kommunen/ort/aufnehmen").url == "/desk/land/kommunen/ort"
    assert Tenant.objects.get(slug="ort").is_active
    assert office.post("/desk/land/kommunen/ort/aufnehmen").status_code == 409
    assert office.post("/desk/land/kommunen/ort/beenden", {"reason": ""}).status_code == 400
    assert office.post("/desk/land/kommunen/ort/beenden", {"reason": "ausgetreten"}).status_code == 302
    assert not Tenant.objects.get(slug="ort").is_active
    assert office.get("/desk/land/kommunen/gibt-es-nicht").status_code == 404


def test_list_of_municipalities_is_the_state_offices_alone(tenant: Tenant, desk: Client) -> None:
    for page in ("kommunen", "gruppen", "gruppen/neu", "kommunen/musterstadt"):
        assert desk.get(f"/desk/musterstadt/{page}").status_code == 404
        assert desk.get(f"/desk/land/{page}").status_code == 404
    adviser = browser_of(make_member(make_state(), Role.ADVISER))
    assert adviser.get("/desk/land/kommunen").status_code == 200
    assert adviser.get("/desk/land/gruppen/neu").status_code == 403
    assert adviser.post("/desk/land/kommunen/musterstadt/beenden", {"reason": "x"}).status_code == 403
    assert adviser.get("/desk/musterstadt/kommunen").status_code == 404


@pytest.mark.parametrize(
    "query", ["?q=ort", "?art=group", "?art=x", "?kreis=x", "?stand=without", "?seite=9"]
)
def test_any_filter_of_the_municipalities_gives_a_page(query: str) -> None:
    office = browser_of(make_member(make_state()))
    assert office.get("/desk/land/kommunen" + query).status_code == 200


def test_groups_are_founded_and_changed() -> None:
    make_tenant(slug="ort-a")
    make_tenant(slug="ort-b")
    office = browser_of(make_member(make_state()))
    unknown = office.post(
        "/desk/land/gruppen/neu", {"name": "Region", "slug": "region", "members": "ort-a weg"}
    )
    assert (unknown.status_code, "weg" in unknown.text) == (400, True)
    reserved = office.post("/desk/land/gruppen/neu", {"name": "Region", "slug": "desk"})
    assert reserved.status_code == 400
    data = {"name": "Region", "slug": "region", "members": "ort-a\nort-b"}
    assert office.post("/desk/land/gruppen/neu", data).url == "/desk/land/gruppen"
    group = Tenant.objects.get(slug="region")
    assert (group.kind, group.members.count()) == (TenantKind.GROUP, 2)
    assert "ort-a" in office.get("/desk/land/gruppen/region").text
    assert office.post("/desk/land/gruppen/region", data | {"members": "ort-b"}).status_code == 302
    assert [member.slug for member in group.members.all()] == ["ort-b"]
    assert office.post("/desk/land/gruppen/neu", data).status_code == 400


def test_lists_of_the_state_office_cost_the_same_for_few_and_many() -> None:
    def add() -> None:
        place = make_tenant()
        make_member(place)
        make_tenant(kind=TenantKind.GROUP, key="").members.add(place)

    office = browser_of(make_member(make_state()))
    pages = ("/desk/land/kommunen", "/desk/land/gruppen", "/desk/land")
    add()
    office.get(pages[0])  # the navigation counts once a minute
    few = [queries_of(lambda page=page: office.get(page)) for page in pages]
    add()
    add()
    assert [queries_of(lambda page=page: office.get(page)) for page in pages] == few
