"""The minutes: votes, quorum, numbers, corrections, and two offices at once."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.council import make_seat
from tests.factories.meetings import (
    START,
    all_votes,
    begin,
    finish,
    first_item,
    invite,
    make_council,
    make_meeting,
)
from tests.factories.tenancy import make_member
from umsicht.audit.models import AuditEvent
from umsicht.core.errors import BadInput, Conflict, NotAllowed
from umsicht.core.meanwhile import ChangedMeanwhile, stamp
from umsicht.core.transitions import TransitionDenied, apply
from umsicht.council.domain import meetings as domain
from umsicht.council.domain.decisions import decide
from umsicht.council.domain.minutes import (
    add_task,
    correct,
    everybody_here,
    record_presence,
    recuse,
    write_minutes,
)
from umsicht.council.domain.people import create_holder
from umsicht.council.domain.procedure import set_rules
from umsicht.council.domain.replies import answer
from umsicht.council.models import CastVote, Decision
from umsicht.council.queries.attendance import quorum_of
from umsicht.council.voting import Count
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db


def test_a_vote_counts_only_who_is_here_votes_and_has_no_interest(town: Tenant) -> None:
    body = make_council(town, seats=4)
    adviser = make_seat(body, "Beratung", role="adviser", vote="no")
    meeting = begin(make_meeting(body), here=3)
    item = first_item(meeting)
    seats = list(body.seats.order_by("pk"))
    recuse(item=item, seat=seats[2], actor=None, reason="eigener Antrag")
    for wrong in (seats[3].pk, seats[2].pk, adviser.pk):
        with pytest.raises(BadInput):
            decide(item=item, actor=None, text="x", votes={seats[0].pk: "yes", wrong: "yes"})
    found = decide(item=item, actor=None, text="Ja", votes={seats[0].pk: "yes", seats[1].pk: "abstain"})
    assert (found.yes, found.no, found.abstain, found.recused, found.outcome) == (1, 0, 1, 1, "adopted")
    assert "3 von 4 Stimmberechtigten sind anwesend, nötig sind 2. 1 davon zählt" in found.basis
    assert CastVote.objects.filter(decision=found).count() == 2


def test_without_a_quorum_nothing_is_decided(town: Tenant) -> None:
    meeting = begin(make_meeting(make_council(town)), here=2)
    item = first_item(meeting)
    with pytest.raises(Conflict, match="2 von 5 Stimmberechtigten sind anwesend"):
        decide(item=item, actor=None, text="x", votes={})
    row = meeting.attendances.order_by("pk")[2]
    record_presence(row=row, actor=None, presence="deputy", deputy="Amt für Vertretung")
    assert quorum_of(meeting).met
    record_presence(row=row, actor=None, left_at=dt.time(15, 0))
    assert not quorum_of(meeting).met


def test_rules_of_the_day_of_the_meeting_count(town: Tenant) -> None:
    body = make_council(town)
    set_rules(body=body, actor=None, valid_from=dt.date(2020, 1, 1), quorum="number", quorum_number=5)
    set_rules(body=body, actor=None, valid_from=dt.date(2027, 1, 1), quorum="none")
    before = begin(make_meeting(body), here=4)
    after = begin(make_meeting(body, starts_at=dt.datetime(2027, 2, 1, 12, tzinfo=dt.UTC)), here=0)
    assert [quorum_of(before).met, quorum_of(after).met] == [False, True]
    with pytest.raises(BadInput):
        set_rules(body=body, actor=None, valid_from=dt.date(2026, 1, 1))


def test_of_a_secret_ballot_only_the_sums_are_kept(town: Tenant) -> None:
    meeting = begin(make_meeting(make_council(town)))
    item = first_item(meeting)
    with pytest.raises(BadInput):
        decide(item=item, actor=None, text="x", method="secret", votes=all_votes(item))
    with pytest.raises(BadInput):
        decide(item=item, actor=None, text="x", method="secret", count=Count(5, 1, 0))
    found = decide(item=item, actor=None, text="Wahl", method="secret", count=Count(2, 3, 0))
    assert (found.outcome, CastVote.objects.count()) == ("rejected", 0)


def test_decisions_are_numbered_within_body_and_year(town: Tenant) -> None:
    body = make_council(town)
    other = make_council(town, "Kreisprojekt", short="KPR", code="kreis")
    numbers = []
    for where, start in [(body, START), (body, START), (other, START), (body, START.replace(year=2027))]:
        meeting = begin(make_meeting(where, items=("public",), starts_at=start))
        item = first_item(meeting)
        numbers.append(decide(item=item, actor=None, text="x", method="none").number)
    assert numbers == ["KPR 1/2026", "KPR 2/2026", "KREIS 1/2026", "KPR 1/2027"]


def test_two_offices_write_at_once_and_nothing_is_lost(town: Tenant) -> None:
    meeting = begin(make_meeting(make_council(town)))
    first, second = meeting.items.order_by("position")
    shown = stamp({"minutes": ""})
    write_minutes(item=first, actor=None, minutes="Von der einen Seite.", stamp=shown)
    write_minutes(item=second, actor=None, minutes="Ein anderer Punkt.", stamp=shown)
    with pytest.raises(ChangedMeanwhile):
        write_minutes(item=first, actor=None, minutes="Von der anderen Seite.", stamp=shown)
    first.refresh_from_db()
    assert first.minutes == "Von der einen Seite."


def test_approved_minutes_are_only_corrected_by_additions(town: Tenant) -> None:
    meeting = begin(make_meeting(make_council(town)))
    item = first_item(meeting)
    with pytest.raises(Conflict):
        correct(meeting=meeting, actor=None, text="zu früh")
    write_minutes(item=item, actor=None, minutes="Alt.")
    finish(meeting, approved=True)
    with pytest.raises(Conflict):
        write_minutes(item=item, actor=None, minutes="Neu.")
    with pytest.raises(Conflict):
        domain.add_item(meeting=meeting, actor=None, title="Nachgeschoben")
    added = correct(meeting=meeting, actor=None, item=item, text="Es waren vier.", on=dt.date(2027, 1, 5))
    item.refresh_from_db()
    assert (item.minutes, list(meeting.corrections.all())) == ("Alt.", [added])


def test_a_meeting_closes_only_when_every_item_is_dealt_with(town: Tenant) -> None:
    meeting = begin(make_meeting(make_council(town)))
    with pytest.raises(TransitionDenied, match="2 Punkte"):
        apply(meeting, "close", actor=None)
    coordinator = make_member(town, Role.COORDINATOR)
    for item in meeting.items.all():
        apply(item, "defer", actor=coordinator, again_on=dt.date(2027, 3, 1))
    apply(meeting, "close", actor=None)
    assert meeting.state == "held"


def test_answers_become_attendance_with_one_press(town: Tenant) -> None:
    meeting = invite(make_meeting(make_council(town, seats=4)))
    rows = list(meeting.attendances.order_by("pk"))
    answer(row=rows[0], actor=None, reply="comes")
    answer(row=rows[1], actor=None, reply="deputy", deputy="Stellvertretung")
    answer(row=rows[2], actor=None, reply="declined")
    with pytest.raises(BadInput):
        answer(row=rows[3], actor=None, reply="deputy")
    domain.add_guest(meeting=meeting, actor=None, label="Gesundheitsamt")
    apply(meeting, "begin", actor=None)
    everybody_here(meeting=meeting, actor=None)
    found = [row.presence for row in meeting.attendances.order_by("pk")]
    assert found == ["present", "deputy", "excused", "", "present"]


def test_a_body_without_deputies_takes_none(town: Tenant) -> None:
    body = make_council(town)
    set_rules(body=body, actor=None, deputising="none")
    meeting = invite(make_meeting(body))
    with pytest.raises(BadInput):
        answer(row=meeting.attendances.all()[0], actor=None, reply="deputy", deputy="Jemand")


def test_members_answer_and_act_for_their_own_seat_only(town: Tenant) -> None:
    body = make_council(town, seats=2)
    mine, other = body.seats.order_by("pk")
    member = make_member(town, Role.MEMBER)
    create_holder(seat=mine, actor=None, user=member, valid_from=dt.date(2026, 1, 1))
    meeting = invite(make_meeting(body))
    rows = {row.seat_id: row for row in meeting.attendances.all()}
    answer(row=rows[mine.pk], actor=member, reply="comes")
    with pytest.raises(NotAllowed):
        answer(row=rows[other.pk], actor=member, reply="comes")
    task = add_task(body=body, actor=None, text="Mittel anmelden", owner="Amt 0", seat=mine)
    foreign = add_task(body=body, actor=None, text="Bericht", owner="Amt 1", seat=other)
    apply(task, "complete", actor=member)
    with pytest.raises(TransitionDenied):
        apply(foreign, "complete", actor=member)
    with pytest.raises(NotAllowed):
        write_minutes(item=first_item(meeting), actor=member, minutes="x")


def test_the_log_never_holds_words_of_an_item(town: Tenant) -> None:
    meeting = begin(make_meeting(make_council(town)))
    item = first_item(meeting, "closed")
    domain.change_item(item=item, actor=None, title="Geheimes Vorhaben")
    write_minutes(item=item, actor=None, minutes="Geheime Worte.")
    recuse(item=item, seat=meeting.body.seats.order_by("pk")[0], actor=None, reason="Geheimer Grund")
    votes = {row.seat_id: "yes" for row in meeting.attendances.order_by("pk")[1:]}
    decide(item=item, actor=None, text="Geheimer Beschluss.", votes=votes)
    add_task(body=meeting.body, actor=None, item=item, text="Geheime Aufgabe", owner="Geheimes Amt")
    told = [
        str(value)
        for event in AuditEvent.objects.filter(action__startswith="council.")
        for value in (event.before, event.after, event.object_label)
    ]
    assert len(told) > 20
    assert not any("Geheim" in text for text in told)


def test_a_decision_stays_when_the_item_is_opened_again(town: Tenant) -> None:
    meeting = begin(make_meeting(make_council(town), items=("public",)))
    item = first_item(meeting)
    decide(item=item, actor=None, text="x", votes=all_votes(item))
    apply(item, "finish", actor=None)
    with pytest.raises(Conflict):
        decide(item=item, actor=None, text="y", votes=all_votes(item))
    apply(item, "resume", actor=make_member(town, Role.EDITOR), reason="Zweiter Beschluss")
    decide(item=item, actor=None, text="y", votes=all_votes(item))
    assert [one.text for one in Decision.objects.order_by("pk")] == ["x", "y"]
