"""How much waits, and since when: what the inbox, the first page and the navigation say of each kind of work."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, Min, QuerySet

Tally = tuple[int, dt.datetime | None]


def count_since(rows: QuerySet[Any], moment: str) -> Tally:
    """How many rows there are, and the earliest `moment` (a field) among them; None without rows. One query."""
    found = rows.order_by().aggregate(count=Count("pk"), oldest=Min(moment))
    return found["count"], found["oldest"]
