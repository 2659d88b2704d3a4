"""Rows and files of imports are kept as long as they can be needed, and no longer."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from umsicht.core import clock
from umsicht.exchange import storage
from umsicht.exchange.enums import ImportState, QuestionState
from umsicht.exchange.models import Import, ImportRow, Question

KEEP_DONE = dt.timedelta(days=180)
KEEP_OTHER = dt.timedelta(days=30)


@transaction.atomic
def forget_old(now: dt.datetime | None = None) -> int:
    """Delete rows and files of closed imports whose time is over; the import itself stays with its counts."""
    now = now or clock.now()
    # unscoped: the same rule for every tenant
    runs = Import.objects.with_scopes_disabled().exclude(blob="")
    taken = (ImportState.DONE, ImportState.UNDONE)
    done = runs.filter(state__in=taken, done_at__lt=now - KEEP_DONE)
    other = runs.filter(state__in=(ImportState.DISCARDED, ImportState.FAILED), done_at__lt=now - KEEP_OTHER)
    found = {run.pk: run.blob for run in (*done, *other)}
    # unscoped: rows of the imports above
    count, _by_model = ImportRow.objects.with_scopes_disabled().filter(run_id__in=found).delete()
    # unscoped: as above
    Import.objects.with_scopes_disabled().filter(pk__in=found).update(blob="", samples=[])
    # unscoped: the same rule for every tenant
    questions = Question.objects.with_scopes_disabled().exclude(
        state__in=[QuestionState.OPEN, QuestionState.REJECTED]
    )
    questions.filter(decided_at__lt=now - KEEP_DONE).delete()
    transaction.on_commit(lambda: storage.remove(found.values()))
    return int(count)
