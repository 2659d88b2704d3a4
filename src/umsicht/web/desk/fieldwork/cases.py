"""Conflict cases at the desk, for the office alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from umsicht.core.access import require
from umsicht.core.paging import paginate
from umsicht.fieldwork.domain import conflicts as domain
from umsicht.fieldwork.interfaces.case_forms import CaseFilterForm, CaseForm, TalkForm
from umsicht.fieldwork.interfaces.forms import district_name
from umsicht.fieldwork.models import ConflictCase
from umsicht.fieldwork.queries import conflicts as queries
from umsicht.ui.markup import demo_mark, tag
from umsicht.ui.nav import Link
from umsicht.ui.tables import Column, Table
from umsicht.web.answers import posted
from umsicht.web.desk.answers import here
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.pages import Page, correct, enter, steps_of
from umsicht.web.desk.pages import act as take

PAGE = 50


def _list(request: HttpRequest) -> Page:
    link = Link(_("Conflict cases"), url(request, "desk_cases"))
    return Page(link.url, [link])


def _page(request: HttpRequest, case: ConflictCase) -> Page:
    link = Link(_title(case), url(request, "desk_case", case_id=case.pk))
    return Page(link.url, [*_list(request).crumbs, link], str(link.label))


def _title(case: ConflictCase) -> str:
    return _("Case %(number)s: %(topic)s") % {"number": case.number, "topic": case.get_topic_display()}


@require_safe
@never_cache
def listing(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "fieldwork.case.view", here(request))
    form = CaseFilterForm(request.GET, tenant=here(request))
    page = paginate(queries.listing(form.wanted()), request.GET.get("seite"), size=PAGE)
    context = {
        "form": form,
        "page": page,
        "table": _table(request, page),
        "may_change": request.user.has_perm("fieldwork.case.change", here(request)),
        "filtered": any(request.GET.get(name) for name in ("thema", "stand", "stadtteil")),
    }
    return render(request, "desk/fieldwork/cases.html", context)


def _table(request: HttpRequest, found: Iterable[Any]) -> Table:
    def rows() -> Iterator[list[Any]]:
        for case in found:
            demo = demo_mark(case)
            link = url(request, "desk_case", case_id=case.pk)
            yield [
                format_html('<a href="{}">{}</a>{}', link, case.number, demo),
                case.get_topic_display(),
                district_name(here(request), case.district),
                case.received_on,
                case.talks_held,
                case.follow_up_on,
                tag(case.get_state_display(), "closed" if case.state in queries.ENDED else ""),
            ]

    columns = [
        Column(_("Number"), sort="nummer"), Column(_("Topic"), sort="thema"), Column(_("City district")),
        Column(_("Received on"), sort="eingang"), Column(_("Talks"), numeric=True),
        Column(_("Look again on"), sort="wieder"), Column(_("State"), sort="stand"),
    ]  # fmt: skip
    sort = request.GET.get("sortierung", "") or "-eingang"
    return Table(_("Conflict cases"), columns, rows(), caption_hidden=True, sorted_by=sort, query=request.GET)


@require_safe
@never_cache
def page(request: HttpRequest, tenant: str, case_id: int) -> HttpResponse:
    require(request.user, "fieldwork.case.view", here(request))
    case = queries.case_at_desk(case_id)
    context = {
        "case": case,
        "title": _title(case),
        "facts": _facts(case),
        "is_open": case.state not in queries.ENDED,
        "erase_on": case.closed_on + queries.RETENTION if case.closed_on else None,
        "crumbs": [*_list(request).crumbs, Link(_title(case), "")],
        **steps_of(request, case, url(request, "desk_case_act", case_id=case.pk)),
    }
    return render(request, "desk/fieldwork/case.html", context)


def _facts(case: ConflictCase) -> list[tuple[str, Any]]:
    def day(value: Any) -> str:
        return f"{value:%d.%m.%Y}" if value else ""

    return [
        (_("State"), case.get_state_display()),
        (_("Received on"), day(case.received_on)),
        (_("City district"), district_name(case.tenant, case.district)),
        (_("Place"), case.place),
        (_("Who is in charge?"), case.get_competence_display()),
        (_("Passed on to"), case.passed_to),
        (_("Look again on"), day(case.follow_up_on)),
        (_("Closed on"), day(case.closed_on)),
    ]


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "fieldwork.case.change", here(request))
    form = CaseForm(posted(request), tenant=here(request))

    write = partial(domain.create_case, tenant=here(request))

    title, then = _("Take in a concern"), lambda made: _page(request, made).url
    return enter(request, form, title, _list(request), write, then=then)


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, tenant: str, case_id: int) -> HttpResponse:
    case = queries.case_at_desk(case_id)
    require(request.user, "fieldwork.case.change", case)
    form = CaseForm(posted(request), tenant=here(request), held=case)
    write = partial(domain.change_case, case=case)
    return correct(request, form, case, _("Change the case"), _page(request, case), write)


@never_cache
@require_POST
def act(request: HttpRequest, tenant: str, case_id: int) -> HttpResponse:
    case = queries.case_at_desk(case_id)
    require(request.user, "fieldwork.case.move", case)
    return take(request, case, _page(request, case).url)


@never_cache
@require_http_methods(["GET", "POST"])
def talk(request: HttpRequest, tenant: str, case_id: int) -> HttpResponse:
    case = queries.case_at_desk(case_id)
    require(request.user, "fieldwork.case.change", case)
    form = TalkForm(posted(request))

    write = partial(domain.add_talk, case=case)

    return enter(request, form, _("Note a talk"), _page(request, case), write)
