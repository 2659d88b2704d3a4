"""Programmes at the desk: everybody reads them, the state office keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from umsicht.core import csvsafe
from umsicht.core.access import require
from umsicht.core.meanwhile import ChangedMeanwhile
from umsicht.core.paging import paginate
from umsicht.offers.domain.programmes import change_programme, create_programme
from umsicht.offers.interfaces.programme_forms import OutcomeFormSet, ProgrammeFilterForm, ProgrammeForm
from umsicht.offers.models import Programme
from umsicht.offers.queries import programmes as queries
from umsicht.offers.queries import wording
from umsicht.offers.values import Outcome, stored
from umsicht.tenancy.queries.tenants import state_office
from umsicht.ui.nav import Link
from umsicht.ui.tables import Column, Table
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue
from umsicht.web.answers import form_status, posted
from umsicht.web.desk import meanwhile
from umsicht.web.desk.answers import csv_file, here
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.directory.steps import written

PAGE = 50


def _found(request: HttpRequest) -> tuple[ProgrammeFilterForm, Any]:
    form = ProgrammeFilterForm(request.GET, tenant=here(request))
    return form, queries.listing(form.wanted(request.GET.get("sortierung", "")))


@require_safe
@never_cache
def listing(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "offers.programme.list", here(request))
    form, found = _found(request)
    page = paginate(found, request.GET.get("seite"), size=PAGE)
    context = {
        "form": form,
        "page": page,
        "table": _table(request, list(page)),
        "may_change": request.user.has_perm("offers.programme.change", here(request)),
        "query": request.GET.urlencode(),
    }
    return render(request, "desk/programmes/list.html", context)


def _rows(request: HttpRequest, found: list[Programme], *, linked: bool) -> Iterator[list[Any]]:
    words, counts = catalogue(here(request)), queries.published_count(found)
    for item in found:
        link = url(request, "desk_programme", slug=item.slug)
        yield [
            format_html('<a href="{}">{}</a>', link, item.name) if linked else item.name,
            item.organisation_name,
            words.label(Scheme.EVIDENCE_TIER, item.evidence_tier),
            len(item.outcomes),
            counts.get(item.pk, 0),
            item.updated_at.date(),
        ]


def _table(request: HttpRequest, found: list[Programme]) -> Table:
    columns = [
        Column(_("Name"), sort="name"),
        Column(_("Developed by")),
        Column(_("Evidence tier"), sort="stufe"),
        Column(_("Findings"), numeric=True),
        Column(_("Published offers"), numeric=True),
        Column(_("Edited"), sort="stand"),
    ]
    rows: Iterable[list[Any]] = _rows(request, found, linked=True)
    sort = request.GET.get("sortierung", "") or "name"
    return Table(_("Programmes"), columns, rows, sorted_by=sort, query=request.GET, caption_hidden=True)


@require_safe
def as_csv(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "offers.programme.list", here(request))
    found = list(_found(request)[1])
    columns = [str(column.label) for column in _table(request, []).columns]
    rows = _rows(request, found, linked=False)
    return csv_file(csvsafe.write(columns, rows), _("programmes"), here(request))


def _crumbs(request: HttpRequest, *more: Link) -> list[Link]:
    return [Link(_("Programmes"), url(request, "desk_programmes")), *more]


@require_safe
@never_cache
def page(request: HttpRequest, tenant: str, slug: str) -> HttpResponse:
    require(request.user, "offers.programme.list", here(request))
    found, words = queries.programme_at_desk(slug), catalogue(here(request))
    outcomes = stored(Outcome, found.outcomes)
    context = {
        "programme": found,
        "tier": words.label(Scheme.EVIDENCE_TIER, found.evidence_tier),
        "facts": _facts(found, words),
        "outcomes": [(item, wording.direction_text(item.direction)) for item in outcomes],
        "offers": queries.delivered(found, here(request)),
        "may_change": here(request).is_state and request.user.has_perm("offers.programme.change", found),
        "crumbs": _crumbs(request, Link(found.name, "")),
    }
    return render(request, "desk/programmes/page.html", context)


def _facts(found: Programme, words: Any) -> list[tuple[str, str]]:
    def labels(scheme: Scheme, codes: list[str]) -> str:
        return ", ".join(words.label(scheme, code) for code in codes)

    return [
        (_("Problem fields"), labels(Scheme.PROBLEM_FIELD, found.problem_fields)),
        (_("Further topics"), labels(Scheme.TOPIC, found.topics)),
        (_("Risk and protective factors"), labels(Scheme.FACTOR, found.factors)),
        (_("Audiences"), labels(Scheme.AUDIENCE, found.audiences)),
        (_("Age"), wording.age_text(found.age_from, found.age_to)),
        (_("Grade"), wording.grade_text(found.grade_from, found.grade_to)),
        (_("Settings"), labels(Scheme.SETTING, found.settings)),
        (_("Level of prevention"), words.label(Scheme.LEVEL, found.level) if found.level else ""),
        (_("Known from Saxony"), found.local_fact),
    ]


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "offers.programme.change", here(request))
    form = ProgrammeForm(posted(request), tenant=here(request))
    outcomes = OutcomeFormSet(posted(request))
    if form.is_valid() & outcomes.is_valid():
        made = written(form, partial(_made, request, form, outcomes))
        if made is not None:
            messages.success(request, _("Saved."))
            return redirect(url(request, "desk_programme", slug=made.slug))
    return _form_page(request, form, outcomes, None)


def _made(request: HttpRequest, form: ProgrammeForm, outcomes: OutcomeFormSet) -> Programme:
    values = form.cleaned_data | {"outcomes": outcomes.values()}
    return create_programme(tenant=state_office(), actor=request.user, **values)


def _form_page(
    request: HttpRequest, form: ProgrammeForm, outcomes: OutcomeFormSet, found: Programme | None, **more: Any
) -> HttpResponse:
    title = _("Change programme") if found else _("New programme")
    name = "desk_programme" if found else "desk_programmes"
    back = url(request, name, **({"slug": found.slug} if found else {}))
    context = {"form": form, "outcomes": outcomes, "programme": found, "title": title, "back": back, **more}
    context["crumbs"] = _crumbs(request, *([Link(found.name, back)] if found else []), Link(title, ""))
    return render(request, "desk/programmes/form.html", context, status=form_status(form))


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, tenant: str, slug: str) -> HttpResponse:
    require(request.user, "offers.programme.change", here(request))
    found = queries.programme_at_desk(slug)
    form = ProgrammeForm(posted(request), tenant=here(request), held=found)
    outcomes = OutcomeFormSet(posted(request), held=found.outcomes)
    both, stand = form.is_valid() & outcomes.is_valid(), _stand(request, form, found)
    try:
        if both and written(form, partial(_changed, request, found, form, outcomes)) is not None:
            messages.success(request, _("Saved."))
            return redirect(url(request, "desk_programme", slug=slug))
    except ChangedMeanwhile as clash:
        return meanwhile.page(request, clash, _about(request, form, slug))
    return _form_page(request, form, outcomes, found, stand=stand)


def _stand(request: HttpRequest, form: ProgrammeForm, found: Programme) -> Any:
    values = {name: getattr(found, name) for name in (*form.fields, "outcomes")}
    return meanwhile.again(request) or meanwhile.field(values)


def _about(request: HttpRequest, form: ProgrammeForm, slug: str) -> meanwhile.About:
    def label(name: str) -> str:
        return str(form.fields[name].label) if name in form.fields else _("Findings")

    return meanwhile.About(Programme, url(request, "desk_programme", slug=slug), label=label)


def _changed(request: HttpRequest, found: Programme, form: ProgrammeForm, outcomes: OutcomeFormSet) -> bool:
    values = meanwhile.chosen(request, form.cleaned_data | {"outcomes": outcomes.values()})
    return change_programme(programme=found, actor=request.user, stamp=meanwhile.sent(request), **values)
