"""Experiences at the desk: the office reads words before they are shown, a provider answers to what is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from umsicht.core.access import require
from umsicht.core.errors import NotFound
from umsicht.core.paging import paginate
from umsicht.core.transitions import available
from umsicht.enquiries.domain import experiences as domain
from umsicht.enquiries.enums import ShownState
from umsicht.enquiries.interfaces.desk_forms import CommentForm, ExperienceFilterForm
from umsicht.enquiries.interfaces.export import experiences_as_csv
from umsicht.enquiries.models import Experience, ExperienceComment
from umsicht.enquiries.models.experience import QUESTIONS
from umsicht.enquiries.queries import experiences as queries
from umsicht.ui.markup import demo_mark, tag
from umsicht.ui.nav import Link
from umsicht.ui.tables import Column, Table
from umsicht.web.desk.answers import back, csv_file, here

PAGE = 50
MOST = 5000
KINDS = {ShownState.WAITING: "open", ShownState.SHOWN: "good", ShownState.HIDDEN: "closed"}


def _wanted(request: HttpRequest) -> tuple[ExperienceFilterForm, str, QuerySet[Experience]]:
    """The filter, the order, and what both leave."""
    form, sort = ExperienceFilterForm(request.GET or None), request.GET.get("sortierung", "-eingang")
    return form, sort, queries.experiences(request.user, here(request), state=form.chosen(), sort=sort)


@require_safe
@never_cache
def experiences(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "enquiries.experience.list", here(request))
    form, sort, found = _wanted(request)
    page = paginate(found, request.GET.get("seite"), size=PAGE)
    context = {
        "form": form,
        "page": page,
        "table": _table(request, page, sort),
        "checks": _checks(request),
        "query": request.GET.urlencode(),
    }
    return render(request, "desk/enquiries/experiences.html", context)


@require_safe
@never_cache
def export(request: HttpRequest, tenant: str) -> HttpResponse:
    """The list as filtered, whole; for the office."""
    require(request.user, "enquiries.experience.check", here(request))
    found = _wanted(request)[2]
    return csv_file(experiences_as_csv(found[:MOST]), "erfahrungen", here(request))


def _checks(request: HttpRequest) -> bool:
    return bool(request.user.has_perm("enquiries.experience.check", here(request)))


def _table(request: HttpRequest, found: Iterable[Experience], sort: str) -> Table:
    slug = here(request).slug

    def rows() -> Iterator[list[Any]]:
        for told in found:
            url = reverse("desk_experience", kwargs={"tenant": slug, "experience_id": told.pk})
            demo = demo_mark(told)
            comment = queries.comment_of(told)
            yield [
                format_html('<a href="{}">{}</a>{}', url, told.offer.title, demo),
                told.provider.name,
                month(told),
                _state(told),
                _state(comment) if comment else None,
            ]

    columns = [
        Column(_("Offer"), sort="angebot"),
        Column(_("Provider")),
        Column(_("Month"), sort="eingang"),
        Column(_("Words")),
        Column(_("Reply of the provider")),
    ]
    return Table(_("Experiences"), columns, rows(), caption_hidden=True, sorted_by=sort, query=request.GET)


def month(told: Experience) -> str:
    return f"{MONTHS[told.held_in.month]} {told.held_in.year}"


def _state(item: Experience | ExperienceComment) -> Any:
    return tag(item.get_state_display(), KINDS.get(ShownState(item.state), ""))


def _part(request: HttpRequest, kind: str, item: Any) -> dict[str, Any]:
    title = _("What others should know") if kind == "text" else _("Reply of the provider")
    return {
        "kind": kind,
        "title": title,
        "item": item,
        "tag": _state(item),
        "steps": available(item, request.user),
    }


def _page(request: HttpRequest, told: Experience, form: CommentForm | None = None) -> HttpResponse:
    comment = queries.comment_of(told)
    may = request.user.has_perm("enquiries.experience.comment", told)
    context = {
        "told": told,
        "month": month(told),
        "ratings": [
            (question, getattr(told, f"get_{name}_display")()) for name, question in QUESTIONS.items()
        ],
        "parts": [_part(request, "text", told)] if told.text else [],
        "comment": _part(request, "kommentar", comment) if comment else None,
        "form": form or (CommentForm() if may and not comment and told.state == ShownState.SHOWN else None),
        "crumbs": [
            Link(_("Experiences"), reverse("desk_experiences", kwargs={"tenant": here(request).slug})),
            Link(told.offer.title, ""),
        ],
    }
    return render(request, "desk/enquiries/experience.html", context, status=400 if form else 200)


def _seen(request: HttpRequest, experience_id: int) -> Experience:
    """The office sees all, a provider what its list holds. Raises NotAllowed, NotFound."""
    town = here(request)
    told = queries.experience_at_desk(experience_id)
    require(request.user, "enquiries.experience.comment", told)
    return queries.seen_by(request.user, town, told)


@require_safe
@never_cache
def experience(request: HttpRequest, tenant: str, experience_id: int) -> HttpResponse:
    return _page(request, _seen(request, experience_id))


@require_POST
def check(request: HttpRequest, tenant: str, experience_id: int) -> HttpResponse:
    """Show, hide or reconsider the words, or the provider's comment."""
    require(request.user, "enquiries.experience.check", here(request))
    told = queries.experience_at_desk(experience_id)
    item = queries.comment_of(told) if request.POST.get("teil") == "kommentar" else told
    if item is None:
        raise NotFound
    step, reason = request.POST.get("schritt", ""), request.POST.get("reason", "")[:500]
    domain.check_words(item=item, step=step, actor=request.user, reason=reason)
    return back(request, "desk_experience", experience_id=experience_id)


@require_POST
def comment(request: HttpRequest, tenant: str, experience_id: int) -> HttpResponse:
    told, form = _seen(request, experience_id), CommentForm(request.POST)
    if not form.is_valid():
        return _page(request, told, form)
    domain.comment(experience=told, actor=request.user, text=form.cleaned_data["text"])
    messages.success(request, _("Thank you. The office reads it now."))
    return back(request, "desk_experience", experience_id=experience_id)
