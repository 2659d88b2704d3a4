"""Addresses of fieldwork at the desk, and what of it waits."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core import clock
from umsicht.fieldwork.queries import conflicts, inspections, patrols
from umsicht.tenancy.models import Tenant
from umsicht.web.desk import nav, panels
from umsicht.web.desk.fieldwork import cases as case_views
from umsicht.web.desk.fieldwork import cooperation, figures, findings, photos
from umsicht.web.desk.fieldwork import inspections as walks
from umsicht.web.desk.fieldwork import patrols as shifts

MONTH = dt.timedelta(days=31)


def _address(tenant: Tenant, name: str, **kwargs: int) -> str:
    return reverse(name, kwargs={"tenant": tenant.slug, **kwargs})


def _unreported(request: HttpRequest, tenant: Tenant, most: int) -> list[panels.Item]:
    return [
        panels.Item(
            subject=shift.pk,
            title=_("Did this patrol take place?"),
            rest=f" {shift.day:%d.%m.%Y}",
            url=_address(tenant, "desk_patrol", shift_id=shift.pk),
            since=None,
            due=shift.day,
            demo=shift.is_demo,
        )
        for shift in patrols.unreported(clock.today())[:most]
    ]


def _findings(request: HttpRequest, tenant: Tenant, most: int) -> list[panels.Item]:
    """Nobody waits for these, so they have a day by which to act but no age."""
    return [
        panels.Item(
            subject=finding.pk,
            title=_("Finding due"),
            rest=f": {finding.action or finding.text[:60]}",
            meta=f"{finding.inspection.title}, {finding.owner}",
            url=f"{_address(tenant, 'desk_inspection', inspection_id=finding.inspection_id)}#befund-{finding.no}",
            since=None,
            due=finding.due_on,
            demo=finding.inspection.is_demo,
        )
        for finding in inspections.due_before(clock.today() + MONTH)[:most]
    ]


def _photos(request: HttpRequest, tenant: Tenant, most: int) -> list[panels.Item]:
    return [
        panels.Item(
            subject=photo.pk,
            title=_("Check the photo for faces"),
            rest=f": {photo.inspection.title}",
            url=_address(tenant, "desk_photo", inspection_id=photo.inspection_id, photo_id=photo.pk),
            since=photo.file.uploaded_at,
            demo=photo.inspection.is_demo,
        )
        for photo in inspections.unchecked_photos()[:most]
    ]


def _cases(request: HttpRequest, tenant: Tenant, most: int) -> list[panels.Item]:
    return [
        panels.Item(
            subject=case.pk,
            title=_("Look at the agreement again"),
            rest=f": {case.number}",
            url=_address(tenant, "desk_case", case_id=case.pk),
            since=None,
            due=case.follow_up_on,
            demo=case.is_demo,
        )
        for case in conflicts.to_follow_up(clock.today() + MONTH)[:most]
    ]


for _entry in (
    nav.Entry(
        "patrols", "council", gettext_lazy("Joint patrols"), "desk_patrols", "fieldwork.patrol.view", 40
    ),
    nav.Entry(
        "inspections",
        "council",
        gettext_lazy("Site inspections"),
        "desk_inspections",
        "fieldwork.inspection.view",
        41,
    ),
    nav.Entry("cases", "council", gettext_lazy("Conflict cases"), "desk_cases", "fieldwork.case.view", 42),
    nav.Entry(
        "cooperation",
        "council",
        gettext_lazy("Cooperation"),
        "desk_cooperation",
        "fieldwork.cooperation.view",
        43,
    ),
):
    nav.register(_entry)

for _waiting in (
    panels.Waiting(
        "patrols-unreported",
        "fieldwork.patrol.move",
        label=gettext_lazy("Patrols without an answer whether they took place"),
        figures=lambda request, tenant: panels.Figures(patrols.unreported(clock.today()).count(), None),
        items=_unreported,
        order=50,
    ),
    panels.Waiting(
        "inspection-photos",
        "fieldwork.photo.handle",
        label=gettext_lazy("Photos to check for faces"),
        figures=lambda request, tenant: panels.Figures(inspections.unchecked_photos().count(), None),
        items=_photos,
        order=51,
    ),
    panels.Waiting(
        "findings",
        "fieldwork.finding.move",
        label=gettext_lazy("Findings that fall due"),
        figures=lambda request, tenant: panels.Figures(
            inspections.due_before(clock.today() + MONTH).count(), None
        ),
        items=_findings,
        order=52,
    ),
    panels.Waiting(
        "conflicts-follow-up",
        "fieldwork.case.change",
        label=gettext_lazy("Agreements to look at again"),
        figures=lambda request, tenant: panels.Figures(
            conflicts.to_follow_up(clock.today() + MONTH).count(), None
        ),
        items=_cases,
        order=53,
    ),
):
    panels.register_waiting(_waiting)

_PATROLS = "desk/<slug:tenant>/streifen"
_SHIFT = f"{_PATROLS}/<int:shift_id>"
_WALKS = "desk/<slug:tenant>/begehungen"
_WALK = f"{_WALKS}/<int:inspection_id>"
_FINDING = f"{_WALK}/befunde/<int:finding_id>"
_PHOTO = f"{_WALK}/fotos/<int:photo_id>"
_CASES = "desk/<slug:tenant>/konflikte"
_CASE = f"{_CASES}/<int:case_id>"
_TOGETHER = "desk/<slug:tenant>/zusammenarbeit"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_PATROLS, shifts.listing, name="desk_patrols"),
    path(f"{_PATROLS}/liste.csv", shifts.as_csv, name="desk_patrols_csv"),
    path(f"{_PATROLS}/zahlen", figures.patrols, name="desk_patrol_figures"),
    path(f"{_PATROLS}/zahlen.csv", figures.patrols_csv, name="desk_patrol_figures_csv"),
    path(f"{_PATROLS}/neu", shifts.new, name="desk_patrol_new"),
    path(_SHIFT, shifts.page, name="desk_patrol"),
    path(f"{_SHIFT}/bearbeiten", shifts.edit, name="desk_patrol_edit"),
    path(f"{_SHIFT}/schritt", shifts.act, name="desk_patrol_act"),
    path(f"{_SHIFT}/beobachtungen/neu", shifts.observe, name="desk_observation_new"),
    path(
        f"{_SHIFT}/beobachtungen/<int:observation_id>/entfernen",
        shifts.unobserve,
        name="desk_observation_remove",
    ),
    path(f"{_SHIFT}/folgen/neu", shifts.followup, name="desk_followup_new"),
    path(f"{_SHIFT}/folgen/<int:followup_id>/erledigt", shifts.done, name="desk_followup_done"),
    path(_WALKS, walks.listing, name="desk_inspections"),
    path(f"{_WALKS}/liste.csv", walks.as_csv, name="desk_inspections_csv"),
    path(f"{_WALKS}/vor-ort.js", findings.worker, name="desk_on_site_worker"),
    path(f"{_WALKS}/neu", walks.new, name="desk_inspection_new"),
    path(_WALK, walks.page, name="desk_inspection"),
    path(f"{_WALK}/bearbeiten", walks.edit, name="desk_inspection_edit"),
    path(f"{_WALK}/schritt", walks.act, name="desk_inspection_act"),
    path(f"{_WALK}/bericht.pdf", walks.as_pdf, name="desk_inspection_pdf"),
    path(f"{_WALK}/weg.geojson", walks.as_geojson, name="desk_inspection_geojson"),
    path(f"{_WALK}/vor-ort", findings.on_site, name="desk_on_site"),
    path(f"{_WALK}/befunde/neu", findings.new, name="desk_finding_new"),
    path(f"{_FINDING}/bearbeiten", findings.edit, name="desk_finding_edit"),
    path(f"{_FINDING}/schritt", findings.act, name="desk_finding_act"),
    path(f"{_WALK}/fotos/neu", photos.new, name="desk_photo_new"),
    path(_PHOTO, photos.page, name="desk_photo"),
    path(f"{_PHOTO}/schritt", photos.act, name="desk_photo_act"),
    path(f"{_PHOTO}/entfernen", photos.remove, name="desk_photo_remove"),
    path(_CASES, case_views.listing, name="desk_cases"),
    path(f"{_CASES}/zahlen", figures.cases, name="desk_case_counts"),
    path(f"{_CASES}/zahlen.csv", figures.cases_csv, name="desk_case_counts_csv"),
    path(f"{_CASES}/neu", case_views.new, name="desk_case_new"),
    path(_CASE, case_views.page, name="desk_case"),
    path(f"{_CASE}/bearbeiten", case_views.edit, name="desk_case_edit"),
    path(f"{_CASE}/schritt", case_views.act, name="desk_case_act"),
    path(f"{_CASE}/gespraeche/neu", case_views.talk, name="desk_talk_new"),
    path(_TOGETHER, cooperation.matrix, name="desk_cooperation"),
    path(f"{_TOGETHER}/tabelle.csv", cooperation.as_csv, name="desk_cooperation_csv"),
    path(f"{_TOGETHER}/vorgaenge", cooperation.records, name="desk_cooperation_records"),
]
