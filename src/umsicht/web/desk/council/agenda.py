"""The agenda of a meeting: items, guests, and what could be put on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from umsicht.core.access import require
from umsicht.core.errors import NotFound
from umsicht.council.domain import meetings as domain
from umsicht.council.enums import ItemKind, ItemVisibility
from umsicht.council.interfaces.meeting_forms import GuestForm, ItemForm
from umsicht.council.models import AgendaItem, Meeting
from umsicht.council.queries import meetings as queries
from umsicht.ui.nav import Link
from umsicht.web.answers import posted
from umsicht.web.desk.answers import here
from umsicht.web.desk.council import meeting_common as common
from umsicht.web.desk.pages import correct, do, enter


@dataclass(frozen=True)
class Suggestion:
    """Something that could be put on the agenda. `key` comes back with the form; `why` is said beside the title."""

    key: str
    title: str
    why: str
    kind: str = ItemKind.TALK
    visibility: str = ItemVisibility.CLOSED
    paper: Any = None


Source = Callable[[Meeting], list[Suggestion]]
_sources: list[Source] = []


def register_source(source: Source) -> None:
    """What packages above the council put forward, such as measures that are due."""
    _sources.append(source)


def suggestions(meeting: Meeting) -> list[Suggestion]:
    """Minutes to approve, what was put off, papers on their way, tasks that are due, and what others put forward."""
    there = {(item.title, item.paper_id) for item in meeting.items.all()}
    found = [
        Suggestion(
            f"m{one.pk}",
            _("Minutes of the meeting “%(title)s”") % {"title": one.title},
            _("waits for approval"),
            ItemKind.MINUTES,
        )
        for one in queries.minutes_to_approve(meeting)
    ]
    found += [
        Suggestion(f"i{one.pk}", one.title, _("was put off"), one.kind, one.visibility, one.paper)
        for one in queries.put_off(meeting)
    ]
    found += [
        Suggestion(
            f"r{step.pk}",
            step.paper.subject,
            _("paper %(number)s, %(role)s") % {"number": step.paper.number, "role": step.get_role_display()},
            ItemKind.DECISION if step.role == "decide" else ItemKind.REPORT,
            step.visibility,
            step.paper,
        )
        for step in queries.waiting_papers(meeting)
    ]
    found += [
        Suggestion(f"t{task.pk}", task.text[:300], _("task that is due"))
        for task in queries.due_tasks(meeting)
    ]
    for source in _sources:
        found += source(meeting)
    return [one for one in found if (one.title, one.paper.pk if one.paper else None) not in there]


def _changeable(request: HttpRequest, meeting_id: int) -> Meeting:
    meeting = common.meeting_of(request, meeting_id)
    require(request.user, "council.meeting.change", meeting)
    return meeting


def _item(request: HttpRequest, meeting: Meeting, item_id: int) -> AgendaItem:
    return queries.item_at_desk(request.user, meeting, item_id, everything=True)[1]


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, tenant: str, meeting_id: int) -> HttpResponse:
    meeting = _changeable(request, meeting_id)
    form = ItemForm(posted(request), papers=queries.paper_choices(meeting))
    write, back = partial(domain.add_item, meeting=meeting), common.page_of(request, meeting)
    return enter(request, form, _("New item"), back, write)


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, tenant: str, meeting_id: int, item_id: int) -> HttpResponse:
    meeting = _changeable(request, meeting_id)
    item = _item(request, meeting, item_id)
    form = ItemForm(posted(request), papers=queries.paper_choices(meeting), held=item)
    write, back = partial(domain.change_item, item=item), common.page_of(request, meeting)
    return correct(request, form, item, _("Change item"), back, write)


@require_POST
def step(request: HttpRequest, tenant: str, meeting_id: int, item_id: int) -> HttpResponse:
    """Move an item up or down, or take it off."""
    meeting = _changeable(request, meeting_id)
    item, what = _item(request, meeting, item_id), request.POST.get("schritt", "")
    writes: dict[str, Callable[[], Any]] = {
        "hoch": partial(domain.move_item, item=item, actor=request.user, up=True),
        "runter": partial(domain.move_item, item=item, actor=request.user, up=False),
        "entfernen": partial(domain.remove_item, item=item, actor=request.user),
    }
    if what not in writes:
        raise NotFound
    return do(request, writes[what], common.meeting_url(request, meeting))


@never_cache
@require_http_methods(["GET", "POST"])
def suggest(request: HttpRequest, tenant: str, meeting_id: int) -> HttpResponse:
    """What could be put on the agenda; what is ticked is taken up at its end."""
    meeting = _changeable(request, meeting_id)
    found, to = suggestions(meeting), common.meeting_url(request, meeting)
    if request.method == "POST":
        chosen = [one for one in found if one.key in request.POST.getlist("punkt")]
        return do(request, partial(_take, request, meeting, chosen), to)
    context = {"meeting": meeting, "found": found, "back": to}
    context["crumbs"] = common.crumbs(request, meeting, Link(_("Suggestions"), ""))
    return render(request, "desk/council/suggestions.html", context)


def _take(request: HttpRequest, meeting: Meeting, chosen: list[Suggestion]) -> None:
    for one in chosen:
        domain.add_item(
            meeting=meeting,
            actor=request.user,
            title=one.title,
            kind=one.kind,
            visibility=one.visibility,
            paper=one.paper,
        )


@never_cache
@require_http_methods(["GET", "POST"])
def guest(request: HttpRequest, tenant: str, meeting_id: int) -> HttpResponse:
    meeting = _changeable(request, meeting_id)
    form = GuestForm(posted(request), agenda=queries.agenda_of(request.user, meeting, everything=True))
    write, back = partial(domain.add_guest, meeting=meeting), common.page_of(request, meeting)
    return enter(request, form, _("Invite guest"), back, write)


@require_POST
def guest_remove(request: HttpRequest, tenant: str, meeting_id: int, row_id: int) -> HttpResponse:
    meeting = _changeable(request, meeting_id)
    row = queries.row_at_desk(meeting, row_id)
    write = partial(domain.remove_guest, guest=row, actor=request.user)
    return do(request, write, common.meeting_url(request, meeting))


@require_safe
@never_cache
def topic(request: HttpRequest, tenant: str) -> HttpResponse:
    """All minutes on one topic over the meetings, the oldest first."""
    require(request.user, "council.meeting.view", here(request))
    word = request.GET.get("thema", "")[:60]
    found = queries.same_topic(request.user, word, None, everything=common.sees_all(request)) if word else []
    context = {
        "word": word,
        "found": found,
        "topics": queries.topics_for(request.user, everything=common.sees_all(request)),
        "crumbs": common.crumbs(request, None, Link(_("By topic"), "")),
    }
    return render(request, "desk/council/topic.html", context)
