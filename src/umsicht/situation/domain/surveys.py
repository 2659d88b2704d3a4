"""Writes to surveys: entering, changing, removing. Their results come in by domain.survey_results."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from umsicht.core import clock, journal, numbers
from umsicht.core.access import require
from umsicht.core.errors import BadInput
from umsicht.core.meanwhile import hold
from umsicht.core.text import slugify
from umsicht.directory.domain.writing import amend, checked, free_slug, only_known, shown_changed
from umsicht.situation.models import Survey, SurveyShare
from umsicht.situation.models.survey import MOST_EFFECT
from umsicht.tenancy.models import Tenant

FIELDS = frozenset(
    {
        "series", "title", "kind", "year", "conducted_by", "coverage", "population", "field_from", "field_to", "invited",
        "respondents", "return_rate", "mode", "design_effect", "about", "source", "source_url", "licence", "is_public",
        "is_demo",
    }
)  # fmt: skip
POINT = Decimal("0.01")
"""Rates are printed rounded."""


@transaction.atomic
def create_survey(*, tenant: Tenant, actor: Any, title: str, code: str = "", **values: Any) -> Survey:
    """A wave of a survey, still without results. Raises BadInput (nothing written), NotAllowed."""
    only_known(values, FIELDS)
    survey = Survey(tenant=tenant, title=title, **values)
    require(actor, "situation.survey.change", survey)
    hold(tenant)  # two of one title at once would want the same address
    wanted = slugify(code or title, max_length=55) or "befragung"
    survey.code = free_slug(wanted, lambda slug: Survey.objects.filter(code=slug).exists())
    _check(survey)
    survey.save(force_insert=True)
    after = {"title": title, "code": survey.code}
    journal.record("situation.survey.create", survey, actor=actor, after=after)
    shown_changed(tenant)
    return survey


@transaction.atomic
def change_survey(*, survey: Survey, actor: Any, stamp: str = "", **values: Any) -> bool:
    """Set what differs; False when nothing does. With the form's `stamp`, raises ChangedMeanwhile."""
    only_known(values, FIELDS)
    require(actor, "situation.survey.change", survey)
    changed = amend(survey, values, "situation.survey.change", actor=actor, stamp=stamp, check=_check)
    if changed:
        shown_changed(survey.tenant)
    return bool(changed)


@transaction.atomic
def remove_survey(*, survey: Survey, actor: Any, reason: str) -> None:
    """With all its results; the log keeps what it was called and why it went."""
    require(actor, "situation.survey.change", survey)
    before = {"title": survey.title, "code": survey.code, "items": survey.items.count()}
    journal.record("situation.survey.remove", survey, actor=actor, before=before, reason=reason)
    survey.delete()
    shown_changed(survey.tenant)


def _check(survey: Survey) -> None:
    """Raises BadInput: days in order, no more answers than people, figures within their bounds."""
    checked(survey, {"about": MaxLengthValidator(2000)})
    if survey.field_from and survey.field_to and survey.field_to < survey.field_from:
        raise BadInput(_("A period can't end before it begins."))
    if survey.invited is not None and (survey.respondents or 0) > survey.invited:
        raise BadInput(_("More people can't have answered than were invited."))
    _check_time(survey)
    _check_answers(survey)
    if survey.return_rate is not None and not 0 <= survey.return_rate <= 1:
        raise BadInput(_("A return rate lies between 0 and 100 percent."))
    if survey.design_effect is not None and not 0 < survey.design_effect <= MOST_EFFECT:
        raise BadInput(_("A design effect lies above 0 and not above %(most)d.") % {"most": MOST_EFFECT})


def _check_time(survey: Survey) -> None:
    """Raises BadInput: people were asked about the survey's year, and it is over."""
    days = [day for day in (survey.field_from, survey.field_to) if day is not None]
    if not days:
        return
    if max(days) > clock.today():
        raise BadInput(_("The field time lies in the future. Please enter the survey once it is over."))
    if days[0].year > survey.year + 1 or days[-1].year < survey.year - 1:
        raise BadInput(_("The field time does not fit the year %(year)d.") % {"year": survey.year})


def _check_answers(survey: Survey) -> None:
    """Raises BadInput: a stated return rate is that of the two numbers, and no question has more answers than the survey."""
    if survey.return_rate is not None and survey.invited and survey.respondents is not None:
        reached = Decimal(survey.respondents) / survey.invited
        if abs(reached - survey.return_rate) > POINT:
            said = {
                "stated": numbers.percent(survey.return_rate, places=1),
                "made": numbers.percent(reached, places=1),
            }
            raise BadInput(
                _("The return rate of %(stated)s does not fit the two numbers: they make %(made)s.") % said
            )
    if survey.respondents is not None and survey.pk is not None:
        most = SurveyShare.objects.filter(item__survey=survey).aggregate(most=Max("n"))["most"] or 0
        if most > survey.respondents:
            text = _("A question has %(count)s answers; no fewer people can have answered the survey.")
            raise BadInput(text % {"count": numbers.show(most)})
