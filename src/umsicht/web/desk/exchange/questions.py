"""Decisions about records of a source: duplicates and conflicts side by side, offers gone at their source."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from umsicht.core.access import require
from umsicht.core.errors import UmsichtError
from umsicht.core.paging import paginate
from umsicht.exchange.domain import answering, vanishing
from umsicht.exchange.enums import QuestionState
from umsicht.exchange.interfaces.comparing import answers_of, sides_of
from umsicht.exchange.interfaces.forms import QuestionFilterForm
from umsicht.exchange.queries import sources as queries
from umsicht.ui.nav import Link
from umsicht.web.desk.answers import back, here
from umsicht.web.desk.exchange.tables import question_table

PAGE = 25


@require_safe
@never_cache
def questions(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "exchange.question.decide", here(request))
    form = QuestionFilterForm(request.GET)
    page = paginate(queries.questions(**form.chosen()), request.GET.get("seite"), size=PAGE)
    context = {
        "form": form,
        "page": page,
        "table": question_table(here(request), page),
        "gone": queries.gone_count(),
    }
    return render(request, "desk/exchange/questions.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, tenant: str, question_id: int) -> HttpResponse:
    require(request.user, "exchange.question.decide", here(request))
    found, problem = queries.question_at_desk(question_id), ""
    if request.method == "POST":
        try:
            answering.answer(
                question=found,
                actor=request.user,
                name=request.POST.get("antwort", ""),
                fields=request.POST.getlist("feld"),
            )
        except UmsichtError as error:
            problem = error.message
        else:
            messages.success(request, _("Decided."))
            return back(request, "desk_questions")
    context = {
        "question": found,
        "is_open": found.state == QuestionState.OPEN,
        "sides": sides_of(found),
        "answers": answers_of(found),
        "problem": problem,
        "crumbs": [
            Link(_("Matching"), reverse("desk_questions", kwargs={"tenant": tenant})),
            Link(found.title, ""),
        ],
    }
    return render(request, "desk/exchange/question.html", context, status=400 if problem else 200)


@require_safe
@never_cache
def gone(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "exchange.question.decide", here(request))
    page = paginate(queries.gone(), request.GET.get("seite"), size=PAGE)
    crumbs = [
        Link(_("Matching"), reverse("desk_questions", kwargs={"tenant": tenant})),
        Link(_("Gone at the source"), ""),
    ]
    return render(request, "desk/exchange/gone.html", {"page": page, "crumbs": crumbs})


@require_POST
def decide_gone(request: HttpRequest, tenant: str, link_id: int) -> HttpResponse:
    require(request.user, "exchange.question.decide", here(request))
    link = queries.link_at_desk(link_id)
    vanishing.decide(
        link=link,
        actor=request.user,
        name=request.POST.get("antwort", ""),
        reason=request.POST.get("reason", "")[:300],
    )
    return back(request, "desk_gone")
