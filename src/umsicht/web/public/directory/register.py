"""An organisation registers itself: form, thanks, and the link by which it confirms its address."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from umsicht.accounts.lockout import client_ip
from umsicht.core.errors import NotFound, UmsichtError
from umsicht.core.signing import BadToken
from umsicht.directory.domain.registrations import confirm_address, register_provider, registration_behind
from umsicht.directory.interfaces.registration_forms import RegistrationForm
from umsicht.directory.models import Registration
from umsicht.ui.nav import Link
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue
from umsicht.web.pagecache import never_cache
from umsicht.web.public import frame
from umsicht.web.public.frame import Portal


def trail(portal: Portal, *more: Link) -> list[Link]:
    return [Link(_("Providers"), portal.url("anbieter")), *more]


def _page(request: HttpRequest, form: RegistrationForm, status: int) -> HttpResponse:
    portal = frame.portal_of(request)
    crumbs = trail(portal, Link(_("Become a provider"), ""))
    values = {"form": form, "back_url": portal.url("anbieter")}
    return frame.page(
        request, "public/register/form.html", values, status=status, current="providers", crumbs=crumbs
    )


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, municipality: str) -> HttpResponse:
    """The form, and taking it in. At most five registrations a day from one address."""
    never_cache(request)
    portal = frame.portal_of(request)
    if not portal.tenant.is_active:
        raise NotFound
    if request.method != "POST":
        return _page(request, RegistrationForm(tenant=portal.tenant), 200)
    form = RegistrationForm(request.POST, tenant=portal.tenant)
    if not form.is_valid():
        return _page(request, form, 400)
    form.take(client_ip(request))
    return _taken(request, portal, form)


def _taken(request: HttpRequest, portal: Portal, form: RegistrationForm) -> HttpResponse:
    try:
        register_provider(tenant=portal.tenant, language=get_language() or "de", **form.as_call())
    except UmsichtError as error:
        form.add_error(None, error.message)
        return _page(request, form, error.status)
    return HttpResponseRedirect(portal.url("anbieter/werden/danke"))


@require_safe
def thanks(request: HttpRequest, municipality: str) -> HttpResponse:
    """After sending, so that going back or reloading sends nothing twice."""
    portal = frame.portal_of(request)
    crumbs = trail(portal, Link(_("Become a provider"), ""))
    values = {"back_url": portal.url("anbieter")}
    return frame.page(request, "public/register/thanks.html", values, crumbs=crumbs, robots="noindex")


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, municipality: str, token: str) -> HttpResponse:
    """GET shows what was sent, POST confirms it; the link works once."""
    never_cache(request)
    done = request.method == "POST"
    try:
        found = _behind(request, token)
        if done:
            confirm_address(token=token)
    except BadToken as error:
        return dead(request, error, "anbieter/werden")
    sector = catalogue(found.tenant).label(Scheme.SECTOR, found.sector)
    values = {"registration": found, "done": done, "sector": sector}
    return _linked(request, "confirm", values)


def _behind(request: HttpRequest, token: str) -> Registration:
    """What the link is about; one of another municipality is not found here."""
    found = registration_behind(token)
    if found.tenant_id != frame.portal_of(request).tenant.pk:
        raise NotFound
    return found


def _linked(request: HttpRequest, name: str, values: dict[str, Any], status: int = 200) -> HttpResponse:
    crumbs = trail(frame.portal_of(request), Link(_("Become a provider"), ""))
    template = f"public/register/{name}.html"
    return frame.page(request, template, values, status=status, crumbs=crumbs, robots="noindex")


def dead(request: HttpRequest, error: UmsichtError, again: str) -> HttpResponse:
    """A link that is used, old or broken; `again` is where to go on."""
    values = {"problem": error.message, "again_url": frame.portal_of(request).url(again)}
    return _linked(request, "dead", values, error.status)
