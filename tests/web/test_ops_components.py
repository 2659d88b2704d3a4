from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import make_person
from tests.ui.dom import parse
from umsicht.ui.markup import icon_names
from umsicht.web.ops.catalogue import EXAMPLES, GROUPS

pytestmark = pytest.mark.django_db
URL = "/desk/ops/komponenten"


def test_address_is_for_ever() -> None:
    assert reverse("ops:components") == URL


def test_visitor_is_asked_to_sign_in(client: Client) -> None:
    response = client.get(URL)
    assert response.status_code == 302
    assert response["Location"].endswith(f"?next={URL}")


def test_person_without_the_right_is_refused(client: Client) -> None:
    client.force_login(make_person())
    assert client.get(URL).status_code == 403


def test_operator_sees_every_component_and_its_markup(client: Client) -> None:
    client.force_login(make_person(is_operator=True))
    response = client.get(URL)
    assert response.status_code == 200
    page = parse(response.content.decode())
    examples = [example.name for _title, group in GROUPS for example in group]
    assert [
        heading.attrs["id"] for heading in page.all("h3") if heading.attrs.get("id", "").startswith("k-")
    ] == [f"k-{name}" for name in examples]
    sources = [code.text for code in page.all("code")]
    assert len(sources) == len(examples)
    assert '<c-way :steps="way" level="4" />' in sources


def test_every_example_is_listed_and_every_icon_shown(client: Client) -> None:
    assert {path.stem for path in EXAMPLES.glob("*.html")} == {
        e.name for _title, group in GROUPS for e in group
    }
    client.force_login(make_person(is_operator=True))
    page = client.get(URL).content.decode()
    assert {name for name in icon_names() if f"icons.svg#{name}" not in page} == set()


def test_page_keeps_the_content_security_policy(client: Client) -> None:
    client.force_login(make_person(is_operator=True))
    page = parse(client.get(URL).content.decode())
    assert [e.tag for e in page.walk() if "style" in e.attrs or e.tag == "style"] == []
    ids = [e.attrs["id"] for e in page.walk() if "id" in e.attrs]
    assert sorted({ident for ident in ids if ids.count(ident) > 1}) == []
    described = {w for e in page.walk() for w in re.split(r"\s+", e.attrs.get("aria-describedby", "")) if w}
    assert described - set(ids) == set()


def test_only_reading(client: Client) -> None:
    client.force_login(make_person(is_operator=True))
    assert client.post(URL).status_code == 405
