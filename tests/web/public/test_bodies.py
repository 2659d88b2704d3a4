"""Bodies on the portal: what is internal stays inside, on every way in."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from pathlib import Path

import pytest
from django.test import Client
from django_scopes import scope

from tests.core.document_checks import assert_accessible_and_lasting
from tests.factories.council import make_body, make_document, make_seat
from tests.factories.directory import make_organisation
from tests.factories.files import make_file
from tests.factories.tenancy import make_member, make_state
from tests.ui.dom import parse
from umsicht.core.transitions import apply
from umsicht.council.domain.bodies import end_body, rename_body
from umsicht.council.domain.documents import add_version
from umsicht.council.models import Body
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
BASE = "/musterstadt/praeventionsrat"


@pytest.fixture
def council(town: Tenant) -> Body:
    with scope(tenant=town):
        body = make_body(town, "Alter Rat", kind="council", code="kpr", founded_on=dt.date(1998, 2, 4))
        rename_body(body=body, actor=None, name="Neuer Rat", on=dt.date(2019, 8, 1))
        make_seat(body, "Jugendamt", organisation=make_organisation(town, slug="jugendamt"))
        make_seat(body, "Versteckte Stelle", organisation=make_organisation(town, slug="x", is_public=False))
        hidden = make_body(town, "Geheimer Kreis", code="geheim", parent=body, is_public=False)
        make_body(town, "AG Sucht", code="ag-sucht", parent=hidden)
    return body


def test_nothing_internal_leaks(client: Client, council: Body) -> None:
    pages = ("", "/aufbau", "/aufbau?am=2018-01-01", "/gremien/kpr", "/gremien/ag-sucht")
    found = [client.get(BASE + page) for page in pages]
    assert [response.status_code for response in found] == [200] * len(pages)
    assert [
        page for page, response in zip(pages, found, strict=True) if "Geheim" in response.content.decode()
    ] == []
    assert client.get(f"{BASE}/gremien/geheim").status_code == 404


def test_a_body_says_who_sits_there_and_how_it_was_called(client: Client, council: Body) -> None:
    page = parse(client.get(f"{BASE}/gremien/kpr").content.decode()).one("main")
    assert all(words in page.text for words in ("Jugendamt", "04.02.1998", "Alter Rat", "01.08.2019 – heute"))
    assert [link.attrs["href"] for link in page.all("a") if "anbieter" in link.attrs["href"]] == [
        "/musterstadt/anbieter/jugendamt"
    ]


def test_structure_follows_the_day_and_kept_pages_follow_the_records(client: Client, council: Body) -> None:
    assert "Alter Rat" in client.get(f"{BASE}/aufbau?am=2018-01-01").content.decode()
    assert "Neuer Rat" in client.get(f"{BASE}/aufbau").content.decode()
    with scope(tenant=council.tenant):
        rename_body(body=council, actor=None, name="Jüngster Rat", on=dt.date(2026, 1, 1))
    assert "Jüngster Rat" in client.get(f"{BASE}/aufbau").content.decode()


def test_an_ended_body_keeps_its_page_and_says_so(client: Client, town: Tenant) -> None:
    with scope(tenant=town):
        body = make_body(town, "AG Graffiti", code="ag-graffiti")
        end_body(body=body, actor=None, on=dt.date(2015, 12, 31), reason="fertig")
    assert "wurde am 31.12.2015 beendet" in client.get(f"{BASE}/gremien/ag-graffiti").content.decode()
    assert "AG Graffiti" not in client.get(f"{BASE}/aufbau").content.decode()


def test_the_alliance_has_no_council_of_its_own(client: Client, town: Tenant) -> None:
    assert [
        client.get(f"/praeventionsrat{page}").status_code for page in ("", "/aufbau", "/gremien/kpr")
    ] == [404] * 3


def test_pages_and_structure_agree_about_what_stands_where(client: Client, council: Body) -> None:
    """Between the council and the group stands a body that nobody may see."""
    above = parse(client.get(f"{BASE}/gremien/ag-sucht").content.decode()).one("main")
    below = parse(client.get(f"{BASE}/gremien/kpr").content.decode()).one("main")
    assert any(link.attrs["href"].endswith("/gremien/kpr") for link in above.all("a"))
    assert any(link.attrs["href"].endswith("/gremien/ag-sucht") for link in below.all("a"))


def test_what_is_attached_says_so_in_words(client: Client, council: Body) -> None:
    with scope(tenant=council.tenant):
        make_body(council.tenant, "Beirat", parent=council, link="attached")
    tree = parse(client.get(f"{BASE}/aufbau").content.decode()).one("ul", class_="um-tree")
    assert [item.text for item in tree.all("li") if "angegliedert" in item.text and "Beirat" in item.text]


def test_a_closed_portal_says_nothing_of_its_bodies(client: Client, council: Body) -> None:
    Tenant.objects.filter(pk=council.tenant_id).update(is_active=False)
    assert client.get(f"{BASE}/gremien/kpr").status_code == 404
    assert "Neuer Rat" not in client.get(f"{BASE}/aufbau").content.decode()


def test_documents_marked_public_are_shown_with_their_versions(client: Client, council: Body) -> None:
    with scope(tenant=council.tenant):
        document = make_document(
            council, "Gründungsbeschluss", is_public=True, file=make_file(council.tenant)
        )
        add_version(document=document, actor=None, note="Zweite Fassung")
        make_document(council, "Interne Absprache", file=make_file(council.tenant))
        hidden = Body.objects.get(code="geheim")
        inner = make_document(hidden, is_public=True, file=make_file(council.tenant)).versions.get()
        first = document.versions.get(number=1)
    page = parse(client.get(f"{BASE}/gremien/kpr").content.decode()).one("main")
    assert all(words in page.text for words in ("Gründungsbeschluss", "Zweite Fassung", "1 weitere Fassung"))
    assert "Interne Absprache" not in page.text
    path = f"{BASE}/gremien/kpr/unterlagen/{first.pk}"
    assert path in [link.attrs["href"] for link in page.all("a")]
    with closing(client.get(path)) as file:
        assert (file.status_code, file["Cache-Control"]) == (200, "private, no-store")
    for code in ("kpr", "geheim"):
        assert client.get(f"{BASE}/gremien/{code}/unterlagen/{inner.pk}").status_code == 404
    with scope(tenant=council.tenant):
        apply(document, "withdraw", actor=make_member(council.tenant), reason="aufgehoben")
    assert client.get(path).status_code == 404
    assert "Gründungsbeschluss" not in client.get(f"{BASE}/gremien/kpr").content.decode()


def test_the_report_holds_what_the_page_shows(
    client: Client, council: Body, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    monkeypatch.setattr(
        "umsicht.council.interfaces.structure_report.pdf_of_blocks",
        lambda parts, *, meta: read.append(f"{parts} {meta}") or b"%PDF-",
    )
    with scope(tenant=council.tenant):
        make_seat(council, "Dezernat 3", role="chair")
        make_seat(Body.objects.get(code="geheim"), "Geheimer Dienst", role="chair")
    assert client.get(f"{BASE}/aufbau.pdf").status_code == 200
    assert client.get(f"{BASE}/aufbau.pdf?am=2010-06-01").status_code == 200
    now, then = read
    assert all(words in now for words in ("Neuer Rat", "Dezernat 3", "AG Sucht", "3 Sitze", "<svg"))
    assert ("Geheim" in now + then, "Alter Rat" in then, "Neuer Rat" in then) == (False, True, False)


def test_the_state_offices_own_bodies_stand_on_the_alliances_pages(client: Client, town: Tenant) -> None:
    state = make_state()
    with scope(tenant=state):
        group = make_body(state, "AG ASSKomm", code="ag-asskomm")
        make_body(state, "Innere Runde", code="inneres", is_public=False)
        make_seat(group, "Stadt Chemnitz")
        version = make_document(group, "Auftrag", is_public=True, file=make_file(state)).versions.get()
    page = client.get("/gremien").content.decode()
    assert ("/gremien/ag-asskomm" in page, "Innere Runde" in page) == (True, False)
    one = client.get("/gremien/ag-asskomm").content.decode()
    assert all(
        words in one
        for words in ("Stadt Chemnitz", "Auftrag", f"/gremien/ag-asskomm/unterlagen/{version.pk}")
    )
    found = [
        client.get(path).status_code
        for path in ("/gremien/inneres", "/gremien/aufbau", f"/gremien/inneres/unterlagen/{version.pk}")
    ]
    assert found == [404, 404, 404]
    with closing(client.get(f"/gremien/ag-asskomm/unterlagen/{version.pk}")) as file:
        assert file.status_code == 200
    assert client.get("/gremien.pdf").content[:5] == b"%PDF-"
    assert 'href="/gremien"' in client.get("/").content.decode()
    assert "AG ASSKomm" not in client.get(f"{BASE}/aufbau").content.decode()


def test_the_report_is_accessible_and_lasting(client: Client, council: Body, tmp_path: Path) -> None:
    assert_accessible_and_lasting(client.get(f"{BASE}/aufbau.pdf").content, tmp_path)
