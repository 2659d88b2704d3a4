"""Documents and pictures of offers. The file itself goes through the quarantine of `files`."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput
from umsicht.files.domain.uploads import delete, upload
from umsicht.files.enums import FileKind, Visibility
from umsicht.files.kinds import ACCEPTED, extension_of
from umsicht.offers.enums import FileUse
from umsicht.offers.models import Offer, OfferFile
from umsicht.offers.signals import tell_if_public

MAX_FILES = 12


@transaction.atomic
def attach_file(
    *,
    offer: Offer,
    actor: Any,
    content: UploadedFile,
    use: str,
    title: str = "",
    alt_text: str = "",
    kind: str = "",
    credit: str = "",
    language: str = "de",
) -> OfferFile:
    """Take in a document or picture; it appears once it is checked. A picture needs a description.

    Raises NotAllowed, BadInput for a file that is not taken, too many files, or a picture used as a document.
    """
    require(actor, "offers.offer.change", offer)
    held = list(OfferFile.objects.with_scope(tenant=offer.tenant).filter(offer=offer))
    if len(held) >= MAX_FILES:
        raise BadInput(_("An offer has at most %(most)s files.") % {"most": MAX_FILES})
    accepted = ACCEPTED.get(extension_of(content.name or ""))
    is_picture = accepted is not None and accepted.kind == FileKind.IMAGE
    if use not in FileUse.values or is_picture != (use == FileUse.PICTURE):
        raise BadInput(_("Pictures and documents can't be mixed up."))
    file = upload(
        tenant=offer.tenant,
        content=content,
        actor=actor,
        title=title,
        alt_text=alt_text,
        visibility=Visibility.PUBLIC,
        language=language,
        purpose=f"offers.{use}",
    )
    row = OfferFile(
        tenant=offer.tenant, offer=offer, file=file, use=use, kind=kind, credit=credit, position=len(held)
    )
    row.save(force_insert=True)
    journal.record("offers.offer.attach", offer, actor=actor, after={"file": file.original_name, "use": use})
    _refresh(offer)
    return row


@transaction.atomic
def detach_file(*, row: OfferFile, actor: Any, reason: str = "") -> None:
    """Remove a file from its offer and its contents for good."""
    offer = row.offer
    require(actor, "offers.offer.change", offer)
    file = row.file
    journal.record(
        "offers.offer.detach", offer, actor=actor, before={"file": file.original_name}, reason=reason
    )
    row.delete()
    delete(file=file, actor=actor, reason=reason)
    _refresh(offer)


def _refresh(offer: Offer) -> None:
    has_files = OfferFile.objects.with_scope(tenant=offer.tenant).filter(offer=offer).exists()
    if offer.has_files != has_files:
        offer.has_files = has_files
        offer.save(update_fields=["has_files", "updated_at"])
    tell_if_public(offer)
