"""Meetings, decisions and papers as the portal shows them. Every set begins with one of `visibility`.

All need the scope of the municipality.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet
from django_scopes import scope

from umsicht.core import clock
from umsicht.core.errors import NotFound
from umsicht.core.prepared import Prepared, columns, instance
from umsicht.council.enums import MeetingState
from umsicht.council.models import AgendaItem, Body, Correction, Decision, Meeting, Paper, PaperFile, Referral
from umsicht.council.queries.bodies import title_of
from umsicht.council.queries.visibility import (
    public_bodies,
    public_decisions,
    public_items,
    public_meetings,
    public_papers,
    public_steps,
)
from umsicht.files.enums import FileState
from umsicht.tenancy.models import Tenant

SHOWN = 3
CALENDAR = 400


def body_by_code(code: str) -> Body | None:
    """A body of the portal; None for an empty or unknown code."""
    return public_bodies().filter(code=code).prefetch_related("names").first() if code else None


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


def titles(codes: Iterable[str]) -> dict[str, str]:
    """Names of the portal's bodies by code; others are left out."""
    found = public_bodies().filter(code__in=list(codes)).prefetch_related("names")
    return {body.code: title_of(body) for body in found}


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


def public_paper(slug: str) -> Paper:
    """Raises NotFound, also for one of whose route the public may know nothing."""
    found = public_papers().select_related("tenant").filter(slug=slug).first()
    if found is None:
        raise NotFound
    return found


def addresses_of_meetings() -> QuerySet[Any, tuple[int, dt.datetime]]:
    """(primary key, changed at) of all public meetings, for sitemaps."""
    return public_meetings().order_by("pk").values_list("pk", "updated_at")


def addresses_of_papers() -> QuerySet[Any, tuple[str, dt.datetime]]:
    """(slug, changed at) of all public papers, for sitemaps."""
    return public_papers().order_by("pk").values_list("slug", "updated_at")


@lru_cache(maxsize=500)
def _by_id(tenant_id: int) -> Prepared:
    """The question of what is public takes Django longer to write down than the store to answer; written once per town."""

    def build(ids: Any) -> QuerySet[Any, tuple[Any, ...]]:
        with scope(tenant=Tenant(pk=tenant_id)):
            return public_papers().filter(pk__in=ids).order_by().values_list(*columns(Paper))

    return Prepared(build)


def papers_by_id(tenant: Tenant, ids: Iterable[int]) -> list[Paper]:
    """The public ones among what an index named, in its order; one query."""
    wanted = tuple(ids)
    rows = (instance(Paper, row) for row in _by_id(tenant.pk).rows(ids=wanted))
    found = {paper.pk: paper for paper in rows}
    return [found[pk] for pk in wanted if pk in found]


def newest_papers(body: Body | None = None, most: int = SHOWN) -> list[Paper]:
    """By their own dates. For a body: what is publicly on its agenda or route."""
    found = public_papers()
    if body is not None:
        steps = public_steps().filter(body=body).order_by().values("paper")
        items = public_items().filter(meeting__body=body, paper__isnull=False).order_by().values("paper")
        found = found.filter(Q(pk__in=steps) | Q(pk__in=items))
    return list(found.defer("motion", "questions").order_by("-dated", "-pk")[:most])


def public_route(paper: Paper) -> list[Referral]:
    return list(_with_bodies(public_steps().filter(paper=paper)).order_by("position", "pk"))


def public_items_of(paper: Paper) -> list[AgendaItem]:
    found = public_items().filter(paper=paper).select_related("meeting__body")
    return list(
        found.prefetch_related("meeting__body__names").order_by("meeting__starts_at", "position", "pk")
    )


def public_decisions_of(paper: Paper) -> list[Decision]:
    found = public_decisions().filter(item__paper=paper)
    return list(_with_bodies(found).order_by("decided_on", "serial", "pk"))


def answered_by(paper: Paper) -> Paper | None:
    """The paper that this one answers, if the public may know it."""
    return public_papers().filter(pk=paper.answers_id).first() if paper.answers_id else None


def answers_to(paper: Paper) -> list[Paper]:
    """Sorted here: by its order the store would choose the index of all days and look through every paper."""
    found = public_papers().filter(answers=paper).order_by()
    return sorted(found, key=lambda one: (one.dated or dt.date.min, one.pk))


def public_files(paper: Paper) -> list[PaperFile]:
    """Checked attachments of a public paper."""
    found = PaperFile.objects.filter(paper=paper, file__state=FileState.CLEAN).select_related("file__tenant")
    return list(found.order_by("position", "pk"))


def public_file(slug: str, pk: int) -> PaperFile:
    """An attachment by the address of its paper. Raises NotFound."""
    found = [row for row in public_files(public_paper(slug)) if row.pk == pk]
    if not found:
        raise NotFound
    return found[0]
