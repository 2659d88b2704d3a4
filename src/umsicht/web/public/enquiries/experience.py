"""Telling how it was: one page behind a link that works once."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from umsicht.accounts.lockout import client_ip
from umsicht.enquiries.domain.by_link import with_link
from umsicht.enquiries.domain.experiences import tell_experience
from umsicht.enquiries.domain.telling import EXPERIENCE
from umsicht.enquiries.interfaces.forms import ExperienceForm
from umsicht.enquiries.queries import public, wording
from umsicht.web.answers import form_status, posted
from umsicht.web.public import frame
from umsicht.web.public.enquiries.base import show, to


@require_http_methods(["GET", "HEAD", "POST"])
def experience(request: HttpRequest, municipality: str, token: str) -> HttpResponse:
    portal = frame.portal_of(request)
    found = public.enquiry_of(public.read_link(EXPERIENCE, token, portal.tenant).subject)
    form = ExperienceForm(posted(request))
    if form.is_valid():
        form.take(client_ip(request))
        with_link(EXPERIENCE, token, partial(tell_experience, enquiry=found, **form.told()))
        return to(portal, "erfahren")
    agreed = public.accepted_in(found)
    values = {"form": form, "agreed": agreed, "facts": wording.proposal(agreed) if agreed else []}
    return show(request, "experience", values, title=_("How was it?"), status=form_status(form))


@require_safe
def told(request: HttpRequest, municipality: str) -> HttpResponse:
    return show(request, "told", {}, title=_("How was it?"))
