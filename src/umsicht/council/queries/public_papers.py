"""Papers as the portal shows them. Every set begins with one of `visibility`; all need the scope of the municipality.

Compiled once, since the question of what is public takes Django longer to write down than the store to answer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from umsicht.core.errors import NotFound
from umsicht.core.prepared import columns, instance
from umsicht.council.models import AgendaItem, Body, Decision, Meeting, Paper, PaperFile, Referral
from umsicht.council.queries.portal import SHOWN, bodies_of_portal
from umsicht.council.queries.visibility import public_decisions, public_items, public_papers, public_steps
from umsicht.files.enums import FileState
from umsicht.files.models import StoredFile
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.compiled import Columns, Records

_BY_SLUG = Records(lambda slugs: public_papers().filter(slug__in=slugs).order_by(), Paper)
_LINES = Records(
    lambda ids: public_papers().filter(pk__in=ids).order_by(),
    Paper, "number", "slug", "subject", "kind", "dated", "precision", "is_demo", "updated_at",
)  # fmt: skip
_ANSWERS = Records(lambda ids: public_papers().filter(answers__in=ids).order_by(), Paper)
_STEPS = Records(lambda ids: public_steps().filter(paper__in=ids).order_by("position", "pk"), Referral)
_ITEMS = Columns(
    lambda ids: public_items().filter(paper__in=ids).order_by("meeting__starts_at", "position", "pk"),
    *columns(AgendaItem),
    *columns(Meeting, "meeting__"),
)
_DECISIONS = Records(
    lambda ids: public_decisions().filter(item__in=ids).order_by("decided_on", "serial", "pk"), Decision
)
_FILES = Columns(
    lambda ids: PaperFile.objects.filter(paper__in=ids, file__state=FileState.CLEAN).order_by(
        "position", "pk"
    ),
    *columns(PaperFile),
    *columns(StoredFile, "file__"),
)


def public_paper(tenant: Tenant, slug: str) -> Paper:
    """Raises NotFound, also for one of whose route the public may know nothing."""
    found: list[Paper] = _BY_SLUG.of(tenant, [slug])
    if not found:
        raise NotFound
    return found[0]


def papers_by_id(tenant: Tenant, ids: Iterable[int]) -> list[Paper]:
    """The public ones among what an index named, in its order, with what a list says of them; one query."""
    wanted = list(ids)
    found: dict[int, Paper] = {paper.pk: paper for paper in _LINES.of(tenant, wanted)}
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
    return _with_bodies(paper.tenant, _STEPS.of(paper.tenant, [paper.pk]))


def _with_bodies(tenant: Tenant, found: Iterable[Any]) -> list[Any]:
    """Each knows its body, which knows its names."""
    bodies, shown = bodies_of_portal(tenant), []
    for one in found:
        if one.body_id in bodies:
            one.body = bodies[one.body_id]
            shown.append(one)
    return shown


def public_items_of(paper: Paper) -> list[AgendaItem]:
    """In order of time, each with its meeting and that one's body."""
    width, items = len(columns(AgendaItem)), []
    for row in _ITEMS.rows(paper.tenant, [paper.pk]):
        item, meeting = instance(AgendaItem, row[:width]), instance(Meeting, row[width:])
        item.meeting = meeting
        items += [item] if _with_bodies(paper.tenant, [meeting]) else []
    return items


def public_decisions_of(tenant: Tenant, items: Iterable[AgendaItem]) -> list[Decision]:
    """What was decided at these items of a paper."""
    return _with_bodies(tenant, _DECISIONS.of(tenant, [item.pk for item in items]))


def answered_by(paper: Paper) -> Paper | None:
    """What a list says of the paper that this one answers, if the public may know it."""
    asked = [paper.answers_id] if paper.answers_id else []
    return next(iter(papers_by_id(paper.tenant, asked)), None)


def answers_to(paper: Paper) -> list[Paper]:
    found = _ANSWERS.of(paper.tenant, [paper.pk])
    return sorted(found, key=lambda one: (one.dated or dt.date.min, one.pk))


def public_files(paper: Paper) -> list[PaperFile]:
    """Checked attachments of a public paper."""
    width, found = len(columns(PaperFile)), []
    for row in _FILES.rows(paper.tenant, [paper.pk]):
        attached = instance(PaperFile, row[:width])
        attached.file = instance(StoredFile, row[width:])
        attached.file.tenant = paper.tenant
        found.append(attached)
    return found


def public_file(tenant: Tenant, slug: str, pk: int) -> PaperFile:
    """An attachment by the address of its paper. Raises NotFound."""
    found = [row for row in public_files(public_paper(tenant, slug)) if row.pk == pk]
    if not found:
        raise NotFound
    return found[0]


def addresses_of_papers() -> QuerySet[Any, tuple[str, dt.datetime]]:
    """(slug, changed at) of all public papers, for sitemaps."""
    return public_papers().order_by("pk").values_list("slug", "updated_at")
