"""Meetings from planning to approved minutes, and what the public sees of them on the way."""

from __future__ import annotations

import datetime as dt

import pytest

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
from umsicht.core.errors import Conflict
from umsicht.core.transitions import TransitionDenied, apply
from umsicht.council.domain import meetings as domain
from umsicht.council.domain.decisions import close_decision, decide
from umsicht.council.domain.minutes import (
    write_minutes,
)
from umsicht.council.domain.people import create_holder
from umsicht.council.domain.series import create_series
from umsicht.council.models import Meeting
from umsicht.council.queries import visibility
from umsicht.notify.domain.delivery import build
from umsicht.notify.models import Mail
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db


def test_a_series_brings_place_title_and_standing_items(town: Tenant) -> None:
    body = make_council(town)
    series = create_series(
        body=body,
        actor=None,
        title="Lagebesprechung",
        place="Polizeidirektion",
        is_situation=True,
        standing=[{"title": "Ereignisse", "kind": "report", "visibility": "closed"}],
    )
    meeting = domain.create_meeting(body=body, actor=None, starts_at=START, series=series)
    found = [(item.title, item.visibility) for item in meeting.items.all()]
    assert (meeting.title, meeting.place, found) == (
        "Lagebesprechung",
        "Polizeidirektion",
        [("Ereignisse", "closed")],
    )
    first, second = (domain.create_meeting(body=body, actor=None, starts_at=START) for _n in range(2))
    assert [first.title, second.title] == ["2. Sitzung 2026", "3. Sitzung 2026"]


def test_nobody_is_invited_without_agenda_place_and_seats(town: Tenant) -> None:
    meeting = make_meeting(make_council(town, seats=0), items=(), place="")
    with pytest.raises(TransitionDenied) as refused:
        apply(meeting, "invite", actor=None)
    assert all(word in refused.value.message for word in ("Tagesordnung", "Ort", "Sitze"))


def test_invitation_update_and_cancellation_reach_holders_with_the_date(town: Tenant) -> None:
    body = make_council(town, seats=2)
    chair, other = body.seats.order_by("pk")
    member = make_member(town, Role.MEMBER)
    create_holder(seat=chair, actor=None, user=member, valid_from=dt.date(2026, 1, 1))
    create_holder(
        seat=other, actor=None, name="Leitung", email="leitung@example.org", valid_from=dt.date(2026, 1, 1)
    )
    create_holder(
        seat=other,
        actor=None,
        name="Vertretung",
        email="vertretung@example.org",
        kind="deputy",
        valid_from=dt.date(2026, 1, 1),
        valid_to=dt.date(2026, 6, 30),
    )
    meeting = invite(make_meeting(body))
    domain.change_meeting(meeting=meeting, actor=None, place="Stadthalle")
    domain.change_meeting(meeting=meeting, actor=None, note="Bitte lesen Sie die Vorlage.")
    apply(meeting, "call_off", actor=make_member(town, Role.COORDINATOR), reason="Krankheit")
    mails = list(Mail.objects.order_by("pk"))
    assert [mail.to_email for mail in mails] == [member.email, "leitung@example.org"] * 3
    sent = [build(mail) for mail in mails[::2]]
    calendars = [mail.attachments[0].content for mail in sent]
    for text, method, sequence in zip(calendars, ["REQUEST", "REQUEST", "CANCEL"], "012", strict=True):
        assert f"METHOD:{method}" in text
        assert f"SEQUENCE:{sequence}" in text
        assert "BEGIN:VTIMEZONE" in text
        assert "DTSTART;TZID=Europe/Berlin:20261210T140000" in text
    assert ["Einladung" in sent[0].subject, "Geändert" in sent[1].subject, "Abgesagt" in sent[2].subject] == [
        True
    ] * 3
    assert not any(
        "Geheimer Punkt" in mail.body or "Geheimer Punkt" in text
        for mail, text in zip(sent, calendars, strict=True)
    )


def test_the_public_sees_only_public_items_and_minutes_only_when_approved(town: Tenant) -> None:
    meeting = make_meeting(make_council(town))
    assert list(visibility.public_meetings()) == []
    invite(meeting)
    assert list(visibility.public_meetings()) == [meeting]
    assert [item.title for item in visibility.public_items()] == ["Offener Punkt 1"]
    begin(meeting)
    for item in meeting.items.all():
        write_minutes(item=item, actor=None, minutes="Wörtlich gesagt.")
        decide(item=item, actor=None, text="Beschlossen.", votes=all_votes(item))
    assert list(visibility.public_decisions()) == []
    finish(meeting)
    assert [one.number for one in visibility.public_decisions()] == ["KPR 1/2026"]
    shown = visibility.public_items().get()
    assert visibility.minutes_of(shown) == ""
    apply(meeting, "approve", actor=None)
    shown = visibility.public_items().get()
    assert visibility.minutes_of(shown) == "Wörtlich gesagt."


@pytest.mark.parametrize("way", ["body", "meeting", "tenant", "decision", "item"])
def test_hiding_anything_on_the_way_hides_the_decision(town: Tenant, way: str) -> None:
    meeting = begin(make_meeting(make_council(town), items=("public",)))
    item = first_item(meeting)
    found = decide(item=item, actor=None, text="Beschlossen.", votes=all_votes(item))
    finish(meeting)
    assert list(visibility.public_decisions()) == [found]
    if way == "body":
        meeting.body.is_public = False
        meeting.body.save()
    elif way == "meeting":
        Meeting.objects.update(is_public=False)
    elif way == "tenant":
        town.is_active = False
        town.save()
    elif way == "decision":
        close_decision(decision=found, actor=None, reason="Versehen")
    else:
        domain.change_item(item=item, actor=None, visibility="closed")
    assert list(visibility.public_decisions()) == []


def test_what_was_closed_never_becomes_public_afterwards(town: Tenant) -> None:
    meeting = finish(begin(make_meeting(make_council(town))))
    with pytest.raises(Conflict):
        domain.change_item(item=first_item(meeting, "closed"), actor=None, visibility="public")
    assert visibility.public_items().count() == 1


def test_members_see_closed_items_of_their_own_body_only(town: Tenant) -> None:
    own, other = make_council(town), make_council(town, "Anderer Rat", short="AR")
    member = make_member(town, Role.MEMBER)
    create_holder(seat=own.seats.order_by("pk")[0], actor=None, user=member, valid_from=dt.date(2026, 1, 1))
    mine, theirs = (invite(make_meeting(body)) for body in (own, other))
    draft = make_meeting(own)
    seen = visibility.items_for(member, everything=False)
    assert set(seen.values_list("meeting", "visibility")) == {
        (mine.pk, "public"),
        (mine.pk, "closed"),
        (theirs.pk, "public"),
    }
    assert draft not in visibility.meetings_for(member, everything=False)
