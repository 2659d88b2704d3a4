"""One organisation at the desk: what is known, who keeps it, what happened; entering, changing, closing, merging."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from umsicht.core.access import require
from umsicht.core.meanwhile import ChangedMeanwhile
from umsicht.directory.domain.closing import close_organisation, merge_organisations, reopen_organisation
from umsicht.directory.domain.organisations import (
    change_organisation,
    confirm_organisation,
    create_organisation,
    publish_organisation,
)
from umsicht.directory.interfaces.forms import MergeForm, OrganisationForm, ReasonForm
from umsicht.directory.models import Organisation
from umsicht.directory.queries.desk import open_choices
from umsicht.directory.queries.organisations import organisation_at_desk
from umsicht.directory.queries.similar import facts_of, similar_to
from umsicht.web.answers import form_status, posted
from umsicht.web.desk import meanwhile
from umsicht.web.desk.answers import here
from umsicht.web.desk.directory.links import crumbs, organisation_url, url
from umsicht.web.desk.directory.sheet import sheet
from umsicht.web.desk.directory.steps import Step, take, written


@require_safe
@never_cache
def page(request: HttpRequest, tenant: str, organisation_id: int) -> HttpResponse:
    found = organisation_at_desk(organisation_id)
    require(request.user, "directory.organisation.desk", found)
    return render(request, "desk/directory/organisation.html", sheet(request, found))


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, tenant: str) -> HttpResponse:
    """Similar entries are shown first; who is sure saves all the same."""
    require(request.user, "directory.organisation.create", here(request))
    form = OrganisationForm(posted(request), tenant=here(request), initial={"is_provider": True})
    alike = similar_to(here(request), facts_of(form.facts())) if form.is_valid() else []
    if form.is_valid() and (not alike or "trotzdem" in request.POST):
        made = written(form, partial(_made, request, form))
        if made is not None:
            messages.success(request, _("Entered. Add a contact point, then show it in public."))
            return redirect(organisation_url(request, made.pk))
    return _form_page(request, form, _("New organisation"), None, alike=alike)


def _made(request: HttpRequest, form: OrganisationForm) -> Organisation:
    values = form.cleaned_data
    return create_organisation(tenant=here(request), actor=request.user, is_public=False, **values)


def _form_page(
    request: HttpRequest, form: OrganisationForm, title: str, found: Organisation | None, **more: Any
) -> HttpResponse:
    back = organisation_url(request, found.pk) if found else url(request, "desk_organisations")
    context = {"form": form, "organisation": found, "title": title, "back": back, **more}
    context["crumbs"] = crumbs(request, found, title)
    return render(request, "desk/directory/organisation_form.html", context, status=form_status(form))


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, tenant: str, organisation_id: int) -> HttpResponse:
    found = organisation_at_desk(organisation_id)
    require(request.user, "directory.organisation.change", found)
    office = request.user.has_perm("directory.organisation.publish", found)
    form = OrganisationForm(posted(request), tenant=here(request), held=found, office=office)
    stand = meanwhile.again(request) or meanwhile.field({n: getattr(found, n) for n in form.fields})
    try:
        if form.is_valid() and written(form, partial(_changed, request, found, form)) is not None:
            messages.success(request, _("Saved."))
            return redirect(organisation_url(request, found.pk))
    except ChangedMeanwhile as clash:
        about = meanwhile.About(Organisation, organisation_url(request, organisation_id))
        return meanwhile.page(request, clash, about)
    return _form_page(request, form, _("Change organisation"), found, stand=stand)


def _changed(request: HttpRequest, found: Organisation, form: OrganisationForm) -> bool:
    values = meanwhile.chosen(request, form.cleaned_data)
    return change_organisation(
        organisation=found, actor=request.user, stamp=meanwhile.sent(request), **values
    )


@require_POST
def confirm(request: HttpRequest, tenant: str, organisation_id: int) -> HttpResponse:
    found = organisation_at_desk(organisation_id)
    confirm_organisation(organisation=found, actor=request.user)
    messages.success(request, _("Thank you. The entry counts as confirmed today."))
    return redirect(organisation_url(request, found.pk))


@require_POST
def show(request: HttpRequest, tenant: str, organisation_id: int) -> HttpResponse:
    found = organisation_at_desk(organisation_id)
    publish_organisation(organisation=found, actor=request.user, public=True)
    messages.success(request, _("The organisation is shown in public."))
    return redirect(organisation_url(request, found.pk))


def _to_publish(request: HttpRequest, organisation_id: int) -> Organisation:
    """The organisation, if this person may show, hide, close and merge it."""
    found = organisation_at_desk(organisation_id)
    require(request.user, "directory.organisation.publish", found)
    return found


@never_cache
@require_http_methods(["GET", "POST"])
def hide(request: HttpRequest, tenant: str, organisation_id: int) -> HttpResponse:
    found = _to_publish(request, organisation_id)

    def write(given: dict[str, Any]) -> object:
        return publish_organisation(
            organisation=found, actor=request.user, public=False, reason=given["reason"]
        )

    step = Step("hidden", _("Hide organisation"), _("Hide"), _("Hidden."))
    return take(request, found, ReasonForm(posted(request)), step, write)


@never_cache
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, tenant: str, organisation_id: int) -> HttpResponse:
    found = _to_publish(request, organisation_id)
    step = Step("closed", _("Close organisation"), _("Close"), _("Closed."))
    write = partial(_call, close_organisation, request, found)
    return take(request, found, ReasonForm(posted(request)), step, write)


@never_cache
@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, tenant: str, organisation_id: int) -> HttpResponse:
    found = _to_publish(request, organisation_id)
    done = _("Open again; show it when it is right.")
    step = Step("reopened", _("Open organisation again"), _("Open again"), done)
    write = partial(_call, reopen_organisation, request, found)
    return take(request, found, ReasonForm(posted(request)), step, write)


def _call(write: Callable[..., object], request: HttpRequest, found: Organisation, given: Any) -> object:
    return write(organisation=found, actor=request.user, reason=given["reason"])


@never_cache
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, tenant: str, organisation_id: int) -> HttpResponse:
    """This entry is the duplicate and goes into the one chosen."""
    found = _to_publish(request, organisation_id)

    def write(given: dict[str, Any]) -> None:
        into = organisation_at_desk(given["into"])
        merge_organisations(duplicate=found, into=into, actor=request.user, reason=given["reason"])

    initial = {"into": request.GET.get("mit", "")}
    form = MergeForm(posted(request), choices=open_choices(without=found.pk), initial=initial)
    done = _("Merged. The address of this entry leads to the one that stays.")
    return take(request, found, form, Step("merged", _("Merge a duplicate"), _("Merge"), done), write)
