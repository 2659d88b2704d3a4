from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from tests.architecture.rows import Row, desk, everyone, from_ids
from tests.factories.meetings import begin, finish, in_days, make_council, make_meeting
from umsicht.accounts.models import User
from umsicht.core import signing
from umsicht.council.domain.circular import start
from umsicht.council.domain.decisions import decide
from umsicht.council.domain.minutes import add_task
from umsicht.council.domain.people import create_holder
from umsicht.council.domain.procedure import set_rules
from umsicht.council.domain.series import create_series
from umsicht.council.domain.subscriptions import send
from umsicht.council.telling import BALLOT, CALENDAR, REPLY
from umsicht.notify.domain import links
from umsicht.tenancy.models import Tenant

_WORKS = "coordinator editor adviser auditor member reviewer moderator finance state"
_EDITORS = "coordinator editor"
_MEETING = from_ids("meeting_id")
_ITEM = from_ids("meeting_id", "item_id")
_ROW = from_ids("meeting_id", "row_id")


def _at_body(*more: str) -> Any:
    return lambda world: {
        "body_id": world.ids["council_id"],
        **{name: world.ids[f"own_{name}"] for name in more},
    }


def _hidden(name: str, allowed: str = _EDITORS, status: int = 200, **options: Any) -> Row:
    """Who may work here but has no seat in the body does not even learn that it exists; providers have no business there."""
    row = desk(name, allowed, status, wrong_role=404, **options)
    return replace(row, expect=row.expect | {"provider": 403}) if row.method == "get" else row


def _post(name: str, allowed: str = _EDITORS, status: int = 302, **options: Any) -> Row:
    return desk(name, allowed, status, method="post", **options)


def _token(kind: str) -> Any:
    return lambda world: {"municipality": world.own.slug, "token": world.ids[f"{kind}_token"]}


ROWS: list[Row] = [
    everyone("public:council_reply", kwargs=_token("reply")),
    everyone("public:council_vote", kwargs=_token("vote")),
    everyone("public:council_own_calendar", kwargs=_token("member_calendar")),
    desk("desk_meetings", _WORKS),
    desk("desk_meetings_csv", _WORKS),
    desk("desk_meetings_calendar", _WORKS),
    desk("desk_topic_minutes", _WORKS),
    desk("desk_meeting_new", _EDITORS),
    desk("desk_meeting_new", _EDITORS, 400, method="post"),
    desk("desk_series", _EDITORS),
    desk("desk_series_edit", _EDITORS, kwargs=from_ids("series_id")),
    desk("desk_meeting", _WORKS, kwargs=_MEETING),
    desk("desk_meeting_edit", _EDITORS, kwargs=_MEETING),
    _post("desk_meeting_act", kwargs=_MEETING, data={"schritt": "take_up", "reason": "x"}),
    desk("desk_meeting_pack", _WORKS, kwargs=_MEETING),
    _hidden("desk_minutes_pdf", kwargs=_MEETING),
    _hidden("desk_minutes_docx", kwargs=_MEETING),
    desk("desk_minutes", _EDITORS, 302, kwargs=_MEETING),
    desk("desk_minutes_correct", "coordinator", kwargs=_MEETING),
    desk("desk_agenda_suggest", _EDITORS, kwargs=_MEETING),
    desk("desk_guest_new", _EDITORS, kwargs=_MEETING),
    _post("desk_guest_remove", kwargs=_ROW),
    desk("desk_reply", _EDITORS, kwargs=_ROW),
    desk("desk_presence", _EDITORS, kwargs=_MEETING),
    _post("desk_presence_answered", kwargs=_MEETING),
    _post("desk_presence_row", kwargs=_ROW),
    desk("desk_item_new", _EDITORS, kwargs=_MEETING),
    desk("desk_item_new", _EDITORS, 400, method="post", kwargs=_MEETING),
    desk("desk_item", _WORKS, kwargs=_ITEM),
    desk("desk_item_edit", _EDITORS, kwargs=_ITEM),
    _post("desk_item_step", kwargs=_ITEM, data={"schritt": "hoch"}),
    _post("desk_item_act", kwargs=_ITEM, data={"schritt": "resume", "reason": "x"}),
    _post("desk_item_write", kwargs=_ITEM),
    _post("desk_item_recuse", status=400, kwargs=_ITEM),
    _post("desk_item_decide", status=400, kwargs=_ITEM),
    _post("desk_item_task", status=400, kwargs=_ITEM),
    desk("desk_decisions", _WORKS),
    desk("desk_decisions_csv", _WORKS),
    desk("desk_decision", _WORKS, kwargs=from_ids("decision_id")),
    desk("desk_decision_close", _EDITORS, kwargs=from_ids("decision_id")),
    desk("desk_tasks", _WORKS),
    desk("desk_tasks_csv", _WORKS),
    _hidden("desk_task", kwargs=from_ids("task_id")),
    desk("desk_task_edit", _EDITORS, wrong_role=404, kwargs=from_ids("task_id")),
    _post("desk_task_act", wrong_role=404, kwargs=from_ids("task_id"), data={"schritt": "complete"}),
    desk("desk_circulars", _WORKS),
    desk("desk_circular_new", "coordinator"),
    desk("desk_circular_new", "coordinator", 400, method="post"),
    _hidden("desk_circular", kwargs=from_ids("vote_id")),
    _post(
        "desk_circular_act",
        "coordinator",
        wrong_role=404,
        kwargs=from_ids("vote_id"),
        data={"schritt": "call_off", "reason": "x"},
    ),
    _post("desk_circular_remind", "coordinator", wrong_role=404, kwargs=from_ids("vote_id")),
    desk("desk_own", _WORKS),
    _post("desk_own_calendar", _WORKS),
    desk("desk_series_new", _EDITORS, kwargs=_at_body()),
    desk("desk_rules_new", _EDITORS, kwargs=_at_body()),
    desk("desk_rules_edit", _EDITORS, kwargs=_at_body("rules_id")),
    desk("desk_seat_people", _EDITORS, kwargs=_at_body("seat_id")),
    desk("desk_holder_new", _EDITORS, kwargs=_at_body("seat_id")),
    desk("desk_holder_edit", _EDITORS, kwargs=_at_body("seat_id", "holder_id")),
    desk("desk_holder_end", _EDITORS, kwargs=_at_body("seat_id", "holder_id")),
    _post("desk_holder_calendar", kwargs=_at_body("seat_id", "holder_id")),
]
# An editor sees the vote, since the office reads everything, but only the coordinator ends it or reminds.
ROWS = [
    replace(row, expect=row.expect | {"editor": 403})
    if row.name in ("desk_circular_act", "desk_circular_remind")
    else row
    for row in ROWS
]


