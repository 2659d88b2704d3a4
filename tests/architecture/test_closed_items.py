"""What a body deals with behind closed doors is read by its office and its own people, by nobody else and on no way.

The word stands in every text of closed items: titles, minutes, decisions, tasks, reasons, papers, votes in writing. Every
role crawls its desk and a visitor the portals; documents are read as the blocks they are made of.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django_scopes import scope

from tests.architecture.crawl import crawl, failing, holding
from tests.conftest import forget_everything
from tests.factories.meetings import begin, finish, in_days, invite, make_council, make_meeting
from tests.factories.papers import make_paper
from tests.factories.tenancy import make_member, make_state, make_tenant
from umsicht.accounts.models import User
from umsicht.council.domain.circular import start
from umsicht.council.domain.decisions import decide
from umsicht.council.domain.meetings import add_item
from umsicht.council.domain.minutes import add_task, recuse, write_minutes
from umsicht.council.domain.people import create_holder
from umsicht.council.domain.procedure import set_rules
from umsicht.council.models import Body
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant
from umsicht.web import pagecache

WORD, OPEN = "Hinterzimmer", "Ratssaal"
OUTSIDE = (
    Role.MEMBER,
    Role.REVIEWER,
    Role.MODERATOR,
    Role.FINANCE,
    Role.ADVISER,
    Role.AUDITOR,
    Role.PROVIDER,
)
SINCE = dt.date(2020, 1, 1)


def fill(tenant: Tenant, mark: str) -> Body:
    """A public body with meetings in each state, each with an open and a closed item full of words."""
    body = make_council(tenant, f"Rat {mark}", short=f"R{mark}", code=f"rat-{mark.lower()}")
    set_rules(body=body, actor=None, circular_votes=True)
    secret = f"{WORD}{mark}"
    words = {"subject": f"{secret} Vorlage", "text": f"{secret} Wortlaut", "motion": f"{secret} Antrag"}
    paper = make_paper(tenant, body=body, visibility="closed", **words)
    for days in (-200, -20, 20):
        meeting = make_meeting(body, items=(), starts_at=in_days(days))
        add_item(meeting=meeting, actor=None, title=f"{OPEN}{mark}", visibility="public", topic="Licht")
        closed = add_item(
            meeting=meeting,
            actor=None,
            title=f"{secret} Punkt",
            visibility="closed",
            topic=f"{secret} Thema",
            paper=paper,
        )
        if days > 0:
            invite(meeting)
            continue
        begin(meeting)
        for item in meeting.items.all():
            words = secret if item.pk == closed.pk else f"{OPEN}{mark}"
            write_minutes(item=item, actor=None, minutes=f"{words} gesagt")
            if item.pk == closed.pk:
                recuse(item=item, seat=body.seats.order_by("pk")[4], actor=None, reason=f"{secret} Grund")
            votes = {row.seat_id: "yes" for row in meeting.attendances.order_by("pk")[:4]}
            decide(item=item, actor=None, text=f"{words} beschlossen", votes=votes)
            add_task(
                body=body,
                actor=None,
                item=item,
                text=f"{secret} Aufgabe",
                owner=f"{secret} Amt",
                due_on=SINCE,
            )
        finish(meeting, approved=days == -200)
    start(body=body, actor=None, subject=f"{secret} Umlauf", text=f"{secret} Umlauftext", deadline=in_days(9))
    return body


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    with django_db_blocker.unblock(), transaction.atomic():
        forget_everything()
        make_state(slug="land")
        own, other = make_tenant(slug="astadt"), make_tenant(slug="bestadt")
        with scope(tenant=other):
            fill(other, "Beta")
        with scope(tenant=own):
            body = fill(own, "Alpha")
            neighbour = make_council(own, "Nachbargruppe", short="NG")
            inside, beside = make_member(own, Role.MEMBER), make_member(own, Role.MEMBER)
            create_holder(seat=body.seats.order_by("pk")[1], actor=None, user=inside, valid_from=SINCE)
            create_holder(seat=neighbour.seats.order_by("pk")[1], actor=None, user=beside, valid_from=SINCE)
        people = {role.value: make_member(own, role) for role in (*OUTSIDE, Role.COORDINATOR, Role.EDITOR)}
        people |= {"inside": inside, "beside": beside, "beta": make_member(other, Role.COORDINATOR)}
        forget_everything()
        yield {"own": own, "other": other, "body": body, **people}
        transaction.set_rollback(True)


@pytest.fixture
def readable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents as the text that goes into them."""

    def as_text(parts: Any, *, meta: Any) -> bytes:
        return json.dumps([parts, str(meta)], default=str, ensure_ascii=False).encode()

    for place in ("council.interfaces.documents", "web.desk.council.papers"):
        for name in ("pdf_of_blocks", "docx_of_blocks"):
            monkeypatch.setattr(f"umsicht.{place}.{name}", as_text)
    monkeypatch.setattr("umsicht.web.public.council.papers.pdf_of_blocks", as_text)


