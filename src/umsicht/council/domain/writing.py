"""What writes about meetings share."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import models

from umsicht.core import journal
from umsicht.core.access import require
from umsicht.core.meanwhile import hold, merge
from umsicht.directory.domain.writing import checked, only_known, take_over


def make(record: Any, *, action: str, permission: str, actor: Any, after: dict[str, Any]) -> None:
    """Check and store a new record. Raises BadInput (nothing written), NotAllowed.

    `after` is what the log keeps: never the words of an item, which may be closed.
    """
    require(actor, permission, record)
    checked(record, {})
    record.save(force_insert=True)
    journal.record(action, record, actor=actor, after=after)


def change(
    record: models.Model,
    values: dict[str, Any],
    *,
    fields: Collection[str],
    action: str,
    permission: str,
    actor: Any,
    stamp: str = "",
    reason: str = "",
    secret: Collection[str] = (),
) -> set[str]:
    """Set what differs and answer which fields those were; with a `stamp`, raises ChangedMeanwhile for fields both sides changed.

    Of `secret` fields the log keeps only that they changed.
    """
    only_known(values, fields)
    require(actor, permission, record)
    hold(record)
    if stamp:
        values = merge(values, {name: getattr(record, name) for name in values}, stamp=stamp)
    before, after = take_over(record, values)
    if not after:
        return set()
    checked(record, {})
    stamps = [f.name for f in record._meta.concrete_fields if getattr(f, "auto_now", False)]  # noqa: SLF001
    record.save(update_fields=[*after, *stamps])
    words = {name: "…" for name in secret if name in after}
    journal.record(action, record, actor=actor, before=before | words, after=after | words, reason=reason)
    return set(after)
