"""What stands on every step of the guided form: the way, comments and hints at their fields, the preview."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from umsicht.offers.interfaces.desk_forms import AvailabilityForm, SessionForm
from umsicht.offers.interfaces.guide import STEPS, FormStep, is_done
from umsicht.offers.interfaces.steps import Around, StepForm
from umsicht.offers.models import Offer
from umsicht.offers.queries.dates import dates_of
from umsicht.offers.queries.desk import points_of, programme_choices
from umsicht.offers.queries.hints import Hint, hints
from umsicht.offers.queries.session_words import lines_of
from umsicht.offers.queries.working import Working, comments_of, values_of
from umsicht.web.answers import form_status
from umsicht.web.desk import meanwhile
from umsicht.web.desk.offers import preview
from umsicht.web.desk.offers.common import crumbs, url
from umsicht.web.public.offer.page import when


@dataclass(frozen=True)
class Way:
    """One step as the list of steps shows it."""

    number: int
    title: Any
    url: str
    current: bool
    done: bool
    comments: int


def fields_of(step: FormStep) -> tuple[str, ...]:
    """The offer's fields that a step may set, also those that follow from others."""
    if step.form is None:
        return ()
    name = getattr(step.form, "list_name", "")
    return (*step.form.names, name) if name else step.form.names


def choices(offer: Offer) -> Around:
    return Around(points_of(offer), programme_choices())


def beside(work: Working, step: FormStep, **forms: Any) -> dict[str, Any]:
    """What stands below the fields of a step: dates and free places take effect at once, also in public."""
    if step.slug != "ort":
        return {}
    offer = work.held
    return {
        "dates": lines_of(offer),
        "next_dates": [when(item) for item in dates_of(offer, limit=3)],
        "session_form": SessionForm(initial={"minuten": work.offer.duration_minutes}),
        "availability_form": AvailabilityForm(initial={"plaetze": offer.availability}),
    } | forms


def stamp_of(work: Working, step: FormStep, *, again: bool = False) -> Any:
    return meanwhile.field(values_of(work.offer, fields_of(step)), again=again)


def step_page(
    request: HttpRequest, work: Working, step: FormStep, form: StepForm, **below: Any
) -> HttpResponse:
    """A step with its form; `below`: a form beneath it that has to be corrected."""
    context = _step(request, work, step, form) | beside(work, step, **below)
    return render(request, "desk/offers/edit.html", context, status=400 if below else form_status(form))


def _step(request: HttpRequest, work: Working, step: FormStep, form: StepForm) -> dict[str, Any]:
    found = hints(work.offer)
    comments = comments_of(work)
    return {
        "form": form,
        "rows": [_row(form[name], comments, found) for name in form.shown_names],
        "own_comments": [comment for comment in comments if comment.field == getattr(form, "list_name", "-")],
        "stand": stamp_of(work, step) if not form.is_bound else meanwhile.again(request),
        "hints": hints_of(step, found),
        **around(request, work, step),
    }


def _row(bound: Any, comments: list[Any], found: list[Hint]) -> dict[str, Any]:
    return {
        "field": bound,
        "comments": [comment for comment in comments if comment.field == bound.name],
        "hints": [hint for hint in found if hint.field == bound.name],
    }


def hints_of(step: FormStep, found: list[Hint]) -> list[Hint]:
    names = {*fields_of(step), *({"sessions", "availability"} if step.slug == "ort" else ())}
    return [hint for hint in found if hint.field in names]


def around(request: HttpRequest, work: Working, step: FormStep) -> dict[str, Any]:
    """What every step shows: the way with its progress, the general comments, the preview."""
    offer = work.held
    comments = comments_of(work)
    way = [_way(offer, work, one, number, step, comments) for number, one in enumerate(STEPS, start=1)]
    needed = [one for one in STEPS if one.needs]
    return {
        "work": work,
        "held": offer,
        "step": step,
        "way": way,
        "number": STEPS.index(step) + 1,
        "of": len(STEPS),
        "done": sum(is_done(one, work.offer) for one in needed),
        "needed": len(needed),
        "comments": comments,
        "general": [comment for comment in comments if not comment.field],
        "title": step.title,
        "previous": url(offer, "desk_offer_edit", step=STEPS[STEPS.index(step) - 1].slug)
        if STEPS.index(step)
        else "",
        "crumbs": crumbs(request, offer, _("Edit")),
        "preview": preview.values(work),
    }


def _way(offer: Offer, work: Working, one: FormStep, number: int, step: FormStep, comments: list[Any]) -> Way:
    names = fields_of(one)
    return Way(
        number=number,
        title=one.title,
        url=url(offer, "desk_offer_edit", step=one.slug),
        current=one is step,
        done=bool(one.needs) and is_done(one, work.offer),
        comments=sum(comment.field in names for comment in comments if comment.field),
    )
