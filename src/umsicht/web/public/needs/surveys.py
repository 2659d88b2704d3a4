"""Surveys on the portal: the list, and one with all its questions, waves, factors and a table to take along."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from umsicht.core import csvsafe
from umsicht.situation.enums_surveys import GroupKind
from umsicht.situation.interfaces import survey_files as files
from umsicht.situation.interfaces import survey_words as words
from umsicht.situation.interfaces.need_words import factor_name
from umsicht.situation.interfaces.survey_tables import changes, results
from umsicht.situation.models import Survey
from umsicht.situation.queries import gaps
from umsicht.situation.queries import surveys as queries
from umsicht.situation.queries.surveys import Question
from umsicht.ui.nav import Link
from umsicht.web.pagecache import depends_on
from umsicht.web.public import frame
from umsicht.web.public.frame import Portal
from umsicht.web.public.needs.common import portal_of
from umsicht.web.public.situation import common as situation
from umsicht.web.public.situation.common import ways


@require_safe
def surveys(request: HttpRequest, municipality: str) -> HttpResponse:
    portal = portal_of(request)
    depends_on(request, "state")
    found = list(queries.on_portal(portal.tenant))
    own = [one for one in found if one.tenant_id == portal.tenant.pk]
    values = {
        "own": [(one, words.period(one)) for one in own],
        "others": [(one, words.period(one)) for one in found if one not in own],
        "ways": ways(portal, "lage/umfragen"),
    }
    crumbs = situation.crumbs(portal, Link(_("Surveys"), portal.url("lage/umfragen")))
    return frame.page(request, "public/needs/surveys.html", values, current="situation", crumbs=crumbs)


@require_safe
def survey(request: HttpRequest, municipality: str, code: str) -> HttpResponse:
    portal = portal_of(request)
    depends_on(request, "state")
    one = queries.public_survey(portal.tenant, code)
    found = queries.questions(one)
    values = {
        "survey": one,
        "facts": words.facts(one),
        "questions": _questions(found, portal),
        "before": _before(one, found, portal),
        "waves": _waves(found, portal),
        "factors": _factors(found, portal),
        "files": situation.files(portal.url(f"lage/umfragen/{code}")),
        "is_own": one.tenant_id == portal.tenant.pk,
    }
    crumbs = situation.crumbs(
        portal,
        Link(_("Surveys"), portal.url("lage/umfragen")),
        Link(one.title, portal.url(f"lage/umfragen/{code}")),
    )
    return frame.page(request, "public/needs/survey.html", values, current="situation", crumbs=crumbs)


def _before(survey: Survey, found: list[Question], portal: Portal) -> dict[str, Any] | None:
    """The wave before and what has changed since; None where nothing was asked alike, no table where all was asked otherwise."""
    former = queries.earlier(survey, portal.tenant)
    if former is None:
        return None
    link = Link(former.title, portal.url(f"lage/umfragen/{former.code}"))
    if not queries.asked_alike(survey, former):
        return {"table": None, "link": link}
    rows = queries.changes(found, queries.questions(former))
    return {"table": changes(rows, survey, former), "link": link} if rows else None


def _everybody(question: Question) -> list[tuple[str, str]]:
    """Each answer of all who were asked, as text, where the table of groups is folded."""
    group = question.group(GroupKind.EVERYBODY)
    if group is None or len(question.groups) == 1:
        return []
    return [(answer.answer, words.answer_text(answer)) for answer in group.answers]


def _questions(found: list[Question], portal: Portal) -> list[dict[str, Any]]:
    """Each with its table and its anchor; a question asked on two scales has one anchor, at the first of them."""
    seen: set[str] = set()
    rows: list[dict[str, Any]] = []
    for question in found:
        code = question.item.code
        rows.append(
            {
                "item": question.item,
                "everybody": _everybody(question),
                "is_split": len(question.groups) > 1,
                "table": results(question, portal.tenant),
                "anchor": "" if code in seen else f"frage-{code}",
            }
        )
        seen.add(code)
    return rows


def _waves(found: list[Question], portal: Portal) -> list[dict[str, Any]]:
    """The first two questions that were asked in the same way before, drawn over the years, each with its table."""
    figures = {}
    for question in found[:2] if found and found[0].survey.series else []:
        held = queries.waves(question.item, portal.tenant)
        if question.answers:
            figures[str(question.item.pk)] = words.waves_figure(held, question.answers[0])
    return list(situation.shown(figures).values())


def _factors(found: list[Question], portal: Portal) -> list[dict[str, Any]]:
    """Risk and protective factors of the survey, each with its question and the offers that act on it."""
    asked = {question.item.factor: question for question in reversed(found) if question.item.factor}
    codes = [*reversed(asked)]
    offers = gaps.offered() if codes else []
    return [
        {
            "title": factor_name(portal.tenant, code),
            "url": f"{portal.url('lage/bedarf')}?faktor={code}#faktor",
            "answers": _everybody(asked[code])[:1],
            "count": len(gaps.on_factor(offers, code)),
        }
        for code in codes
    ]


def _held(request: HttpRequest, code: str) -> tuple[Portal, Survey, list[Question]]:
    """What the page of a survey shows, for its files."""
    portal = portal_of(request)
    depends_on(request, "state")
    one = queries.public_survey(portal.tenant, code)
    return portal, one, queries.questions(one)


@require_safe
def as_csv(request: HttpRequest, municipality: str, code: str) -> HttpResponse:
    portal, _one, found = _held(request, code)
    header = [column.title for column in words.columns()]
    return situation.download(csvsafe.write(header, words.rows(found, portal.tenant)), "csv", code)


@require_safe
def as_json(request: HttpRequest, municipality: str, code: str) -> HttpResponse:
    portal, one, found = _held(request, code)
    told = json.dumps(files.as_json(one, found, portal.tenant), ensure_ascii=False, indent=1)
    return situation.download(told.encode(), "json", code)


@require_safe
def as_xlsx(request: HttpRequest, municipality: str, code: str) -> HttpResponse:
    portal, one, found = _held(request, code)
    content = files.as_xlsx(one, found, portal.tenant, author=frame.office_of(portal))
    return situation.download(content, "xlsx", code)
