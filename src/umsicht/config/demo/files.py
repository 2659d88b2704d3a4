"""Leaflets and drawings of the demo's offers: made here, then taken in like any upload."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django_scopes import scope

from umsicht.config.demo.drawings import MOTIFS, motif_for, png
from umsicht.config.demo.leaflets import leaflet
from umsicht.files.domain.checking import check
from umsicht.offers.domain.files import attach_file
from umsicht.offers.domain.imports import OfferRow
from umsicht.offers.enums import FileUse
from umsicht.offers.models import Offer, OfferFile
from umsicht.tenancy.models import Tenant


def attach_files(rows: Iterable[OfferRow], tenants: dict[str, Tenant]) -> int:
    """Give every offer the files that its row names and that it lacks; returns how many were made.

    Files already there are left alone, also those somebody replaced.
    """
    made = []
    for row in rows:
        tenant = tenants.get(row.municipality)
        if tenant is not None and (row.documents or row.pictures):
            with scope(tenant=tenant):
                made += [*_attach(row, tenant)]
    _check(made)
    return len(made)


def _attach(row: OfferRow, tenant: Tenant) -> Iterator[int]:
    offer = Offer.objects.filter(code=row.code).select_related("provider").first()
    if offer is None:
        return
    offer.tenant = tenant
    held = list(OfferFile.objects.filter(offer=offer).values_list("use", flat=True))
    for document in row.documents[held.count(FileUse.DOCUMENT) :]:
        content = SimpleUploadedFile(f"infoblatt-{row.code}.pdf", leaflet(offer, document.title))
        yield attach_file(
            offer=offer,
            actor=None,
            content=content,
            use=FileUse.DOCUMENT,
            title=document.title,
            kind=document.kind,
            language=document.language,
        ).file_id
    motif = motif_for([*row.values["topics"], *row.values["problem_fields"]])
    for picture in row.pictures[held.count(FileUse.PICTURE) :]:
        yield attach_file(
            offer=offer,
            actor=None,
            content=SimpleUploadedFile(f"zeichnung-{row.code}.png", png(motif, row.code)),
            use=FileUse.PICTURE,
            alt_text=MOTIFS[motif].alt,
            kind=picture.kind,
            credit=picture.credit,
        ).file_id


def _check(file_ids: list[int]) -> None:
    """Check the uploads now instead of waiting for a worker, in this process: we made them ourselves."""
    if connection.in_atomic_block or len(file_ids) < 2:
        for file_id in file_ids:
            check(file_id, own=True)
        return
    with ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as pool:
        list(pool.map(_check_alone, file_ids))


def _check_alone(file_id: int) -> None:
    """In a thread with a connection of its own, which is closed when the file is done."""
    try:
        check(file_id, own=True)
    finally:
        connection.close()
