"""Surveys at the desk: list, one with its results, entering, changing, results by form or file, removing."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from umsicht.core import csvsafe
from umsicht.core.access import require
from umsicht.core.errors import BadInput
from umsicht.core.intake import Report
from umsicht.core.paging import paginate
from umsicht.situation.domain import surveys as domain
from umsicht.situation.domain.survey_results import take_results
from umsicht.situation.interfaces import survey_words as words
from umsicht.situation.interfaces.survey_forms import (
    RemoveForm,
    ResultFileForm,
    ResultForm,
    SurveyFilterForm,
    SurveyForm,
)
from umsicht.situation.interfaces.survey_tables import results as table_of
from umsicht.situation.models import Survey
from umsicht.situation.queries import surveys as queries
from umsicht.situation.reading import results
from umsicht.ui.markup import demo_mark
from umsicht.ui.nav import Link
from umsicht.ui.tables import Column, Table
from umsicht.web.answers import posted
from umsicht.web.desk import pages
from umsicht.web.desk.answers import csv_file, here
from umsicht.web.desk.directory.links import url
from umsicht.web.desk.pages import Page

PAGE = 50


def _survey(request: HttpRequest, survey_id: int, permission: str = "situation.survey.change") -> Survey:
    survey = queries.survey_at_desk(survey_id)
    require(request.user, permission, survey)
    return survey


def _address(request: HttpRequest, survey: Survey) -> str:
    return url(request, "desk_survey", survey_id=survey.pk)


def _place(request: HttpRequest, survey: Survey | None = None) -> Page:
    """Where forms lead back to."""
    lists = Link(_("Surveys"), url(request, "desk_surveys"))
    if survey is None:
        return Page(lists.url, [lists])
    address = _address(request, survey)
    return Page(address, [lists, Link(survey.title, address)], survey.title)


@require_safe
@never_cache
def listing(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "situation.survey.view", here(request))
    form = SurveyFilterForm(request.GET)
    page = paginate(queries.at_desk(**form.wanted()), request.GET.get("seite"), size=PAGE)
    context = {
        "form": form,
        "page": page,
        "table": _table(request, page),
        "filtered": any(request.GET.get(name) for name in ("q", "art")),
        "may_change": request.user.has_perm("situation.survey.change", here(request)),
    }
    return render(request, "desk/needs/surveys.html", context)


def _table(request: HttpRequest, found: Any) -> Table:
    columns = [
        Column(_("Survey")),
        Column(_("Kind")),
        Column(_("Field time")),
        Column(_("Questions"), numeric=True),
        Column(_("On the portal")),
    ]
    rows = (
        [
            format_html(
                '<a href="{}">{}</a>{}',
                _address(request, one),
                one.title,
                demo_mark(one),
            ),
            one.get_kind_display(),
            words.period(one),
            one.questions,
            _("yes") if one.is_public else _("no"),
        ]
        for one in found
    )
    return Table(_("Surveys"), columns, rows, caption_hidden=True)


@require_safe
@never_cache
def page(request: HttpRequest, tenant: str, survey_id: int) -> HttpResponse:
    survey = _survey(request, survey_id, "situation.survey.view")
    found = queries.questions(survey)
    context = {
        "survey": survey,
        "facts": words.facts(survey),
        "questions": [(question, table_of(question, here(request))) for question in found],
        "may_change": request.user.has_perm("situation.survey.change", survey),
        "public_url": _public_url(request, survey),
        "crumbs": [*_place(request).crumbs, Link(survey.title, "")],
    }
    return render(request, "desk/needs/survey.html", context)


def _public_url(request: HttpRequest, survey: Survey) -> str:
    tenant = here(request)
    shown = survey.is_public and tenant.is_active and not tenant.is_state
    return f"/{tenant.slug}/lage/umfragen/{survey.code}" if shown else ""


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "situation.survey.change", here(request))
    form, said = SurveyForm(posted(request)), _("Saved. Now enter its results.")
    write, then = partial(domain.create_survey, tenant=here(request)), partial(_address, request)
    return pages.enter(request, form, _("New survey"), _place(request), write, said=said, then=then)


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, tenant: str, survey_id: int) -> HttpResponse:
    survey = _survey(request, survey_id)
    form = SurveyForm(posted(request), held=survey)
    gone = url(request, "desk_survey_remove", survey_id=survey.pk)
    write = partial(domain.change_survey, survey=survey)
    return pages.correct(
        request, form, survey, _("Change survey"), _place(request, survey), write, remove=gone
    )


@never_cache
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, tenant: str, survey_id: int) -> HttpResponse:
    survey = _survey(request, survey_id)
    form, title = RemoveForm(posted(request)), _("Remove survey")
    write, note = partial(domain.remove_survey, survey=survey), _("All its results go with it.")
    return pages.enter(request, form, title, _place(request), write, submit=title, note=note)


@never_cache
@require_http_methods(["GET", "POST"])
def result_new(request: HttpRequest, tenant: str, survey_id: int) -> HttpResponse:
    """The answers of one group to one question, typed in."""
    survey = _survey(request, survey_id)
    form = ResultForm(posted(request), tenant=here(request), needs_sizes=survey.needs_sizes)
    report = _typed(request, survey, form) if form.is_valid() else None
    if report is not None and not report.refused:
        return redirect(_address(request, survey))
    if report is not None:
        form.refuse(report.refused)
    return pages.form_page(request, form, _("Enter results"), _place(request, survey))


def _typed(request: HttpRequest, survey: Survey, form: ResultForm) -> Report:
    """All or nothing, through the same checks as a file."""
    report = Report()
    columns = ("frage", "skala", "faktor", "gruppenart", "gruppe", "n", "antwort", "anteil_prozent")
    table = csvsafe.write(columns, ([line[name] for name in columns] for line in form.lines()))
    rows = results.read(table, report)
    if not rows and not report.refused:
        report.refuse(2, "", _("Please enter at least one answer with its share."))
    return take_results(survey=survey, actor=request.user, rows=rows, report=report, strict=True)


@never_cache
@require_http_methods(["GET", "POST"])
def import_results(request: HttpRequest, tenant: str, survey_id: int) -> HttpResponse:
    """A CSV file: what it would change, or what it changed, and each row that can't be used."""
    survey = _survey(request, survey_id)
    form = ResultFileForm(posted(request), request.FILES or None)
    report = _from_file(request, survey, form) if form.is_valid() else None
    context = {
        "form": form,
        "report": report,
        "columns": results.COLUMNS,
        "survey": survey,
        "back": _address(request, survey),
        "crumbs": _place(request, survey).below(_("Results from a file")),
    }
    status = 400 if form.is_bound and report is None else 200
    return render(request, "desk/needs/import.html", context, status=status)


def _from_file(request: HttpRequest, survey: Survey, form: ResultFileForm) -> Report | None:
    report, dry = Report(), not form.cleaned_data["uebernehmen"]
    try:
        rows = results.read(form.cleaned_data["datei"].read(), report)
    except BadInput as error:
        form.add_error("datei", error.message)
        return None
    return take_results(survey=survey, actor=request.user, rows=rows, report=report, dry_run=dry)


@require_safe
def as_csv(request: HttpRequest, tenant: str, survey_id: int) -> HttpResponse:
    """The stored shares in the columns of the import, small groups too: they are the office's own."""
    survey = _survey(request, survey_id)
    rows = [results.line_of(share.item, share) for share in queries.stored(survey)]
    return csv_file(csvsafe.write(results.COLUMNS, rows), _("survey"), here(request))
