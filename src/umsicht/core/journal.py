"""How every floor reports what was done, without knowing the floor that keeps it.

Domain functions call record() inside their transaction. The audit package registers itself as the sink when the
app registry is ready, and writes one append-only row in the same transaction. Without a sink record() raises, so a
missing audit log can't go unnoticed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

JsonMap = Mapping[str, Any]


@dataclass(frozen=True)
class Entry:
    """One thing done. `action` is "<package>.<noun>.<verb>"; before/after hold only the changed fields, JSON-able."""

    action: str
    obj: Any
    actor: Any  # accounts.User, or None for the system itself
    tenant: Any = None  # tenancy.Tenant; by default obj.tenant, else the state office
    before: JsonMap = field(default_factory=dict)
    after: JsonMap = field(default_factory=dict)
    reason: str = ""


Sink = Callable[[Entry], None]
ManySink = Callable[[Sequence[Entry]], None]
_sink: Sink | None = None
_many: ManySink | None = None


def set_sink(sink: Sink, many: ManySink | None = None) -> None:
    """`many` writes a batch at once; without it each entry goes through `sink`."""
    global _sink, _many
    _sink, _many = sink, many


def record(
    action: str,
    obj: Any,
    *,
    actor: Any,
    tenant: Any = None,
    before: JsonMap | None = None,
    after: JsonMap | None = None,
    reason: str = "",
) -> None:
    """Write one journal row now, in the caller's transaction. Raises RuntimeError without a sink."""
    if _sink is None:
        raise RuntimeError("No journal sink is registered.")
    _sink(Entry(action, obj, actor, tenant, before or {}, after or {}, reason))


def record_many(entries: Sequence[Entry]) -> None:
    """One row per entry like record(), stored together: for work that takes many records at once."""
    if _sink is None:
        raise RuntimeError("No journal sink is registered.")
    if _many is not None:
        _many(entries)
        return
    for entry in entries:
        _sink(entry)


_labels: dict[str, Any] = {}


def describe(labels: Mapping[str, Any]) -> None:
    """Give actions a wording for readers: {"<package>.<noun>.<verb>": lazily translated text}."""
    _labels.update(labels)


def label_of(action: str) -> str:
    """The wording of an action, or its name while nobody described it."""
    return str(_labels.get(action, action))
