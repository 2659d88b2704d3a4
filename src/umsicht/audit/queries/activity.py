"""Who did what over a span of time, counted from the log of the tenant in scope."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max

from umsicht.audit.models import AuditEvent
from umsicht.core import journal


@dataclass(frozen=True)
class Deed:
    """So often a person did this; `label` is the action's wording, `last` the newest time."""

    actor_id: int | None
    who: str
    action: str
    label: str
    count: int
    last: dt.datetime


def deeds(*, since: dt.date, until: dt.date, actor_id: int | None = None) -> list[Deed]:
    """Per person and action, by name, what was done most often first; both days included (Europe/Berlin). One query.

    What the system did by itself counts under its own name.
    """
    found = AuditEvent.objects.filter(at__date__gte=since, at__date__lte=until)
    if actor_id is not None:
        found = found.filter(actor_id=actor_id)
    grouped = (
        found.order_by()
        .values("actor_id", "actor_label", "action")
        .annotate(count=Count("pk"), last=Max("at"), newest=Max("pk"))
    )
    sums: dict[tuple[int | str, str], list[Mapping[str, Any]]] = defaultdict(list)
    names: dict[int | str, tuple[int, str]] = {}
    for row in grouped:
        who = row["actor_id"] if row["actor_id"] is not None else row["actor_label"]
        sums[who, row["action"]].append(row)
        if row["newest"] > names.get(who, (0, ""))[0]:
            names[who] = (row["newest"], row["actor_label"])
    made = [
        Deed(
            actor_id=who if isinstance(who, int) else None,
            who=names[who][1],
            action=action,
            label=journal.label_of(action),
            count=sum(row["count"] for row in rows),
            last=max(row["last"] for row in rows),
        )
        for (who, action), rows in sums.items()
    ]
    return sorted(
        made, key=lambda deed: (deed.actor_id is None, deed.who.casefold(), -deed.count, deed.label)
    )
