"""One body: what is known of it, entering, changing, renaming, ending."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from umsicht.audit.queries.events import newest_of_all
from umsicht.core import clock
from umsicht.core.access import require
from umsicht.council.domain import bodies as domain
from umsicht.council.interfaces.facts import facts_of, missed_text, names_of, places_of
from umsicht.council.interfaces.forms import BodyForm, EndForm, NameForm, RenameForm, ReopenForm
from umsicht.council.models import Body
from umsicht.council.queries import bodies as queries
from umsicht.council.queries import documents, liveness, meetings, people, terms
from umsicht.council.queries.visibility import decisions_for, papers_for
from umsicht.council.values import runs_on
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue
from umsicht.web.answers import posted
from umsicht.web.desk.answers import here
from umsicht.web.desk.council.common import body_url, crumbs, page_of, public_url
from umsicht.web.desk.council.meeting_common import sees_all
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.pages import correct, enter, steps_of


@require_safe
@never_cache
def page(request: HttpRequest, tenant: str, body_id: int) -> HttpResponse:
    require(request.user, "council.body.view", here(request))
    body = queries.body_at_desk(body_id)
    context = {"body": body, "title": queries.title_of(body), **_seats(request, body), **_may(request, body)}
    context |= {
        "facts": _facts(body),
        "names": names_of(body),
        "children": queries.children_of(body, clock.today()),
        "history": newest_of_all([body, *body.seats.all(), *body.documents.all()], 20),
        "crumbs": crumbs(request, body),
        "places": places_of(queries.former_places(body)),
        "documents": _documents(request, body),
        **_work(request, body),
        **_to_see_to(request, body),
    }
    return render(request, "desk/council/body.html", context)


def _work(request: HttpRequest, body: Body) -> dict[str, Any]:
    """How the body works: rules, series, meetings, and for the office who sits where and whether it still lives."""
    may_people = request.user.has_perm("council.holder.view", body)
    seats = queries.seats_of(body, day=clock.today()) if may_people else []
    every = sees_all(request)
    return {
        "rules": people.rules_list(body),
        "series": meetings.series_of(body.pk) if every else [],
        "alive": liveness.liveness_of(body) if every else None,
        "meetings": liveness.newest_of(body) if every else [],
        "may_people": may_people,
        "people": people.holders_of(seats, clock.today()),
    }


def _to_see_to(request: HttpRequest, body: Body) -> dict[str, Any]:
    """What ends, and for the office whose term ends and who was absent too often."""
    today, may_change = clock.today(), request.user.has_perm("council.holder.view", body)
    absent = terms.long_absences(today, body) if may_change else []
    return {
        "ending": next(iter(documents.ending(today, body)), None),
        "ending_terms": terms.ending_terms(today, body) if may_change else [],
        "absent": [(one.seat, missed_text(one)) for one in absent],
        "today": today,
    }


def _documents(request: HttpRequest, body: Body) -> list[dict[str, Any]]:
    """Each document with what of it this person may see and do."""
    user = request.user
    found = documents.documents_of(
        body,
        clock.today(),
        papers=papers_for(user, everything=user.has_perm("council.paper.everything", here(request))),
        decisions=decisions_for(user, everything=sees_all(request)),
    )
    may = user.has_perm("council.document.change", body)
    return [
        {
            "shown": one,
            "versions": [one.version, *one.others],
            "steps": _steps(request, body, one) if may else {},
        }
        for one in found
    ]


def _steps(request: HttpRequest, body: Body, shown: documents.Shown) -> dict[str, Any]:
    act_url = url(request, "desk_document_act", body_id=body.pk, document_id=shown.document.pk)
    return steps_of(request, shown.document, act_url)


def _may(request: HttpRequest, body: Body) -> dict[str, Any]:
    return {
        "public_url": public_url(request, body),
        "may_change": request.user.has_perm("council.body.change", body),
        "may_end": request.user.has_perm("council.body.end", body),
        "may_see_history": request.user.has_perm("council.body.history", body),
    }


def _seats(request: HttpRequest, body: Body) -> dict[str, Any]:
    """Who sits there today, who did or will, and which sectors of the network nobody speaks for."""
    words, every, today = catalogue(here(request)), queries.seats_of(body), clock.today()
    running = [seat for seat in every if runs_on(today, seat.valid_from, seat.valid_to)]
    held = {seat.sector for seat in running}
    return {
        "seats": [(seat, words.label(Scheme.SECTOR, seat.sector) if seat.sector else "") for seat in running],
        "former": [seat for seat in every if seat not in running],
        "missing": [label for code, label in words.choices(Scheme.SECTOR) if code not in held],
    }


def _facts(body: Body) -> list[tuple[str, str]]:
    above = f"{queries.title_of(body.parent)} ({body.get_link_display()})" if body.parent else ""
    return [(_("Kind"), body.get_kind_display()), (_("Body above it"), above), *facts_of(body)]


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "council.body.change", here(request))
    write, said = partial(domain.create_body, tenant=here(request)), _("Saved. Now enter who has a seat.")
    back, then = page_of(request), partial(body_url, request)
    return enter(request, BodyForm(posted(request)), _("New body"), back, write, said=said, then=then)


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, tenant: str, body_id: int) -> HttpResponse:
    body = queries.body_at_desk(body_id)
    require(request.user, "council.body.change", body)
    form = BodyForm(posted(request), held=body)
    write = partial(domain.change_body, body=body)
    return correct(request, form, body, _("Change body"), page_of(request, body), write)


@never_cache
@require_http_methods(["GET", "POST"])
def rename(request: HttpRequest, tenant: str, body_id: int) -> HttpResponse:
    body = queries.body_at_desk(body_id)
    require(request.user, "council.body.change", body)
    note = _("The name that holds now stays with its period: older papers and structures show it.")
    write = partial(domain.rename_body, body=body)
    form, title = RenameForm(posted(request)), _("Rename")
    return enter(request, form, title, page_of(request, body), write, note=note, submit=title)


@never_cache
@require_http_methods(["GET", "POST"])
def correct_name(request: HttpRequest, tenant: str, body_id: int, name_id: int) -> HttpResponse:
    body = queries.body_at_desk(body_id)
    require(request.user, "council.body.change", body)
    row = queries.name_at_desk(body, name_id)
    write = partial(domain.correct_name, row=row)
    form = NameForm(posted(request), held=row)
    return correct(request, form, row, _("Correct name"), page_of(request, body), write)


@never_cache
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, tenant: str, body_id: int) -> HttpResponse:
    body = queries.body_at_desk(body_id)
    require(request.user, "council.body.end", body)
    note = _("Its seats end with it. Nothing is deleted: the structure of earlier days still shows it.")
    write = partial(domain.end_body, body=body)
    form, title = EndForm(posted(request)), _("End the body")
    return enter(request, form, title, page_of(request, body), write, note=note, submit=title)


@never_cache
@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, tenant: str, body_id: int) -> HttpResponse:
    body = queries.body_at_desk(body_id)
    require(request.user, "council.body.end", body)
    note = _("Its seats stay ended; enter anew who sits in it.")
    write = partial(domain.reopen_body, body=body)
    form, title = ReopenForm(posted(request)), _("Take up again")
    return enter(request, form, title, page_of(request, body), write, note=note, submit=title)
