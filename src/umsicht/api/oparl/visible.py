"""Which published objects are public at this moment, whatever the last comparison found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Q, QuerySet

from umsicht.api.models import OparlObject
from umsicht.api.oparl import frames, reads, written
from umsicht.api.oparl.nodes import ADDED, ITEM, STEP, TEXT, WRITTEN
from umsicht.council.queries import visibility
from umsicht.tenancy.models import Tenant

_RECORDS: dict[str, dict[str, Callable[[], QuerySet[Any]]]] = {
    "Organization": {"": visibility.public_bodies},
    "Membership": {"": reads.seats},
    "Meeting": {"": visibility.public_meetings},
    "AgendaItem": {"": visibility.public_items},
    "Paper": {"": visibility.public_papers, WRITTEN: written.public},
    "Consultation": {STEP: visibility.public_steps, ITEM: reads.items_with_paper, WRITTEN: written.public},
    "File": {TEXT: visibility.public_papers, ADDED: reads.attachments},
}
"""Kinds that are made from records: key of the object → the records."""


def is_record(kind: str) -> bool:
    return kind in _RECORDS


def records(kind: str) -> dict[str, QuerySet[Any]]:
    """Needs the scope of the tenant or tenants, as everything here."""
    return {key: found() for key, found in _RECORDS[kind].items()}


def only_public(rows: QuerySet[OparlObject], kind: str, tenants: Iterable[Tenant]) -> QuerySet[OparlObject]:
    """Those of the rows whose object may be shown now."""
    if is_record(kind):
        shown = Q()
        for key, found in records(kind).items():
            shown |= Q(key=key, object_id__in=found.order_by().values("pk"))
        return rows.filter(shown)
    refs = [node.ref for node in frames.nodes(kind, list(tenants))]
    return rows.filter(object_id__in={ref.pk for ref in refs}, key__in={ref.key for ref in refs})
