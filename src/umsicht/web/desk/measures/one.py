"""One measure: its page, entering, changing, its result, its steps, its sheet, and how it was planned."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from umsicht.audit.queries.events import newest_of_all
from umsicht.core import clock
from umsicht.core.access import require
from umsicht.core.errors import BadInput
from umsicht.core.transitions import available
from umsicht.measures.domain import measures as domain
from umsicht.measures.interfaces import lateness, planning, sheet
from umsicht.measures.interfaces.forms import MeasureForm, ResultForm, StepForm
from umsicht.measures.interfaces.thread import thread
from umsicht.measures.models import Measure
from umsicht.measures.queries import measures as queries
from umsicht.ui.nav import Link
from umsicht.web.answers import posted
from umsicht.web.desk.answers import here
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.measures.common import (
    crumbs,
    measure_of,
    measure_url,
    page_of,
    public_url,
    state_tag,
)
from umsicht.web.desk.pages import correct, do, enter
from umsicht.web.origins import origin_url

PLANS = {"beccaria": planning.beccaria, "sara": planning.sara}


@require_safe
@never_cache
def page(request: HttpRequest, tenant: str, measure_id: int) -> HttpResponse:
    measure = measure_of(request, measure_id, "measures.measure.view")
    context = {
        "measure": measure,
        "crumbs": crumbs(request, measure),
        **_words(measure),
        **_may(request, measure),
    }
    context |= {"thread": thread(measure, origin_url=origin_url(measure, desk=True)), "today": clock.today()}
    return render(request, "desk/measures/measure.html", context)


def _words(measure: Measure) -> dict[str, Any]:
    """What the page says of it, in words."""
    today, until = clock.today(), measure.funded_until
    under_way = measure.state in queries.UNDER_WAY
    return {
        "state": state_tag(measure),
        "facts": [
            (_("Problem fields"), ", ".join(planning.field_names(measure))),
            (_("Where"), planning.place_text(measure)),
            (_("In charge"), queries.lead_of(measure)),
            (_("Period"), planning.period_text(measure)),
            (_("Money"), planning.money_text(measure)),
            (_("Source"), measure.source),
        ],
        "goals": queries.pyramid(measure),
        "history": queries.history(measure),
        "why_late": lateness.of_one(measure, today),
        "is_past_end": under_way and measure.ends_on is not None and measure.ends_on < today,
        "funding_ends": under_way and until is not None and until <= today + queries.SOON,
        "plans": [(key, build(measure)) for key, build in PLANS.items()],
    }


def _may(request: HttpRequest, measure: Measure) -> dict[str, Any]:
    parts = [*measure.goals.all(), *measure.milestones.all(), *measure.notes.all()]
    may_see_log = request.user.has_perm("measures.measure.history", measure)
    return {
        "choices": available(measure, request.user),
        "public_url": public_url(request, measure),
        "may_change": request.user.has_perm("measures.measure.change", measure),
        "may_see_log": may_see_log,
        "log": newest_of_all([measure, *parts], 15) if may_see_log else [],
    }


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "measures.measure.change", here(request))
    form = MeasureForm(posted(request), tenant=here(request))
    write, then = partial(domain.create_measure, tenant=here(request)), partial(measure_url, request)
    said = _("Saved. Now enter its goals.")
    return enter(request, form, _("New measure"), page_of(request), write, said=said, then=then)


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, tenant: str, measure_id: int) -> HttpResponse:
    measure = measure_of(request, measure_id)
    form = MeasureForm(posted(request), tenant=here(request), held=measure)
    write = partial(domain.change_measure, measure=measure)
    return correct(request, form, measure, _("Change measure"), page_of(request, measure), write)


@never_cache
@require_http_methods(["GET", "POST"])
def result(request: HttpRequest, tenant: str, measure_id: int) -> HttpResponse:
    measure = measure_of(request, measure_id)
    form = ResultForm(posted(request), held=measure)
    write = partial(domain.change_measure, measure=measure)
    return correct(request, form, measure, _("Enter the result"), page_of(request, measure), write)


@require_POST
@never_cache
def act(request: HttpRequest, tenant: str, measure_id: int) -> HttpResponse:
    """One step of the procedure; the engine asks for the permission of that step."""
    measure = measure_of(request, measure_id, "measures.measure.move")
    form = StepForm(request.POST)
    if not form.is_valid():
        raise BadInput(_("This step does not exist."))
    write = partial(domain.move, measure=measure, actor=request.user, **form.call())
    return do(request, write, measure_url(request, measure))


@require_safe
@never_cache
def plan(request: HttpRequest, tenant: str, measure_id: int, way: str) -> HttpResponse:
    """The record in the words of one way of planning."""
    measure = measure_of(request, measure_id, "measures.measure.view")
    context = {
        "measure": measure,
        "plan": PLANS[way](measure),
        "ways": [
            Link(
                build(measure).name,
                url(request, "desk_measure_plan", measure_id=measure.pk, way=key),
                current=key == way,
            )
            for key, build in PLANS.items()
        ],
        "may_change": request.user.has_perm("measures.measure.change", measure),
        "crumbs": crumbs(request, measure, _("How it was planned")),
    }
    return render(request, "desk/measures/plan.html", context)


@require_safe
def as_pdf(request: HttpRequest, tenant: str, measure_id: int) -> HttpResponse:
    measure = measure_of(request, measure_id, "measures.measure.view")
    response = HttpResponse(sheet.pdf(measure), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{measure.code}.pdf"'
    response["Cache-Control"] = "no-store"
    return response
