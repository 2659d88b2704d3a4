from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.factories.accounts import make_person
from tests.factories.files import make_file, make_rendition
from tests.factories.tenancy import make_member, make_tenant
from umsicht.core import clock
from umsicht.files import addresses, blobs
from umsicht.files.models import StoredFile

pytestmark = pytest.mark.django_db


def get(url: str, person: Any = None) -> Any:
    client = Client(HTTP_HOST="localhost")
    if person is not None:
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.get(url)


def body(response: Any) -> bytes:
    content = b"".join(response.streaming_content)
    response.close()
    return content


def make_picture(tenant: Any = None, **fields: Any) -> StoredFile:
    fields = {
        "kind": "image",
        "alt_text": "Bild",
        "mime": "image/jpeg",
        "original_name": "Größe.jpg",
        "visibility": "public",
    } | fields
    return make_file(tenant, b"jpeg", **fields)


def test_public_picture_is_shown_to_anybody() -> None:
    response = get(addresses.url_of(make_picture()))
    assert (response.status_code, response["Content-Type"], body(response)) == (200, "image/jpeg", b"jpeg")
    assert response["Content-Disposition"] == "inline; filename*=utf-8''Gr%C3%B6%C3%9Fe.jpg"
    assert response["Cache-Control"] == "public, max-age=604800, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Set-Cookie" not in response


def test_everything_else_is_a_download() -> None:
    response = get(addresses.url_of(make_file(visibility="public", original_name="Plan.txt")))
    assert response["Content-Disposition"] == 'attachment; filename="Plan.txt"'
    body(response)


def test_sizes_have_addresses_of_their_own() -> None:
    file = make_picture()
    response = get(addresses.url_of(file, make_rendition(file)))
    assert (response["Content-Type"], body(response)) == ("image/webp", b"webp")
    assert "Gr%C3%B6%C3%9Fe.webp" in response["Content-Disposition"]


def test_desk_file_is_for_the_desk() -> None:
    tenant = make_tenant()
    url = addresses.url_of(make_file(tenant))
    answers = [
        get(url, person)
        for person in (
            None,
            make_person(),
            make_member(make_tenant(), "coordinator"),
            make_member(tenant, "member"),
        )
    ]
    assert [response.status_code for response in answers] == [302, 404, 404, 200]
    assert answers[0]["Location"].startswith("/konto/anmelden?next=/files/")
    assert (answers[3]["Cache-Control"], answers[3]["X-Robots-Tag"]) == ("private, no-store", "noindex")
    assert body(answers[3]) == b"Inhalt"


def test_desk_file_needs_the_second_factor_where_it_is_required(settings: Any) -> None:
    settings.REQUIRE_MFA = True
    tenant = make_tenant()
    response = get(addresses.url_of(make_file(tenant)), make_member(tenant, "member"))
    assert (response.status_code, response["Location"]) == (302, "/konto/zweiter-faktor")


def test_right_is_asked_again_and_not_read_from_the_address() -> None:
    file = make_picture()
    url = addresses.url_of(file)
    for fields, status in (
        ({"visibility": "desk"}, 302),
        ({"visibility": "public", "state": "quarantined"}, 404),
        ({"state": "deleted", "blob": ""}, 404),
    ):
        StoredFile.objects.with_scopes_disabled().filter(pk=file.pk).update(**fields)
        assert get(url).status_code == status


def test_public_file_of_a_tenant_that_takes_no_part_is_hidden() -> None:
    assert get(addresses.url_of(make_picture(make_tenant(is_active=False)))).status_code == 302


@pytest.mark.parametrize(
    "token",
    ["x", "a:b", "eyJhIjoxfQ:abc", "%00", "ä", "x" * 3000, "..%2f..%2fetc%2fpasswd", "W10:AAAA", ":::"],
)
def test_forged_address_is_not_found(token: str) -> None:
    assert get(f"/files/{token}").status_code == 404


def test_altered_address_is_not_found() -> None:
    url = addresses.url_of(make_picture())
    assert get(url[:-1] + ("A" if url[-1] != "A" else "B")).status_code == 404


def later(**delta: float) -> Any:
    return time_machine.travel(clock.now() + dt.timedelta(**delta), tick=False)


def status(*urls: str) -> list[int]:
    answers = [get(url) for url in urls]
    for answer in answers:
        answer.close()
    return [answer.status_code for answer in answers]


def test_address_expires() -> None:
    file, picture = make_file(make_tenant()), make_picture()
    short, long = addresses.url_of(file), addresses.url_of(picture)
    with later(minutes=31):
        assert status(short, long) == [410, 200]
    with later(days=61):
        assert status(long) == [410]


def test_address_stays_the_same_for_a_while() -> None:
    picture = make_picture()
    first = addresses.url_of(picture)
    with later(seconds=1):
        assert addresses.url_of(picture) == first
    with later(days=31):
        assert addresses.url_of(picture) != first


def test_address_lives_longer_than_a_cached_page() -> None:
    now = clock.now().timestamp()
    for file, least in ((make_picture(), 30 * 24 * 3600), (make_file(), 900)):
        token = addresses.url_of(file).rsplit("/", 1)[1]
        expires = addresses.signing.Signer(salt=addresses._SALT).unsign_object(token)[1]
        assert expires - now > least


def test_missing_contents_and_unknown_sizes_are_not_found() -> None:
    file = make_picture()
    rendition = make_rendition(file)
    gone = addresses.url_of(file, rendition)
    rendition.delete()
    assert get(gone).status_code == 404
    blobs.remove([file.blob])
    assert get(addresses.url_of(file)).status_code == 404


def test_only_reading_is_possible() -> None:
    client = Client(HTTP_HOST="localhost")
    url = addresses.url_of(make_picture())
    assert [client.post(url).status_code, client.put(url).status_code, client.delete(url).status_code] == [
        405,
        405,
        405,
    ]


def test_making_an_address_costs_no_query(django_assert_num_queries: Any) -> None:
    file = make_picture()
    rendition = make_rendition(file)
    with django_assert_num_queries(0):
        addresses.url_of(file, rendition)


@pytest.mark.parametrize("public", [True, False])
def test_delivery_costs_few_queries(django_assert_max_num_queries: Any, public: bool) -> None:
    tenant = make_tenant()
    person = make_member(tenant, "member")
    url = addresses.url_of(make_file(tenant, visibility="public" if public else "desk"))
    client = Client(HTTP_HOST="localhost")
    if not public:
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    with django_assert_max_num_queries(1 if public else 4):
        body(client.get(url))
