"""Reading the change log without missing a row.

SQLite has one writing transaction at a time, so ids become visible in their order and the last id is position enough. PostgreSQL gives out
ids before transactions commit, and they commit in any order: a row with a smaller id may become visible later. There the position is
the snapshot of the last look (lowest running, next, and running transaction numbers). New since then is exactly what was
written by transactions that were running or not yet begun: no row is missed and none comes twice, however long a transaction takes.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Max

from umsicht.search.models import IndexChange, IndexEpoch


@dataclass(frozen=True)
class Position:
    """How far an index has followed. `snapshot` is "xmin:xmax:xip,…" on PostgreSQL, `last_id` counts on SQLite."""

    epoch: str
    last_id: int = 0
    snapshot: str = ""

    def dump(self) -> dict[str, Any]:
        return {"epoch": self.epoch, "last_id": self.last_id, "snapshot": self.snapshot}

    @classmethod
    def load(cls, data: Any) -> Position | None:
        try:
            return cls(str(data["epoch"]), int(data["last_id"]), str(data["snapshot"]))
        except (KeyError, TypeError, ValueError):
            return None


@dataclass(frozen=True)
class Change:
    kind: str
    object_id: int


def epoch() -> str:
    """The identity of this log, made at the first look."""
    row, _ = IndexEpoch.objects.get_or_create(pk=1, defaults={"token": uuid.uuid4().hex})
    return row.token


def _parsed(snapshot: str) -> tuple[int, list[int]]:
    """The first number not yet given out, and the numbers running below it."""
    _low, high, running = snapshot.split(":")
    return int(high), [int(number) for number in running.split(",") if number]


def now() -> Position:
    """The position that has seen everything committed so far. Take it before reading the objects."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_snapshot()::text")
            return Position(epoch(), snapshot=cursor.fetchone()[0])
    return Position(epoch(), last_id=IndexChange.objects.aggregate(last=Max("pk"))["last"] or 0)


def valid(position: Position) -> bool:
    """Does this log continue what the position followed? Not in another database, nor in one restored from an older backup."""
    if position.epoch != epoch():
        return False
    if connection.vendor == "postgresql":
        return bool(position.snapshot) and _parsed(position.snapshot)[0] <= _parsed(now().snapshot)[0]
    last = IndexChange.objects.aggregate(last=Max("pk"))["last"]
    return not position.snapshot and (last is None or position.last_id <= last)


def since(position: Position) -> tuple[list[Change], Position]:
    """Everything new since the position, each object once, and the position after it."""
    if connection.vendor == "postgresql":
        return _since_snapshot(position)
    rows = list(
        IndexChange.objects.filter(pk__gt=position.last_id)
        .order_by("pk")
        .values_list("pk", "kind", "object_id")
    )
    if not rows:
        return [], position
    return _distinct([(kind, object_id) for _, kind, object_id in rows]), Position(
        position.epoch, last_id=rows[-1][0]
    )


def _since_snapshot(position: Position) -> tuple[list[Change], Position]:
    """Rows and snapshot come from one statement, so both see the same state."""
    high, running = _parsed(position.snapshot)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT kind, object_id, pg_current_snapshot()::text FROM search_indexchange
            WHERE xid >= %s OR xid = ANY(%s) ORDER BY xid, id
            """,
            [high, running],
        )
        rows = cursor.fetchall()
    if not rows:
        return [], position
    return _distinct([(kind, object_id) for kind, object_id, _ in rows]), Position(
        position.epoch, snapshot=rows[0][2]
    )


def _distinct(pairs: list[tuple[str, int]]) -> list[Change]:
    return [Change(kind, object_id) for kind, object_id in dict.fromkeys(pairs)]
