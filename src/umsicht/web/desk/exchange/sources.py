"""Sources: list, one with its records and imports, setting up and changing, fetching, words of the source."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from umsicht.core.access import require
from umsicht.core.errors import BadInput, UmsichtError
from umsicht.core.paging import paginate
from umsicht.core.transitions import apply, available
from umsicht.exchange.domain import sources as domain
from umsicht.exchange.domain import uploads
from umsicht.exchange.interfaces.forms import SourceForm, TermForm
from umsicht.exchange.queries import imports as runs
from umsicht.exchange.queries import sources as queries
from umsicht.ui.nav import Link
from umsicht.web.answers import form_status, posted
from umsicht.web.desk.answers import back, here
from umsicht.web.desk.exchange.tables import import_table, record_table, source_table

PAGE = 25


def _crumbs(tenant: str, *more: Link) -> list[Link]:
    return [Link(_("Sources"), reverse("desk_sources", kwargs={"tenant": tenant})), *more]


@require_safe
@never_cache
def sources(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "exchange.import.view", here(request))
    page = paginate(queries.sources(), request.GET.get("seite"), size=PAGE)
    context = {
        "page": page,
        "table": source_table(here(request), page),
        "may_manage": request.user.has_perm("exchange.source.manage", here(request)),
    }
    return render(request, "desk/exchange/sources.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "exchange.source.manage", here(request))
    form = SourceForm(posted(request), tenant=here(request))
    if request.method == "POST" and form.is_valid():
        try:
            source = domain.create(tenant=here(request), actor=request.user, **form.cleaned_data)
        except UmsichtError as error:
            form.add_error(None, error.message)
        else:
            return back(request, "desk_source", source_id=source.pk)
    return render(
        request,
        "desk/exchange/source_form.html",
        {"form": form, "crumbs": _crumbs(tenant)},
        status=form_status(form),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, tenant: str, source_id: int) -> HttpResponse:
    require(request.user, "exchange.source.manage", here(request))
    source = queries.source_at_desk(source_id)
    initial = {name: getattr(source, name) for name in domain.FIELDS}
    form = SourceForm(posted(request), tenant=here(request), fixed_kind=True, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            domain.change(source=source, actor=request.user, **form.cleaned_data)
        except UmsichtError as error:
            form.add_error(None, error.message)
        else:
            return back(request, "desk_source", source_id=source.pk)
    context = {
        "form": form,
        "source": source,
        "crumbs": _crumbs(tenant, Link(source.name, _url(tenant, source.pk))),
    }
    return render(request, "desk/exchange/source_form.html", context, status=form_status(form))


def _url(tenant: str, pk: int) -> str:
    return reverse("desk_source", kwargs={"tenant": tenant, "source_id": pk})


@require_safe
@never_cache
def one(request: HttpRequest, tenant: str, source_id: int) -> HttpResponse:
    require(request.user, "exchange.import.view", here(request))
    source = queries.source_at_desk(source_id)
    page = paginate(
        queries.records_of(source, search=request.GET.get("q", "")[:100]), request.GET.get("seite"), size=PAGE
    )
    context: dict[str, Any] = {
        "source": source,
        "page": page,
        "table": record_table(here(request), page),
        "runs": import_table(here(request), runs.imports(source=source.pk)[:5]),
        "undecided": queries.terms_of(source, undecided=True).count(),
        "steps": available(source, request.user),
        "may_manage": request.user.has_perm("exchange.source.manage", here(request)),
        "search": request.GET.get("q", "")[:100],
        "crumbs": _crumbs(tenant, Link(source.name, "")),
    }
    return render(request, "desk/exchange/source.html", context)


@require_POST
def fetch(request: HttpRequest, tenant: str, source_id: int) -> HttpResponse:
    require(request.user, "exchange.import.start", here(request))
    source = queries.source_at_desk(source_id)
    uploads.begin_fetching(source=source, actor=request.user)
    messages.success(request, _("The source is being fetched. The result stands here in a moment."))
    return back(request, "desk_source", source_id=source.pk)


@require_POST
def step(request: HttpRequest, tenant: str, source_id: int) -> HttpResponse:
    require(request.user, "exchange.source.manage", here(request))
    source, name = queries.source_at_desk(source_id), request.POST.get("schritt", "")
    if name not in {"pause", "resume", "end", "reopen"}:
        raise BadInput(_("This choice does not exist."))
    apply(source, name, actor=request.user, reason=request.POST.get("reason", "")[:300])
    return back(request, "desk_source", source_id=source.pk)


@never_cache
@require_http_methods(["GET", "POST"])
def words(request: HttpRequest, tenant: str, source_id: int) -> HttpResponse:
    """Which of our terms the words of the source stand for, the commonest undecided ones first."""
    require(request.user, "exchange.question.decide", here(request))
    source = queries.source_at_desk(source_id)
    page = paginate(queries.terms_of(source), request.GET.get("seite"), size=PAGE)
    forms = [TermForm(posted(request), term=term, tenant=here(request)) for term in page]
    if request.method == "POST" and all(form.is_valid() for form in forms):
        domain.map_terms(
            actor=request.user,
            decisions=[(form.mapped, found) for form in forms if (found := form.decision()) is not None],
        )
        messages.success(request, _("Kept. It counts from the next import on."))
        return back(request, "desk_source_words", source_id=source.pk)
    context = {
        "source": source,
        "forms": forms,
        "page": page,
        "crumbs": _crumbs(tenant, Link(source.name, _url(tenant, source.pk))),
    }
    return render(
        request, "desk/exchange/words.html", context, status=400 if request.method == "POST" else 200
    )
