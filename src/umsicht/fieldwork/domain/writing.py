"""What every write of this package does: check, store, journal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.db import models

from umsicht.core import journal
from umsicht.core.meanwhile import hold, merge
from umsicht.directory.domain.writing import checked, take_over
from umsicht.directory.models import Organisation


def store(record: models.Model, action: str, *, actor: Any, after: Mapping[str, Any] | None = None) -> None:
    """A new record with its row in the log. Raises FieldFaults."""
    checked(record, {})
    record.save(force_insert=True)
    journal.record(action, record, actor=actor, after=dict(after or {}))


def changed(
    record: models.Model,
    values: Mapping[str, Any],
    action: str,
    *,
    actor: Any,
    stamp: str = "",
    quiet: bool = False,
) -> bool:
    """Set what differs; False when nothing does. `quiet` logs the names of fields only, never what stood in them.

    With the `stamp` of the form, raises ChangedMeanwhile for fields that somebody else has changed too.
    """
    if stamp:
        hold(record)
        values = merge(values, {name: getattr(record, name) for name in values}, stamp=stamp)
    before, after = take_over(record, values)
    if not after:
        return False
    checked(record, {})
    record.save()
    if quiet:
        before, after = {}, {"fields": sorted(after)}
    journal.record(action, record, actor=actor, before=before, after=after)
    return True


def organisation_named(name: str) -> Organisation | None:
    """The entry of the directory that is called so, or the only one in whose name it stands as whole words.

    So "Ordnungsamt" and "Stadtordnungsdienst" may mean the same entry, and cooperation is counted once.
    """
    found = list(Organisation.objects.filter(name__icontains=name).order_by("pk")[:20])
    exact = [one for one in found if one.name.casefold() == name.casefold()]
    whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    inside = [one for one in found if whole.search(one.name)]
    if exact:
        return exact[0]
    return inside[0] if len(inside) == 1 else None
