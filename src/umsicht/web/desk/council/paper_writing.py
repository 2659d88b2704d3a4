"""Writing to papers at the desk: entering, changing, releasing, route and attachments."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from umsicht.core.access import require
from umsicht.council.domain import paper_files, papers, routes
from umsicht.council.interfaces.paper_forms import PaperForm, RemovalForm, StepForm
from umsicht.council.queries import papers as queries
from umsicht.files.interfaces.forms import UploadForm
from umsicht.web.answers import posted
from umsicht.web.desk.answers import here
from umsicht.web.desk.council.paper_common import page_of, paper_of, paper_url
from umsicht.web.desk.pages import act as take
from umsicht.web.desk.pages import correct, enter
from umsicht.web.public.council.files import deliver

CHANGE = "council.paper.change"


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, CHANGE, here(request))
    write, then = partial(papers.create_paper, tenant=here(request)), partial(paper_url, request)
    said, form = _("Saved. Now enter the route: which bodies deal with it?"), PaperForm(posted(request))
    return enter(request, form, _("New paper"), page_of(request), write, said=said, then=then)


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, tenant: str, paper_id: int) -> HttpResponse:
    paper = paper_of(request, paper_id, CHANGE)
    form, write = PaperForm(posted(request), held=paper), partial(papers.change_paper, paper=paper)
    return correct(request, form, paper, _("Change paper"), page_of(request, paper), write)


@require_POST
@never_cache
def act(request: HttpRequest, tenant: str, paper_id: int) -> HttpResponse:
    """One step of the procedure; what was changed after the page was opened is looked at again first."""
    paper = paper_of(request, paper_id, "council.paper.release")
    return take(request, paper, paper_url(request, paper))


@never_cache
@require_http_methods(["GET", "POST"])
def step_new(request: HttpRequest, tenant: str, paper_id: int) -> HttpResponse:
    paper = paper_of(request, paper_id, CHANGE)
    form, write = StepForm(posted(request), steps=paper.route.count()), partial(routes.add_step, paper=paper)
    return enter(request, form, _("New step of the route"), page_of(request, paper), write)


@never_cache
@require_http_methods(["GET", "POST"])
def step_edit(request: HttpRequest, tenant: str, paper_id: int, step_id: int) -> HttpResponse:
    paper = paper_of(request, paper_id, CHANGE)
    step = queries.step_at_desk(paper, step_id)
    form = StepForm(posted(request), steps=paper.route.count(), held=step)
    write = partial(routes.change_step, step=step)
    return correct(request, form, step, _("Change step of the route"), page_of(request, paper), write)


@never_cache
@require_http_methods(["GET", "POST"])
def step_remove(request: HttpRequest, tenant: str, paper_id: int, step_id: int) -> HttpResponse:
    paper, title = paper_of(request, paper_id, CHANGE), _("Remove step")
    write = partial(routes.remove_step, step=queries.step_at_desk(paper, step_id))
    note = _("The step leaves the route. What is on agendas already stays there.")
    form, back = RemovalForm(posted(request)), page_of(request, paper)
    return enter(request, form, title, back, write, note=note, submit=title)


@never_cache
@require_http_methods(["GET", "POST"])
def file_new(request: HttpRequest, tenant: str, paper_id: int) -> HttpResponse:
    paper = paper_of(request, paper_id, CHANGE)
    form, write = (
        UploadForm(posted(request), request.FILES or None),
        partial(paper_files.attach_file, paper=paper),
    )
    said = _("The file is being checked and appears in a moment.")
    note = _("Only those who may read the paper get the file. What it says about its making is taken out.")
    more: dict[str, Any] = {"said": said, "note": note, "submit": _("Upload")}
    return enter(request, form, _("Add a file"), page_of(request, paper), write, **more)


@require_safe
@never_cache
def file(request: HttpRequest, tenant: str, paper_id: int, file_id: int) -> HttpResponseBase:
    """An attachment for who may see the paper."""
    row = queries.file_of(paper_of(request, paper_id), file_id)
    return deliver(row.file, row.title)


@never_cache
@require_http_methods(["GET", "POST"])
def file_remove(request: HttpRequest, tenant: str, paper_id: int, file_id: int) -> HttpResponse:
    paper, title = paper_of(request, paper_id, CHANGE), _("Remove file")
    row, form = queries.file_of(paper, file_id), RemovalForm(posted(request))
    write = partial(paper_files.detach_file, row=row)
    note = _("The file “%(title)s” is deleted for good.") % {"title": row.title}
    return enter(request, form, title, page_of(request, paper), write, note=note, submit=title)
