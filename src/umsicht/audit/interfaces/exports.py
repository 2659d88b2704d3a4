"""The log for taking away, one row per entry."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from umsicht.audit.models import AuditEvent
from umsicht.core import journal

# A file for a spreadsheet; who needs more narrows the filter.
LIMIT = 20_000


def event_columns() -> list[str]:
    return [
        _("When"),
        _("Who"),
        _("What"),
        _("Action"),
        _("Kind"),
        _("Record"),
        _("Before"),
        _("After"),
        _("Reason"),
    ]


def event_rows(events: Iterable[AuditEvent]) -> Iterator[list[Any]]:
    for event in events:
        yield [
            event.at,
            event.actor_label,
            journal.label_of(event.action),
            event.action,
            event.object_type,
            event.object_label,
            json.dumps(event.before, ensure_ascii=False) if event.before else "",
            json.dumps(event.after, ensure_ascii=False) if event.after else "",
            event.reason,
        ]
