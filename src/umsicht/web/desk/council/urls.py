"""Addresses of bodies at the desk, and what of them waits."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core import clock
from umsicht.council.queries import bodies as queries
from umsicht.tenancy.models import Tenant
from umsicht.web.desk import nav, panels
from umsicht.web.desk.council import bodies, lists, paper_urls, seats


def _address(tenant: Tenant, body_id: int) -> str:
    return reverse("desk_body", kwargs={"tenant": tenant.slug, "body_id": body_id})


def _bases(request: HttpRequest, tenant: Tenant, most: int) -> list[panels.Item]:
    """Nobody waits for these, so they have a day by which to act but no age."""
    return [
        panels.Item(
            subject=body.pk,
            title=_("Basis ends"),
            rest=f": {body.title}",
            meta=body.basis,
            url=_address(tenant, body.pk),
            since=None,
            due=body.basis_until,
            demo=body.is_demo,
        )
        for body in queries.ending_bases(clock.today())[:most]
    ]


def _terms(request: HttpRequest, tenant: Tenant, most: int) -> list[panels.Item]:
    return [
        panels.Item(
            subject=seat.pk,
            title=_("Term ends"),
            rest=f": {seat.office}",
            url=_address(tenant, seat.body_id),
            since=None,
            due=seat.valid_to,
            demo=seat.is_demo,
        )
        for seat in queries.ending_seats(clock.today())[:most]
    ]


nav.register(
    nav.Entry("bodies", "council", gettext_lazy("Bodies"), "desk_bodies", "council.body.view", order=10)
)
for _waiting in (
    panels.Waiting(
        "bodies-basis",
        "council.body.change",
        label=gettext_lazy("Agreements that end"),
        figures=lambda request, tenant: panels.Figures(queries.ending_bases(clock.today()).count(), None),
        items=_bases,
        order=60,
    ),
    panels.Waiting(
        "bodies-terms",
        "council.body.change",
        label=gettext_lazy("Seats whose term ends"),
        figures=lambda request, tenant: panels.Figures(queries.ending_seats(clock.today()).count(), None),
        items=_terms,
        order=61,
    ),
):
    panels.register_waiting(_waiting)

_ROOT = "desk/<slug:tenant>/gremien"
_ONE = f"{_ROOT}/<int:body_id>"
_SEAT = f"{_ONE}/sitze/<int:seat_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_ROOT, lists.listing, name="desk_bodies"),
    path(f"{_ROOT}/liste.csv", lists.as_csv, name="desk_bodies_csv"),
    path(f"{_ROOT}/aufbau", lists.structure, name="desk_bodies_structure"),
    path(f"{_ROOT}/neu", bodies.new, name="desk_body_new"),
    path(_ONE, bodies.page, name="desk_body"),
    path(f"{_ONE}/bearbeiten", bodies.edit, name="desk_body_edit"),
    path(f"{_ONE}/umbenennen", bodies.rename, name="desk_body_rename"),
    path(f"{_ONE}/namen/<int:name_id>", bodies.correct_name, name="desk_body_name"),
    path(f"{_ONE}/beenden", bodies.end, name="desk_body_end"),
    path(f"{_ONE}/wieder-aufnehmen", bodies.reopen, name="desk_body_reopen"),
    path(f"{_ONE}/sitze/neu", seats.new, name="desk_seat_new"),
    path(f"{_SEAT}/bearbeiten", seats.edit, name="desk_seat_edit"),
    path(f"{_SEAT}/beenden", seats.end, name="desk_seat_end"),
    *paper_urls.urlpatterns,
]
