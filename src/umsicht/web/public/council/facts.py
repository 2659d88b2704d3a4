"""Facts about councils and the alliance from content/, each with the sources that prove it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from umsicht.tenancy.models import Tenant
from umsicht.ui.lists import Claim, Step
from umsicht.ui.nav import Link
from umsicht.web.public import texts


@dataclass(frozen=True)
class Branch:
    """One body of the structure with those below it."""

    name: str
    text: str
    children: tuple[Branch, ...]


@dataclass(frozen=True)
class Group:
    title: str
    text: str
    members: tuple[str, ...]
    sources: tuple[Link, ...]


@dataclass(frozen=True)
class Council:
    name: str
    lead: str
    short: str
    founded: str
    founded_by: str
    tree: Branch
    tree_sources: tuple[Link, ...]
    seats: tuple[tuple[str, str], ...]
    seats_sources: tuple[Link, ...]
    groups: tuple[Group, ...]
    claims: tuple[Claim, ...]
    timeline: tuple[Step, ...]
    timeline_sources: tuple[Link, ...]
    open: tuple[str, ...]
    as_of: dt.date


@dataclass(frozen=True)
class Figure:
    value: str
    label: str
    as_of: str
    source: Link


@dataclass(frozen=True)
class Alliance:
    facts: tuple[Claim, ...]
    figures: tuple[Figure, ...]
    note: str
    founding: tuple[tuple[str, str], ...]
    model_towns: tuple[str, ...]
    office: dict[str, str]
    as_of: dt.date


def _branch(raw: dict[str, Any]) -> Branch:
    return Branch(raw["name"], raw["text"], tuple(_branch(child) for child in raw.get("children", ())))


class _Sources:
    """Sources by their key in the file."""

    def __init__(self, raw: dict[str, dict[str, str]]) -> None:
        self._raw = raw

    def links(self, keys: str | Iterable[str] | None) -> tuple[Link, ...]:
        wanted = [keys] if isinstance(keys, str) else list(keys or ())
        return tuple(Link(self._raw[key]["label"], self._raw[key]["url"]) for key in wanted)


def council(tenant: Tenant) -> Council | None:
    """What is publicly documented about this municipality's council; None where nothing was collected."""
    return _council(tenant.key) if len(tenant.key) == 8 else None


@cache
def _council(key: str) -> Council | None:
    if not (texts.FOLDER / "council" / f"{key}.yaml").is_file():
        return None
    raw = texts.data(f"council/{key}.yaml")
    sources = _Sources(raw["sources"])
    founded = raw["founded"] or {"date": "", "by": ""}
    return Council(
        name=raw["name"],
        lead=raw["lead"],
        short=raw["short"],
        founded=founded["date"],
        founded_by=founded["by"],
        tree=_branch(raw["tree"]),
        tree_sources=sources.links(raw["tree_source"]),
        seats=tuple((seat["office"], seat["role"]) for seat in raw["seats"]),
        seats_sources=sources.links(raw.get("seats_source")),
        groups=tuple(
            Group(row["title"], row["text"], tuple(row["members"]), sources.links(row["source"]))
            for row in raw["groups"]
        ),
        claims=tuple(Claim(row["text"], sources.links(row["source"])) for row in raw["claims"]),
        timeline=tuple(Step(row["date"], row["text"]) for row in raw["timeline"]),
        timeline_sources=sources.links(
            dict.fromkeys(key for row in raw["timeline"] for key in row["source"])
        ),
        open=tuple(raw["open"]),
        as_of=raw["as_of"],
    )


@cache
def alliance() -> Alliance:
    raw = texts.data("alliance.yaml")
    sources = _Sources(raw["sources"])
    return Alliance(
        facts=tuple(Claim(row["text"], sources.links(row["source"])) for row in raw["facts"]),
        figures=tuple(
            Figure(row["value"], row["label"], row["as_of"], sources.links(row["source"])[0])
            for row in raw["figures"]
        ),
        note=raw["note"],
        founding=tuple((row["title"], row["text"]) for row in raw["founding"]),
        model_towns=tuple(raw["model_towns"]),
        office=raw["state_office"],
        as_of=raw["as_of"],
    )
