"""What the list components take: small frozen records, so that views say by name what they hand over.

Templates only read attributes, so any object with the same attributes does as well.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from umsicht.ui.nav import Link, Text


@dataclass(frozen=True)
class Option:
    """One box of a facet: what it filters by, and how many results it would leave (None: not counted)."""

    value: str
    label: Text
    count: int | None = None
    checked: bool = False


@dataclass(frozen=True)
class Chip:
    """An active filter and the address without it."""

    label: Text
    url: str


@dataclass(frozen=True)
class Step:
    """One knot of the thread: need, decision, money, work, result. `done` False draws it dotted: not yet."""

    kind: Text
    text: Text = ""
    url: str = ""
    when: Text = ""
    done: bool = True


@dataclass(frozen=True)
class Claim:
    """A statement with its records beside it. state: proved, view (an assessment, `by` whom) or open."""

    text: Text
    proofs: Sequence[Link] = ()
    state: str = "proved"
    by: Text = ""


@dataclass(frozen=True)
class Clock:
    """One of an offer's three clocks. `used` is the share of the interval gone by (0 to 1), None without interval."""

    label: Text
    day: dt.date | None
    text: Text = ""
    used: float | None = None
    overdue: bool = False


@dataclass(frozen=True)
class Todo:
    """One thing that waits for the person: a strong first part, the rest, what about it, and the one button."""

    title: Text
    url: str
    rest: Text = ""
    meta: Text = ""
    action: Text = ""
    action_url: str = ""
    demo: bool = False
