"""The form of an enquiry, and the page that sends it once the mail address has proved right."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from umsicht.accounts.lockout import client_ip
from umsicht.core import ratelimit
from umsicht.core.errors import BadInput
from umsicht.enquiries.domain.asking import MAX_PROVIDERS, start_enquiry
from umsicht.enquiries.domain.by_link import confirm_by_link
from umsicht.enquiries.domain.telling import CONFIRM
from umsicht.enquiries.interfaces.forms import EnquiryForm
from umsicht.enquiries.queries import public, wording
from umsicht.offers.models import Offer
from umsicht.tenancy.models import Tenant
from umsicht.web.answers import form_status, posted
from umsicht.web.pagecache import never_cache
from umsicht.web.public import frame
from umsicht.web.public.enquiries.base import show, to
from umsicht.web.public.frame import Portal
from umsicht.web.public.kept import chosen

PER_ADDRESS = ratelimit.Limit("enquiries.address", count=5, seconds=86_400)
MAX_OFFERS = 12


def _here(portal: Portal, request: HttpRequest) -> tuple[list[Offer], int]:
    """The offers of the address that belong to this town, and how many do not (or are not public any more)."""
    wanted = chosen.numbers(request, MAX_OFFERS)
    found = chosen.of_town(wanted, portal.tenant)
    return found, len(wanted) - len(found)


def _form_page(
    request: HttpRequest, offers: list[Offer], form: EnquiryForm | None, missing: int, status: int = 200
) -> HttpResponse:
    portal = frame.portal_of(request)
    values = {"form": form, "offers": offers, "missing": missing, "most": MAX_PROVIDERS, "portal": portal}
    return show(request, "form", values, title=_("Send an enquiry"), status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def enquiry(request: HttpRequest, municipality: str) -> HttpResponse:
    """At most ten enquiries an hour from one machine and five confirmation mails a day to one address."""
    portal = frame.portal_of(request)
    offers, missing = _here(portal, request)
    if not offers:
        return _form_page(request, offers, None, missing)
    form = EnquiryForm(posted(request), tenant=portal.tenant, offers=offers)
    if form.is_valid() and _start(form, portal, client_ip(request)):
        return to(portal, "gesendet")
    return _form_page(request, offers, form, missing, form_status(form))


def _start(form: EnquiryForm, portal: Portal, machine: str) -> bool:
    """Take it in; what the domain refuses stands in the form. Raises TooMany."""
    form.take(machine)
    ratelimit.take(PER_ADDRESS, form.cleaned_data["email"].lower())
    try:
        start_enquiry(tenant=portal.tenant, offers=form.picked(), values=form.values())
    except BadInput as error:
        form.add_error(None, error.message)
    return not form.errors


def _town(tenant: Tenant, offers: list[Offer]) -> tuple[Tenant, list[Offer], str]:
    return tenant, offers, f"/{tenant.slug}/anfrage" + chosen.query(offer.pk for offer in offers)


@require_safe
def choose_town(request: HttpRequest) -> HttpResponse:
    """A list may span towns, an enquiry goes to one: lead to each town's form with its offers."""
    never_cache(request)
    offers = chosen.read(request, chosen.MAX_KEPT).offers
    offers.sort(key=lambda offer: (offer.tenant.name, offer.tenant_id))
    towns = [_town(tenant, list(group)) for tenant, group in groupby(offers, key=lambda offer: offer.tenant)]
    if len(towns) == 1:
        return HttpResponseRedirect(towns[0][2])
    return show(request, "towns", {"towns": towns}, title=_("Send an enquiry"))


@require_safe
def sent(request: HttpRequest, municipality: str) -> HttpResponse:
    return show(request, "sent", {}, title=_("Send an enquiry"))


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, municipality: str, token: str) -> HttpResponse:
    """Looking changes nothing (mail scanners look, too); the button sends the enquiry and leads to the private page."""
    portal = frame.portal_of(request)
    link = public.read_link(CONFIRM, token, portal.tenant)
    found = public.enquiry_of(link.subject)
    if request.method != "POST":
        names = [reply.provider.name for reply in found.replies.all()]
        values = {"enquiry": found, "matter": wording.matter(found), "providers": names}
        return show(request, "confirm", values, title=_("Send an enquiry"))
    own = confirm_by_link(token=token, enquiry=found)
    return to(portal, f"meine/{own}?neu=1")
