"""Papers, and meetings with agenda and decisions in any state, written past the procedures. All need the scope of the tenant."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from tests.factories.council import make_seat
from umsicht.core import clock
from umsicht.council.domain.papers import create_paper
from umsicht.council.domain.routes import add_step
from umsicht.council.models import AgendaItem, Body, Decision, Meeting, Paper, Referral, SeatHolder
from umsicht.council.receivers import papers_changed
from umsicht.tenancy.models import Tenant

_count = itertools.count(1)


def make_paper(tenant: Tenant, *, body: Body | None = None, release: bool = True, **fields: Any) -> Paper:
    """A released information paper; with a `body` publicly on its way there. Needs the scope of the tenant."""
    step = {name: fields.pop(name) for name in ("visibility", "planned_on", "role") if name in fields}
    number = next(_count)
    values: dict[str, Any] = {"subject": f"Bericht {number}", "text": "Die Lage ist ruhig."}
    paper = create_paper(tenant=tenant, actor=None, **(values | fields))
    if body is not None:
        make_step(paper, body, **step)
    if release:
        Paper.objects.filter(pk=paper.pk).update(state="released")
        paper.refresh_from_db()
        papers_changed(tenant, [paper.pk])
    return paper


def make_step(paper: Paper, body: Body, **fields: Any) -> Referral:
    return add_step(paper=paper, actor=None, body=body, **({"visibility": "public"} | fields))


def announced(body: Body, starts_at: dt.datetime, **fields: Any) -> Meeting:
    """An announced meeting of the portal's calendar."""
    values: dict[str, Any] = {
        "title": "Sitzung", "state": "invited", "invited_at": clock.now(), "is_public": True, "place": "Rathaus",
    }  # fmt: skip
    return Meeting.objects.create(tenant=body.tenant, body=body, starts_at=starts_at, **(values | fields))


def make_item(meeting: Meeting, title: str = "", **fields: Any) -> AgendaItem:
    """The next item of a meeting, public unless said otherwise."""
    number = meeting.items.count() + 1
    values: dict[str, Any] = {"position": number, "visibility": "public", "title": title or f"Punkt {number}"}
    return AgendaItem.objects.create(tenant=meeting.tenant, meeting=meeting, **(values | fields))


def make_decision(body: Body, item: AgendaItem | None = None, **fields: Any) -> Decision:
    """The body's next decision, public unless said otherwise."""
    serial = next(_count)
    values: dict[str, Any] = {
        "number": f"KPR {serial}/2026", "year": 2026, "serial": serial, "decided_on": dt.date(2026, 11, 2),
        "text": "Es wird so gemacht.", "visibility": "public",
    }  # fmt: skip
    return Decision.objects.create(tenant=body.tenant, body=body, item=item, **(values | fields))


def make_holder(body: Body, user: Any, office: str = "") -> SeatHolder:
    """Somebody who has a seat in the body from the beginning."""
    return SeatHolder.objects.create(
        tenant=body.tenant,
        seat=make_seat(body, office),
        user=user,
        valid_from=clock.today() - dt.timedelta(days=9),
    )
