"""The logo of a portal: checked first, then shown, replaced as a whole, and taken away again."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.factories.files import picture, upload
from tests.factories.tenancy import make_member, make_tenant
from umsicht.core.errors import BadInput, NotAllowed
from umsicht.files.domain.checking import check
from umsicht.files.domain.logos import logo_url, remove_logo, upload_logo
from umsicht.files.enums import FileState
from umsicht.files.models import StoredFile
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db


def placed(town: Tenant, actor: Any, callbacks: Any, alt: str = "Wappen") -> StoredFile:
    content = upload("logo.jpg", picture())
    with callbacks(execute=True):
        file = upload_logo(tenant=town, content=content, alt_text=alt, actor=actor)
    with callbacks(execute=True):
        check(file.pk)
    town.refresh_from_db()
    return file


def test_a_checked_picture_stands_in_the_head_and_a_new_one_replaces_it(
    django_capture_on_commit_callbacks: Any,
) -> None:
    town = make_tenant(slug="musterstadt")
    actor = make_member(town)
    first = placed(town, actor, django_capture_on_commit_callbacks)
    page = Client().get("/musterstadt").text
    assert (logo_url(town) in page, 'alt="Wappen"' in page) == (True, True)
    picture_sent = Client().get(logo_url(town))
    assert picture_sent.status_code == 200
    picture_sent.close()
    placed(town, actor, django_capture_on_commit_callbacks, alt="Neues Wappen")
    assert StoredFile.objects.with_scope(tenant=town).get(pk=first.pk).state == FileState.DELETED
    assert town.logo["alt"] == "Neues Wappen"
    remove_logo(tenant=town, actor=actor)
    town.refresh_from_db()
    assert (town.logo, logo_url(town)) == ({}, "")
    assert "um-brand__logo" not in Client().get("/musterstadt").text


def test_only_pictures_of_coordinators_are_taken() -> None:
    town = make_tenant()
    with pytest.raises(BadInput):
        upload_logo(tenant=town, content=upload("logo.pdf", b"%PDF"), alt_text="x", actor=make_member(town))
    with pytest.raises(NotAllowed):
        upload_logo(
            tenant=town,
            content=upload("logo.jpg", picture()),
            alt_text="x",
            actor=make_member(town, Role.EDITOR),
        )
