"""Where a plan begins: what it is, the form that makes one, the way to one that exists already."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from umsicht.accounts.lockout import client_ip
from umsicht.core.errors import BadInput, NotFound
from umsicht.offers.models import Offer
from umsicht.planning.domain.plans import create_plan
from umsicht.planning.interfaces.forms import NewPlanForm, OpenPlanForm
from umsicht.planning.queries.plans import KEY, offers_to_add, plan_for_editing
from umsicht.planning.schoolyear import source
from umsicht.tenancy.queries import portals
from umsicht.ui.nav import Link
from umsicht.web.public import frame
from umsicht.web.public.frame import Portal
from umsicht.web.public.kept import chosen
from umsicht.web.public.plan.private import private, trail
from umsicht.web.public.plan.values import plan_url

"""New plans per hour and address: enough for a staff room that sits behind one."""
_IN_ADDRESS = re.compile(rf"({KEY.pattern})/?(?:[?#].*)?$")


def asked_for(request: HttpRequest) -> list[int]:
    """Offers to take along, from the address or the form."""
    sent = request.POST if request.method == "POST" else request.GET
    found = [int(text) for text in sent.getlist("o") if text.isascii() and text.isdigit() and len(text) < 12]
    return list(dict.fromkeys(found))[: chosen.MAX_KEPT]


def _page(
    request: HttpRequest, offers: list[Offer], form: Any, *, opening: Any = None, status: int = 200
) -> HttpResponse:
    portal = frame.portal_of(request)
    name, url = source()
    values = {
        "offers": offers,
        "form": form,
        "opening": opening or OpenPlanForm(),
        "holidays_by": name,
        "holidays_url": url,
    }
    return frame.page(
        request, "public/plan/start.html", values, status=status, crumbs=trail(portal), robots="noindex"
    )


def _new_form(request: HttpRequest) -> NewPlanForm:
    return NewPlanForm(tenant=frame.portal_of(request).tenant)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def start(request: HttpRequest, municipality: str) -> HttpResponse:
    """The form, and making a plan. Its private address is where this leads."""
    portal = frame.portal_of(request)
    offers = offers_to_add(asked_for(request))
    if request.method != "POST":
        return _page(request, offers, _new_form(request))
    form = NewPlanForm(request.POST, tenant=portal.tenant)
    key = _made(request, portal, form, offers)
    if not key:
        return _page(request, offers, form, status=400)
    return HttpResponseRedirect(plan_url(portal, key) + "?neu=plan")


def _made(request: HttpRequest, portal: Portal, form: NewPlanForm, offers: list[Offer]) -> str:
    """The key of a new plan; "" when the form has to be shown again."""
    if not form.is_valid():
        return ""
    form.take(client_ip(request))
    try:
        return create_plan(tenant=portal.tenant, facts=form.facts(), offers=offers).key
    except BadInput as error:
        form.add_error(None, error.message)
        return ""


@require_POST
@private
def open_plan(request: HttpRequest, municipality: str) -> HttpResponse:
    """To a plan that exists already, by its address; the offers come along."""
    portal, wanted = frame.portal_of(request), asked_for(request)
    form = OpenPlanForm(request.POST)
    key = _key_in(form)
    if not key:
        return _page(request, offers_to_add(wanted), _new_form(request), opening=form, status=400)
    more = "aufnehmen" + chosen.query(wanted) if wanted else ""
    return HttpResponseRedirect(plan_url(portal, key, more))


def _key_in(form: OpenPlanForm) -> str:
    """The key of a plan of this town in the address that was typed; "" with the form's error when there is none."""
    if not form.is_valid():
        return ""
    found = _IN_ADDRESS.search(form.cleaned_data["adresse"].strip())
    key = found[1] if found else ""
    try:
        plan_for_editing(key)
    except NotFound:
        form.add_error(
            "adresse", _("Under this address there is no plan of this town. Perhaps a part is missing.")
        )
        return ""
    return key


@require_safe
def towns(request: HttpRequest) -> HttpResponse:
    """On the alliance's portal: plans belong to a town."""
    query = chosen.query(asked_for(request))
    found = [
        {"name": row["name"], "url": f"/{row['slug']}/jahresplan{query}"} for row in portals.participating()
    ]
    crumbs = [Link(_("Year plan"), "/jahresplan")]
    return frame.page(request, "public/plan/towns.html", {"towns": found}, crumbs=crumbs, robots="noindex")


@require_safe
@private
def gone(request: HttpRequest, municipality: str) -> HttpResponse:
    """After a plan was deleted."""
    portal = frame.portal_of(request)
    return frame.page(request, "public/plan/gone.html", {}, crumbs=trail(portal), robots="noindex")
