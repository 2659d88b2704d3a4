"""Addresses of the offers at the desk."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from umsicht.offers.queries.desk import check_figures
from umsicht.tenancy.models import Tenant
from umsicht.web.desk import nav
from umsicht.web.desk.offers import begin, checking, editing, listing, many, page, parts, preview, steps, work


def _to_check(request: HttpRequest, tenant: Tenant) -> int | None:
    return check_figures()[0] if request.user.has_perm("offers.offer.check", tenant) else None


nav.register(
    nav.Entry("offers", "offers", _("Offers"), "desk_offers", "offers.offer.list", order=10, count=_to_check)
)
nav.register(nav.Entry("own-offers", "offers", _("My offers"), "desk_own_offers", "offers.own.list", order=5))
work.register()

_ROOT = "desk/<slug:tenant>/angebote"
_OWN = "desk/<slug:tenant>/meine-angebote"
_ONE = f"{_ROOT}/<int:offer_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_ROOT, listing.offers, name="desk_offers"),
    path(f"{_ROOT}/liste.csv", listing.export, {"kind": "csv"}, name="desk_offers_export"),
    path(f"{_ROOT}/liste.xlsx", listing.export, {"kind": "xlsx"}, name="desk_offers_export_xlsx"),
    path(f"{_ROOT}/mehrere", many.step, name="desk_offers_many"),
    path(f"{_ROOT}/neu", begin.new, name="desk_offer_new"),
    path(f"{_ROOT}/neu/anlegen", begin.create, name="desk_offer_create"),
    path(_OWN, listing.offers, {"own": True}, name="desk_own_offers"),
    path(f"{_OWN}/liste.csv", listing.export, {"kind": "csv", "own": True}, name="desk_own_offers_export"),
    path(
        f"{_OWN}/liste.xlsx",
        listing.export,
        {"kind": "xlsx", "own": True},
        name="desk_own_offers_export_xlsx",
    ),
    path(_ONE, page.offer, name="desk_offer"),
    path(f"{_ONE}/schritt", steps.act, name="desk_offer_act"),
    path(f"{_ONE}/kopieren", begin.copy, name="desk_offer_copy"),
    path(f"{_ONE}/vorschau", preview.preview, name="desk_offer_preview"),
    path(f"{_ONE}/fassungen/<int:number>", page.version, name="desk_offer_version"),
    path(f"{_ONE}/pruefen", checking.check, name="desk_offer_check"),
    path(f"{_ONE}/pruefen/anmerken", checking.comment, name="desk_offer_comment"),
    path(f"{_ONE}/pruefen/zurueckgeben", checking.send_back, name="desk_offer_return"),
    path(f"{_ONE}/anmerkungen/<int:comment_id>/erledigt", checking.settle, name="desk_offer_settle"),
    path(f"{_ONE}/bearbeiten", editing.begin, name="desk_offer_begin"),
    path(f"{_ONE}/bearbeiten/<slug:step>", editing.edit, name="desk_offer_edit"),
    path(f"{_ONE}/termine", parts.add_date, name="desk_offer_date_add"),
    path(f"{_ONE}/termine/<int:session_id>/streichen", parts.remove_date, name="desk_offer_date_remove"),
    path(f"{_ONE}/freie-plaetze", parts.availability, name="desk_offer_availability"),
    path(f"{_ONE}/dateien", parts.add_file, name="desk_offer_file_add"),
    path(f"{_ONE}/dateien/<int:file_id>/entfernen", parts.remove_file, name="desk_offer_file_remove"),
]
