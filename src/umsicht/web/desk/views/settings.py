"""What an office says about its own portal."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from umsicht.core.access import require
from umsicht.core.errors import BadInput, UmsichtError
from umsicht.files.domain.logos import logo_url, remove_logo, upload_logo, waiting
from umsicht.files.interfaces.forms import LogoForm
from umsicht.tenancy.domain.settings import change_settings
from umsicht.tenancy.interfaces.forms import AppearanceForm, EmergencyFormSet, TextsForm
from umsicht.ui.helplines import HELPLINES
from umsicht.web.answers import form_status, posted
from umsicht.web.desk.answers import back, here
from umsicht.web.desk.preview import preview


@never_cache
@require_http_methods(["GET", "POST"])
def appearance(request: HttpRequest, tenant: str) -> HttpResponse:
    """Name and colours. "Preview" shows them with their contrast without keeping anything."""
    require(request.user, "tenancy.settings.view", here(request))
    names = ("portal_name", "portal_by", "accent", "accent_deep")
    form = AppearanceForm(posted(request), initial={name: getattr(here(request), name) for name in names})
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        change_settings(actor=request.user, tenant=here(request), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return back(request, "desk_settings")
    context = _context(request, "appearance") | {"form": form, "preview": preview(here(request), form)}
    status = 200 if "preview" in request.POST and form.is_valid() else form_status(form)
    return render(request, "desk/settings_appearance.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def texts(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "tenancy.settings.view", here(request))
    form = TextsForm(posted(request), tenant=here(request))
    if request.method == "POST" and form.is_valid():
        change_settings(actor=request.user, tenant=here(request), texts=form.texts())
        messages.success(request, _("Saved."))
        return back(request, "desk_settings_texts")
    context = _context(request, "texts") | {"form": form}
    return render(request, "desk/settings_texts.html", context, status=form_status(form))


@never_cache
@require_http_methods(["GET", "POST"])
def numbers(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "tenancy.settings.view", here(request))
    formset = EmergencyFormSet(posted(request), initial=here(request).emergency_numbers)
    problem = ""
    if request.method == "POST" and formset.is_valid():
        try:
            rows = [form.cleaned_data for form in formset if form.cleaned_data]
            change_settings(actor=request.user, tenant=here(request), emergency_numbers=rows)
        except BadInput as error:
            problem = error.message
        else:
            messages.success(request, _("Saved."))
            return back(request, "desk_settings_numbers")
    context = _context(request, "numbers") | {"formset": formset, "fixed": HELPLINES, "problem": problem}
    return render(request, "desk/settings_numbers.html", context, status=400 if formset.is_bound else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def logo(request: HttpRequest, tenant: str) -> HttpResponse:
    """The picture in the head of the portal; it appears once it is checked."""
    require(request.user, "tenancy.settings.view", here(request))
    form = LogoForm(posted(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST":
        require(request.user, "tenancy.settings.change", here(request))
    if "entfernen" in request.POST:
        remove_logo(tenant=here(request), actor=request.user)
        return back(request, "desk_settings_logo")
    if form.is_valid() and _uploaded(request, form):
        return back(request, "desk_settings_logo")
    shown = {"url": logo_url(here(request)), "logo": here(request).logo, "waiting": waiting(here(request))}
    context = _context(request, "logo") | shown | {"form": form}
    return render(request, "desk/settings_logo.html", context, status=form_status(form))


def _uploaded(request: HttpRequest, form: LogoForm) -> bool:
    try:
        upload_logo(tenant=here(request), actor=request.user, **form.cleaned_data)
    except UmsichtError as error:
        form.add_error(None, error.message)
        return False
    messages.success(request, _("The picture is being checked. In a moment it stands on your portal."))
    return True


def _context(request: HttpRequest, current: str) -> dict[str, Any]:
    return {
        "current": current,
        "may_change": request.user.has_perm("tenancy.settings.change", here(request)),
    }
