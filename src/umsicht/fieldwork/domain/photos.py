"""Photos of inspections: taken in, blurred by hand, removed. `files` draws them anew without metadata."""

from __future__ import annotations

import io
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageFilter

from umsicht.core import journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput, Conflict
from umsicht.core.meanwhile import hold
from umsicht.directory.domain.writing import shown_changed, store
from umsicht.fieldwork.enums import PhotoState
from umsicht.fieldwork.models import Finding, Inspection, Photo
from umsicht.files import blobs
from umsicht.files.domain.uploads import delete, upload
from umsicht.files.enums import FileKind, FileState, Visibility
from umsicht.files.kinds import ACCEPTED, extension_of

MOST_PHOTOS = 40
MOST_BOXES = 30
PURPOSE = "fieldwork.photo"


@dataclass(frozen=True)
class Box:
    """A rectangle of a picture in percent of its width and height, from the upper left."""

    x: float
    y: float
    width: float
    height: float

    def pixels(self, size: tuple[int, int]) -> tuple[int, int, int, int]:
        """Clipped to the picture, at least one pixel wide and high, rounded outwards."""
        wide, high = size
        left, top = int(self.x * wide / 100), int(self.y * high / 100)
        right = min(wide, int(-(-(self.x + self.width) * wide // 100)))
        bottom = min(high, int(-(-(self.y + self.height) * high // 100)))
        return left, top, max(right, left + 1), max(bottom, top + 1)


@transaction.atomic
def add_photo(
    *,
    inspection: Inspection,
    actor: Any,
    content: UploadedFile,
    alt_text: str,
    finding: Finding | None = None,
    client_key: uuid.UUID | None = None,
) -> Photo:
    """Take a picture in; it waits for the check of its file and then for somebody who looks for faces.

    With a `client_key` that came before, answers the photo it made then. Raises BadInput for what is no picture or has no description, NotAllowed.
    """
    require(actor, "fieldwork.photo.handle", inspection)
    hold(inspection)
    if client_key is not None:
        held = Photo.objects.filter(inspection=inspection, client_key=client_key).first()
        if held is not None:
            return held
    accepted = ACCEPTED.get(extension_of(content.name or ""))
    if accepted is None or accepted.kind != FileKind.IMAGE:
        raise BadInput(_("Only pictures, please: JPG, PNG or WebP."))
    if inspection.photos.count() >= MOST_PHOTOS:
        raise BadInput(_("An inspection has at most %(most)s photos.") % {"most": MOST_PHOTOS})
    if finding is not None and finding.inspection_id != inspection.pk:
        raise BadInput(_("This finding belongs to another inspection."))
    file = upload(
        tenant=inspection.tenant,
        content=content,
        actor=actor,
        alt_text=alt_text,
        visibility=Visibility.DESK,
        purpose=PURPOSE,
    )
    photo = Photo(tenant=inspection.tenant, inspection=inspection, finding=finding, file=file)
    photo.client_key = client_key
    store(photo, "fieldwork.photo.create", actor=actor, after={"inspection": inspection.pk})
    return photo


@transaction.atomic
def blur(*, photo: Photo, actor: Any, boxes: Sequence[Box]) -> None:
    """Make rectangles unrecognisable for good: a new file takes the place of the old one, which is deleted.

    Raises BadInput for boxes outside of the picture, Conflict while the file is being checked or after the release.
    """
    require(actor, "fieldwork.photo.handle", photo)
    hold(photo)
    old = photo.file
    if photo.state != PhotoState.RAW or old.state != FileState.CLEAN:
        raise Conflict(
            _("This picture can't be blurred now. Is it still being checked, or released already?")
        )
    if not boxes or len(boxes) > MOST_BOXES:
        raise BadInput(_("Please mark between 1 and %(most)s places.") % {"most": MOST_BOXES})
    if any(
        not (0 <= b.x < 100 and 0 <= b.y < 100 and 0 < b.width <= 100 and 0 < b.height <= 100) for b in boxes
    ):
        raise BadInput(_("A marked place lies outside of the picture."))
    photo.file = upload(
        tenant=photo.tenant,
        content=SimpleUploadedFile("foto.png", _blurred(old.blob, boxes), "image/png"),
        actor=actor,
        alt_text=old.alt_text,
        visibility=Visibility.DESK,
        purpose=PURPOSE,
    )
    photo.blurred += len(boxes)
    photo.save(update_fields=["file", "blurred", "updated_at"])
    delete(file=old, actor=actor)
    journal.record("fieldwork.photo.blur", photo, actor=actor, after={"places": len(boxes)})


def _blurred(blob: str, boxes: Sequence[Box]) -> bytes:
    """The picture as PNG with its rectangles averaged to at most 6 × 6 fields and then blurred: nothing can be undone."""
    with blobs.open_blob(blob) as source, Image.open(source) as opened:
        picture = opened.convert("RGB")
    for box in boxes:
        area = box.pixels(picture.size)
        part = picture.crop(area)
        coarse = part.resize((min(6, part.width), min(6, part.height)), Image.Resampling.BOX)
        plain = coarse.resize(part.size, Image.Resampling.NEAREST)
        soft = plain.filter(ImageFilter.GaussianBlur(max(part.size) / 12))
        picture.paste(soft, area[:2])
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


@transaction.atomic
def remove_photo(*, photo: Photo, actor: Any) -> None:
    """The picture and its contents go for good."""
    require(actor, "fieldwork.photo.handle", photo)
    journal.record("fieldwork.photo.remove", photo, actor=actor, before={"inspection": photo.inspection_id})
    file = photo.file
    photo.delete()
    if file.state != FileState.DELETED:
        delete(file=file, actor=actor)
    shown_changed(file.tenant)
