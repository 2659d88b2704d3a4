"""What writes about meetings share: the permission is asked here, the rest is directory.domain.writing."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import models

from umsicht.core.access import require
from umsicht.directory.domain.writing import amend, only_known, store


def make(record: Any, *, action: str, permission: str, actor: Any, after: dict[str, Any]) -> None:
    """Check and store a new record. Raises BadInput (nothing written), NotAllowed.

    `after` is what the log keeps: never the words of an item, which may be closed.
    """
    require(actor, permission, record)
    store(record, action, actor=actor, after=after)


def change(
    record: models.Model,
    values: dict[str, Any],
    *,
    fields: Collection[str],
    action: str,
    permission: str,
    actor: Any,
    **more: Any,
) -> set[str]:
    """Set what differs and answer which fields those were. `more`: stamp, reason, secret, as amend() has them."""
    only_known(values, fields)
    require(actor, permission, record)
    return amend(record, values, action, actor=actor, **more)
