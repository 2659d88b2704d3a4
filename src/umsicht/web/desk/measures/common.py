"""What the pages of measures share: addresses, breadcrumbs, tags, one way to show and take a form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from umsicht.core.access import require
from umsicht.core.meanwhile import ChangedMeanwhile
from umsicht.council.interfaces.forms import RecordForm
from umsicht.measures.enums import MeasureState
from umsicht.measures.models import Measure
from umsicht.measures.queries import measures as queries
from umsicht.ui.markup import tag
from umsicht.ui.nav import Link
from umsicht.web.answers import form_status
from umsicht.web.desk import meanwhile
from umsicht.web.desk.answers import here
from umsicht.web.desk.changes import shown
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.directory.steps import written

KINDS = {
    MeasureState.PROPOSED: "",
    MeasureState.PLANNED: "open",
    MeasureState.RUNNING: "good",
    MeasureState.DELAYED: "warn",
    MeasureState.COMPLETED: "closed",
    MeasureState.STOPPED: "bad",
}


def state_tag(measure: Measure) -> Any:
    return tag(measure.get_state_display(), KINDS[MeasureState(measure.state)])


def measure_url(request: HttpRequest, measure: Measure) -> str:
    return url(request, "desk_measure", measure_id=measure.pk)


def measure_of(request: HttpRequest, measure_id: int, permission: str = "measures.measure.change") -> Measure:
    """The measure of this desk, if the person may; 404 for another tenant's, 403 for the wrong role."""
    measure = queries.measure_at_desk(measure_id)
    require(request.user, permission, measure)
    return measure


def crumbs(request: HttpRequest, measure: Measure | None = None, last: str = "") -> list[Link]:
    """From the list down to the page; the last one is no link."""
    found = [Link(_("Measures"), url(request, "desk_measures"))]
    if measure is not None:
        found.append(Link(measure.title, measure_url(request, measure) if last else ""))
    if last:
        found.append(Link(last, ""))
    return found


def public_url(request: HttpRequest, measure: Measure) -> str:
    """The page on the portal; "" while it is hidden or the portal is closed."""
    tenant = here(request)
    if not measure.is_public or not tenant.is_active or tenant.is_state:
        return ""
    return f"/{tenant.slug}/massnahmen/{measure.code}"


@dataclass(frozen=True)
class Place:
    """Where a form stands: what it is about, the way back, the breadcrumbs without the form itself."""

    lead: str
    back: str
    crumbs: list[Link]


def of_measure(request: HttpRequest, measure: Measure | None = None) -> Place:
    """About a measure, or a new one in the list."""
    if measure is None:
        return Place("", url(request, "desk_measures"), crumbs(request))
    address = measure_url(request, measure)
    return Place(measure.title, address, [*crumbs(request), Link(measure.title, address)])


def form_page(request: HttpRequest, form: forms.Form, title: str, place: Place, **more: Any) -> HttpResponse:
    """Any form of this package. `more`: stand, note, submit, remove (address where the record is removed)."""
    context = {
        "form": form,
        "title": title,
        "lead": place.lead,
        "back": place.back,
        "crumbs": [*place.crumbs, Link(title, "")],
        "submit": _("Save"),
        **more,
    }
    return render(request, "desk/measures/form.html", context, status=form_status(form))


def take(
    request: HttpRequest, form: forms.Form, title: str, place: Place, write: Callable[..., Any], **more: Any
) -> HttpResponse:
    """A form for something new or for one thing that happens: `write` gets what was entered, then the way back."""
    values = form.values if isinstance(form, RecordForm) else lambda: form.cleaned_data
    if form.is_valid() and written(form, lambda: write(actor=request.user, **values())) is not None:
        messages.success(request, _("Saved."))
        return redirect(place.back)
    return form_page(request, form, title, place, **more)


def correct(
    request: HttpRequest, form: RecordForm, record: Model, title: str, place: Place, write: Callable[..., Any],
    **more: Any,
) -> HttpResponse:  # fmt: skip
    """The form of a record that is there already; who changed it meanwhile is shown beside."""
    held = {name: getattr(record, name) for name in form.fields}
    stand = meanwhile.again(request) or meanwhile.field(held)

    def save() -> Any:
        values = meanwhile.chosen(request, form.values())
        return write(actor=request.user, stamp=meanwhile.sent(request), **values)

    try:
        if form.is_valid() and written(form, save) is not None:
            messages.success(request, _("Saved."))
            return redirect(place.back)
    except ChangedMeanwhile as clash:
        about = meanwhile.About(type(record), place.back, word=partial(shown, type(record)))
        return meanwhile.page(request, clash, about)
    return form_page(request, form, title, place, stand=stand, **more)
