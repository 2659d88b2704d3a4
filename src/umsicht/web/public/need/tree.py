"""The questions and situations of paths.yaml as typed values, and what three answers mean together."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

PATHS = Path(__file__).resolve().parent / "paths.yaml"


@dataclass(frozen=True)
class Who:
    """`prefer` and `avoid` are forms of offers that mostly fit these people, or mostly don't."""

    code: str
    icon: str
    label: str
    hint: str
    prefer: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()


@dataclass(frozen=True)
class Where:
    """`settings`, `topics`: vocabulary codes that offers for this place carry."""

    code: str
    label: str
    settings: tuple[str, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True)
class Urgent:
    """What to do at once; `lines` are codes of helplines."""

    title: str
    text: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Situation:
    code: str
    who: tuple[str, ...]
    labels: dict[str, str] = field(hash=False)  # by who, "" for all others
    tip: str = ""
    query: str = ""
    fields: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    urgent: str = ""
    urgent_at: dict[str, str] = field(default_factory=dict, hash=False)
    lines: tuple[str, ...] = ()

    def label(self, who: str = "") -> str:
        return self.labels.get(who) or self.labels[""]


@dataclass(frozen=True)
class Tree:
    who: dict[str, Who]
    where: dict[str, Where]
    urgent: dict[str, Urgent]
    situations: dict[str, Situation]

    def situations_for(self, who: str) -> list[Situation]:
        return [situation for situation in self.situations.values() if who in situation.who]

    def places_for(self, situation: Situation) -> list[Where]:
        return [self.where[code] for code in situation.where]

    def notice(self, situation: Situation, where: str) -> Urgent | None:
        """The urgent-help notice of a situation, if it needs one; a place may call for another one."""
        return self.urgent.get(situation.urgent_at.get(where, situation.urgent))


def _situation(row: dict[str, Any]) -> Situation:
    labels = {"": row["label"], **({"nahe": row["label_nahe"]} if "label_nahe" in row else {})}
    lists = {
        name: tuple(row.get(name, ()))
        for name in ("who", "fields", "topics", "audiences", "formats", "where", "lines")
    }
    return Situation(
        code=row["code"],
        labels=labels,
        tip=row["tip"],
        query=row["query"],
        urgent=row.get("urgent", ""),
        urgent_at=row.get("urgent_at", {}),
        **lists,
    )


@cache
def tree() -> Tree:
    raw = yaml.safe_load(PATHS.read_text(encoding="utf-8"))
    return Tree(
        who={
            row["code"]: Who(**row | {"prefer": tuple(row["prefer"]), "avoid": tuple(row["avoid"])})
            for row in raw["who"]
        },
        where={
            row["code"]: Where(
                row["code"], row["label"], tuple(row["settings"]), tuple(row.get("topics", ()))
            )
            for row in raw["where"]
        },
        urgent={
            code: Urgent(row["title"], row["text"], tuple(row["lines"]))
            for code, row in raw["urgent"].items()
        },
        situations={row["code"]: _situation(row) for row in raw["situations"]},
    )
