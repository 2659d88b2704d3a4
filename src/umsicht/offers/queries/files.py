"""Files of offers as the portal may show them: checked and public."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from umsicht.core.errors import NotFound
from umsicht.core.prepared import Prepared, columns, instance
from umsicht.files.enums import FileState, Visibility
from umsicht.files.models import StoredFile
from umsicht.offers.enums import FileUse
from umsicht.offers.models import Offer, OfferFile

_WIDTH = len(columns(OfferFile))
_OF_OFFER = Prepared(
    lambda tenant, offer: (
        OfferFile.objects.with_scope(tenant=tenant)
        .filter(
            file__state=FileState.CLEAN, file__visibility=Visibility.PUBLIC, offer=offer, version__isnull=True
        )
        .order_by("use", "position", "pk")
        .values_list(*columns(OfferFile), *columns(StoredFile, "file__"))
    )
)


def shown_files(offer: Offer) -> list[OfferFile]:
    """Documents and pictures of an offer in their order, each with its stored file; none costs no query."""
    if not offer.has_files:
        return []
    found = []
    for row in _OF_OFFER.rows(tenant=offer.tenant_id, offer=offer.pk):
        shown, stored = instance(OfferFile, row[:_WIDTH]), instance(StoredFile, row[_WIDTH:])
        stored.tenant = offer.tenant
        shown.offer, shown.file = offer, stored
        found.append(shown)
    return found


def first_pictures(offer_ids: Iterable[int]) -> dict[int, OfferFile]:
    """Offer → its first picture, for lists; one query for all of the tenant in scope."""
    found: dict[int, OfferFile] = {}
    for row in _shown().filter(offer_id__in=list(offer_ids), use=FileUse.PICTURE):
        found.setdefault(row.offer_id, row)
    return found


def files_at_desk(offer: Offer) -> QuerySet[OfferFile]:
    """All files, also those being checked or refused."""
    return OfferFile.objects.filter(offer=offer).select_related("file__tenant").order_by("position", "pk")


def file_at_desk(offer: Offer, pk: int) -> OfferFile:
    """One file of an offer of the tenant in scope. Raises NotFound."""
    found = files_at_desk(offer).filter(pk=pk).first()
    if found is None:
        raise NotFound
    found.offer = offer
    return found


def _shown() -> QuerySet[OfferFile]:
    return (
        OfferFile.objects.filter(
            file__state=FileState.CLEAN, file__visibility=Visibility.PUBLIC, version__isnull=True
        )
        .select_related("file__tenant")
        .order_by("offer_id", "use", "position", "pk")
    )