def visit(person: User | None, addresses: list[str], within: tuple[str, ...] = ("/",)) -> list[Any]:
    pagecache.store.clear()
    client = Client(REMOTE_ADDR="203.0.113.9")
    if person is not None:
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return crawl(client, addresses, 250, within)


def desk_of(person: User, slug: str = "astadt") -> list[Any]:
    parts = (
        "",
        "/sitzungen",
        "/beschluesse",
        "/aufgaben",
        "/umlauf",
        "/vorlagen",
        "/meine-gremien",
        "/gremien",
    )
    starts = [
        f"/desk/{slug}",
        f"/desk/{slug}/zu-erledigen",
        *(f"/desk/{slug}{part}" for part in parts if part),
    ]
    starts += [f"/desk/{slug}/sitzungen/thema?thema=Licht", f"/desk/{slug}/sitzungen?q={WORD}"]
    within = tuple(f"/desk/{slug}{part}" for part in parts if part)
    return [page for page in visit(person, starts, within) if WORD not in page.path]


@pytest.mark.django_db
@pytest.mark.usefixtures("readable")
def test_visitors_read_open_items_and_nothing_else(world: dict[str, Any]) -> None:
    starts = [f"/{slug}/praeventionsrat" for slug in ("astadt", "bestadt")]
    starts += [f"/astadt/praeventionsrat/vorlagen?q={WORD}", "/astadt/angebote?q=Rat"]
    pages = visit(None, starts, ("/astadt/praeventionsrat", "/bestadt/praeventionsrat"))
    assert len(holding(pages, f"{OPEN}Alpha")) > 3
    assert holding([page for page in pages if WORD not in page.path], WORD) == []
    assert failing(pages) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("readable")
@pytest.mark.parametrize("role", [role.value for role in OUTSIDE] + ["beside"])
def test_no_role_without_a_seat_in_the_body_reads_closed_items(world: dict[str, Any], role: str) -> None:
    pages = desk_of(world[role])
    assert (holding(pages, WORD), failing(pages)) == ([], [])


@pytest.mark.django_db
@pytest.mark.usefixtures("readable")
@pytest.mark.parametrize("role", ["inside", "coordinator", "editor"])
def test_office_and_members_read_them_in_their_own_town_only(world: dict[str, Any], role: str) -> None:
    pages = desk_of(world[role])
    assert len(holding(pages, f"{WORD}Alpha")) > 5
    assert holding(pages, f"{WORD}Beta") == []


@pytest.mark.django_db
def test_another_towns_office_reads_nothing(world: dict[str, Any]) -> None:
    pages = desk_of(world["beta"])
    assert {page.status for page in pages} == {404}
    assert holding(desk_of(world["beta"], "bestadt"), f"{WORD}Alpha") == []
