"""Bodies, papers and meetings as lists of other councils name them, before they are written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True)
class BodyRow:
    line: int
    code: str
    name: str
    short: str
    kind: str


@dataclass(frozen=True)
class StepRow:
    """A paper in a body: `body` is the code of its row, `meeting` the address of the meeting, if there is one."""

    body: str
    role: str
    meeting: str = ""


@dataclass(frozen=True)
class PaperRow:
    line: int
    number: str
    kind: str
    subject: str
    dated: dt.date | None
    address: str
    source: str
    steps: tuple[StepRow, ...] = ()


@dataclass(frozen=True)
class ItemRow:
    title: str
    state: str
    paper: str = ""


@dataclass(frozen=True)
class MeetingRow:
    line: int
    address: str
    body: str
    title: str
    starts_at: dt.datetime
    ends_at: dt.datetime | None
    place: str
    items: tuple[ItemRow, ...] = ()


@dataclass
class Council:
    """What was read. `main` is the code of the body that papers without a known way belong to."""

    bodies: list[BodyRow] = field(default_factory=list)
    papers: list[PaperRow] = field(default_factory=list)
    meetings: list[MeetingRow] = field(default_factory=list)
    main: str = ""
