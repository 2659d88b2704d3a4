from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.factories.directory import make_organisation
from tests.factories.offers import make_offer
from tests.factories.tenancy import make_member
from umsicht.core.errors import BadInput, NotAllowed
from umsicht.files.domain.checking import check
from umsicht.files.enums import FileState
from umsicht.files.models import StoredFile
from umsicht.files.signals import file_checked
from umsicht.offers.domain.files import MAX_FILES, attach_file, detach_file
from umsicht.offers.models import OfferFile
from umsicht.offers.queries.files import files_at_desk, first_pictures, shown_files
from umsicht.tenancy.models import Tenant


def picture(name: str = "bild.png") -> SimpleUploadedFile:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 20), "teal").save(buffer, "PNG")
    return SimpleUploadedFile(name, buffer.getvalue())


def text(name: str = "infoblatt.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"Hilfe finden Sie hier.")


def clean(row: OfferFile) -> None:
    """As after the check, without running it."""
    values = {"state": FileState.CLEAN, "mime": "image/png", "checked_at": row.file.uploaded_at, "blob": "x"}
    StoredFile.objects.filter(pk=row.file_id).update(**values)


@pytest.fixture(autouse=True)
def _own_storage(settings: Any, tmp_path: Any) -> None:
    """Uploads of a test lie in its own folder."""
    private = settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"default": private}


@pytest.mark.store
def test_picture_appears_once_it_is_checked(town: Tenant) -> None:
    offer = make_offer(make_organisation(town))
    row = attach_file(
        offer=offer, actor=None, content=picture(), use="picture", alt_text="Eine Farbfläche", credit="Demo"
    )
    assert (offer.has_files, shown_files(offer), files_at_desk(offer).count()) == (True, [], 1)
    assert check(row.file_id) == FileState.CLEAN
    shown = shown_files(offer)
    assert [(item.file.alt_text, item.credit) for item in shown] == [("Eine Farbfläche", "Demo")]
    assert first_pictures([offer.pk]) == {offer.pk: shown[0]}


def test_wrong_uses_are_refused_and_leave_nothing(town: Tenant) -> None:
    offer = make_offer(make_organisation(town))
    for wrong in (
        {"content": picture(), "use": "document", "alt_text": "x"},
        {"content": text(), "use": "picture", "alt_text": "x"},
        {"content": text(), "use": "hut"},
        {"content": picture(), "use": "picture"},
        {"content": text("virus.exe"), "use": "document"},
        {"content": SimpleUploadedFile("leer.txt", b""), "use": "document"},
    ):
        with pytest.raises(BadInput):
            attach_file(offer=offer, actor=None, **wrong)
    assert (OfferFile.objects.count(), StoredFile.objects.count(), offer.has_files) == (0, 0, False)


def test_number_of_files_is_limited(town: Tenant) -> None:
    offer = make_offer(make_organisation(town))
    for _turn in range(MAX_FILES):
        attach_file(offer=offer, actor=None, content=text(), use="document")
    with pytest.raises(BadInput):
        attach_file(offer=offer, actor=None, content=text(), use="document")


def test_own_provider_attaches_and_detaches_others_do_not(town: Tenant) -> None:
    provider = make_organisation(town)
    offer = make_offer(provider)
    person = make_member(town, "provider", organisation_id=provider.pk)
    row = attach_file(offer=offer, actor=person, content=text(), use="document", title="Infoblatt")
    with pytest.raises(NotAllowed):
        attach_file(offer=offer, actor=make_member(town, "member"), content=text(), use="document")
    with pytest.raises(NotAllowed):
        detach_file(row=row, actor=make_member(town, "member"))
    detach_file(row=row, actor=person, reason="Veraltet")
    assert (OfferFile.objects.count(), offer.has_files) == (0, False)
    assert StoredFile.objects.get().state == FileState.DELETED


def test_a_checked_file_renews_its_offer(town: Tenant) -> None:
    offer = make_offer(make_organisation(town))
    row = attach_file(offer=offer, actor=None, content=text(), use="document")
    version = Tenant.objects.get(pk=town.pk).content_version
    file_checked.send(StoredFile, file=row.file)
    assert Tenant.objects.get(pk=town.pk).content_version == version + 1


@pytest.mark.parametrize("count", [1, 3])
def test_files_cost_one_query_and_none_without_files(
    town: Tenant, count: int, django_assert_num_queries: Any
) -> None:
    offer, bare = make_offer(make_organisation(town)), make_offer(make_organisation(town))
    for _turn in range(count):
        clean(attach_file(offer=offer, actor=None, content=text(), use="document", title="Blatt"))
    with django_assert_num_queries(1):
        assert [row.file.title for row in shown_files(offer)] == ["Blatt"] * count
    with django_assert_num_queries(0):
        assert shown_files(bare) == []
