"""Writing to papers at the desk: entering, changing, releasing, route and attachments."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from umsicht.core.access import require
from umsicht.core.errors import BadInput, UmsichtError
from umsicht.core.meanwhile import check_seen
from umsicht.core.transitions import apply
from umsicht.council.domain import paper_files, papers, routes
from umsicht.council.interfaces.paper_forms import ActForm, PaperForm, RemovalForm, StepForm
from umsicht.council.queries import papers as queries
from umsicht.files.interfaces.forms import UploadForm
from umsicht.web.answers import posted
from umsicht.web.desk.answers import here, opened_at
from umsicht.web.desk.council.paper_common import correct, form_page, paper_of, paper_url, saved
from umsicht.web.desk.directory.steps import written
from umsicht.web.public.council.files import deliver

CHANGE = "council.paper.change"


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, CHANGE, here(request))
    form = PaperForm(posted(request))
    if form.is_valid():
        write = partial(papers.create_paper, tenant=here(request), actor=request.user)
        made = written(form, lambda: write(**form.values()))
        if made is not None:
            messages.success(request, _("Saved. Now enter the route: which bodies deal with it?"))
            return redirect(paper_url(request, made))
    return form_page(request, form, _("New paper"))


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, tenant: str, paper_id: int) -> HttpResponse:
    paper = paper_of(request, paper_id, CHANGE)
    form = PaperForm(posted(request), held=paper)
    return correct(request, paper, form, paper, _("Change paper"), partial(papers.change_paper, paper=paper))


@require_POST
@never_cache
def act(request: HttpRequest, tenant: str, paper_id: int) -> HttpResponse:
    """One step of the procedure; what was changed after the page was opened is looked at again first."""
    paper = paper_of(request, paper_id, "council.paper.release")
    form = ActForm(request.POST)
    if not form.is_valid():
        raise BadInput(_("This step does not exist."))
    try:
        check_seen(paper.updated_at, opened_at(request))
        apply(paper, form.cleaned_data["schritt"], actor=request.user, reason=form.cleaned_data["reason"])
    except UmsichtError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Done."))
    return redirect(paper_url(request, paper))


@never_cache
@require_http_methods(["GET", "POST"])
def step_new(request: HttpRequest, tenant: str, paper_id: int) -> HttpResponse:
    paper = paper_of(request, paper_id, CHANGE)
    form = StepForm(posted(request), steps=paper.route.count())
    write = partial(routes.add_step, paper=paper, actor=request.user)
    done = saved(request, paper, form, lambda: write(**form.values()))
    return done or form_page(request, form, _("New step of the route"), paper)


@never_cache
@require_http_methods(["GET", "POST"])
def step_edit(request: HttpRequest, tenant: str, paper_id: int, step_id: int) -> HttpResponse:
    paper = paper_of(request, paper_id, CHANGE)
    step = queries.step_at_desk(paper, step_id)
    form = StepForm(posted(request), steps=paper.route.count(), held=step)
    write = partial(routes.change_step, step=step)
    return correct(request, paper, form, step, _("Change step of the route"), write)


@never_cache
@require_http_methods(["GET", "POST"])
def step_remove(request: HttpRequest, tenant: str, paper_id: int, step_id: int) -> HttpResponse:
    paper = paper_of(request, paper_id, CHANGE)
    step, form = queries.step_at_desk(paper, step_id), RemovalForm(posted(request))
    write = partial(routes.remove_step, step=step, actor=request.user)
    done = saved(request, paper, form, lambda: write(reason=form.cleaned_data["reason"]))
    note = _("The step leaves the route. What is on agendas already stays there.")
    return done or form_page(request, form, _("Remove step"), paper, note=note, submit=_("Remove step"))


@never_cache
@require_http_methods(["GET", "POST"])
def file_new(request: HttpRequest, tenant: str, paper_id: int) -> HttpResponse:
    paper = paper_of(request, paper_id, CHANGE)
    form = UploadForm(posted(request), request.FILES or None)
    write = partial(paper_files.attach_file, paper=paper, actor=request.user)
    said = _("The file is being checked and appears in a moment.")
    done = saved(request, paper, form, lambda: write(**form.cleaned_data), said)
    note = _("Only those who may read the paper get the file. What it says about its making is taken out.")
    return done or form_page(request, form, _("Add a file"), paper, note=note, submit=_("Upload"))


@require_safe
@never_cache
def file(request: HttpRequest, tenant: str, paper_id: int, file_id: int) -> HttpResponseBase:
    """An attachment for who may see the paper."""
    return deliver(queries.file_of(paper_of(request, paper_id), file_id))


@never_cache
@require_http_methods(["GET", "POST"])
def file_remove(request: HttpRequest, tenant: str, paper_id: int, file_id: int) -> HttpResponse:
    paper = paper_of(request, paper_id, CHANGE)
    row, form = queries.file_of(paper, file_id), RemovalForm(posted(request))
    write = partial(paper_files.detach_file, row=row, actor=request.user)
    done = saved(request, paper, form, lambda: write(reason=form.cleaned_data["reason"]))
    note = _("The file “%(title)s” is deleted for good.") % {"title": row.title}
    return done or form_page(request, form, _("Remove file"), paper, note=note, submit=_("Remove file"))
