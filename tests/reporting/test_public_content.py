"""What a public report is made of: nothing closed, nothing of another town, nothing internal."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve
from django.utils import translation
from django_scopes import scope

from tests.architecture.test_closed_items import WORD, fill
from tests.conftest import forget_everything
from tests.factories.measures import make_measure
from tests.factories.reporting import make_entry, make_report
from tests.factories.tenancy import make_state, make_tenant
from tests.factories.vocabulary import load_curated
from umsicht.core import clock
from umsicht.reporting.outlines import templates
from umsicht.reporting.queries.plans import from_template
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
PERIOD = {"first": dt.date(2024, 1, 1), "last": dt.date(2027, 12, 31)}


def made(tenant: Tenant, code: str) -> str:
    with scope(tenant=tenant):
        content: dict[str, Any] = from_template(
            templates()[code], tenant=tenant, as_of=clock.today(), **PERIOD
        )
    return json.dumps(content, ensure_ascii=False)


@pytest.fixture
def towns() -> tuple[Tenant, Tenant]:
    state = make_state()
    load_curated()
    own, other = make_tenant(slug="musterstadt"), make_tenant(slug="nachbarstadt")
    for tenant, mark in ((own, "Eins"), (other, "Zwei")):
        with scope(tenant=tenant):
            fill(tenant, mark)
            make_measure(tenant, f"{WORD}{mark} Maßnahme", is_public=False)
            make_entry(tenant, text=f"{WORD}{mark} Eintrag", is_public=False)
            make_entry(tenant, text=f"Offener Eintrag {mark}")
    with scope(tenant=state):
        make_entry(state, text="Landeseintrag", topic="alliance")
        make_entry(state, text=f"{WORD} des Landes", topic="alliance", is_public=False)
    return own, other


@pytest.mark.parametrize("code", [one.code for one in templates().values() if not one.internal])
def test_nothing_closed_reaches_a_public_report(towns: tuple[Tenant, Tenant], code: str) -> None:
    for tenant in towns:
        assert WORD not in made(tenant, code)


def test_an_internal_report_says_what_is_closed_so_the_test_can_fail(towns: tuple[Tenant, Tenant]) -> None:
    assert f"{WORD}Eins" in made(towns[0], "uebergabe")
    assert f"{WORD}Zwei" not in made(towns[0], "uebergabe")


def test_a_report_says_what_is_open_and_what_the_state_says(towns: tuple[Tenant, Tenant]) -> None:
    own = made(towns[0], "bilanz")
    assert "Offener Eintrag Eins" in own
    assert "Offener Eintrag Zwei" not in own
    assert "Landeseintrag" in own


@pytest.mark.parametrize("code", templates())
def test_links_of_the_state_office_and_of_a_town_lead_to_pages(
    towns: tuple[Tenant, Tenant], code: str
) -> None:
    state = Tenant.objects.get(kind="state")
    with scope(tenant=state):
        fill(state, "Land")
        make_measure(state, "Maßnahme des Landes")
    found = {
        path for tenant in (state, towns[0]) for path in re.findall(r'"path": "([^"]+)"', made(tenant, code))
    }
    assert found
    for path in found:
        resolve(path.partition("#")[0])


@pytest.mark.parametrize("code", templates())
def test_a_report_is_german_whoever_makes_it(towns: tuple[Tenant, Tenant], code: str) -> None:
    german = made(towns[0], code)
    with translation.override("en"):
        assert made(towns[0], code) == german


def test_pages_and_files_of_a_published_report_hold_nothing_closed(towns: tuple[Tenant, Tenant]) -> None:
    own, other = towns
    with scope(tenant=own):
        make_report(
            own, "published", "bilanz", code="bilanz", starts_on=PERIOD["first"], ends_on=clock.today()
        )
    for address in ("", ".json"):
        answer = Client().get(f"/{own.slug}/berichte/bilanz{address}")
        assert answer.status_code == 200
        assert WORD not in answer.content.decode()
        assert "Offener Eintrag Eins" in answer.content.decode()
    assert Client().get(f"/{other.slug}/berichte/bilanz").status_code == 404
    Tenant.objects.filter(pk=own.pk).update(is_active=False, content_version=own.content_version + 99)
    forget_everything()
    assert Client().get(f"/{own.slug}/berichte/bilanz").status_code == 404
