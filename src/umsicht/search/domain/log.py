from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import connection, models, transaction

from umsicht.core import clock
from umsicht.search.models import IndexChange

LEXICON = "~lexicon"  # no kind is called so: the words changed, not an object
KEEP_DAYS = 14
_BATCH = 1000


class _TransactionId(models.Func):
    """The number of the running transaction, as the snapshot functions of PostgreSQL count them."""

    template = "(pg_current_xact_id()::text::bigint)"
    output_field = models.PositiveBigIntegerField()


def changed(*, kind: str, ids: Iterable[int], tenant_id: int | None = None) -> None:
    """Note that these objects were made, changed, shown, hidden or deleted; the index follows after the commit.

    Call it in the transaction of the write: rolled back with it, the note is gone too.
    """
    xid = _TransactionId() if connection.vendor == "postgresql" else 0
    rows = [
        IndexChange(kind=kind, object_id=object_id, tenant_id=tenant_id, xid=xid)
        for object_id in dict.fromkeys(ids)
    ]
    if rows:
        with transaction.atomic():
            IndexChange.objects.bulk_create(rows, batch_size=_BATCH)


def lexicon_changed() -> None:
    """Note that labels, lay words or names changed: the writer compiles the lexicon again."""
    changed(kind=LEXICON, ids=[0])


def prune(*, days: int = KEEP_DAYS) -> int:
    """Forget rows older than that; an index that was away for longer is built anew. Returns how many."""
    deleted, _ = IndexChange.objects.filter(at__lt=clock.now() - dt.timedelta(days=days)).delete()
    return deleted
