"""Votes in writing at the desk: list, start, one vote, reminding, casting one's own vote."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from umsicht.core import clock
from umsicht.core.access import require
from umsicht.core.errors import NotFound
from umsicht.core.paging import paginate
from umsicht.council.domain import circular as domain
from umsicht.council.interfaces.procedure_forms import BallotForm, CircularForm
from umsicht.council.models import CircularBallot, CircularVote
from umsicht.council.queries import outcomes as queries
from umsicht.council.queries.bodies import title_of
from umsicht.ui.nav import Link
from umsicht.web.answers import posted
from umsicht.web.desk.answers import here
from umsicht.web.desk.council import meeting_common as common
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.pages import Page, do, enter, saved, steps_of
from umsicht.web.desk.pages import act as take

PAGE = 50


def _vote(request: HttpRequest, vote_id: int) -> CircularVote:
    return queries.vote_at_desk(request.user, vote_id, everything=common.sees_all(request))


def _trail(request: HttpRequest, *more: Link) -> list[Link]:
    return [Link(_("Circular votes"), url(request, "desk_circulars")), *more]


@require_safe
@never_cache
def listing(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "council.meeting.view", here(request))
    found = queries.circular_votes(request.user, everything=common.sees_all(request))
    page = paginate(found, request.GET.get("seite"), size=PAGE)
    context = {
        "page": page,
        "rows": [(vote, title_of(vote.body)) for vote in page],
        "may_start": request.user.has_perm("council.circular.start", here(request)),
    }
    return render(request, "desk/council/circulars.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "council.circular.start", here(request))
    back, then = Page(url(request, "desk_circulars"), _trail(request)), partial(_vote_url, request)
    note = _(
        "All seats that vote get a link by mail. The vote ends when all have answered, or at the time given."
    )
    more: dict[str, Any] = {"then": then, "note": note, "submit": _("Start the vote")}
    return enter(request, CircularForm(posted(request)), _("New circular vote"), back, domain.start, **more)


def _vote_url(request: HttpRequest, vote: CircularVote) -> str:
    return url(request, "desk_circular", vote_id=vote.pk)


@never_cache
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, tenant: str, vote_id: int) -> HttpResponse:
    """One vote; who holds a seat casts its vote here. How seats voted is shown only when the vote is over."""
    require(request.user, "council.meeting.view", here(request))
    vote = _vote(request, vote_id)
    ballot, form = queries.own_ballot(request.user, vote), BallotForm(posted(request))
    if request.method == "POST" and ballot is None:
        raise NotFound
    to = _vote_url(request, vote)
    if ballot is not None and (answer := _cast(request, form, ballot, to)):
        return answer
    context = {"vote": vote, "ballot": ballot, "form": form, **_about(request, vote)}
    return render(request, "desk/council/circular.html", context, status=400 if form.errors else 200)


def _about(request: HttpRequest, vote: CircularVote) -> dict[str, Any]:
    return {
        "body": title_of(vote.body),
        "is_open": vote.state == "open" and vote.deadline > clock.now(),
        "ballots": queries.ballots_of(vote) if common.sees_all(request) else [],
        **steps_of(request, vote, url(request, "desk_circular_act", vote_id=vote.pk)),
        "may_remind": request.user.has_perm("council.circular.start", vote),
        "crumbs": _trail(request, Link(vote.subject, "")),
    }


def _cast(request: HttpRequest, form: BallotForm, ballot: CircularBallot, to: str) -> HttpResponse | None:
    write = partial(domain.vote_at_desk, ballot=ballot, actor=request.user)
    return saved(request, form, lambda: write(value=form.cleaned_data["stimme"]), to)


@require_POST
def act(request: HttpRequest, tenant: str, vote_id: int) -> HttpResponse:
    """Call the vote off, with a reason."""
    vote = _vote(request, vote_id)
    return take(request, vote, _vote_url(request, vote))


@require_POST
def remind(request: HttpRequest, tenant: str, vote_id: int) -> HttpResponse:
    """A mail to the seats without an answer."""
    vote = _vote(request, vote_id)
    write = partial(domain.remind, vote=vote, actor=request.user)
    return do(request, write, _vote_url(request, vote))
