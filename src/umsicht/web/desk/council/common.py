"""Addresses and breadcrumbs of bodies at one desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from umsicht.core.meanwhile import ChangedMeanwhile
from umsicht.council.interfaces.forms import RecordForm
from umsicht.council.models import Body
from umsicht.council.queries.bodies import title_of
from umsicht.ui.nav import Link
from umsicht.web.answers import form_status
from umsicht.web.desk import meanwhile
from umsicht.web.desk.answers import here
from umsicht.web.desk.changes import shown
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.directory.steps import written


def body_url(request: HttpRequest, body: Body) -> str:
    return url(request, "desk_body", body_id=body.pk)


def crumbs(request: HttpRequest, body: Body | None = None, last: str = "") -> list[Link]:
    """From the list down to the page; the last one is no link."""
    found = [Link(_("Bodies"), url(request, "desk_bodies"))]
    if body is not None:
        found.append(Link(title_of(body), body_url(request, body) if last else ""))
    if last:
        found.append(Link(last, ""))
    return found


def public_url(request: HttpRequest, body: Body) -> str:
    """The page on the portal; "" while it is hidden or the portal is closed."""
    tenant = here(request)
    if not body.is_public or not tenant.is_active or tenant.is_state:
        return ""
    return f"/{tenant.slug}/praeventionsrat/gremien/{body.code}"


def form_page(
    request: HttpRequest, form: forms.Form, title: str, body: Body | None = None, **more: Any
) -> HttpResponse:
    """Any form about a body or one of its seats; without a body it is a new one. `more`: stand, note, submit."""
    context = {
        "form": form,
        "title": title,
        "lead": title_of(body) if body else "",
        "back": body_url(request, body) if body else url(request, "desk_bodies"),
        "crumbs": crumbs(request, body, title),
        "submit": _("Save"),
        **more,
    }
    return render(request, "desk/council/form.html", context, status=form_status(form))


def step(
    request: HttpRequest, body: Body, form: forms.Form, title: str, write: Callable[..., Any], **more: Any
) -> HttpResponse:
    """A form for one thing that happens: `write` gets what was entered, then the page of the body is shown."""
    if form.is_valid() and written(form, lambda: write(actor=request.user, **form.cleaned_data)) is not None:
        messages.success(request, _("Saved."))
        return redirect(body_url(request, body))
    return form_page(request, form, title, body, submit=title, **more)


def correct(
    request: HttpRequest, body: Body, form: RecordForm, record: Model, title: str, write: Callable[..., Any]
) -> HttpResponse:
    """The form of a body or seat that is there already; who changed it meanwhile is shown beside."""
    held = {name: getattr(record, name) for name in form.fields}
    stand = meanwhile.again(request) or meanwhile.field(held)

    def save() -> Any:
        values = meanwhile.chosen(request, form.values())
        return write(actor=request.user, stamp=meanwhile.sent(request), **values)

    try:
        if form.is_valid() and written(form, save) is not None:
            messages.success(request, _("Saved."))
            return redirect(body_url(request, body))
    except ChangedMeanwhile as clash:
        about = meanwhile.About(type(record), body_url(request, body), word=partial(shown, type(record)))
        return meanwhile.page(request, clash, about)
    return form_page(request, form, title, body, stand=stand)
