"""Reads of bodies with their names and seats. All need the scope of the tenant."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from umsicht.core import clock
from umsicht.core.errors import NotFound
from umsicht.core.ordering import order_by
from umsicht.council.enums import BodyKind, BodyLink, Precision
from umsicht.council.models import Body, BodyName, FormerPlace, Seat
from umsicht.council.values import Place, name_on, place_on, runs_on
from umsicht.tenancy.enums import TenantKind
from umsicht.tenancy.models import Tenant

SORTS = {
    "name": ("title",),
    "art": ("kind", "title"),
    "seit": ("founded_on", "title"),
    "sitze": ("seats_now", "title"),
}
STATES = ("", "portal", "intern", "beendet")
PUBLIC = Q(is_public=True) & (Q(tenant__is_active=True) | Q(tenant__kind=TenantKind.STATE))
"""What a portal may say; a town whose portal is closed says nothing, the alliance's own pages are always there."""


SOON = dt.timedelta(days=183)
"""So long before something ends the office is told."""


def shows(tenant: Tenant) -> bool:
    """The same asked of a tenant."""
    return tenant.is_active or tenant.is_state


@dataclass(frozen=True)
class Wanted:
    """What a reader may narrow by; empty values mean everything that runs, unknown ones count as none."""

    text: str = ""
    kind: str = ""
    state: str = ""
    sort: str = "name"


def running(day: dt.date, prefix: str = "") -> Q:
    """Periods that include the day; both ends count, a missing one is open."""
    start, end = f"{prefix}valid_from", f"{prefix}valid_to"
    return (Q(**{f"{start}__isnull": True}) | Q(**{f"{start}__lte": day})) & (
        Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": day})
    )


def alive(day: dt.date) -> Q:
    """Bodies that exist that day; one without a start has always been there."""
    return (Q(founded_on__isnull=True) | Q(founded_on__lte=day)) & (
        Q(ended_on__isnull=True) | Q(ended_on__gte=day)
    )


def titled(day: dt.date) -> QuerySet[Any]:
    """Bodies with `title` (their newest name that had begun that day, else the first) and `seats_now`."""
    names = BodyName.objects.filter(body=OuterRef("pk"))
    begun = names.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day)).order_by(
        F("valid_from").desc(nulls_last=True), "-pk"
    )
    first = names.order_by(F("valid_from").asc(nulls_first=True), "pk")
    return Body.objects.annotate(
        title=Coalesce(Subquery(begun.values("name")[:1]), Subquery(first.values("name")[:1])),
        seats_now=Count("seats", filter=running(day, "seats__"), distinct=True),
    )


def listing(wanted: Wanted, day: dt.date | None = None) -> QuerySet[Any]:
    """Bodies of the tenant as a list, ended ones only when asked for."""
    day = day or clock.today()
    found = titled(day).select_related("parent")
    for word in wanted.text.split()[:5]:
        named = BodyName.objects.filter(body=OuterRef("pk")).filter(
            Q(name__icontains=word) | Q(short__icontains=word)
        )
        found = found.filter(Exists(named))
    if wanted.kind in BodyKind.values:
        found = found.filter(kind=wanted.kind)
    if wanted.state == "beendet":
        found = found.filter(ended_on__lt=day)
    else:
        found = found.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=day))
        if wanted.state in ("portal", "intern"):
            found = found.filter(is_public=wanted.state == "portal")
    return found.order_by(*order_by(wanted.sort, SORTS, "name"))


def with_names(found: QuerySet[Any]) -> QuerySet[Any]:
    """The same with all names of each and of the body above, in two more queries."""
    return found.prefetch_related("names", "parent__names")


def body_at_desk(pk: int) -> Body:
    """One body with its names. Raises NotFound."""
    found = with_names(Body.objects.select_related("tenant", "parent").filter(pk=pk)).first()
    if found is None:
        raise NotFound
    return found


def title_of(body: Body, day: dt.date | None = None) -> str:
    """The name of a body that was read with its names."""
    name = name_on(body.names.all(), day or clock.today())
    return name.name if name is not None else body.code


def seats_of(body: Body, *, day: dt.date | None = None) -> list[Seat]:
    """Seats that run that day, the chair first; with day=None all there ever were."""
    found = Seat.objects.filter(body=body).select_related("organisation")
    if day is not None:
        found = found.filter(running(day))
    order = {"chair": 0, "co-chair": 1, "deputises-chair": 2, "member": 3, "adviser": 4}
    return sorted(found, key=lambda seat: (order[seat.role], seat.office, seat.pk))


def seat_at_desk(body: Body, pk: int) -> Seat:
    """Raises NotFound, also when the seat is another body's."""
    found = Seat.objects.select_related("organisation", "tenant").filter(pk=pk, body=body).first()
    if found is None:
        raise NotFound
    return found


