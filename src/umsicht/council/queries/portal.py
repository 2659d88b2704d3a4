"""Bodies, meetings and decisions as the portal shows them (papers: `public_papers`). Every set begins with one of `visibility`.

All need the scope of the municipality.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from umsicht.core import clock
from umsicht.core.errors import NotFound
from umsicht.core.memory import Memory
from umsicht.council.enums import MeetingState
from umsicht.council.models import AgendaItem, Body, Correction, Decision, Meeting, Paper
from umsicht.council.queries.bodies import Node, structure, title_of, with_names
from umsicht.council.queries.visibility import (
    public_bodies,
    public_decisions,
    public_items,
    public_meetings,
    public_papers,
)
from umsicht.tenancy.models import Tenant

SHOWN = 3
CALENDAR = 400


_bodies: Memory[dict[int, Body]] = Memory(500)
_structures: Memory[list[Node]] = Memory(500)
_works: Memory[Work] = Memory(2_000)
"""What pages of one municipality have in common, read once per content version; so it must never be changed."""


def bodies_of_portal(tenant: Tenant) -> dict[int, Body]:
    """All bodies of the portal with their names and what stands above them, by primary key."""
    held = _bodies.get(tenant.pk, tenant.content_version)
    if held is None:
        found = with_names(public_bodies().select_related("tenant", "parent")).order_by("pk")
        held = _bodies.keep(tenant.pk, tenant.content_version, {body.pk: body for body in found})
    return held


def body_by_code(tenant: Tenant, code: str) -> Body | None:
    """A body of the portal; None for an empty or unknown code."""
    return next((body for body in bodies_of_portal(tenant).values() if body.code == code), None)


def public_body(tenant: Tenant, code: str) -> Body:
    """One body that the portal shows, ended or not. Raises NotFound."""
    found = body_by_code(tenant, code)
    if found is None:
        raise NotFound
    return found


def structure_of_portal(tenant: Tenant) -> list[Node]:
    """The structure of today as the public sees it."""
    today = clock.today()
    version = (tenant.content_version, today)
    held = _structures.get(tenant.pk, version)
    if held is None:
        held = _structures.keep(tenant.pk, version, structure(today, public_only=True))
    return held


@dataclass(frozen=True)
class Work:
    """The next meetings and the newest decisions of a body or of all, and whether there were meetings before."""

    meetings: list[Meeting]
    decisions: list[Decision]
    has_past: bool


def work_of(tenant: Tenant, body: Body | None = None) -> Work:
    key, version = (tenant.pk, body.pk if body is not None else 0), (tenant.content_version, clock.today())
    held = _works.get(key, version)
    if held is None:
        made = Work(
            list(coming_meetings(body)[:SHOWN]),
            list(decisions(body=body)[:SHOWN]),
            past_meetings(body).exists(),
        )
        held = _works.keep(key, version, made)
    return held


def _with_bodies(found: QuerySet[Any]) -> QuerySet[Any]:
    return found.select_related("body").prefetch_related("body__names")


def coming_meetings(body: Body | None = None) -> QuerySet[Meeting]:
    """From today on, the next one first."""
    start, _end = clock.day_bounds(clock.today())
    return _of(body, public_meetings().filter(starts_at__gte=start)).order_by("starts_at", "pk")


def past_meetings(body: Body | None = None) -> QuerySet[Meeting]:
    """Before today, the latest first."""
    start, _end = clock.day_bounds(clock.today())
    return _of(body, public_meetings().filter(starts_at__lt=start)).order_by("-starts_at", "-pk")


def calendar_meetings(body: Body | None = None) -> list[Meeting]:
    """For a calendar to subscribe to: a year back and all that is announced."""
    since = clock.now() - dt.timedelta(days=366)
    found = _of(body, public_meetings().filter(starts_at__gte=since)).order_by("starts_at", "pk")
    return list(found[:CALENDAR])


def _of(body: Body | None, found: QuerySet[Any]) -> QuerySet[Any]:
    return _with_bodies(found if body is None else found.filter(body=body))


def bodies_that_meet() -> list[tuple[str, str]]:
    """Bodies with a public meeting, as choices of a filter."""
    return _choices(public_meetings().order_by().values("body"))


def bodies_that_decide() -> list[tuple[str, str]]:
    return _choices(public_decisions().order_by().values("body"))


def _choices(bodies: QuerySet[Any]) -> list[tuple[str, str]]:
    found = public_bodies().filter(pk__in=bodies).prefetch_related("names")
    return sorted(((body.code, title_of(body)) for body in found), key=lambda pair: pair[1].casefold())


def titles(tenant: Tenant, codes: Collection[str]) -> dict[str, str]:
    """Names of the portal's bodies by code; others are left out."""
    found = bodies_of_portal(tenant).values()
    return {body.code: title_of(body) for body in found if body.code in codes}


def public_meeting(pk: int) -> Meeting:
    """Raises NotFound, also for one that is not for the public."""
    found: Meeting | None = _with_bodies(public_meetings().filter(pk=pk)).first()
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True)
class Item:
    """A public item as the agenda shows it: numbered among the public ones alone."""

    number: int
    item: AgendaItem
    paper: Paper | None
    decisions: list[Decision]
    corrections: list[Correction]


def agenda_of(meeting: Meeting) -> list[Item]:
    """Public items, numbered "Ö 1" and so on; four queries."""
    items = list(public_items().filter(meeting=meeting).order_by("position", "pk"))
    papers = public_papers().in_bulk([item.paper_id for item in items if item.paper_id])
    decisions = _grouped(public_decisions().filter(item__in=items).order_by("serial", "pk"))
    corrections: dict[int, list[Correction]] = {}
    if meeting.state == MeetingState.APPROVED:
        corrections = _grouped(Correction.objects.filter(item__in=items).order_by("decided_on", "pk"))
    for item in items:
        item.meeting = meeting
    return [
        Item(
            number,
            item,
            papers.get(item.paper_id or 0),
            decisions.get(item.pk, []),
            corrections.get(item.pk, []),
        )
        for number, item in enumerate(items, start=1)
    ]


def _grouped(found: QuerySet[Any]) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = {}
    for one in found:
        grouped.setdefault(one.item_id, []).append(one)
    return grouped


def decisions(*, body: Body | None = None, year: int = 0, text: str = "") -> QuerySet[Decision]:
    """Public decisions, the newest first, with the public items they come from."""
    found = _of(body, public_decisions())
    if 1900 <= year <= 2100:
        found = found.filter(decided_on__year=year)
    for word in text.split()[:5]:
        found = found.filter(Q(text__icontains=word) | Q(number__icontains=word))
    return found.select_related("body", "item__meeting").order_by("-decided_on", "-pk")


def years_of_decisions() -> list[int]:
    return [day.year for day in public_decisions().dates("decided_on", "year", order="DESC")]


def addresses_of_meetings() -> QuerySet[Any, tuple[int, dt.datetime]]:
    """(primary key, changed at) of all public meetings, for sitemaps."""
    return public_meetings().order_by("pk").values_list("pk", "updated_at")
