"""Meetings of the period with decisions and attendance. For the public only what its portal shows is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.db.models import QuerySet

from umsicht.core import clock, german
from umsicht.core.evidence import Ask, Form, Grid, Line, Statement, Value
from umsicht.council.enums import BodyKind, Presence, TaskState
from umsicht.council.interfaces.evidence import common
from umsicht.council.interfaces.evidence.common import PHRASES, of_decision, of_meeting, say
from umsicht.council.models import Attendance, Body, Decision, Meeting, Task
from umsicht.council.queries.attendance import HERE
from umsicht.council.queries.bodies import title_of
from umsicht.council.queries.visibility import OVER

SHOWN = 40
SOURCE = "Sitzungen und Beschlüsse in Umsicht"
MEETING = "Sitzungen, die im Zeitraum stattfanden und deren Niederschrift vorliegt oder entsteht."
DECISION = "Angenommene und abgelehnte Beschlüsse mit Nummer."


def _held(ask: Ask) -> QuerySet[Meeting]:
    start, end = clock.day_bounds(ask.first, ask.last)
    found = common.meetings(ask).filter(state__in=OVER, starts_at__gte=start, starts_at__lt=end)
    return found.select_related("body", "tenant").prefetch_related("body__names").order_by("starts_at", "pk")


def meetings(ask: Ask) -> Sequence[Statement]:
    held, made = list(_held(ask)), list(_decisions(ask))
    if not held:
        return []
    bodies = {one.body_id: one.body for one in held} | {one.body_id: one.body for one in made}
    met, decided = Counter(one.body_id for one in held), Counter(one.body_id for one in made)
    council = [pk for pk, body in bodies.items() if body.kind == BodyKind.COUNCIL]
    n, m = sum(met[pk] for pk in council), sum(decided[pk] for pk in council)
    key = "meetings"
    if not council:
        key, n, m = "meetings_all", len(held), len(made)
    words = [say(key, council="council", n=n, decisions=m)]
    values = [
        Value.counted("Sitzungen", n, MEETING, ask.as_of, SOURCE),
        Value.counted("Beschlüsse", m, DECISION, ask.as_of, SOURCE),
    ]
    shares = _attendance(held)
    share = _mean(shares, council or list(bodies))
    if share is not None:
        words.append(say("attendance", n=2, share=share))
        values.append(
            Value(
                "Teilnahme",
                round(share, 4),
                german.percent_text(share),
                "Anteil der Sitze, deren Anwesenheit festgehalten ist und die besetzt oder vertreten waren.",
                ask.as_of,
                SOURCE,
                "%",
            )
        )
    records = [of_meeting(one) for one in held] + [of_decision(one) for one in made]
    if not ask.public:
        words += _tasks(held)
    return [
        Statement(
            "council.meetings",
            " ".join(words),
            tuple(records),
            Form.TABLE,
            values=tuple(values),
            grid=_grid(ask, bodies, met, decided, shares),
            is_demo=any(one.is_demo for one in held),
        )
    ]


def _grid(
    ask: Ask,
    bodies: dict[int, Body],
    met: Counter[int],
    decided: Counter[int],
    shares: dict[int, tuple[int, int]],
) -> Grid:
    rows = []
    for pk, body in sorted(bodies.items(), key=lambda pair: (-met[pair[0]], title_of(pair[1]))):
        taken, every = shares.get(pk, (0, 0))
        share = german.percent_text(taken / every) if every else "–"
        rows.append((title_of(body, ask.last), str(met[pk]), str(decided[pk]), share))
    header = ("Gremium", "Sitzungen", "Beschlüsse", "Sitze besetzt oder vertreten")
    note = "Gezählt ist, was öffentlich ist." if ask.public else ""
    return Grid(header, tuple(rows), "Sitzungen und Beschlüsse im Zeitraum", note, right=(1, 2, 3))


def _attendance(held: Sequence[Meeting]) -> dict[int, tuple[int, int]]:
    """Body → (seats taken or deputised, seats whose attendance is recorded)."""
    found: dict[int, tuple[int, int]] = {}
    rows = Attendance.objects.filter(meeting__in=held, seat__isnull=False).exclude(presence=Presence.UNKNOWN)
    for body, presence in rows.order_by().values_list("meeting__body", "presence"):
        taken, every = found.get(body, (0, 0))
        found[body] = (taken + (presence in HERE), every + 1)
    return found


def _mean(shares: dict[int, tuple[int, int]], bodies: Sequence[int]) -> float | None:
    every = sum(shares.get(pk, (0, 0))[1] for pk in bodies)
    return sum(shares.get(pk, (0, 0))[0] for pk in bodies) / every if every else None


def _tasks(held: Sequence[Meeting]) -> list[str]:
    states = list(Task.objects.filter(item__meeting__in=held).values_list("state", flat=True))
    return [PHRASES.part("open_tasks", states.count(TaskState.DONE), len(states))] if states else []


def _decisions(ask: Ask) -> QuerySet[Decision]:
    return common.decisions(ask).select_related("body", "tenant", "item").prefetch_related("body__names")


def decisions(ask: Ask) -> Sequence[Statement]:
    """With their wording, the first ones of many; all are counted."""
    found = list(_decisions(ask))
    if not found:
        return []
    lines = tuple(
        Line(f"{one.number}, {german.date_text(one.decided_on)}", one.text, (of_decision(one),))
        for one in found[:SHOWN]
    )
    key = "decisions" if ask.public else "decisions_inside"
    text = say(key, n=len(found))
    return [Statement.about(found, of_decision, "council.decisions", text, Form.QUOTE, lines=lines)]


def situation(ask: Ask) -> Sequence[Statement]:
    held = list(_held(ask).filter(series__is_situation=True))
    if not held:
        return []
    value = Value.counted("Lagebesprechungen", len(held), MEETING, ask.as_of, SOURCE)
    text = say("situation", n=len(held))
    return [Statement.about(held, of_meeting, "council.situation", text, Form.SENTENCE, values=(value,))]
