"""An inspection on site: what a telephone sends, photos, and the map."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator

import pytest
from django.test import Client
from django_scopes import scope

from tests.factories.browsers import browser_of
from tests.factories.fieldwork import check_file, make_finding, make_inspection, make_photo
from tests.factories.files import picture, upload
from tests.factories.places import make_area
from tests.factories.tenancy import make_member
from tests.web.desk.test_desk_fieldwork import BASE, words
from umsicht.fieldwork.models import Finding, Photo
from umsicht.places.enums import AreaKind
from umsicht.tenancy.domain.content import bump_content_version
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(town: Tenant) -> Iterator[Tenant]:
    with scope(tenant=town):
        yield town


def test_the_telephone_gets_an_answer_it_can_read_and_sends_once(town: Tenant, desk: Client) -> None:
    url = f"{BASE}/begehungen/{make_inspection(town).pk}/vor-ort"
    note = {"text": "Zu dunkel", "kind": "objective", "rating": "urgent", "client_key": str(uuid.uuid4())}
    headers = {"accept": "application/json"}
    answers = [desk.post(url, note, headers=headers) for _time in range(2)]
    assert [json.loads(answer.content) for answer in answers] == [
        {"no": 1, "new": True},
        {"no": 1, "new": False},
    ]
    refused = desk.post(url, note | {"rating": "schlimm"}, headers=headers)
    assert (refused.status_code, len(refused.json()["errors"])) == (400, 1)
    assert Finding.objects.count() == 1


def test_a_photo_from_the_telephone_is_taken_once_and_finds_its_note(town: Tenant, desk: Client) -> None:
    finding = make_finding(make_inspection(town))
    url = f"{BASE}/begehungen/{finding.inspection_id}/fotos/neu"
    sent = {"alt_text": "Dunkler Weg", "client_key": str(uuid.uuid4()), "finding": str(finding.client_key)}
    headers = {"accept": "application/json"}
    answers = [
        desk.post(url, sent | {"content": upload("foto.jpg", picture())}, headers=headers).json()
        for _time in range(2)
    ]
    photo = Photo.objects.get()
    assert (answers, photo.finding) == ([{"id": photo.pk}] * 2, finding)
    refused = desk.post(url, sent | {"content": upload("a.pdf", b"%PDF"), "client_key": ""}, headers=headers)
    assert (refused.status_code, refused.json()["errors"]) == (400, ["Bitte nur Bilder: JPG, PNG oder WebP."])
    assert desk.get(f"{BASE}/begehungen/{finding.inspection_id}/vor-ort").context["photo_form"] is not None


def test_who_may_not_handle_photos_sees_no_form_for_one(town: Tenant) -> None:
    url = f"{BASE}/begehungen/{make_inspection(town).pk}/vor-ort"
    assert browser_of(make_member(town, Role.MEMBER)).get(url).context["photo_form"] is None


def test_the_worker_of_the_telephone_is_a_script_for_this_desk_only(town: Tenant, desk: Client) -> None:
    answer = desk.get(f"{BASE}/begehungen/vor-ort.js")
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert "addEventListener" in words(answer)


def test_a_photo_is_added_blurred_and_released(town: Tenant, desk: Client) -> None:
    url = f"{BASE}/begehungen/{make_inspection(town).pk}"
    made = desk.post(f"{url}/fotos/neu", {"content": upload("weg.jpg", picture()), "alt_text": "Dunkler Weg"})
    photo = Photo.objects.select_related("file").get()
    page = f"{url}/fotos/{photo.pk}"
    assert made["Location"] == page
    check_file(photo)
    assert desk.post(page, {"boxes": "10 10 20 20"})["Location"] == page
    check_file(Photo.objects.select_related("file").get())
    for step in ("check", "release"):
        assert desk.post(f"{page}/schritt", {"schritt": step})["Location"] == page
    assert (Photo.objects.get().state, Photo.objects.get().blurred) == ("released", 1)
    assert desk.post(f"{page}/entfernen")["Location"] == url
    assert Photo.objects.count() == 0


@pytest.mark.parametrize("role", [Role.MEMBER, Role.AUDITOR])
def test_a_picture_nobody_has_checked_is_for_the_office_alone(town: Tenant, role: Role) -> None:
    photo = make_photo(make_inspection(town))
    client, url = browser_of(make_member(town, role)), f"{BASE}/begehungen/{photo.inspection_id}"
    assert "Dunkler Weg" not in words(client.get(url))
    assert client.post(f"{url}/fotos/{photo.pk}/entfernen").status_code == 403
    Photo.objects.update(state="checked")
    assert "Dunkler Weg" in words(client.get(url))


def test_the_map_of_an_inspection_lies_on_the_districts_and_marks_its_own(town: Tenant, desk: Client) -> None:
    for name in ("mitte", "nord"):
        make_area(AreaKind.CITY_DISTRICT, f"{town.key}-{name}", name=name, municipality_key=town.key)
    bump_content_version(town)
    walk = make_inspection(
        town,
        district=f"{town.key}-nord",
        route={"type": "LineString", "coordinates": [[12.9, 50.8]]},
        stops=["Teich"],
    )
    features = desk.get(f"{BASE}/begehungen/{walk.pk}/weg.geojson").json()["features"]
    assert [(one["properties"]["name"], one["properties"].get("on")) for one in features] == [
        ("mitte", None),
        ("nord", True),
        ("Teich", None),
    ]
    assert "OpenStreetMap" in words(desk.get(f"{BASE}/begehungen/{walk.pk}"))
