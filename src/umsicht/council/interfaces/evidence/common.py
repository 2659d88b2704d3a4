"""Records of the council as proofs: what they are called and which page shows them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.db.models import QuerySet

from umsicht.core import german
from umsicht.core.evidence import Ask, Record
from umsicht.council.enums import Precision
from umsicht.council.models import Body, Decision, Meeting, Paper
from umsicht.council.queries.bodies import title_of
from umsicht.council.queries.visibility import public_bodies, public_decisions, public_meetings, public_papers
from umsicht.tenancy.interfaces.pages import in_town, page_of

PHRASES = german.book(Path(__file__).resolve().parents[2] / "data" / "bausteine.yaml")
say = PHRASES.say


def day_words(day: dt.date | None, precision: str = Precision.DAY) -> str:
    """ "04.02.1998", "August 2019" or "2019": as exactly as it is known; "" when it is not."""
    styles = {Precision.DAY: "", Precision.MONTH: "month", Precision.YEAR: "year"}
    return "" if day is None else german.date_text(day, styles[Precision(precision)])


def bodies(ask: Ask) -> QuerySet[Body]:
    return public_bodies() if ask.public else Body.objects.all()


def meetings(ask: Ask) -> QuerySet[Meeting]:
    return public_meetings() if ask.public else Meeting.objects.all()


def decisions(ask: Ask) -> QuerySet[Decision]:
    """Of the period, in their order."""
    found = public_decisions() if ask.public else Decision.objects.all()
    return found.filter(decided_on__range=(ask.first, ask.last)).order_by("decided_on", "pk")


def papers(ask: Ask) -> QuerySet[Paper]:
    return public_papers() if ask.public else Paper.objects.all()


def of_body(body: Body, label: str = "") -> Record:
    tenant = body.tenant
    page = page_of(tenant, "public:council_body", state="public:council_body_state")
    return Record(
        "council.body",
        body.code,
        label or title_of(body),
        page if body.is_public else "",
        (*in_town(tenant), ("code", body.code)),
        body.source,
    )


def of_paper(paper: Paper) -> Record:
    args = (*in_town(paper.tenant), ("slug", paper.slug))
    page = page_of(paper.tenant, "public:council_paper")
    return Record("council.paper", paper.number, paper.number, page, args, paper.source)


def of_meeting(meeting: Meeting) -> Record:
    day = german.date_text(meeting.starts_at)
    args = (*in_town(meeting.tenant), ("meeting_id", str(meeting.pk)))
    label = f"{meeting.title} vom {day}"
    page = page_of(meeting.tenant, "public:council_meeting") if meeting.is_public else ""
    return Record("council.meeting", str(meeting.pk), label, page, args)


def of_decision(decision: Decision) -> Record:
    town = in_town(decision.tenant)
    shown = decision.visibility == "public"
    if decision.item is not None:
        page, args = "public:council_meeting", (*town, ("meeting_id", str(decision.item.meeting_id)))
    else:
        page, args = "public:council_decisions", town
    page = page_of(decision.tenant, page) if shown else ""
    return Record("council.decision", decision.number, decision.number, page, args)
