"""Votes and decisions: counted by the rules of the body, numbered within body and year, never changed afterwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from umsicht.core import clock, journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput, Conflict
from umsicht.core.meanwhile import hold
from umsicht.council.domain.minutes import WRITING
from umsicht.council.enums import (
    Ballot,
    ItemState,
    ItemVisibility,
    Majority,
    MeetingState,
    Outcome,
    SeatRole,
    Tie,
    VoteMethod,
)
from umsicht.council.models import AgendaItem, Body, CastVote, Decision, Seat
from umsicht.council.queries.attendance import (
    able_seats,
    attendances_of,
    order_of,
    quorum_of,
    quorum_text,
    recused_of,
)
from umsicht.council.values import name_on
from umsicht.council.voting import Count, Order, outcome
from umsicht.directory.domain.writing import checked, shown_changed

NAMED = (VoteMethod.OPEN, VoteMethod.NAMED)


@transaction.atomic
def decide(
    *,
    item: AgendaItem,
    actor: Any,
    text: str,
    method: str = VoteMethod.OPEN,
    votes: Mapping[int, str] | None = None,
    count: Count | None = None,
    on: dt.date | None = None,
) -> Decision:
    """Establish the result of a vote on an item: `votes` says for seats how they voted (open or by name); `count` gives sums only (secret, or an open show of hands
    that was only counted). With VoteMethod.NONE nobody votes: agreed without a count.
    Raises Conflict without a quorum or when the minutes are not open, BadInput for votes of seats that may not vote.
    """
    meeting = item.meeting
    require(actor, "council.minutes.write", meeting)
    _ready(item)
    day = on or clock.local(meeting.starts_at).date()
    order = order_of(meeting.body, day)
    quorum = quorum_of(meeting, item)
    if not quorum.met:
        raise Conflict(_("The body can't decide:") + " " + quorum_text(quorum, order))
    able = able_seats(attendances_of(meeting), recused_of(item))
    votes = dict(votes or {})
    total = _counted(method, votes, count, able)
    result = _result(order, total, quorum.seats, able, votes)
    decision = _store(
        body=meeting.body,
        item=item,
        day=day,
        text=text,
        visibility=item.visibility,
        method=method,
        total=total,
        recused=quorum.recused,
        result=result,
        basis=f"{quorum_text(quorum, order)} {majority_text(order)}" if total is not None else "",
        is_demo=item.is_demo,
    )
    if method in NAMED:
        _keep_votes(decision, votes)
    journal.record(
        "council.decision.establish",
        decision,
        actor=actor,
        after={"item": item.pk, "number": decision.number, "outcome": result},
    )
    if meeting.state == MeetingState.HELD:
        shown_changed(meeting.tenant)
    return decision


def _ready(item: AgendaItem) -> None:
    """Hold body (one number at a time) and item. Raises Conflict when nothing can be decided on it now."""
    hold(item.meeting.body)
    hold(item)
    if item.meeting.state not in WRITING:
        raise Conflict(_("The minutes begin when the meeting is opened."))
    if item.state != ItemState.OPEN:
        raise Conflict(_("This item is done already."))


def _result(
    order: Order, total: Count | None, seats: int, able: list[Seat], votes: Mapping[int, str]
) -> Outcome:
    if total is None:
        return Outcome.ADOPTED
    chair = next((votes[seat.pk] for seat in able if seat.role == SeatRole.CHAIR and seat.pk in votes), "")
    return outcome(order, total, seats=seats, chair=chair)


def _counted(method: str, votes: Mapping[int, str], count: Count | None, able: list[Seat]) -> Count | None:
    """Raises BadInput for votes that can't be."""
    if method == VoteMethod.NONE:
        return None
    if method == VoteMethod.SECRET and votes:
        raise BadInput(_("Of a secret ballot only the sums are recorded."))
    if votes:
        allowed = {seat.pk for seat in able}
        if not set(votes) <= allowed or not set(votes.values()) <= set(Ballot.values):
            raise BadInput(_("A seat that is not here, has no vote or has an interest can't vote."))
        given = list(votes.values())
        count = Count(*(given.count(value) for value in (Ballot.YES, Ballot.NO, Ballot.ABSTAIN)))
    if count is None:
        raise BadInput(_("Please enter the votes."))
    if count.yes + count.no + count.abstain > len(able):
        raise BadInput(_("These are more votes than seats that may vote now (%(n)s).") % {"n": len(able)})
    if count.yes + count.no + count.abstain == 0:
        raise BadInput(_("Please enter the votes."))
    return count


def _keep_votes(decision: Decision, votes: Mapping[int, str]) -> None:
    CastVote.objects.bulk_create(
        CastVote(tenant=decision.tenant, decision=decision, seat_id=seat, value=value)
        for seat, value in votes.items()
    )


def store_circular(
    *,
    body: Body,
    text: str,
    visibility: str,
    total: Count,
    result: str,
    basis: str,
    votes: Mapping[int, str],
    is_demo: bool,
) -> Decision:
    """A decision made in writing, on the day it is established. The caller holds the body."""
    decision = _store(
        body=body,
        item=None,
        day=clock.today(),
        text=text,
        visibility=visibility,
        method=VoteMethod.CIRCULAR,
        total=total,
        recused=0,
        result=result,
        basis=basis,
        is_demo=is_demo,
    )
    _keep_votes(decision, votes)
    return decision


def _store(*, body: Body, day: dt.date, total: Count | None, result: str, **values: Any) -> Decision:
    year = day.year
    last = Decision.objects.filter(body=body, year=year).aggregate(last=Max("serial"))["last"] or 0
    prefix = _prefix(body, day)
    decision = Decision(
        tenant=body.tenant,
        body=body,
        decided_on=day,
        year=year,
        serial=last + 1,
        number=f"{prefix} {last + 1}/{year}",
        outcome=result,
        yes=total.yes if total else None,
        no=total.no if total else None,
        abstain=total.abstain if total else None,
        **values,
    )
    checked(decision, {})
    decision.save(force_insert=True)
    return decision


def _prefix(body: Body, day: dt.date) -> str:
    """The short form of the body; its address where another body's decisions already go by the same one."""
    name = name_on(body.names.all(), day)
    short = name.short if name is not None else ""
    if short:
        others = Decision.objects.exclude(body=body).filter(number__startswith=f"{short} ", year=day.year)
        if not others.exists():
            return short
    return body.code.upper()[:30]


def majority_text(order: Order) -> str:
    """What a motion needs, in one sentence."""
    words = {
        Majority.SIMPLE: _("The majority of the votes cast decides."),
        Majority.ALL_SEATS: _("More than half of all seats must agree."),
        Majority.TWO_THIRDS: _("Two thirds of the votes cast must agree."),
        Majority.CONSENSUS: _("Nobody may vote against it."),
    }
    found = words[Majority(order.majority)]
    if order.majority == Majority.SIMPLE:
        tie = (
            _("A tie rejects the motion.") if order.tie == Tie.REJECTED else _("In a tie the chair decides.")
        )
        found += " " + tie
    return found


@transaction.atomic
def close_decision(*, decision: Decision, actor: Any, reason: str) -> None:
    """Make a public decision closed; the other way there is none. Raises Conflict when it is closed."""
    require(actor, "council.minutes.write", decision)
    hold(decision)
    if decision.visibility == ItemVisibility.CLOSED:
        raise Conflict(_("This decision is closed already."))
    decision.visibility = ItemVisibility.CLOSED
    decision.save(update_fields=["visibility", "updated_at"])
    journal.record("council.decision.narrow", decision, actor=actor, reason=reason)
    shown_changed(decision.tenant)
