"""Turns what domain functions hand to the journal into plain JSON that reads the same in ten years."""

from __future__ import annotations

import datetime as dt
import enum
import math
import uuid
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise

TEXT_MAX = 4000
ITEMS_MAX = 200
DEPTH_MAX = 6


def plain_map(values: Mapping[str, Any]) -> dict[str, Any]:
    """One side of a change. Never raises for odd values: a journal must not stop the work it records."""
    return {str(name): plain(value) for name, value in values.items()}


def plain(value: Any, depth: int = 0) -> Any:
    """Dates as ISO text, decimals as text (no rounding), models as id and label, lazy texts as they read now."""
    if value is None or isinstance(value, bool | int):
        return value.value if isinstance(value, enum.Enum) else value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, enum.Enum):
        return plain(value.value, depth)
    if isinstance(value, str | Promise):
        return _cut(str(value))
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        return value.total_seconds()
    if isinstance(value, Decimal | uuid.UUID):
        return str(value)
    if isinstance(value, bytes | bytearray | memoryview):
        return f"[{len(value)} Byte]"
    if isinstance(value, Model):
        return {"id": plain(value.pk), "label": _cut(str(value))}
    return _gathered(value, depth)


def _gathered(value: Any, depth: int) -> Any:
    if depth >= DEPTH_MAX:
        return _cut(str(value))
    if isinstance(value, Mapping):
        return {str(name): plain(part, depth + 1) for name, part in list(value.items())[:ITEMS_MAX]}
    if isinstance(value, set | frozenset):
        value = sorted(value, key=str)
    if isinstance(value, Iterable):
        parts = list(value)
        kept = [plain(part, depth + 1) for part in parts[:ITEMS_MAX]]
        return [*kept, f"[{len(parts) - ITEMS_MAX} weitere]"] if len(parts) > ITEMS_MAX else kept
    return _cut(str(value))


def _cut(text: str) -> str:
    text = text.replace("\x00", "")  # PostgreSQL's jsonb refuses it
    if len(text) <= TEXT_MAX:
        return text
    return f"{text[:TEXT_MAX]} [gekürzt, {len(text)} Zeichen]"