def records(own: Tenant, people: dict[str, User], ids: dict[str, Any]) -> dict[str, Any]:
    """A council with rules, a person on a seat, a public meeting that was held, a task and a vote in writing."""
    body = make_council(own, "Präventionsrat der Matrix", short="PRM")
    rules = set_rules(body=body, actor=None, circular_votes=True)
    seat = body.seats.order_by("pk")[0]
    holder = create_holder(
        seat=seat, actor=None, name="Leitung", email="sitz@example.org", valid_from=dt.date(2020, 1, 1)
    )
    series = create_series(body=body, actor=None, title="Ratssitzung")
    meeting = begin(make_meeting(body))
    row = meeting.attendances.order_by("pk")[0]
    item = meeting.items.order_by("position")[0]
    decision = decide(item=item, actor=None, text="Beschlossen.", votes={row.seat_id: "yes"})
    finish(meeting)
    task = add_task(body=body, actor=None, text="Bericht vorlegen", owner="Amt 1")
    vote = start(body=body, actor=None, subject="Termin", text="Am 22. April.", deadline=in_days(9))
    ballot = vote.ballots.order_by("pk")[0]
    month = dt.timedelta(days=30)
    return {
        "council_id": body.pk,
        "own_rules_id": rules.pk,
        "own_seat_id": seat.pk,
        "own_holder_id": holder.pk,
        "series_id": series.pk,
        "meeting_id": meeting.pk,
        "row_id": row.pk,
        "item_id": item.pk,
        "decision_id": decision.pk,
        "task_id": task.pk,
        "vote_id": vote.pk,
        "reply_token": links.issue(purpose=REPLY, tenant=own, subject=row.pk, lifetime=month),
        "member_calendar_token": signing.lasting(CALENDAR, send(holder=holder, actor=None).uid.hex),
        "vote_token": links.issue(purpose=BALLOT, tenant=own, subject=ballot.pk, lifetime=month),
    }
