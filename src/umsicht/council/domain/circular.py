"""Circular votes: a motion goes out by mail, each seat answers once by its link or at the desk."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django_scopes import scope

from umsicht.core import clock, journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput, Conflict, NotFound
from umsicht.core.meanwhile import hold
from umsicht.core.transitions import apply
from umsicht.council import telling
from umsicht.council.domain.decisions import majority_text, store_circular
from umsicht.council.domain.deputies import check_voter
from umsicht.council.domain.writing import make
from umsicht.council.enums import Ballot, CircularState, ItemVisibility, Outcome, SeatRole
from umsicht.council.errors import TooLate
from umsicht.council.models import Body, CircularBallot, CircularVote
from umsicht.council.queries.attendance import order_of, quorum_text, rules_of, seats_on, votes
from umsicht.council.telling import BALLOT
from umsicht.council.voting import Count, outcome, quorate
from umsicht.notify.domain import links

SHORTEST, LONGEST = dt.timedelta(hours=12), dt.timedelta(days=60)


@transaction.atomic
def start(
    *,
    body: Body,
    actor: Any,
    subject: str,
    text: str,
    deadline: dt.datetime,
    visibility: str = ItemVisibility.CLOSED,
    is_demo: bool = False,
) -> CircularVote:
    """Send a motion to all seats that vote. Raises Conflict where the rules don't allow it, BadInput, NotAllowed."""
    rules = rules_of(body)
    if rules is None or not rules.circular_votes:
        raise Conflict(_("The rules of procedure of this body don't provide for decisions in writing."))
    if not SHORTEST <= deadline - clock.now() <= LONGEST:
        raise BadInput(_("Please give between 12 hours and 60 days for the answers."))
    seats = [seat for seat in seats_on(body, clock.today()) if votes(seat)]
    if not seats:
        raise Conflict(_("This body has no seat that votes."))
    vote = CircularVote(
        tenant=body.tenant,
        body=body,
        subject=subject,
        text=text,
        deadline=deadline,
        visibility=visibility,
        is_demo=is_demo,
    )
    make(
        vote,
        action="council.circular.start",
        permission="council.circular.start",
        actor=actor,
        after={"body": body.pk, "seats": len(seats), "deadline": deadline.isoformat()},
    )
    ballots = CircularBallot.objects.bulk_create(
        CircularBallot(tenant=body.tenant, vote=vote, seat=seat) for seat in seats
    )
    telling.tell_circular(vote, ballots, "started")
    return vote


def ballot_of(token: str) -> CircularBallot:
    """The ballot that a link is for, in the scope of its tenant. Raises BadToken, ExpiredToken, UsedLink, NotFound."""
    return _read(links.look(BALLOT, token).subject)


def _read(pk: int) -> CircularBallot:
    found = CircularBallot.objects.select_related("vote__body", "vote__tenant", "seat").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


@transaction.atomic
def vote_by_link(*, token: str, value: str) -> CircularBallot:
    """Once: a second press, also with another link of the same seat, raises UsedLink or Conflict; late ones TooLate."""
    ballot = ballot_of(token)
    _cast(ballot, value, None)
    links.use(BALLOT, token)
    return ballot


@transaction.atomic
def vote_at_desk(*, ballot: CircularBallot, actor: Any, value: str) -> None:
    """The same by somebody signed in who holds the seat or deputises, where the rules know deputies."""
    require(actor, "council.circular.vote", ballot)
    check_voter(ballot.seat, actor)
    _cast(ballot, value, actor)


def _cast(ballot: CircularBallot, value: str, actor: Any) -> None:
    vote = ballot.vote
    if value not in Ballot.values:
        raise BadInput(_("Please choose yes, no or abstention."))
    hold(vote)
    hold(ballot)
    if ballot.answered_at is not None:
        raise Conflict(_("The vote of this seat has been cast already; it stays."))
    if vote.state != CircularState.OPEN or clock.now() >= vote.deadline:
        raise TooLate(_("The time for this vote is over."))
    ballot.value, ballot.answered_at = value, clock.now()
    ballot.save(update_fields=["value", "answered_at"])
    journal.record("council.ballot.cast", ballot, actor=actor, after={"vote": vote.pk})
    if not vote.ballots.filter(answered_at__isnull=True).exists():
        establish(vote=vote)


@transaction.atomic
def establish(*, vote: CircularVote) -> None:
    """All have answered or the time is over: count. Without enough answers the motion is rejected, and the basis says why."""
    hold(vote.body)
    hold(vote)
    if vote.state != CircularState.OPEN:
        return
    ballots = list(vote.ballots.select_related("seat"))
    given = {one.seat_id: one.value for one in ballots if one.value}
    values = list(given.values())
    count = Count(*(values.count(value) for value in (Ballot.YES, Ballot.NO, Ballot.ABSTAIN)))
    order = order_of(vote.body)
    quorum = quorate(order, seats=len(ballots), present=len(given))
    chair = next((one.value for one in ballots if one.seat.role == SeatRole.CHAIR), "")
    result = outcome(order, count, seats=len(ballots), chair=chair) if quorum.met else Outcome.REJECTED
    decision = store_circular(
        body=vote.body,
        text=vote.text,
        visibility=vote.visibility,
        total=count,
        result=result,
        basis=f"{quorum_text(quorum, order, in_writing=True)} {majority_text(order)}",
        votes=given,
        is_demo=vote.is_demo,
    )
    apply(vote, "decide", actor=None, decision=decision)


def establish_due() -> int:
    """Count all votes whose time is over, in every tenant; returns how many."""
    # unscoped: the worker counts for all tenants
    due = CircularVote.objects.with_scopes_disabled().filter(
        state=CircularState.OPEN, deadline__lte=clock.now()
    )
    found = list(due.select_related("body", "tenant"))
    for vote in found:
        with scope(tenant=vote.tenant):
            establish(vote=vote)
    return len(found)


@transaction.atomic
def remind(*, vote: CircularVote, actor: Any) -> int:
    """A mail to the seats without an answer. Raises Conflict when the vote is over."""
    require(actor, "council.circular.start", vote)
    if vote.state != CircularState.OPEN or clock.now() >= vote.deadline:
        raise Conflict(_("The time for this vote is over."))
    open_ballots = vote.ballots.filter(answered_at__isnull=True).select_related("seat")
    return telling.tell_circular(vote, open_ballots, "reminder")
