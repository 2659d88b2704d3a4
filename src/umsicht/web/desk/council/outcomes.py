"""What came out of meetings: decisions and tasks of all bodies, each as a list with filters and a table to take along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from umsicht.core import clock, csvsafe
from umsicht.core.access import require
from umsicht.core.paging import paginate
from umsicht.council.domain import decisions as deciding
from umsicht.council.domain import minutes as domain
from umsicht.council.interfaces.exports import decision_columns, decision_rows, task_columns, task_rows
from umsicht.council.interfaces.forms import ReopenForm
from umsicht.council.interfaces.meeting_forms import MeetingFilterForm
from umsicht.council.interfaces.minutes_forms import TaskFilterForm, TaskForm
from umsicht.council.models import Task
from umsicht.council.queries import outcomes as queries
from umsicht.council.queries.attendance import seats_on
from umsicht.council.queries.bodies import title_of
from umsicht.measures.queries.measures import from_origin
from umsicht.ui.markup import demo_mark, tag
from umsicht.ui.nav import Link
from umsicht.ui.tables import Column, Table
from umsicht.web.answers import posted
from umsicht.web.desk.answers import csv_file, here
from umsicht.web.desk.council import meeting_common as common
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.pages import Page, act, correct, enter, steps_of

PAGE = 50


def _found(request: HttpRequest) -> tuple[MeetingFilterForm, Any]:
    form = MeetingFilterForm(request.GET)
    del form.fields["stand"]
    wanted = form.wanted()
    found = queries.decisions(
        request.user,
        everything=common.sees_all(request),
        text=wanted.text,
        body=wanted.body,
        year=wanted.year,
        sort=wanted.sort,
    )
    return form, found


@require_safe
@never_cache
def decisions(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "council.meeting.view", here(request))
    form, found = _found(request)
    page = paginate(found, request.GET.get("seite"), size=PAGE)
    context = {
        "form": form,
        "page": page,
        "table": _decision_table(request, page),
        "filtered": any(request.GET.get(name) for name in ("q", "gremium", "jahr")),
        "query": request.GET.urlencode(),
    }
    return render(request, "desk/council/decisions.html", context)


def _decision_table(request: HttpRequest, found: Iterable[Any]) -> Table:
    def rows() -> Iterator[list[Any]]:
        for one in found:
            demo = demo_mark(one)
            yield [
                format_html(
                    '<a href="{}">{}</a>{}',
                    url(request, "desk_decision", decision_id=one.pk),
                    one.number,
                    demo,
                ),
                title_of(one.body),
                f"{one.decided_on:%d.%m.%Y}",
                Truncator(one.text).chars(140),
                tag(one.get_outcome_display(), "good" if one.outcome == "adopted" else "closed"),
            ]

    columns = [
        Column(_("Number"), sort="nummer"),
        Column(_("Body"), sort="gremium"),
        Column(_("Decided on"), sort="wann"),
        Column(_("Decision")),
        Column(_("Result")),
    ]
    sort = request.GET.get("sortierung", "") or "-wann"
    return Table(
        _("Decisions of the bodies"), columns, rows(), caption_hidden=True, sorted_by=sort, query=request.GET
    )


@require_safe
def decisions_csv(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "council.meeting.view", here(request))
    content = csvsafe.write(decision_columns(), decision_rows(_found(request)[1]))
    return csv_file(content, _("decisions"), here(request))


@require_safe
@never_cache
def decision(request: HttpRequest, tenant: str, decision_id: int) -> HttpResponse:
    require(request.user, "council.meeting.view", here(request))
    everything = common.sees_all(request)
    found = queries.decision_at_desk(request.user, decision_id, everything=everything)
    context = {
        "decision": found,
        "body": title_of(found.body),
        "votes": found.votes.all(),
        "measures": from_origin(found.number),
        "may_close": found.visibility == "public" and request.user.has_perm("council.minutes.write", found),
        "crumbs": [*_decisions_trail(request), Link(found.number, "")],
    }
    return render(request, "desk/council/decision.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def decision_close(request: HttpRequest, tenant: str, decision_id: int) -> HttpResponse:
    """Make a public decision closed; there is no way back."""
    found = queries.decision_at_desk(request.user, decision_id, everything=common.sees_all(request))
    require(request.user, "council.minutes.write", found)
    link = Link(found.number, url(request, "desk_decision", decision_id=found.pk))
    back, title = Page(link.url, [*_decisions_trail(request), link]), _("Make closed")
    form, write = ReopenForm(posted(request)), partial(deciding.close_decision, decision=found)
    note = _("It leaves the portal and all public interfaces. A closed decision can't become public again.")
    return enter(request, form, title, back, write, note=note, submit=title)


def _decisions_trail(request: HttpRequest) -> list[Link]:
    return [Link(_("Decisions of the bodies"), url(request, "desk_decisions"))]


@require_safe
@never_cache
def tasks(request: HttpRequest, tenant: str) -> HttpResponse:
    """Tasks from meetings; members see those of their bodies."""
    require(request.user, "council.meeting.view", here(request))
    form = TaskFilterForm(request.GET)
    found = queries.tasks(request.user, everything=common.sees_all(request), **form.given())
    page = paginate(found, request.GET.get("seite"), size=PAGE)
    context = {
        "form": form,
        "page": page,
        "table": _task_table(request, page),
        "filtered": any(request.GET.get(name) for name in ("gremium", "stand")),
        "query": request.GET.urlencode(),
    }
    return render(request, "desk/council/tasks.html", context)


def _task_table(request: HttpRequest, found: Iterable[Task]) -> Table:
    today = clock.today()

    def rows() -> Iterator[list[Any]]:
        for one in found:
            late = one.state == "open" and one.due_on is not None and one.due_on < today
            yield [
                format_html('<a href="{}">{}</a>', url(request, "desk_task", task_id=one.pk), one.text),
                one.owner,
                title_of(one.body),
                f"{one.due_on:%d.%m.%Y}" if one.due_on else "",
                tag(_("late"), "bad") if late else tag(one.get_state_display()),
            ]

    columns = [
        Column(_("Task")),
        Column(_("Who"), sort="wer"),
        Column(_("Body"), sort="gremium"),
        Column(_("Until"), sort="bis"),
        Column(_("State")),
    ]
    sort = request.GET.get("sortierung", "") or "bis"
    return Table(_("Tasks"), columns, rows(), caption_hidden=True, sorted_by=sort, query=request.GET)


@require_safe
def tasks_csv(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "council.meeting.view", here(request))
    form = TaskFilterForm(request.GET)
    found = queries.tasks(request.user, everything=common.sees_all(request), **form.given())
    return csv_file(csvsafe.write(task_columns(), task_rows(found)), _("tasks"), here(request))


@require_safe
@never_cache
def task(request: HttpRequest, tenant: str, task_id: int) -> HttpResponse:
    """One task, and for whom it is ticked off."""
    require(request.user, "council.meeting.view", here(request))
    found = queries.task_at_desk(request.user, task_id, everything=common.sees_all(request))
    context = {
        "task": found,
        "body": title_of(found.body),
        "may_change": request.user.has_perm("council.task.change", found),
        **steps_of(request, found, url(request, "desk_task_act", task_id=found.pk)),
        "crumbs": [*_tasks_trail(request), Link(_task_link(request, found).label, "")],
    }
    return render(request, "desk/council/task.html", context)


def _tasks_trail(request: HttpRequest) -> list[Link]:
    return [Link(_("Tasks"), url(request, "desk_tasks"))]


def _task_link(request: HttpRequest, found: Task) -> Link:
    return Link(Truncator(found.text).chars(60), url(request, "desk_task", task_id=found.pk))


@never_cache
@require_http_methods(["GET", "POST"])
def task_edit(request: HttpRequest, tenant: str, task_id: int) -> HttpResponse:
    found = queries.task_at_desk(request.user, task_id, everything=common.sees_all(request))
    require(request.user, "council.task.change", found)
    form = TaskForm(posted(request), seats=seats_on(found.body, clock.today()), held=found)
    write, link = partial(domain.change_task, task=found), _task_link(request, found)
    return correct(
        request, form, found, _("Change task"), Page(link.url, [*_tasks_trail(request), link]), write
    )


@require_POST
def task_act(request: HttpRequest, tenant: str, task_id: int) -> HttpResponse:
    found = queries.task_at_desk(request.user, task_id, everything=common.sees_all(request))
    to = (
        url(request, "desk_own")
        if request.POST.get("von") == "eigene"
        else url(request, "desk_task", task_id=found.pk)
    )
    return act(request, found, to)
