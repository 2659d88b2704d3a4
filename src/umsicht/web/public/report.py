"""Reporting an error on an offer's page: one form, no account, nothing kept that is not needed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from umsicht.accounts.lockout import client_ip
from umsicht.offers.domain.reports import report_error
from umsicht.offers.enums import ReportField
from umsicht.offers.interfaces.forms import ReportForm
from umsicht.offers.models import Offer
from umsicht.offers.queries.page import offer_with_dates
from umsicht.ui.nav import Link
from umsicht.web.pagecache import never_cache
from umsicht.web.public import frame
from umsicht.web.public.frame import Portal
from umsicht.web.public.offer.views import address, trail


def _page(request: HttpRequest, portal: Portal, offer: Offer, form: ReportForm, status: int) -> HttpResponse:
    crumbs = [*trail(portal, offer), Link(_("Report an error"), "")]
    values = {"offer": offer, "form": form, "back_url": address(portal, offer.slug)}
    return frame.page(
        request, "public/report/form.html", values, status=status, crumbs=crumbs, robots="noindex"
    )


def _first(request: HttpRequest) -> ReportForm:
    wanted = request.GET.get("feld", "")
    return ReportForm(initial={"field": wanted if wanted in ReportField.values else ""})


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, municipality: str, slug: str) -> HttpResponse:
    """The form, and taking it in. At most six reports an hour from one address."""
    never_cache(request)
    portal = frame.portal_of(request)
    offer = offer_with_dates(portal.tenant, slug)
    if request.method != "POST":
        return _page(request, portal, offer, _first(request), 200)
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _page(request, portal, offer, form, 400)
    form.take(client_ip(request))
    sent = form.cleaned_data
    report_error(offer=offer, field=sent["field"], text_sent=sent["text"], email=sent["email"])
    return HttpResponseRedirect(f"{address(portal, slug)}/melden/danke")


@require_safe
def thanks(request: HttpRequest, municipality: str, slug: str) -> HttpResponse:
    """After sending, so that going back or reloading sends nothing twice."""
    portal = frame.portal_of(request)
    offer = offer_with_dates(portal.tenant, slug)
    crumbs = [*trail(portal, offer), Link(_("Report an error"), "")]
    values = {"offer": offer, "back_url": address(portal, slug)}
    return frame.page(request, "public/report/thanks.html", values, crumbs=crumbs, robots="noindex")
