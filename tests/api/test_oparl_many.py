"""OParl at size: generated meetings (ten thousand in bench/oparl.py), every object against the official schemas, and what a page costs."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django_scopes import scope

from tests.api.oparl_schemas import complaints
from tests.factories.council import make_body, make_seat
from tests.factories.oparl import entries, lists, publish
from tests.factories.tenancy import make_tenant
from umsicht.api.models import OparlObject
from umsicht.council.enums import ItemState, MeetingState, Mode, PaperKind
from umsicht.council.models import AgendaItem, Body, Meeting, Paper, Referral

pytestmark = pytest.mark.django_db
MEETINGS = 500
BEGIN = dt.datetime(2001, 1, 8, 15, 30, tzinfo=dt.UTC)
WORDS = (
    "Lage",
    "Bahnhof",
    "„Zitat“",
    "Straße & Platz",
    "<b>Fett</b>",
    "日本",
    "Ä" * 40,
    "Zeile\nzwei",
    '\\ und "',
)


def fill(body: Body, other: Body, size: int) -> None:
    """Meetings, items and papers in every state, public and closed; the same for the same size."""
    rng = random.Random(size)
    papers = Paper.objects.bulk_create(
        Paper(
            tenant=body.tenant, number=f"V-{number}", slug=f"v-{number}", subject=f"{rng.choice(WORDS)} {number}",
            kind=rng.choice(PaperKind.values), state=rng.choice(("released", "released", "draft", "withdrawn")),
            dated=(BEGIN + dt.timedelta(days=number)).date() if rng.random() < 0.9 else None,
            external_url=rng.choice(("", f"https://example.org/{number}.pdf")), text=rng.choice(WORDS),
        )
        for number in range(size // 10)
    )  # fmt: skip
    Referral.objects.bulk_create(
        Referral(
            tenant=body.tenant, paper=paper, position=1, body=rng.choice((body, other)), role=rng.choice(("note", "decide")),
            visibility=rng.choice(("public", "closed")),
        )
        for paper in papers
    )  # fmt: skip
    meetings = Meeting.objects.bulk_create(
        _meeting(rng, number, rng.choice((body, other))) for number in range(size)
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(
            tenant=body.tenant, meeting=meeting, position=number, title=f"{rng.choice(WORDS)} {number}",
            visibility=rng.choice(("public", "public", "closed")), state=rng.choice(ItemState.values),
            paper=rng.choice(papers) if rng.random() < 0.1 else None, minutes=rng.choice(("", "Besprochen.")),
        )
        for meeting in meetings
        for number in range(rng.randint(0, 3))
    )  # fmt: skip


def _meeting(rng: random.Random, number: int, body: Body) -> Meeting:
    begins = BEGIN + dt.timedelta(hours=21 * number)
    return Meeting(
        tenant=body.tenant, body=body, title=f"{number}. Sitzung {rng.choice(WORDS)}", starts_at=begins,
        ends_at=begins + dt.timedelta(minutes=rng.randint(1, 600)) if rng.random() < 0.7 else None,
        mode=rng.choice(Mode.values), place=rng.choice(("", " ", "Rathaus", "Bürgerhaus, Saal 3")),
        state=rng.choice(MeetingState.values), is_public=rng.random() < 0.9, invited_at=begins,
    )  # fmt: skip


def test_generated_meetings_validate() -> None:
    tenant = make_tenant()
    with scope(tenant=tenant):
        body, other = make_body(tenant, kind="council"), make_body(tenant)
        make_seat(body)
        fill(body, other, MEETINGS)
        public = Meeting.objects.filter(is_public=True).exclude(state="planned").count()
    assert publish() > MEETINGS
    found = {name: entries(path) for name, path in lists(entries("bodies")[0]).items()}
    assert [text for rows in found.values() for row in rows for text in complaints(row)] == []
    with scope(tenant=tenant):
        held = {
            kind: OparlObject.objects.filter(kind=kind).count() for kind in ("Meeting", "AgendaItem", "Paper")
        }
    assert (len(found["meeting"]), held) == (
        public,
        {"Meeting": public, "AgendaItem": len(found["agendaItem"]), "Paper": len(found["paper"])},
    )
    assert publish() == 0


def test_a_page_of_a_long_list_needs_as_few_queries_as_one_of_a_short(
    django_assert_max_num_queries: Any,
) -> None:
    tenant = make_tenant()
    with scope(tenant=tenant):
        fill(make_body(tenant, kind="council"), make_body(tenant), 300)
    publish()
    for path in lists(entries("bodies")[0]).values():
        with django_assert_max_num_queries(14):
            assert Client().get(path.removeprefix(settings.SITE_URL)).status_code == 200
