"""The list of imports, one import with what it would change or did, and both as files."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from umsicht.core import csvsafe
from umsicht.core.access import require
from umsicht.core.paging import paginate
from umsicht.core.transitions import available
from umsicht.exchange.interfaces.exports import import_columns, import_rows, row_columns, row_rows
from umsicht.exchange.interfaces.forms import ImportFilterForm, RowFilterForm
from umsicht.exchange.queries import imports as queries
from umsicht.ui.nav import Link
from umsicht.web.desk.answers import csv_file, here
from umsicht.web.desk.exchange.tables import figures, import_table, row_list

PAGE = 25
ENCODINGS = {"utf-8-sig": "UTF-8", "cp1252": "Windows-1252"}
"""As people know them; the others are called what Python calls them."""


@require_safe
@never_cache
def imports(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "exchange.import.view", here(request))
    form = ImportFilterForm(request.GET)
    page = paginate(queries.imports(**form.chosen()), request.GET.get("seite"), size=PAGE)
    context = {
        "form": form,
        "page": page,
        "table": import_table(here(request), page, request.GET),
        "query": request.GET.urlencode(),
    }
    return render(request, "desk/exchange/imports.html", context)


@require_safe
def export(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "exchange.import.view", here(request))
    found = queries.imports(**ImportFilterForm(request.GET).chosen())
    return csv_file(csvsafe.write(import_columns(), import_rows(found)), _("imports"), here(request))


@require_safe
@never_cache
def one(request: HttpRequest, tenant: str, import_id: int) -> HttpResponse:
    require(request.user, "exchange.import.view", here(request))
    run = queries.import_at_desk(import_id)
    form = RowFilterForm(request.GET)
    page = paginate(queries.rows_of(run, **form.chosen()), request.GET.get("seite"), size=PAGE)
    done, total = queries.progress(run)
    context = {
        "run": run,
        "encoding": ENCODINGS.get(run.encoding, run.encoding.upper()),
        "busy": run.state in queries.BUSY,
        "done": done,
        "total": total,
        "figures": figures(run),
        "form": form,
        "page": page,
        "rows": row_list(page),
        "steps": {choice.name: choice for choice in available(run, request.user)},
        "query": request.GET.urlencode(),
        "crumbs": [
            Link(_("Imports"), reverse("desk_imports", kwargs={"tenant": tenant})),
            Link(str(run), ""),
        ],
    }
    response = render(request, "desk/exchange/import.html", context)
    if request.headers.get("HX-Request") == "true" and not context["busy"]:
        response["HX-Refresh"] = "true"  # the work is over: its lines come with the whole page
    return response


@require_safe
def rows(request: HttpRequest, tenant: str, import_id: int) -> HttpResponse:
    require(request.user, "exchange.import.view", here(request))
    run = queries.import_at_desk(import_id)
    found = queries.rows_of(run, **RowFilterForm(request.GET).chosen()).iterator(1000)
    return csv_file(csvsafe.write(row_columns(), row_rows(found)), f"import-{run.pk}", here(request))
