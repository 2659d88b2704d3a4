"""What the pages of papers at one desk share: the record as this person may see it, addresses, forms."""

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

from umsicht.core.access import require
from umsicht.core.meanwhile import ChangedMeanwhile
from umsicht.council.interfaces.forms import RecordForm
from umsicht.council.models import Paper
from umsicht.council.queries import papers as queries
from umsicht.ui.nav import Link
from umsicht.web.answers import form_status
from umsicht.web.desk import meanwhile
from umsicht.web.desk.answers import here
from umsicht.web.desk.changes import shown
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.directory.steps import written


def sees_everything(request: HttpRequest) -> bool:
    return bool(request.user.has_perm("council.paper.everything", here(request)))


def paper_of(request: HttpRequest, paper_id: int, permission: str = "council.paper.view") -> Paper:
    """The paper, if this person may see it (else 404) and may do that (else 403)."""
    require(request.user, permission, here(request))
    return queries.paper_at_desk(request.user, paper_id, everything=sees_everything(request))


def paper_url(request: HttpRequest, paper: Paper) -> str:
    return url(request, "desk_paper", paper_id=paper.pk)


def crumbs(request: HttpRequest, paper: Paper | None = None, last: str = "") -> list[Link]:
    """From the list down to the page; the last one is no link."""
    found = [Link(_("Papers"), url(request, "desk_papers"))]
    if paper is not None:
        found.append(Link(paper.number, paper_url(request, paper) if last else ""))
    if last:
        found.append(Link(last, ""))
    return found


def public_url(request: HttpRequest, paper: Paper) -> str:
    """The page on the portal; "" while the public may not read it."""
    if here(request).is_state or not queries.is_public(paper):
        return ""
    return f"/{here(request).slug}/praeventionsrat/vorlagen/{paper.slug}"


def form_page(
    request: HttpRequest, form: forms.Form, title: str, paper: Paper | None = None, **more: Any
) -> HttpResponse:
    """Any form about a paper; without one it is new. `more`: stand, note, submit."""
    context = {
        "form": form,
        "title": title,
        "lead": f"{paper.number}: {paper.subject}" if paper else "",
        "back": paper_url(request, paper) if paper else url(request, "desk_papers"),
        "crumbs": crumbs(request, paper, title),
        "submit": _("Save"),
        **more,
    }
    return render(request, "desk/council/form.html", context, status=form_status(form))


def saved(
    request: HttpRequest, paper: Paper, form: forms.Form, write: Callable[[], Any], said: str = ""
) -> HttpResponse | None:
    """Writes a valid form and leads back to the paper; None when the form has to come back."""
    if not form.is_valid() or written(form, write) is None:
        return None
    messages.success(request, said or _("Saved."))
    return redirect(paper_url(request, paper))


def correct(
    request: HttpRequest, paper: Paper, form: RecordForm, record: Model, title: str, write: Callable[..., Any]
) -> HttpResponse:
    """The form of a record that is there already; who changed it meanwhile is shown beside."""
    stand = meanwhile.again(request) or meanwhile.field({name: getattr(record, name) for name in form.fields})

    def save() -> Any:
        values = meanwhile.chosen(request, form.values())
        return write(actor=request.user, stamp=meanwhile.sent(request), **values)

    try:
        return saved(request, paper, form, save) or form_page(request, form, title, paper, stand=stand)
    except ChangedMeanwhile as clash:
        about = meanwhile.About(type(record), paper_url(request, paper), word=partial(shown, type(record)))
        return meanwhile.page(request, clash, about)
