"""Addresses of bodies at the desk, and what of them waits."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core import clock
from umsicht.council.interfaces.facts import missed_text
from umsicht.council.queries import documents, terms
from umsicht.tenancy.models import Tenant
from umsicht.web.desk import nav, panels
from umsicht.web.desk.council import bodies, body_documents, lists, paper_urls, places, seats


def _address(tenant: Tenant, body_id: int) -> str:
    return reverse("desk_body", kwargs={"tenant": tenant.slug, "body_id": body_id})


def _bases(request: HttpRequest, tenant: Tenant, most: int) -> list[panels.Item]:
    """Nobody waits for these, so they have a day by which to act but no age."""
    return [
        panels.Item(
            subject=one.body.pk,
            title=_("Basis ends"),
            rest=f": {one.title}",
            meta=one.what,
            url=_address(tenant, one.body.pk),
            since=None,
            due=one.until,
            demo=one.is_demo,
        )
        for one in documents.ending(clock.today())[:most]
    ]


def _terms(request: HttpRequest, tenant: Tenant, most: int) -> list[panels.Item]:
    return [
        panels.Item(
            subject=one.seat.pk,
            title=_("Term ends"),
            rest=f": {one.seat.office}",
            url=_address(tenant, one.seat.body_id),
            since=None,
            due=one.until,
            demo=one.seat.is_demo,
        )
        for one in terms.ending_terms(clock.today())[:most]
    ]


def _absences(request: HttpRequest, tenant: Tenant, most: int) -> list[panels.Item]:
    return [
        panels.Item(
            subject=one.seat.pk,
            title=_("Absent too often"),
            rest=f": {one.seat.office}",
            meta=missed_text(one),
            url=_address(tenant, one.seat.body_id),
            since=None,
            demo=one.seat.is_demo,
        )
        for one in terms.long_absences(clock.today())[:most]
    ]


nav.register(
    nav.Entry("bodies", "council", gettext_lazy("Bodies"), "desk_bodies", "council.body.view", order=10)
)
for _waiting in (
    panels.Waiting(
        "bodies-basis",
        "council.body.change",
        label=gettext_lazy("Agreements that end"),
        figures=lambda request, tenant: panels.Figures(len(documents.ending(clock.today())), None),
        items=_bases,
        order=60,
    ),
    panels.Waiting(
        "bodies-terms",
        "council.body.change",
        label=gettext_lazy("Seats whose term ends"),
        figures=lambda request, tenant: panels.Figures(len(terms.ending_terms(clock.today())), None),
        items=_terms,
        order=61,
    ),
    panels.Waiting(
        "council-absences",
        "council.holder.view",
        label=gettext_lazy("Seats that missed too many meetings in a row"),
        figures=lambda request, tenant: panels.Figures(len(terms.long_absences(clock.today())), None),
        items=_absences,
        order=65,
    ),
):
    panels.register_waiting(_waiting)

_ROOT = "desk/<slug:tenant>/gremien"
_ONE = f"{_ROOT}/<int:body_id>"
_SEAT = f"{_ONE}/sitze/<int:seat_id>"
_PLACE = f"{_ONE}/zuordnungen/<int:place_id>"
_DOCUMENT = f"{_ONE}/unterlagen/<int:document_id>"
_VERSION = f"{_DOCUMENT}/fassungen/<int:version_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_ROOT, lists.listing, name="desk_bodies"),
    path(f"{_ROOT}/liste.csv", lists.as_csv, name="desk_bodies_csv"),
    path(f"{_ROOT}/aufbau", lists.structure, name="desk_bodies_structure"),
    path(f"{_ROOT}/aufbau.pdf", lists.structure_pdf, name="desk_bodies_structure_pdf"),
    path(f"{_ROOT}/aufbau.docx", lists.structure_docx, name="desk_bodies_structure_docx"),
    path(f"{_ROOT}/neu", bodies.new, name="desk_body_new"),
    path(_ONE, bodies.page, name="desk_body"),
    path(f"{_ONE}/bearbeiten", bodies.edit, name="desk_body_edit"),
    path(f"{_ONE}/umbenennen", bodies.rename, name="desk_body_rename"),
    path(f"{_ONE}/namen/<int:name_id>", bodies.correct_name, name="desk_body_name"),
    path(f"{_ONE}/neu-zuordnen", places.move, name="desk_body_move"),
    path(_PLACE, places.edit, name="desk_place_edit"),
    path(f"{_PLACE}/entfernen", places.remove, name="desk_place_remove"),
    path(f"{_ONE}/unterlagen/neu", body_documents.new, name="desk_document_new"),
    path(f"{_DOCUMENT}/bearbeiten", body_documents.edit, name="desk_document_edit"),
    path(f"{_DOCUMENT}/schritt", body_documents.act, name="desk_document_act"),
    path(f"{_DOCUMENT}/fassungen/neu", body_documents.version_new, name="desk_version_new"),
    path(f"{_VERSION}/bearbeiten", body_documents.version_edit, name="desk_version_edit"),
    path(f"{_VERSION}/datei", body_documents.file, name="desk_version_file"),
    path(f"{_ONE}/beenden", bodies.end, name="desk_body_end"),
    path(f"{_ONE}/wieder-aufnehmen", bodies.reopen, name="desk_body_reopen"),
    path(f"{_ONE}/sitze/neu", seats.new, name="desk_seat_new"),
    path(f"{_SEAT}/bearbeiten", seats.edit, name="desk_seat_edit"),
    path(f"{_SEAT}/beenden", seats.end, name="desk_seat_end"),
    *paper_urls.urlpatterns,
]
