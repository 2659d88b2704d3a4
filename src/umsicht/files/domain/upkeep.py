"""Keeps quarantine empty: lost checks are started again, and contents that no row knows are removed."""

from __future__ import annotations

import datetime as dt

from umsicht.core import clock
from umsicht.files import blobs
from umsicht.files.enums import FileState
from umsicht.files.queries.files import all_files

WAIT = dt.timedelta(hours=1)
ORPHAN = dt.timedelta(days=1)


def waiting() -> list[int]:
    """Files that have been in quarantine for long."""
    late = all_files().filter(state=FileState.QUARANTINED, uploaded_at__lt=clock.now() - WAIT)
    return list(late.order_by("pk").values_list("pk", flat=True))


def remove_orphans() -> int:
    """Delete quarantined contents older than a day that no row points at (an upload whose transaction failed)."""
    names = blobs.quarantined()
    known = set(all_files().filter(blob__in=names).values_list("blob", flat=True))
    oldest = (clock.now() - ORPHAN).timestamp()
    orphans = [name for name in names if name not in known and blobs.path_of(name).stat().st_mtime < oldest]
    blobs.remove(orphans)
    return len(orphans)
