"""What every reader makes of a file or feed: one Item per record, whatever it came as."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Values = dict[str, Any]
Problem = tuple[str, str, str]
"""Column or field, reason, the value found (cut)."""

KEY_LENGTH = 200
LONGEST = 20_000
"""Characters in one cell; more is nobody's description of an offer."""


@dataclass
class Item:
    """`organisation`, `point` and `offer` hold only what the record says; absent fields are left as they are here.

    `key` names the record within its source, for ever. `tags` are words whose terms an office has to choose.
    `ended`: the source says that it is over. `sessions` are dates as JSON (start, tzid, rrule, duration_minutes, exdates), None: nothing said.
    """

    place: str
    key: str
    title: str
    organisation: Values = field(default_factory=dict)
    organisation_key: str = ""
    point: Values = field(default_factory=dict)
    point_key: str = ""
    offer: Values | None = None
    sessions: list[Values] | None = None
    standing: str = ""
    published_at: str = ""
    tags: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ended: bool = False

    def refuse(self, column: str, reason: str, value: object = "") -> None:
        self.problems.append((column, reason, str(value)[:80]))

    def to_json(self) -> Values:
        return {
            "organisation": self.organisation,
            "organisation_key": self.organisation_key,
            "point": self.point,
            "point_key": self.point_key,
            "offer": self.offer,
            "sessions": self.sessions,
            "standing": self.standing,
            "published_at": self.published_at,
            "tags": self.tags,
        }
