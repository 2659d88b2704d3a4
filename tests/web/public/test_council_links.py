"""Behind the links of mails: answers to an invitation and votes in writing, without an account."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.test import Client
from django_scopes import scope

from tests.factories.browsers import browser_of
from tests.factories.meetings import in_days, invite, make_council, make_meeting
from tests.factories.tenancy import make_member, make_tenant
from umsicht.core import clock
from umsicht.council.domain.circular import establish_due, start
from umsicht.council.domain.procedure import set_rules
from umsicht.council.models import (
    CircularVote,
)
from umsicht.council.telling import BALLOT, REPLY
from umsicht.notify.domain import links
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.django_db
DESK = "/desk/musterstadt"


@pytest.fixture
def town() -> Iterator[Tenant]:
    tenant = make_tenant(slug="musterstadt")
    with scope(tenant=tenant):
        yield tenant


@pytest.fixture
def desk(town: Tenant) -> Client:
    return browser_of(make_member(town, Role.COORDINATOR))


def token(purpose: str, record: object, days: int = 9) -> str:
    return links.issue(
        purpose=purpose,
        tenant=record.tenant,  # type: ignore[attr-defined]
        subject=record.pk,  # type: ignore[attr-defined]
        lifetime=dt.timedelta(days=days),
    )


def test_the_link_of_the_invitation_shows_the_agenda_and_takes_the_answer(town: Tenant) -> None:
    meeting = invite(make_meeting(make_council(town), starts_at=in_days(9)))
    row = meeting.attendances.order_by("pk")[0]
    url, visitor = f"/musterstadt/sitzung/antwort/{token(REPLY, row)}", Client()
    page = visitor.get(url)
    assert ("Geheimer Punkt 2" in page.content.decode(), page["Cache-Control"]) == (True, "private, no-store")
    assert visitor.post(url, {"reply": "deputy", "deputy": ""}).status_code == 400
    assert "ist notiert" in visitor.post(url, {"reply": "comes"}).content.decode()
    row.refresh_from_db()
    assert (row.reply, visitor.get(url + "x").status_code) == ("comes", 400)
    assert Client().get(url.replace("musterstadt", "anderswo")).status_code == 404


def test_a_link_to_vote_works_once_and_not_too_late(town: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    body = make_council(town, seats=3)
    set_rules(body=body, actor=None, circular_votes=True)
    vote = start(body=body, actor=None, subject="Termin", text="Am 22. April.", deadline=in_days(3))
    first, second, _third = vote.ballots.order_by("pk")
    visitor = Client()
    one, twin, late = (
        f"/musterstadt/umlauf/{token(BALLOT, b, d)}" for b, d in ((first, 3), (first, 3), (second, 30))
    )
    assert "Am 22. April." in visitor.get(one).content.decode()
    assert visitor.post(one, {}).status_code == 400
    assert "ist notiert" in visitor.post(one, {"stimme": "yes"}).content.decode()
    used, other = visitor.post(one, {"stimme": "no"}), visitor.post(twin, {"stimme": "no"})
    assert [used.status_code, other.status_code] == [410, 409]
    assert "schon benutzt" in used.content.decode() or "schon verwendet" in used.content.decode()
    assert "schon abgegeben" in other.content.decode()
    then = clock.now() + dt.timedelta(days=4)
    monkeypatch.setattr(clock, "now", lambda: then)
    over = visitor.post(late, {"stimme": "yes"})
    assert (over.status_code, "ist vorbei" in over.content.decode()) == (410, True)
    assert establish_due() == 1
    vote.refresh_from_db()
    decision = vote.decision
    assert decision is not None
    assert (vote.state, decision.outcome, decision.yes, "1 von 3" in decision.basis) == (
        "decided",
        "rejected",
        1,
        True,
    )
    assert first.vote.ballots.get(pk=first.pk).value == "yes"


def test_a_vote_in_writing_ends_when_all_have_answered(town: Tenant, desk: Client) -> None:
    body = make_council(town, seats=2)
    entered = {
        "body": body.pk, "subject": "Termin", "text": "22. April", "visibility": "public",
        "day": f"{clock.today() + dt.timedelta(days=5)}", "time": "12:00",
    }  # fmt: skip
    refused = desk.post(f"{DESK}/umlauf/neu", entered)
    assert (refused.status_code, "kein Umlaufverfahren" in refused.content.decode()) == (400, True)
    set_rules(body=body, actor=None, circular_votes=True)
    assert desk.post(f"{DESK}/umlauf/neu", entered).status_code == 302
    vote = CircularVote.objects.get()
    for ballot in vote.ballots.all():
        Client().post(f"/musterstadt/umlauf/{token(BALLOT, ballot)}", {"stimme": "yes"})
    vote.refresh_from_db()
    assert vote.decision is not None
    assert (vote.state, vote.decision.outcome, vote.decision.method) == ("decided", "adopted", "circular")