def name_at_desk(body: Body, pk: int) -> BodyName:
    """Raises NotFound, also when the name is another body's."""
    found = BodyName.objects.select_related("tenant").filter(pk=pk, body=body).first()
    if found is None:
        raise NotFound
    found.body = body
    return found


def place_at_desk(body: Body, pk: int) -> FormerPlace:
    """Raises NotFound, also when the place is another body's."""
    found = FormerPlace.objects.select_related("tenant", "parent").filter(pk=pk, body=body).first()
    if found is None:
        raise NotFound
    found.body = body
    return found


def former_places(body: Body) -> list[FormerPlace]:
    """Where it stood before, the latest first, each with the names of the body above."""
    found = FormerPlace.objects.filter(body=body).select_related("parent")
    return list(found.prefetch_related("parent__names").order_by("-until"))


def children_of(body: Body, day: dt.date) -> list[Any]:
    """Bodies right below it that exist that day, with their titles, by name."""
    return list(titled(day).filter(alive(day), parent=body).order_by("title", "pk"))


def choices(*, without: Body | None = None) -> list[tuple[int, str]]:
    """Running bodies as choices of a form, by name."""
    found = listing(Wanted())
    return [(body.pk, body.title) for body in found if without is None or body.pk != without.pk]


@dataclass
class Node:
    """A body in the structure of a day, with those below it."""

    body: Body
    name: str
    short: str
    seats: int
    link: str = BodyLink.BELOW
    children: list[Node] = field(default_factory=list)


def structure(day: dt.date, *, public_only: bool = False) -> list[Node]:
    """The bodies of a day as trees, the topmost ones first; four queries.

    A body whose upper body does not exist that day (or is not public) moves up to the next one that does.
    """
    found = Body.objects.select_related("tenant").prefetch_related("names", "former_places")
    every = {body.pk: body for body in found}
    places = {pk: place_on(body, body.former_places.all(), day) for pk, body in every.items()}
    counts = dict(Seat.objects.filter(running(day)).order_by().values_list("body").annotate(n=Count("pk")))
    nodes: dict[int, Node] = {}
    for pk, body in every.items():
        if not runs_on(day, body.founded_on, body.ended_on) or (public_only and not _open(body, places[pk])):
            continue
        name = name_on(body.names.all(), day)
        title, short = (name.name, name.short) if name is not None else (body.code, "")
        nodes[pk] = Node(body, title, short, counts.get(pk, 0))
    roots: list[Node] = []
    for pk, node in nodes.items():
        above, links = places[pk].parent, [places[pk].link]
        while above is not None and above not in nodes:
            links.append(places[above].link)
            above = places[above].parent
        node.link = BodyLink.ATTACHED if BodyLink.ATTACHED in links else BodyLink.BELOW
        (roots if above is None else nodes[above].children).append(node)
    _sort(roots)
    return roots


def _open(body: Body, place: Place) -> bool:
    return place.is_public and shows(body.tenant)


def holds_council(nodes: list[Node]) -> bool:
    """Whether the prevention council itself is part of a structure, not only groups or offices."""
    return any(node.body.kind == BodyKind.COUNCIL or holds_council(node.children) for node in nodes)


def place_of(body: Body, nodes: list[Node], above: Node | None = None) -> tuple[Node | None, Node | None]:
    """The body's own node in a structure and the one above it; None where there is none."""
    for node in nodes:
        if node.body.pk == body.pk:
            return node, above
        own, parent = place_of(body, node.children, node)
        if own is not None:
            return own, parent
    return None, None


def _sort(nodes: list[Node]) -> None:
    order = list(BodyKind.values)
    nodes.sort(key=lambda node: (node.link == BodyLink.ATTACHED, order.index(node.body.kind), node.name))
    for node in nodes:
        _sort(node.children)


def changes(*, public_only: bool = False) -> list[tuple[dt.date, str]]:
    """Days on which the structure became another one, newest first, with how exactly each is known."""
    bodies = Body.objects.filter(PUBLIC) if public_only else Body.objects.all()
    found = [(day, precision) for day, precision in bodies.values_list("founded_on", "founded_precision")]
    found += [
        (day + dt.timedelta(days=1), Precision.DAY)
        for day in bodies.values_list("ended_on", flat=True)
        if day
    ]
    found += [
        (until + dt.timedelta(days=1), Precision.DAY)
        for until in FormerPlace.objects.filter(body__in=bodies).values_list("until", flat=True)
    ]
    found += BodyName.objects.filter(body__in=bodies).values_list("valid_from", "precision")
    return sorted({day: precision for day, precision in found if day is not None}.items(), reverse=True)


def seats_by_body(bodies: list[Body], day: dt.date) -> dict[int, list[Seat]]:
    """Running seats of many bodies; one query."""
    found: dict[int, list[Seat]] = {}
    for seat in Seat.objects.filter(running(day), body__in=bodies).order_by("pk"):
        found.setdefault(seat.body_id, []).append(seat)
    return found
