"""What the pages of fieldwork at the desk share: addresses, one form page, one way to correct and to take a step."""

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

from umsicht.core.errors import BadInput, UmsichtError
from umsicht.core.meanwhile import ChangedMeanwhile, check_seen
from umsicht.core.transitions import apply, available
from umsicht.ui.nav import Link
from umsicht.web.answers import form_status
from umsicht.web.desk import meanwhile
from umsicht.web.desk.answers import opened_at
from umsicht.web.desk.changes import shown
from umsicht.web.desk.directory.steps import written

Write = Callable[..., Any]


@dataclass(frozen=True)
class Page:
    """A page to go back to: its address, and the crumbs that lead there, its own one with its address."""

    url: str
    crumbs: list[Link]
    lead: str = ""

    def below(self, title: str) -> list[Link]:
        return [*self.crumbs, Link(title, "")]


class StepForm(forms.Form):
    schritt = forms.CharField(max_length=40)
    reason = forms.CharField(max_length=1000, required=False)


def form_page(request: HttpRequest, form: forms.Form, title: str, back: Page, **more: Any) -> HttpResponse:
    """Any form. `more`: stand, note, submit."""
    context = {"form": form, "title": title, "lead": back.lead, "back": back.url, "crumbs": back.below(title)}
    context |= {"submit": _("Save"), **more}
    return render(request, "desk/fieldwork/form.html", context, status=form_status(form))


def enter(
    request: HttpRequest, form: forms.Form, title: str, back: Page, write: Callable[[], Any], **more: Any
) -> HttpResponse:
    """A form for something new: `write` makes it, then the page it belongs to is shown. `more` may hold `then`."""
    then = more.pop("then", None)
    if form.is_valid() and (made := written(form, write)) is not None:
        messages.success(request, _("Saved."))
        return redirect(then(made) if then else back.url)
    return form_page(request, form, title, back, **more)


def correct(
    request: HttpRequest, form: forms.Form, record: Model, title: str, back: Page, write: Write
) -> HttpResponse:
    """The form of a record that is there already; who changed it meanwhile is shown beside."""
    stamped = {name: getattr(record, name) for name in form.fields if hasattr(type(record), name)}
    stand = meanwhile.again(request) or meanwhile.field(stamped)
    values = getattr(form, "values", lambda: dict(form.cleaned_data))

    def save() -> Any:
        return write(actor=request.user, stamp=meanwhile.sent(request), **meanwhile.chosen(request, values()))

    try:
        if form.is_valid() and written(form, save) is not None:
            messages.success(request, _("Saved."))
            return redirect(back.url)
    except ChangedMeanwhile as clash:
        about = meanwhile.About(type(record), back.url, word=partial(shown, type(record)))
        return meanwhile.page(request, clash, about)
    return form_page(request, form, title, back, stand=stand)


def steps_of(request: HttpRequest, record: Any, url: str) -> dict[str, Any]:
    """What the template of the buttons needs."""
    seen = record.updated_at.isoformat()
    return {"choices": available(record, request.user), "act_url": url, "seen": seen, "key": record.pk}


def act(request: HttpRequest, record: Any, back: str) -> HttpResponse:
    """One step of a procedure; a refusal is told on the page it leads back to."""
    form = StepForm(request.POST)
    if not form.is_valid():
        raise BadInput(_("This step does not exist."))
    try:
        check_seen(record.updated_at, opened_at(request) or record.updated_at)
        apply(record, form.cleaned_data["schritt"], actor=request.user, reason=form.cleaned_data["reason"])
    except UmsichtError as error:
        if error.status == 403:
            raise
        messages.error(request, error.message)
        return redirect(back)
    messages.success(request, _("Done."))
    return redirect(back)
