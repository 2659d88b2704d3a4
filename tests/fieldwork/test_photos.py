from __future__ import annotations

import io
import uuid
from collections.abc import Iterator

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from tests.factories.fieldwork import check_file, make_inspection, make_photo
from tests.factories.files import photo_with_place, picture, upload
from tests.factories.tenancy import make_member
from umsicht.core.errors import BadInput, Conflict, NotAllowed
from umsicht.core.transitions import TransitionDenied, apply
from umsicht.fieldwork.domain.photos import Box, add_photo, blur, remove_photo
from umsicht.fieldwork.interfaces.inspection_forms import BlurForm
from umsicht.fieldwork.models import Photo
from umsicht.fieldwork.queries.inspections import inspection_at_desk, released_photos
from umsicht.files import blobs
from umsicht.files.models import StoredFile
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant


def chequered() -> bytes:
    """Black and white stripes: what is blurred becomes grey."""
    made = Image.new("RGB", (400, 200), "white")
    for column in range(0, 400, 4):
        made.paste("black", (column, 0, column + 2, 200))
    out = io.BytesIO()
    made.save(out, "JPEG", quality=95)
    return out.getvalue()


@pytest.fixture
def photo(town: Tenant) -> Iterator[Photo]:
    return make_photo(make_inspection(town), content=None)


def pixels(photo: Photo) -> Image.Image:
    with blobs.open_blob(photo.file.blob) as source, Image.open(source) as opened:
        return opened.convert("L").copy()


def contrast(image: Image.Image, box: tuple[int, int, int, int]) -> int:
    low, high = image.crop(box).getextrema()
    return int(high) - int(low)  # type: ignore[arg-type]


def test_marked_places_are_gone_for_good_and_the_rest_stays(town: Tenant) -> None:
    photo = make_photo(make_inspection(town), content=chequered())
    before = photo.file
    blur(photo=photo, actor=None, boxes=[Box(0, 0, 50, 100)])
    check_file(photo)
    after = pixels(photo)
    assert (contrast(after, (20, 20, 180, 180)) < 40, contrast(after, (220, 20, 380, 180)) > 150) == (
        True,
        True,
    )
    before.refresh_from_db()
    assert (before.state, before.blob, photo.blurred) == ("deleted", "", 1)


def test_the_contents_of_the_picture_before_are_deleted(town: Tenant) -> None:
    photo = make_photo(make_inspection(town))
    blob = photo.file.blob
    assert default_storage.exists(blob)
    blur(photo=photo, actor=None, boxes=[Box(10, 10, 5, 5)])
    check_file(photo)
    assert StoredFile.objects.filter(blob=blob).exists() is False


def test_where_and_with_what_it_was_taken_is_removed(town: Tenant) -> None:
    photo = make_photo(make_inspection(town), content=photo_with_place())
    with blobs.open_blob(photo.file.blob) as source:
        assert b"GeheimeKamera" not in source.read()


def test_a_picture_is_checked_before_it_is_released_and_public_only_then(photo: Photo) -> None:
    with pytest.raises(TransitionDenied):
        apply(photo, "release", actor=None)
    apply(photo, "check", actor=None)
    assert released_photos(inspection_at_desk(photo.inspection_id)) == []
    apply(photo, "release", actor=None)
    assert released_photos(inspection_at_desk(photo.inspection_id)) == [photo]
    assert StoredFile.objects.get(pk=photo.file_id).visibility == "public"
    with pytest.raises(Conflict):
        blur(photo=photo, actor=None, boxes=[Box(1, 1, 5, 5)])


def test_a_picture_taken_off_the_portal_is_no_longer_public(town: Tenant, photo: Photo) -> None:
    for step in ("check", "release"):
        apply(photo, step, actor=None)
    apply(photo, "withdraw", actor=make_member(town, Role.EDITOR), reason="Kennzeichen übersehen")
    assert StoredFile.objects.get(pk=photo.file_id).visibility == "desk"
    assert photo.state == "raw"


@pytest.mark.parametrize("boxes", [[], [Box(100, 0, 5, 5)], [Box(0, 0, 0, 5)], [Box(0, 0, 101, 5)]])
def test_places_outside_of_the_picture_are_refused(photo: Photo, boxes: list[Box]) -> None:
    with pytest.raises(BadInput):
        blur(photo=photo, actor=None, boxes=boxes)


def test_only_pictures_with_a_description_and_only_from_the_office(town: Tenant) -> None:
    walk = make_inspection(town)
    with pytest.raises(BadInput):
        add_photo(inspection=walk, actor=None, content=upload("a.pdf", b"%PDF"), alt_text="x")
    with pytest.raises(BadInput):
        add_photo(inspection=walk, actor=None, content=upload("a.jpg", picture()), alt_text="")
    with pytest.raises(NotAllowed):
        add_photo(
            inspection=walk,
            actor=make_member(town, Role.MEMBER),
            content=upload("a.jpg", picture()),
            alt_text="x",
        )


def test_the_same_key_makes_one_photo_even_when_there_is_room_for_no_more(
    town: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk, key = make_inspection(town), uuid.uuid4()
    monkeypatch.setattr("umsicht.fieldwork.domain.photos.MOST_PHOTOS", 1)

    def send(key: uuid.UUID) -> Photo:
        content = upload("a.jpg", picture())
        return add_photo(inspection=walk, actor=None, content=content, alt_text="Weg", client_key=key)

    assert send(key) == send(key)
    assert (Photo.objects.count(), StoredFile.objects.count()) == (1, 1)
    with pytest.raises(BadInput):
        send(uuid.uuid4())


def test_a_removed_photo_takes_its_contents_along(photo: Photo) -> None:
    file = photo.file
    remove_photo(photo=photo, actor=None)
    file.refresh_from_db()
    assert (file.state, Photo.objects.count()) == ("deleted", 0)


def test_numbers_are_read_as_people_type_them() -> None:
    form = BlurForm({"boxes": "40 20 10 15\n 1,5; 2; 3; 4 "})
    assert form.is_valid()
    assert form.cleaned_data["boxes"] == [Box(40, 20, 10, 15), Box(1.5, 2, 3, 4)]
    assert BlurForm({"boxes": "links oben"}).is_valid() is False
