"""Starting an import, assigning its columns, and the steps on its way."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from umsicht.core import csvsafe
from umsicht.core.access import require
from umsicht.core.errors import BadInput, UmsichtError
from umsicht.core.transitions import apply
from umsicht.exchange.domain import imports as domain
from umsicht.exchange.domain import sources, uploads
from umsicht.exchange.interfaces.exports import template_columns
from umsicht.exchange.interfaces.forms import ColumnsForm, ReasonForm, UploadListForm
from umsicht.exchange.models import Source
from umsicht.exchange.queries.imports import import_at_desk
from umsicht.exchange.queries.sources import source_at_desk, table_sources
from umsicht.ui.nav import Link
from umsicht.web.answers import form_status, posted
from umsicht.web.desk.answers import back, csv_file, here


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "exchange.import.start", here(request))
    initial = {"source": request.GET.get("quelle", "")}
    form = UploadListForm(posted(request), request.FILES or None, sources=table_sources(), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            source = _source(request, form)
            run = uploads.upload_list(source=source, actor=request.user, content=form.cleaned_data["content"])
        except UmsichtError as error:
            form.add_error(None, error.message)
        else:
            return back(request, "desk_import", import_id=run.pk)
    context = {
        "form": form,
        "crumbs": [Link(_("Imports"), reverse("desk_imports", kwargs={"tenant": tenant}))],
    }
    return render(request, "desk/exchange/new.html", context, status=form_status(form))


def _source(request: HttpRequest, form: UploadListForm) -> Source:
    chosen = form.cleaned_data["source"]
    if chosen:
        source = source_at_desk(int(chosen))
        source.tenant = here(request)
        return source
    return sources.create(
        tenant=here(request), actor=request.user, kind="table", name=form.cleaned_data["name"]
    )


@require_safe
def template(request: HttpRequest, tenant: str) -> HttpResponse:
    """An empty list with all headings we know."""
    require(request.user, "exchange.import.view", here(request))
    return csv_file(csvsafe.write(template_columns(), []), _("template"), here(request))


@never_cache
@require_http_methods(["GET", "POST"])
def columns(request: HttpRequest, tenant: str, import_id: int) -> HttpResponse:
    require(request.user, "exchange.import.start", here(request))
    run = import_at_desk(import_id)
    form = ColumnsForm(posted(request), run=run)
    if request.method == "POST" and form.is_valid():
        try:
            uploads.assign(run=run, actor=request.user, mapping=form.mapping())
        except UmsichtError as error:
            form.add_error(None, error.message)
        else:
            return back(request, "desk_import", import_id=run.pk)
    crumbs = [
        Link(_("Imports"), reverse("desk_imports", kwargs={"tenant": tenant})),
        Link(str(run), reverse("desk_import", kwargs={"tenant": tenant, "import_id": run.pk})),
    ]
    context = {"form": form, "run": run, "crumbs": crumbs}
    return render(request, "desk/exchange/columns.html", context, status=form_status(form))


@require_POST
def step(request: HttpRequest, tenant: str, import_id: int) -> HttpResponse:
    """Dry run again, take over, close or discard."""
    require(request.user, "exchange.import.start", here(request))
    run, name = import_at_desk(import_id), request.POST.get("schritt", "")
    if name == "check":
        uploads.begin_check(run=run, actor=request.user)
    elif name == "run":
        uploads.begin_taking_over(run=run, actor=request.user)
    elif name == "settle":
        domain.settle(run=run, actor=request.user)
    elif name == "discard":
        apply(run, "discard", actor=request.user)
    else:
        raise BadInput(_("This choice does not exist."))
    return back(request, "desk_import", import_id=run.pk)


@require_POST
def undo(request: HttpRequest, tenant: str, import_id: int) -> HttpResponse:
    require(request.user, "exchange.import.undo", here(request))
    run, form = import_at_desk(import_id), ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please give a reason."))
    else:
        uploads.begin_undoing(run=run, actor=request.user, reason=form.cleaned_data["reason"])
    return back(request, "desk_import", import_id=run.pk)
