"""Findings of an inspection: entered at the desk, or on site with a telephone that may be offline."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from umsicht.core.access import require
from umsicht.fieldwork.domain import inspections as domain
from umsicht.fieldwork.interfaces.inspection_forms import FindingForm, PhotoForm, SightForm
from umsicht.fieldwork.models import Inspection
from umsicht.fieldwork.queries import inspections as queries
from umsicht.web.answers import form_status, posted
from umsicht.web.desk.answers import here
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.directory.steps import written
from umsicht.web.desk.fieldwork import device
from umsicht.web.desk.fieldwork.inspections import page_of
from umsicht.web.desk.pages import act as take
from umsicht.web.desk.pages import correct, enter


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, tenant: str, inspection_id: int) -> HttpResponse:
    walk = queries.inspection_at_desk(inspection_id)
    require(request.user, "fieldwork.inspection.change", walk)
    form = FindingForm(posted(request))
    write = partial(domain.add_finding, inspection=walk)
    return enter(request, form, _("Enter a finding"), page_of(request, walk), write)


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, tenant: str, inspection_id: int, finding_id: int) -> HttpResponse:
    walk = queries.inspection_at_desk(inspection_id)
    require(request.user, "fieldwork.inspection.change", walk)
    finding = queries.finding_at_desk(walk, finding_id)
    form = FindingForm(posted(request), held=finding)
    write = partial(domain.change_finding, finding=finding)
    return correct(request, form, finding, _("Change the finding"), page_of(request, walk), write)


@never_cache
@require_POST
def act(request: HttpRequest, tenant: str, inspection_id: int, finding_id: int) -> HttpResponse:
    walk = queries.inspection_at_desk(inspection_id)
    require(request.user, "fieldwork.finding.move", walk)
    finding = queries.finding_at_desk(walk, finding_id)
    return take(request, finding, f"{page_of(request, walk).url}#befund-{finding.no}")


@never_cache
@require_http_methods(["GET", "POST"])
def on_site(request: HttpRequest, tenant: str, inspection_id: int) -> HttpResponse:
    """The short form for walking. With a script it keeps what can't be sent and sends it later, by JSON, once each."""
    walk = queries.inspection_at_desk(inspection_id)
    require(request.user, "fieldwork.finding.add", walk)
    form = SightForm(posted(request))
    if device.asks(request):
        return device.taken(form, lambda: _answer(request, walk, form))
    if form.is_valid() and written(form, lambda: _add(request, walk, form)) is not None:
        messages.success(request, _("Saved."))
        return redirect(request.path)
    context = {"form": form, "walk": walk, **_around(request, walk)}
    return render(request, "desk/fieldwork/on_site.html", context, status=form_status(form))


def _around(request: HttpRequest, walk: Inspection) -> dict[str, Any]:
    """Ways back, what the script needs, what was noted last, and a form for a photo for those who may add one."""
    page = page_of(request, walk)
    handles = request.user.has_perm("fieldwork.photo.handle", walk)
    return {
        "photo_form": PhotoForm(inspection=walk, auto_id="foto_%s") if handles else None,
        "largest": settings.FILES_MAX_BYTES,
        "back": page.url,
        "crumbs": page.below(_("On site")),
        "worker": url(request, "desk_on_site_worker"),
        "scope": page.crumbs[0].url + "/",
        "findings": list(walk.findings.all())[::-1][:10],
    }


def _add(request: HttpRequest, walk: Inspection, form: SightForm) -> Any:
    return domain.add_finding(inspection=walk, actor=request.user, **form.cleaned_data)


def _answer(request: HttpRequest, walk: Inspection, form: SightForm) -> dict[str, Any]:
    finding, is_new = _add(request, walk, form)
    return {"no": finding.no, "new": is_new}


@require_safe
def worker(request: HttpRequest, tenant: str) -> HttpResponse:
    """The service worker. It is a static file, but stands here because it may only serve pages below its own address."""
    require(request.user, "fieldwork.inspection.view", here(request))
    content = Path(str(finders.find("web/vor-ort-worker.js"))).read_bytes()
    response = HttpResponse(content, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response
