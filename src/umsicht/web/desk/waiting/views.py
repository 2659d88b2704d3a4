"""One inbox over all kinds of waiting work, and steps for many things at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from umsicht.core import clock, csvsafe
from umsicht.core.access import require
from umsicht.core.paging import paginate_list
from umsicht.notify.interfaces.work import WorkFilterForm, WorkStepForm, marked
from umsicht.web.desk.answers import csv_file, here, opened_at
from umsicht.web.desk.waiting import acting, gathering
from umsicht.web.desk.waiting.gathering import Kind, Row

PAGE = 30


def _filtered(request: HttpRequest, found: list[Kind]) -> tuple[WorkFilterForm, list[Row]]:
    form = WorkFilterForm(request.GET, kinds=[(kind.key, kind.label) for kind in found])
    wanted = form.chosen("art")
    among = [kind for kind in found if not wanted or kind.key == wanted]
    return form, gathering.chosen(gathering.rows(request, here(request), among), form)


@require_safe
@never_cache
def inbox(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "notify.work.view", here(request))
    found = gathering.kinds(request, here(request))
    form, rows = _filtered(request, found)
    page = paginate_list(rows, request.GET.get("seite"), size=PAGE)
    context = {"form": form, "page": page} | _around(request, form, found)
    return render(request, "desk/waiting/inbox.html", context)


def _around(request: HttpRequest, form: WorkFilterForm, found: list[Kind]) -> dict[str, Any]:
    steps, wanting = acting.steps(request, here(request), found)
    return {
        "kinds": _tabs(request, found, form.chosen("art")),
        "filtered": any(form.chosen(name) for name in ("art", "wer", "alter")),
        "step_form": WorkStepForm(steps=steps, needs_reason=wanting),
        "wanting": " ".join(sorted(wanting)),
        "query": request.GET.urlencode(),
        "may_moderate": request.user.has_perm("notify.texts.moderate", here(request)),
        "may_see_log": request.user.has_perm("tenancy.audit.view", here(request)),
        "more_waits": any(kind.figures.count > gathering.MOST for kind in found),
    }


def _tabs(request: HttpRequest, found: list[Kind], current: str) -> list[dict[str, Any]]:
    """Each kind with something waiting as a link that keeps the rest of the filter."""

    def address(key: str) -> str:
        query: QueryDict = request.GET.copy()
        query.pop("seite", None)
        query.pop("art", None)
        if key:
            query["art"] = key
        return f"?{query.urlencode()}" if query else request.path

    return [
        {"kind": kind, "url": address(kind.key), "current": kind.key == current}
        for kind in found
        if kind.figures.count or kind.key == current
    ]


@require_POST
def act(request: HttpRequest, tenant: str) -> HttpResponse:
    """The step of a row's own button ("einzeln"), or the chosen step for all marked things."""
    require(request.user, "notify.work.view", here(request))
    found = gathering.kinds(request, here(request))
    form, things = _step(request, found)
    if not things:
        messages.warning(request, _("Please mark at least one entry."))
    elif not form.is_valid():
        messages.warning(request, str(next(iter(form.non_field_errors()), _("Please choose a step."))))
    else:
        seen_at = opened_at(request)
        _tell(request, acting.act(request, here(request), found, form.step, things, form.reason, seen_at))
    return HttpResponseRedirect(_way_back(request))


def _step(request: HttpRequest, found: list[Kind]) -> tuple[WorkStepForm, list[tuple[str, int]]]:
    steps, wanting = acting.steps(request, here(request), found)
    single, _bar, thing = request.POST.get("einzeln", "").partition("|")
    data = {"schritt": single or request.POST.get("schritt", ""), "grund": request.POST.get("grund", "")}
    form = WorkStepForm(data, steps=steps, needs_reason=wanting)
    return form, marked([thing] if single else request.POST.getlist("wahl"))


def _tell(request: HttpRequest, outcome: acting.Outcome) -> None:
    if outcome.done:
        words = ngettext("%(count)d entry done.", "%(count)d entries done.", outcome.done)
        messages.success(request, words % {"count": outcome.done})
    for problem in outcome.refused[:5]:
        messages.warning(request, problem)
    if len(outcome.refused) > 5:
        messages.warning(
            request, _("And %(count)d more could not be done.") % {"count": len(outcome.refused) - 5}
        )


def _way_back(request: HttpRequest) -> str:
    """The same list with the same filter; only a query string is taken from the form, never an address."""
    query = QueryDict(request.POST.get("filter", "")[:500]).urlencode()
    address = reverse("desk_work", kwargs={"tenant": here(request).slug})
    return f"{address}?{query}" if query else address


@require_safe
def export(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "notify.work.view", here(request))
    _form, rows = _filtered(request, gathering.kinds(request, here(request)))
    columns = [_("Kind"), _("What"), _("Since"), _("Due"), _("Urgent"), _("Who"), _("Address")]
    lines = (_line(request, row) for row in rows)
    return csv_file(csvsafe.write(columns, lines), _("work"), here(request))


def _line(request: HttpRequest, row: Row) -> list[Any]:
    return [
        str(row.kind.label),
        f"{row.item.title}{row.item.rest}",
        clock.local(row.item.since).date() if row.item.since else None,
        row.item.due,
        _("yes") if row.late else _("no"),
        str(row.person or ""),
        request.build_absolute_uri(row.item.url),
    ]
