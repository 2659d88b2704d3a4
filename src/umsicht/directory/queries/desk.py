"""The desk's list of organisations: narrowed, sorted, with the numbers that its columns show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from umsicht.core.ordering import order_by
from umsicht.directory.models import ContactPoint, Organisation

SORTS = {"name": ("name",), "bereich": ("sector", "name"), "stand": ("edited_on", "name")}
STATES = ("", "oeffentlich", "verborgen", "geschlossen")
KINDS = ("", "anbieter", "ohne-angebote")


@dataclass(frozen=True)
class Wanted:
    """What a reader may narrow by; empty values mean everything, unknown ones count as none."""

    text: str = ""
    sector: str = ""
    kind: str = ""
    state: str = ""
    incomplete: bool = False
    sort: str = "name"


def incomplete() -> Q:
    """What a reader of the portal would miss: what it does, a way to reach it, a place."""
    return Q(about="") | Q(email="", phone="", has_contact=False) | Q(has_place=False)


def organisations(wanted: Wanted = Wanted()) -> QuerySet[Organisation]:
    """Organisations of the tenant in scope with `point_count`, `has_contact` and `has_place`; one query."""
    points = ContactPoint.objects.filter(organisation=OuterRef("pk"), is_public=True).order_by()
    found = Organisation.objects.annotate(
        point_count=Count("contact_points", distinct=True),
        has_contact=Exists(points.exclude(email="", phone="")),
        has_place=Exists(points),
    )
    for word in wanted.text.split()[:5]:
        found = found.filter(_says(word))
    if wanted.sector:
        found = found.filter(sector=wanted.sector)
    if wanted.kind:
        found = found.filter(is_provider=wanted.kind == "anbieter")
    found = found.filter(_state(wanted.state))
    if wanted.incomplete:
        found = found.filter(incomplete())
    return found.order_by(*order_by(wanted.sort, SORTS, "name"))


def _says(word: str) -> Q:
    places = ContactPoint.objects.filter(
        Q(name__icontains=word) | Q(city__icontains=word) | Q(area_name__icontains=word),
        organisation=OuterRef("pk"),
    ).order_by()
    return Q(name__icontains=word) | Q(email__icontains=word) | Q(phone__icontains=word) | Q(Exists(places))


def _state(state: str) -> Q:
    if state == "oeffentlich":
        return Q(is_public=True)
    if state == "verborgen":
        return Q(is_public=False, closed_on__isnull=True)
    return Q(closed_on__isnull=state != "geschlossen")


def with_points(found: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """The same with the contact points of each, in one more query."""
    return found.prefetch_related("contact_points")


def chosen(ids: Iterable[int]) -> list[Organisation]:
    """Organisations of the tenant in scope by id, by name; others are left out."""
    return list(Organisation.objects.filter(pk__in=list(ids)).select_related("tenant").order_by("name", "pk"))


def open_choices(*, without: int = 0) -> list[tuple[int, str]]:
    """(id, name) of the open entries of the tenant in scope, for a choice."""
    found = Organisation.objects.filter(closed_on__isnull=True).order_by("name", "pk")
    return list(found.exclude(pk=without).values_list("pk", "name"))
