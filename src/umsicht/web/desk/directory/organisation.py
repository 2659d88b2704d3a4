"""One organisation at the desk: what is known, who keeps it, what happened; entering, changing, closing, merging."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from umsicht.core.access import require
from umsicht.core.errors import UmsichtError
from umsicht.core.meanwhile import ChangedMeanwhile
from umsicht.directory.domain.closing import close_organisation, merge_organisations, reopen_organisation
from umsicht.directory.domain.organisations import (
    change_organisation,
    confirm_organisation,
    create_organisation,
    publish_organisation,
)
from umsicht.directory.domain.writing import FieldFaults
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
    alike: list[Any] = []
    if form.is_valid():
        alike = similar_to(here(request), facts_of(form.facts()))
        if not alike or "trotzdem" in request.POST:
            made = _written(form, lambda: create_organisation(**_given(request, form, is_public=False)))
            if made is not None:
                messages.success(request, _("Entered. Add a contact point, then show it in public."))
                return redirect(organisation_url(request, made.pk))
    context = {
        "form": form,
        "alike": alike,
        "title": _("New organisation"),
        "back": url(request, "desk_organisations"),
        "crumbs": crumbs(request, last=_("New organisation")),
    }
    return render(request, "desk/directory/organisation_form.html", context, status=form_status(form))


def _given(request: HttpRequest, form: OrganisationForm, **more: Any) -> dict[str, Any]:
    return {"tenant": here(request), "actor": request.user, **form.cleaned_data, **more}


def _written(form: forms.Form, write: Callable[[], Any]) -> Any:
    """What `write` returns; None when it was refused, with the reasons beside the fields."""
    try:
        return write()
    except FieldFaults as error:
        for name, texts in error.faults.items():
            for text in texts:
                form.add_error(name if name in form.fields else None, text)
    except ChangedMeanwhile:
        raise
    except UmsichtError as error:
        form.add_error(None, error.message)
    return None


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, tenant: str, organisation_id: int) -> HttpResponse:
    found = organisation_at_desk(organisation_id)
    require(request.user, "directory.organisation.change", found)
    office = request.user.has_perm("directory.organisation.publish", found)
    form = OrganisationForm(posted(request), tenant=here(request), held=found, office=office)
    way = crumbs(request, found, _("Change"))
    stand = meanwhile.field({name: getattr(found, name) for name in form.fields})
    if form.is_valid():
        try:
            changed = _changed(request, found, form)
        except ChangedMeanwhile as clash:
            about = meanwhile.About(Organisation, organisation_url(request, found.pk), crumbs=way)
            return meanwhile.page(request, clash, about)
        if changed is not None:
            messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
            return redirect(organisation_url(request, found.pk))
    context = {
        "form": form,
        "stand": meanwhile.again(request) or stand,
        "organisation": found,
        "title": _("Change organisation"),
        "back": organisation_url(request, organisation_id),
        "crumbs": way,
    }
    return render(request, "desk/directory/organisation_form.html", context, status=form_status(form))


def _changed(request: HttpRequest, found: Organisation, form: OrganisationForm) -> Any:
    """Whether anything changed; None when it was refused. Raises ChangedMeanwhile."""
    values = meanwhile.chosen(request, form.cleaned_data)
    return _written(
        form,
        lambda: change_organisation(
            organisation=found, actor=request.user, stamp=meanwhile.sent(request), **values
        ),
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


@never_cache
@require_http_methods(["GET", "POST"])
def hide(request: HttpRequest, tenant: str, organisation_id: int) -> HttpResponse:
    return _with_reason(request, organisation_id, _hidden, (_("Hide organisation"), _("Hide"), _("Hidden.")))


def _hidden(found: Organisation, actor: Any, reason: str) -> None:
    publish_organisation(organisation=found, actor=actor, public=False, reason=reason)


@never_cache
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, tenant: str, organisation_id: int) -> HttpResponse:
    return _with_reason(
        request, organisation_id, _closed, (_("Close organisation"), _("Close"), _("Closed."))
    )


def _closed(found: Organisation, actor: Any, reason: str) -> None:
    close_organisation(organisation=found, actor=actor, reason=reason)


@never_cache
@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, tenant: str, organisation_id: int) -> HttpResponse:
    words = (_("Open organisation again"), _("Open again"), _("Open again; show it when it is right."))
    return _with_reason(request, organisation_id, _reopened, words)


def _reopened(found: Organisation, actor: Any, reason: str) -> None:
    reopen_organisation(organisation=found, actor=actor, reason=reason)


def _with_reason(
    request: HttpRequest,
    organisation_id: int,
    write: Callable[[Organisation, Any, str], None],
    words: tuple[str, str, str],
) -> HttpResponse:
    """A step that needs a reason. `words`: title, button, success."""
    found = organisation_at_desk(organisation_id)
    require(request.user, "directory.organisation.publish", found)
    title, submit, done = words
    form = ReasonForm(posted(request))
    if form.is_valid():
        written = _written(form, lambda: write(found, request.user, form.cleaned_data["reason"]) or True)
        if written:
            messages.success(request, done)
            return redirect(organisation_url(request, organisation_id))
    context = {
        "form": form,
        "organisation": found,
        "title": title,
        "submit": submit,
        "step": write.__name__.strip("_"),
        "back": organisation_url(request, organisation_id),
        "crumbs": crumbs(request, found, title),
    }
    return render(request, "desk/directory/step.html", context, status=form_status(form))


@never_cache
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, tenant: str, organisation_id: int) -> HttpResponse:
    """This entry is the duplicate and goes into the one chosen."""
    found = organisation_at_desk(organisation_id)
    require(request.user, "directory.organisation.publish", found)
    form = MergeForm(
        posted(request),
        choices=open_choices(without=found.pk),
        initial={"into": request.GET.get("mit", "")},
    )
    if form.is_valid():
        into = organisation_at_desk(form.cleaned_data["into"])
        reason = form.cleaned_data["reason"]
        done = _written(
            form,
            lambda: (
                merge_organisations(duplicate=found, into=into, actor=request.user, reason=reason) or True
            ),
        )
        if done:
            messages.success(request, _("Merged. The old address leads to this entry."))
            return redirect(organisation_url(request, into.pk))
    context = {
        "form": form,
        "organisation": found,
        "title": _("Merge a duplicate"),
        "submit": _("Merge"),
        "step": "merged",
        "back": organisation_url(request, organisation_id),
        "crumbs": crumbs(request, found, _("Merge a duplicate")),
    }
    return render(request, "desk/directory/step.html", context, status=form_status(form))
