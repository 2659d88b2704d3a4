"""The guided form: one step per page, each saved by itself, by button or while one types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from umsicht.core import clock
from umsicht.core.errors import UmsichtError
from umsicht.core.meanwhile import ChangedMeanwhile
from umsicht.offers.domain.versions import save_work
from umsicht.offers.interfaces.guide import BY_SLUG, STEPS, FormStep
from umsicht.offers.interfaces.steps import StepForm
from umsicht.offers.models import Offer
from umsicht.offers.queries.hints import hints
from umsicht.offers.queries.working import Working, comments_of, working
from umsicht.ui.forms import problems
from umsicht.web.answers import posted
from umsicht.web.desk import meanwhile
from umsicht.web.desk.offers import parts, words
from umsicht.web.desk.offers.around import around, choices, fields_of, hints_of, stamp_of, step_page
from umsicht.web.desk.offers.common import crumbs, offer_of, url


@require_safe
def begin(request: HttpRequest, tenant: str, offer_id: int) -> HttpResponse:
    """Where the mails lead: to the first step that has comments, else to the first."""
    offer = offer_of(request, offer_id, "offers.offer.change")
    named = {comment.field for comment in comments_of(working(offer)) if comment.field}
    slug = next((step.slug for step in STEPS if step.form and named & set(fields_of(step))), STEPS[0].slug)
    return redirect(url(offer, "desk_offer_edit", step=slug))


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, tenant: str, offer_id: int, step: str) -> HttpResponse:
    offer = offer_of(request, offer_id, "offers.offer.change")
    work, wanted = working(offer), BY_SLUG.get(step)
    if wanted is None:
        raise Http404
    if wanted.form is None:
        return parts.page(request, work, wanted, around(request, work, wanted))
    form = wanted.form(posted(request), offer=work.offer, around=choices(offer))
    if request.method != "POST":
        return step_page(request, work, wanted, form)
    if request.headers.get("HX-Request") == "true":
        return _autosave(request, work, wanted, form)
    return _save(request, work, wanted, form)


def _save(request: HttpRequest, work: Working, step: FormStep, form: StepForm) -> HttpResponse:
    """The button: everything must be right, then on to the next step."""
    if not form.is_valid():
        return step_page(request, work, step, form)
    try:
        _write(request, work, form.values())
    except ChangedMeanwhile as clash:
        return _clash(request, work, step, clash)
    except UmsichtError as error:
        form.add_error(None, error.message)
        return step_page(request, work, step, form)
    messages.success(request, _("Saved."))
    return redirect(_after(work, step, request))


def _write(request: HttpRequest, work: Working, values: Mapping[str, Any]) -> bool:
    chosen = meanwhile.chosen(request, values)
    return save_work(offer=work.held, actor=request.user, stamp=meanwhile.sent(request), **chosen)


def _clash(request: HttpRequest, work: Working, step: FormStep, clash: ChangedMeanwhile) -> HttpResponse:
    about = meanwhile.About(
        model=Offer,
        back=url(work.held, "desk_offer_edit", step=step.slug),
        who=str(work.version.author or "") if work.version is not None else "",
        word=lambda name, value: words.word(work.held, name, value),
        crumbs=crumbs(request, work.held, str(step.title)),
    )
    return meanwhile.page(request, clash, about)


def _autosave(request: HttpRequest, work: Working, step: FormStep, form: StepForm) -> HttpResponse:
    """What is right is kept, what is wrong is said; a clash waits for the button, so that nobody is interrupted."""
    form.is_valid()
    problem = next((f"{label}: {text}" if label else text for _target, label, text in problems(form)), "")
    clash = False
    try:
        _write(request, work, form.values())
    except ChangedMeanwhile:
        clash = True
    except UmsichtError as error:
        problem = error.message
    fresh = working(work.held)
    context = {
        "problem": problem,
        "clash": clash,
        "time": clock.local(clock.now()),
        "stand_oob": "" if clash else stamp_of(fresh, step, again=True),
        "hints": hints_of(step, hints(fresh.offer)),
    }
    response = render(request, "desk/offers/saved.html", context)
    response["HX-Trigger"] = "gespeichert"
    return response


def _after(work: Working, step: FormStep, request: HttpRequest) -> str:
    if "bleiben" in request.POST:
        return url(work.held, "desk_offer_edit", step=step.slug)
    following = STEPS[min(STEPS.index(step) + 1, len(STEPS) - 1)]
    return url(work.held, "desk_offer_edit", step=following.slug)
