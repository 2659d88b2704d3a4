"""Meetings of the demo with agenda, attendance, decisions and tasks, from data/content/meetings.yaml. What is there stays."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import yaml
from django_scopes import scope

from umsicht.accounts.models import User
from umsicht.config.demo.calendar import Shift
from umsicht.core import clock
from umsicht.core.transitions import apply
from umsicht.council.domain import (
    circular,
    decisions,
    meetings,
    minutes,
    people,
    procedure,
    replies,
    series,
)
from umsicht.council.models import (
    AgendaItem,
    Body,
    CircularVote,
    Meeting,
    Paper,
    RulesOfProcedure,
    Seat,
    SeatHolder,
    Series,
)
from umsicht.council.voting import Count
from umsicht.tenancy.models import Tenant

FILE = Path(__file__).resolve().parent / "data" / "content" / "meetings.yaml"
RULES = (
    "quorum",
    "quorum_number",
    "majority",
    "tie",
    "invitation_days",
    "meetings_per_year",
    "circular_votes",
    "absences",
)


def fill(tenant: Tenant, shift: Shift) -> int:
    """How many meetings were made. `shift` moves only those marked `now`, so that history stays true."""
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    with scope(tenant=tenant):
        bodies = {body.code: body for body in Body.objects.all()}
        for row in content["rules"]:
            _rules(bodies[row["body"]], row)
        for row in content["holders"]:
            _holder(bodies[row["body"]], row)
        known = {row["code"]: _series(bodies[row["body"]], row) for row in content["series"]}
        made = sum(_meeting(bodies[row["body"]], known, row, shift) for row in content["meetings"])
        for row in content["circular"]:
            _circular(bodies[row["body"]], row)
    return made


def _rules(body: Body, row: dict[str, Any]) -> None:
    if RulesOfProcedure.objects.filter(body=body).exists():
        return
    values = {name: row[name] for name in RULES if name in row}
    start = dt.date.fromisoformat(str(row["from"]))
    procedure.set_rules(body=body, actor=None, title=row["title"], valid_from=start, is_demo=True, **values)


def _holder(body: Body, row: dict[str, Any]) -> None:
    seat = Seat.objects.get(body=body, office=row["office"])
    if SeatHolder.objects.filter(seat=seat).exists():
        return
    user = User.objects.filter(email=row["email"]).first() if "email" in row else None
    name = "" if user else row.get("name", "")
    if user is None and not name:
        return  # a load without the demo's sign-ins
    people.create_holder(seat=seat, actor=None, user=user, name=name, valid_from=dt.date(2019, 1, 1))


def _series(body: Body, row: dict[str, Any]) -> Series:
    held = Series.objects.filter(body=body, title=row["title"]).first()
    if held is not None:
        return held
    standing = [
        {"title": title, "kind": "report", "visibility": "closed"} for title in row.get("standing", [])
    ]
    return series.create_series(
        body=body,
        actor=None,
        title=row["title"],
        every_months=row["every_months"],
        place=row["place"],
        standing=standing,
        is_situation=row.get("is_situation", False),
        is_public=row.get("is_public", False),
        is_demo=True,
    )


def _meeting(body: Body, known: dict[str, Series], row: dict[str, Any], shift: Shift) -> bool:
    day = dt.date.fromisoformat(str(row["day"])) + (shift.delta if row.get("now") else dt.timedelta())
    starts = clock.at(day, dt.time.fromisoformat(row["at"].zfill(5)))
    if Meeting.objects.filter(body=body, starts_at=starts).exists():
        return False
    held = known[row["series"]]
    meeting = meetings.create_meeting(
        body=body,
        actor=None,
        series=held,
        starts_at=starts,
        ends_at=starts + dt.timedelta(hours=2),
        mode=row["mode"],
        online_url=row.get("online", ""),
        note=row.get("note", ""),
        is_public=any(item["visibility"] == "public" for item in row["items"]),
        is_demo=True,
    )
    if row["items"]:
        meeting.items.all().delete()  # the demo's own agenda instead of the standing items
    for item in row["items"]:
        _item(meeting, item)
    _course(meeting, row)
    return True


def _item(meeting: Meeting, row: dict[str, Any]) -> None:
    meetings.add_item(
        meeting=meeting,
        actor=None,
        title=row["title"],
        kind=row["kind"],
        visibility=row["visibility"],
        topic=row.get("topic", ""),
        paper=Paper.objects.filter(number=row["paper"]).first() if "paper" in row else None,
        is_demo=True,
    )


def _course(meeting: Meeting, row: dict[str, Any]) -> None:
    """Invite, open, decide, close, approve, as far as this meeting has come."""
    state, start = row.get("state", "held"), meeting.starts_at
    for label in row.get("guests", []):
        meetings.add_guest(meeting=meeting, actor=None, label=label)
    if state == "planned":
        return
    apply(meeting, "invite", actor=None, at=start - dt.timedelta(days=14), quietly=True)
    for office, reply in row.get("replies", {}).items():
        value, _colon, deputy = reply.partition(": ")
        replies.answer(row=_row(meeting, office), actor=None, reply=value, deputy=deputy)
    if state == "invited":
        return
    apply(meeting, "begin", actor=None, at=start)
    for office, presence in row["there"].items():
        value, _colon, deputy = presence.partition(": ")
        minutes.record_presence(row=_row(meeting, office), actor=None, presence=value, deputy=deputy)
    for item, source in zip(meeting.items.order_by("position"), row["items"], strict=True):
        _deal_with(item, source, meeting)
    apply(meeting, "close", actor=None, at=start + dt.timedelta(hours=2))
    if row.get("approved", not row.get("now")):
        apply(meeting, "approve", actor=None, at=start + dt.timedelta(days=90))


def _row(meeting: Meeting, office: str) -> Any:
    return meeting.attendances.select_related("meeting").get(seat__office=office)


def _deal_with(item: AgendaItem, source: dict[str, Any], meeting: Meeting) -> None:
    for office, reason in source.get("recused", {}).items():
        seat = _row(meeting, office).seat
        minutes.recuse(item=item, seat=seat, actor=None, reason=reason)
    if "minutes" in source:
        minutes.write_minutes(item=item, actor=None, minutes=source["minutes"])
    for row in source.get("decisions", []):
        votes = row.get("votes")
        decisions.decide(
            item=item,
            actor=None,
            text=row["text"],
            method="open" if votes else "none",
            count=Count(*votes) if votes else None,
        )
    for row in source.get("tasks", []):
        seat = Seat.objects.filter(body=meeting.body, office=row["who"]).first() if row.get("seat") else None
        task = minutes.add_task(
            body=meeting.body,
            actor=None,
            item=item,
            text=row["text"],
            owner=row["who"],
            seat=seat,
            due_on=row["due"],
            is_demo=True,
        )
        if row.get("done"):
            apply(task, "complete", actor=None)
    apply(item, "finish", actor=None)


def _circular(body: Body, row: dict[str, Any]) -> None:
    if CircularVote.objects.filter(body=body, subject=row["subject"]).exists():
        return
    vote = circular.start(
        body=body,
        actor=None,
        subject=row["subject"],
        text=row["text"],
        visibility=row["visibility"],
        deadline=clock.now() + dt.timedelta(days=row["days"]),
        is_demo=True,
    )
    for ballot in vote.ballots.select_related("seat", "vote__body"):
        if ballot.seat.office in row["votes"]:
            circular.vote_at_desk(ballot=ballot, actor=None, value=row["votes"][ballot.seat.office])
