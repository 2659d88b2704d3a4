"""Addresses and breadcrumbs of bodies at one desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from umsicht.council.models import Body
from umsicht.council.queries.bodies import title_of
from umsicht.ui.nav import Link
from umsicht.web.answers import form_status
from umsicht.web.desk.answers import here
from umsicht.web.desk.directory.links import url


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
