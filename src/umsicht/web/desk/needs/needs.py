"""Needs at the desk: list, one with what it rests on, entering, changing, confirming, steps, the matrix and its files."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from umsicht.audit.queries.events import newest_of_all
from umsicht.core.access import require
from umsicht.core.paging import paginate
from umsicht.core.transitions import available
from umsicht.situation.domain import needs as domain
from umsicht.situation.interfaces.need_forms import (
    ConfirmForm,
    EvidenceForm,
    NeedFilterForm,
    NeedForm,
    RemoveForm,
)
from umsicht.situation.interfaces.need_words import (
    confirmed_text,
    factor_name,
    field_name,
    where_text,
    who_text,
)
from umsicht.situation.models import Need
from umsicht.situation.queries import needs as queries
from umsicht.situation.queries.records import suggested
from umsicht.ui.markup import demo_mark
from umsicht.ui.tables import Column, Table
from umsicht.web import matrix
from umsicht.web.answers import posted
from umsicht.web.desk import pages
from umsicht.web.desk.answers import here
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.needs.common import (
    crumbs,
    need_of,
    need_url,
    page_of,
    public_url,
    state_tag,
    ways,
)
from umsicht.web.proofs import with_links

PAGE = 50


@require_safe
@never_cache
def listing(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "situation.need.view", here(request))
    form = NeedFilterForm(request.GET, tenant=here(request))
    page = paginate(queries.listing(form.wanted(), here(request)), request.GET.get("seite"), size=PAGE)
    context = {
        "form": form,
        "page": page,
        "table": _table(request, page),
        "ways": ways(request, "desk_needs"),
        "filtered": any(request.GET.get(name) for name in ("q", "stand", "feld", "fuer", "gebiet")),
        "may_change": request.user.has_perm("situation.need.change", here(request)),
    }
    return render(request, "desk/needs/list.html", context)


def _table(request: HttpRequest, found: Iterable[Any]) -> Table:
    columns = [
        Column(_("Need"), sort="bedarf"),
        Column(_("State"), sort="stand"),
        Column(_("Problem field"), sort="feld"),
        Column(_("Noted on"), sort="vom"),
        Column(_("Rests on"), numeric=True),
        Column(_("On the portal")),
    ]
    rows = (
        [
            _title(request, need),
            state_tag(need),
            field_name(here(request), need.problem_field),
            need.noted_on,
            need.proofs,
            _("yes") if need.is_public else _("no"),
        ]
        for need in found
    )
    sort = request.GET.get("sortierung", "") or "-vom"
    return Table(_("Needs"), columns, rows, caption_hidden=True, sorted_by=sort, query=request.GET)


def _title(request: HttpRequest, need: Need) -> Any:
    demo = demo_mark(need)
    return format_html('<a href="{}">{}</a>{}', need_url(request, need), need.title, demo)


@require_safe
@never_cache
def page(request: HttpRequest, tenant: str, need_id: int) -> HttpResponse:
    need = need_of(request, need_id, "situation.need.view")
    context = {
        "need": need,
        "crumbs": crumbs(request, need),
        **_words(need, here(request)),
        **_may(request, need),
    }
    return render(request, "desk/needs/need.html", context)


def _words(need: Need, tenant: Any) -> dict[str, Any]:
    return {
        "state": state_tag(need),
        "facts": [
            (_("Who"), who_text(need)),
            (_("Where"), where_text(need)),
            (_("Problem field"), field_name(tenant, need.problem_field)),
            (_("Risk or protective factor"), factor_name(tenant, need.factor)),
            (_("Weight"), need.get_weight_display()),
            (_("Why this weight"), need.weight_reason),
            (_("Confidence"), need.get_confidence_display()),
            (_("Noted on"), f"{need.noted_on:%d.%m.%Y}"),
            (_("Confirmed by"), confirmed_text(need)),
            (_("Source"), need.source),
        ],
        "proofs": with_links(need.evidence.all(), tenant, desk=True),
    }


def _may(request: HttpRequest, need: Need) -> dict[str, Any]:
    """Steps without the one that has a form of its own; and the log for whoever may change the need."""
    choices = available(need, request.user)
    may_change = request.user.has_perm("situation.need.change", need)
    steps = pages.steps_of(request, need, url(request, "desk_need_act", need_id=need.pk))
    return {
        **steps,
        "choices": [choice for choice in choices if choice.name != "confirm"],
        "confirm": next((choice for choice in choices if choice.name == "confirm"), None),
        "may_change": may_change,
        "public_url": public_url(request, need),
        "log": newest_of_all([need], 15) if may_change else [],
    }


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "situation.need.change", here(request))
    form = NeedForm(posted(request), tenant=here(request))
    write, then = partial(domain.create_need, tenant=here(request)), partial(need_url, request)
    said = _("Saved. Now enter what it rests on.")
    return pages.enter(request, form, _("New need"), page_of(request), write, said=said, then=then)


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, tenant: str, need_id: int) -> HttpResponse:
    need = need_of(request, need_id)
    form = NeedForm(posted(request), tenant=here(request), held=need)
    write = partial(domain.change_need, need=need)
    return pages.correct(request, form, need, _("Change need"), page_of(request, need), write)


@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, tenant: str, need_id: int) -> HttpResponse:
    need = need_of(request, need_id, "situation.need.confirm")
    write = partial(domain.confirm_need, need=need)
    form, title = ConfirmForm(posted(request)), _("Enter the confirmation")
    return pages.enter(request, form, title, page_of(request, need), write)


@require_POST
@never_cache
def act(request: HttpRequest, tenant: str, need_id: int) -> HttpResponse:
    """One step of the procedure; the engine asks for the permission of that step."""
    need = need_of(request, need_id, "situation.need.move")
    return pages.act(request, need, need_url(request, need))


@never_cache
@require_http_methods(["GET", "POST"])
def evidence_new(request: HttpRequest, tenant: str, need_id: int) -> HttpResponse:
    need = need_of(request, need_id)
    write = partial(domain.add_evidence, need=need)
    form, title = EvidenceForm(posted(request), known=suggested(here(request))), _("What it rests on")
    return pages.enter(request, form, title, page_of(request, need), write)


@never_cache
@require_http_methods(["GET", "POST"])
def evidence_edit(request: HttpRequest, tenant: str, need_id: int, proof_id: int) -> HttpResponse:
    need = need_of(request, need_id)
    row = queries.evidence_at_desk(need, proof_id)
    form = EvidenceForm(posted(request), known=suggested(here(request)), held=row)
    gone = url(request, "desk_need_evidence_remove", need_id=need.pk, proof_id=row.pk)
    write = partial(domain.change_evidence, row=row)
    return pages.correct(request, form, row, _("Change evidence"), page_of(request, need), write, remove=gone)


@never_cache
@require_http_methods(["GET", "POST"])
def evidence_remove(request: HttpRequest, tenant: str, need_id: int, proof_id: int) -> HttpResponse:
    need = need_of(request, need_id)
    write = partial(domain.remove_evidence, row=queries.evidence_at_desk(need, proof_id))
    form, title = RemoveForm(posted(request)), _("Remove evidence")
    return pages.enter(request, form, title, page_of(request, need), write, submit=title)


@require_safe
@never_cache
def gaps(request: HttpRequest, tenant: str) -> HttpResponse:
    """Open needs, also internal ones, beside published offers."""
    require(request.user, "situation.need.view", here(request))
    own = matrix.Page(here(request), url(request, "desk_gaps"), partial(need_url, request))
    context = matrix.context(request, own, list(queries.every())) | {"ways": ways(request, "desk_gaps")}
    return render(request, "desk/needs/gaps.html", context)


@require_safe
def gaps_file(request: HttpRequest, tenant: str, ending: str) -> HttpResponse:
    require(request.user, "situation.need.view", here(request))
    response = matrix.as_file(request, here(request), list(queries.every()), ending)
    response["Cache-Control"] = "no-store"
    return response
