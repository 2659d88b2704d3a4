"""Contact points: the one form with opening hours as a table of the week, and removing."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from umsicht.core.access import require
from umsicht.core.errors import NotFound
from umsicht.core.meanwhile import ChangedMeanwhile
from umsicht.directory.domain.contact_points import (
    FIELDS,
    change_contact_point,
    create_contact_point,
    delete_contact_point,
)
from umsicht.directory.interfaces.forms import ReasonForm
from umsicht.directory.interfaces.hours_form import HoursForm, copied
from umsicht.directory.interfaces.point_form import ContactPointForm
from umsicht.directory.models import ContactPoint, Organisation
from umsicht.directory.queries.contact_points import point_at_desk
from umsicht.directory.queries.hours import hours_lines
from umsicht.directory.queries.organisations import organisation_at_desk
from umsicht.directory.values import Hours
from umsicht.web.answers import form_status, posted
from umsicht.web.desk import meanwhile
from umsicht.web.desk.answers import here
from umsicht.web.desk.changes import shown
from umsicht.web.desk.directory.links import crumbs, organisation_url
from umsicht.web.desk.directory.steps import Step, take, written

WORKDAYS = ("TU", "WE", "TH", "FR")


def _of(organisation: Organisation, point_id: int) -> ContactPoint:
    """The contact point, if it is this organisation's. Raises NotFound."""
    point = point_at_desk(point_id)
    if point.organisation_id != organisation.pk:
        raise NotFound
    return point


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, tenant: str, organisation_id: int) -> HttpResponse:
    organisation = organisation_at_desk(organisation_id)
    require(request.user, "directory.contact_point.change", organisation)
    return _form_page(request, organisation, None)


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, tenant: str, organisation_id: int, point_id: int) -> HttpResponse:
    organisation = organisation_at_desk(organisation_id)
    require(request.user, "directory.contact_point.change", organisation)
    return _form_page(request, organisation, _of(organisation, point_id))


def _form_page(request: HttpRequest, organisation: Organisation, held: ContactPoint | None) -> HttpResponse:
    form, hours = _forms(request, organisation, held)
    sent = form.is_bound and "kopieren" not in request.POST
    both = sent and form.is_valid() & hours.is_valid()
    try:
        if both and written(form, partial(_save, request, organisation, held, form, hours)) is not None:
            messages.success(request, _("Saved."))
            return redirect(organisation_url(request, organisation.pk))
    except ChangedMeanwhile as clash:
        about = meanwhile.About(ContactPoint, organisation_url(request, organisation.pk), word=_word)
        return meanwhile.page(request, clash, about)
    context = _context(request, organisation, held) | {
        "form": form,
        "hours": hours,
        "copying": not sent,
        "copied": form.is_bound and not sent,
    }
    return render(
        request, "desk/directory/point_form.html", context, status=form_status(form) if sent else 200
    )


def _context(request: HttpRequest, organisation: Organisation, held: ContactPoint | None) -> dict[str, Any]:
    title = _("Change contact point") if held else _("New contact point")
    return {
        "stand": meanwhile.again(request) or (meanwhile.field(_stamped(held)) if held else ""),
        "organisation": organisation,
        "title": title,
        "back": organisation_url(request, organisation.pk),
        "crumbs": crumbs(request, organisation, title),
    }


def _stamped(held: ContactPoint) -> dict[str, Any]:
    """What is compared when somebody else saves meanwhile."""
    return {name: getattr(held, name) for name in sorted(FIELDS - {"is_demo", "source"})}


def _word(name: str, value: Any) -> str:
    """Opening hours read as on the portal; everything else in the words of the form."""
    if name == "opening_hours":
        return "; ".join(hours_lines(Hours.parse(value)))
    return shown(ContactPoint, name, value)


def _forms(
    request: HttpRequest, organisation: Organisation, held: ContactPoint | None
) -> tuple[ContactPointForm, HoursForm]:
    data: QueryDict | None = posted(request)
    if data is not None and "kopieren" in data:
        data = copied(data, "MO", WORKDAYS)
    initial: dict[str, Any] = {} if held else {"name": organisation.name, "city": here(request).name}
    form = ContactPointForm(data, tenant=here(request), held=held, initial=initial)
    return form, HoursForm(data, held=held.opening_hours if held else [])


def _save(
    request: HttpRequest,
    organisation: Organisation,
    held: ContactPoint | None,
    form: ContactPointForm,
    hours: HoursForm,
) -> object:
    values = form.values() | {"opening_hours": hours.spans()}
    if held is None:
        return create_contact_point(organisation=organisation, actor=request.user, **values)
    stamp, chosen = meanwhile.sent(request), meanwhile.chosen(request, values)
    return change_contact_point(point=held, actor=request.user, stamp=stamp, **chosen)


@never_cache
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, tenant: str, organisation_id: int, point_id: int) -> HttpResponse:
    """Offers that named it keep their own place and lose the link."""
    organisation = organisation_at_desk(organisation_id)
    point = _of(organisation, point_id)
    require(request.user, "directory.contact_point.remove", point)

    def write(given: dict[str, Any]) -> None:
        delete_contact_point(point=point, actor=request.user, reason=given["reason"])

    done = _("The contact point was removed.")
    step = Step("removed", _("Remove contact point"), _("Remove"), done, lead=point.name)
    return take(request, organisation, ReasonForm(posted(request)), step, write)
