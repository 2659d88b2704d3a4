"""Where each floor says what it keeps about a person, and how it hands that over or erases it.

Registered in AppConfig.ready(). Exporters run in any order; erasers run in the order of registration, which is that of
INSTALLED_APPS: upper floors first, so that they still find what the lower ones are about to drop. A new model that
points at a person belongs to one of these, or its foreign key says what becomes of it (SET_NULL, CASCADE).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from umsicht.accounts.models import User

Json = object
Exporter = Callable[[User], Json]
Eraser = Callable[[User], None]
Objector = Callable[[User], list[str]]


@dataclass(frozen=True)
class Keeper:
    """`export` answers JSON-able data or None for "nothing"; `erase` runs in the transaction of the deletion;
    `objections` names, in German, what stands against a deletion right now."""

    name: str
    title: str
    export: Exporter | None = None
    erase: Eraser | None = None
    objections: Objector | None = None


_keepers: dict[str, Keeper] = {}


def register(
    name: str,
    *,
    title: str,
    export: Exporter | None = None,
    erase: Eraser | None = None,
    objections: Objector | None = None,
) -> None:
    """`name` becomes the file name in the export, `title` (German) its heading there."""
    _keepers[name] = Keeper(name, title, export, erase, objections)


def keepers() -> tuple[Keeper, ...]:
    return tuple(_keepers.values())
