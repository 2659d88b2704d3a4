"""Photos of an inspection: adding, making faces and plates unrecognisable by hand, releasing, removing."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from umsicht.core.access import require
from umsicht.fieldwork.domain import photos as domain
from umsicht.fieldwork.enums import PhotoState
from umsicht.fieldwork.interfaces.inspection_forms import BlurForm, PhotoForm
from umsicht.fieldwork.models import Inspection, Photo
from umsicht.fieldwork.queries import inspections as queries
from umsicht.files.addresses import url_of
from umsicht.files.enums import FileState
from umsicht.web.answers import form_status, posted
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.directory.steps import written
from umsicht.web.desk.fieldwork import device
from umsicht.web.desk.fieldwork.inspections import page_of
from umsicht.web.desk.pages import act as take
from umsicht.web.desk.pages import enter, steps_of


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, tenant: str, inspection_id: int) -> HttpResponse:
    walk = queries.inspection_at_desk(inspection_id)
    require(request.user, "fieldwork.photo.handle", walk)
    form = PhotoForm(posted(request), request.FILES if request.method == "POST" else None, inspection=walk)
    if device.asks(request):
        return device.taken(form, lambda: {"id": _add(request, walk, form).pk})
    write, then = partial(domain.add_photo, inspection=walk), partial(_url, request)
    note = _(
        "Next you make faces and number plates unrecognisable. Until then only the office sees the picture."
    )
    return enter(request, form, _("Add a photo"), page_of(request, walk), write, note=note, then=then)


def _add(request: HttpRequest, walk: Inspection, form: PhotoForm) -> Photo:
    return domain.add_photo(inspection=walk, actor=request.user, **form.values())


def _url(request: HttpRequest, photo: Photo) -> str:
    return url(request, "desk_photo", inspection_id=photo.inspection_id, photo_id=photo.pk)


@never_cache
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, tenant: str, inspection_id: int, photo_id: int) -> HttpResponse:
    """The picture large, with the form that blurs; with a script the places are drawn on it."""
    walk = queries.inspection_at_desk(inspection_id)
    require(request.user, "fieldwork.photo.handle", walk)
    photo = queries.photo_at_desk(walk, photo_id)
    form = BlurForm(posted(request))
    if form.is_valid() and written(form, lambda: _blur(request, photo, form)) is not None:
        messages.success(
            request, _("Blurred for good. The picture is checked once more and then appears here.")
        )
        return redirect(_url(request, photo))
    context = {"form": form, **_shown(request, walk, photo)}
    return render(request, "desk/fieldwork/photo.html", context, status=form_status(form))


def _shown(request: HttpRequest, walk: Inspection, photo: Photo) -> dict[str, Any]:
    address = url(request, "desk_photo_act", inspection_id=walk.pk, photo_id=photo.pk)
    return {
        "photo": photo,
        "walk": walk,
        "ready": photo.file.state == FileState.CLEAN,
        "is_raw": photo.state == PhotoState.RAW,
        "address": url_of(photo.file) if photo.file.blob else "",
        "back": page_of(request, walk).url,
        "crumbs": page_of(request, walk).below(_("Photo")),
        **steps_of(request, photo, address),
    }


def _blur(request: HttpRequest, photo: Photo, form: BlurForm) -> None:
    domain.blur(photo=photo, actor=request.user, boxes=form.cleaned_data["boxes"])


@never_cache
@require_POST
def act(request: HttpRequest, tenant: str, inspection_id: int, photo_id: int) -> HttpResponse:
    walk = queries.inspection_at_desk(inspection_id)
    require(request.user, "fieldwork.photo.handle", walk)
    photo = queries.photo_at_desk(walk, photo_id)
    return take(request, photo, _url(request, photo))


@never_cache
@require_POST
def remove(request: HttpRequest, tenant: str, inspection_id: int, photo_id: int) -> HttpResponse:
    walk = queries.inspection_at_desk(inspection_id)
    require(request.user, "fieldwork.photo.handle", walk)
    domain.remove_photo(photo=queries.photo_at_desk(walk, photo_id), actor=request.user)
    messages.success(request, _("Removed."))
    return redirect(page_of(request, walk).url)
