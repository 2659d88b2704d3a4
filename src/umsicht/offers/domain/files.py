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
from umsicht.offers.models import Offer, OfferFile, OfferVersion
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
    version: OfferVersion | None = None,
) -> OfferFile:
    """Take in a document or picture; it appears once it is checked. A picture needs a description.

    With a `version` it waits for that one to be published.

    Raises NotAllowed, BadInput for a file that is not taken, too many files, or a picture used as a document.
    """
    require(actor, "offers.offer.change", offer)
    held = OfferFile.objects.with_scope(tenant=offer.tenant).filter(offer=offer).count()
    _may_take(content, use, held)
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
        tenant=offer.tenant,
        offer=offer,
        file=file,
        use=use,
        kind=kind,
        credit=credit,
        position=held,
        version=version,
    )
    row.save(force_insert=True)
    journal.record("offers.offer.attach", offer, actor=actor, after={"file": file.original_name, "use": use})
    _refresh(offer)
    return row


def _may_take(content: UploadedFile, use: str, held: int) -> None:
    if held >= MAX_FILES:
        raise BadInput(_("An offer has at most %(most)s files.") % {"most": MAX_FILES})
    accepted = ACCEPTED.get(extension_of(content.name or ""))
    is_picture = accepted is not None and accepted.kind == FileKind.IMAGE
    if use not in FileUse.values or is_picture != (use == FileUse.PICTURE):
        raise BadInput(_("Pictures and documents can't be mixed up."))


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
    # Who may change the offer may take its files away, also those that a colleague uploaded.
    deleter = actor if actor is None or actor.has_perm("files.file.delete", file) else None
    delete(file=file, actor=deleter, reason=reason)
    _refresh(offer)


def _refresh(offer: Offer) -> None:
    shown = OfferFile.objects.with_scope(tenant=offer.tenant).filter(offer=offer, version__isnull=True)
    has_files = shown.exists()
    if offer.has_files != has_files:
        offer.has_files = has_files
        offer.save(update_fields=["has_files", "updated_at"])
    tell_if_public(offer)


@transaction.atomic
def drop_with_version(*, row: OfferFile, version: OfferVersion, actor: Any) -> None:
    """Take a file away together with a version: a waiting one at once, a public one when the version is published."""
    require(actor, "offers.offer.change", version.offer)
    if row.version_id is not None:
        detach_file(row=row, actor=actor)
        return
    if row.pk not in version.dropped_files:
        version.dropped_files = [*version.dropped_files, row.pk]
        version.save(update_fields=["dropped_files", "updated_at"])
        after = {"dropped": row.file.original_name}
        journal.record("offers.version.change", version, actor=actor, after=after)


@transaction.atomic
def show_waiting(*, version: OfferVersion, actor: Any) -> None:
    """The version is published: its files appear, those it dropped go."""
    offer = version.offer
    files = OfferFile.objects.with_scope(tenant=offer.tenant).filter(offer=offer)
    dropped = list(files.filter(pk__in=version.dropped_files).select_related("file__tenant"))
    added = files.filter(version=version).update(version=None)
    for row in dropped:
        row.offer = offer
        detach_file(row=row, actor=actor)
    if added:
        _refresh(offer)


@transaction.atomic
def drop_waiting(*, version: OfferVersion, actor: Any) -> None:
    """The version is discarded: its files go for good."""
    rows = OfferFile.objects.with_scope(tenant=version.tenant).filter(version=version)
    for row in rows.select_related("file__tenant"):
        row.offer = version.offer
        detach_file(row=row, actor=actor)
