"""Telephones that send at the same moment: on PostgreSQL with real connections."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django_scopes import scope

from tests.factories.fieldwork import make_inspection
from tests.factories.files import picture, upload
from tests.factories.races import at_once, needs_connections
from tests.factories.tenancy import make_tenant
from umsicht.fieldwork.domain.inspections import add_finding
from umsicht.fieldwork.domain.photos import add_photo
from umsicht.fieldwork.models import Finding, Inspection, Photo
from umsicht.files.models import StoredFile

pytestmark = [pytest.mark.store, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def walk() -> Inspection:
    needs_connections()
    town = make_tenant()
    with scope(tenant=town):
        return make_inspection(town)


def own(walk: Inspection) -> Inspection:
    """As a request of its own would read it."""
    return Inspection.objects.select_related("tenant").get(pk=walk.pk)


def noting(walk: Inspection, text: str, key: uuid.UUID | None = None) -> Callable[[], object]:
    return lambda: add_finding(inspection=own(walk), actor=None, text=text, client_key=key)


def taking(walk: Inspection, key: uuid.UUID) -> Callable[[], object]:
    content = picture()
    return lambda: add_photo(
        inspection=own(walk), actor=None, content=upload("a.jpg", content), alt_text="Weg", client_key=key
    )


@pytest.mark.parametrize("attempt", range(3))
def test_one_note_sent_twice_at_once_is_stored_once(walk: Inspection, attempt: int) -> None:
    town, key = walk.tenant, uuid.uuid4()
    assert at_once(town, *[noting(walk, "Dunkel", key)] * 4) == ["done"] * 4
    with scope(tenant=town):
        assert [(one.no, one.text) for one in Finding.objects.all()] == [(1, "Dunkel")]


@pytest.mark.parametrize("attempt", range(3))
def test_what_two_people_note_at_once_is_kept_with_two_numbers(walk: Inspection, attempt: int) -> None:
    town = walk.tenant
    assert at_once(town, noting(walk, "Dunkel"), noting(walk, "Laut")) == ["done", "done"]
    with scope(tenant=town):
        found = list(Finding.objects.order_by("no"))
    assert ([one.no for one in found], {one.text for one in found}) == ([1, 2], {"Dunkel", "Laut"})


def test_one_photo_sent_twice_at_once_is_stored_once_with_one_file(walk: Inspection) -> None:
    town, key = walk.tenant, uuid.uuid4()
    assert at_once(town, *[taking(walk, key)] * 3) == ["done"] * 3
    with scope(tenant=town):
        assert (Photo.objects.count(), StoredFile.objects.count()) == (1, 1)
