"""Surveys in words and as tables: what a reader needs to judge them, groups, shares with their intervals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from umsicht.core import numbers
from umsicht.core.charts import TREND, DataColumn, Figure
from umsicht.core.documents import XColumn
from umsicht.council.values import day_text
from umsicht.places.queries.atlas import atlas
from umsicht.situation.enums_surveys import GroupKind
from umsicht.situation.models import Survey
from umsicht.situation.queries.surveys import Answer, Difference, Group, Question
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue


def unknown() -> str:
    return _("not stated")


def hidden() -> str:
    return _("too few people")


def unseen(answer: Answer) -> str:
    """Why a share is not shown."""
    return _("number of answers missing") if answer.unsized else hidden()


def period(survey: Survey) -> str:
    """ "03.05.2026 – 28.06.2026", or the year alone."""
    days = [day_text(day) for day in (survey.field_from, survey.field_to) if day is not None]
    return " – ".join(dict.fromkeys(days)) or str(survey.year)


def as_of(survey: Survey) -> dt.date:
    """The last day of asking; where it is not known, the end of the year."""
    return survey.field_to or dt.date(survey.year, 12, 31)


def facts(survey: Survey) -> list[tuple[str, str]]:
    """Who asked whom, when and how; what is missing is said to be missing."""
    effect = survey.design_effect
    return [
        (_("Who asked"), survey.conducted_by or unknown()),
        (_("Stands for"), str(survey.get_coverage_display())),
        (_("Who was to be asked"), survey.population or unknown()),
        (_("Field time"), period(survey)),
        (_("People who answered"), numbers.show(survey.respondents) if survey.respondents else unknown()),
        (_("Return rate"), numbers.percent(survey.reached, places=1) if survey.reached else unknown()),
        (_("How"), str(survey.get_mode_display())),
        (_("Design effect"), numbers.show(effect, places=2) if effect else _("not stated; reckoned as 1")),
        (_("Source"), survey.source),
        (_("Licence"), survey.licence or unknown()),
    ]


def group_name(tenant: Tenant, group: Group) -> str:
    if group.is_everybody:
        return _("everybody")
    if group.kind == GroupKind.SCHOOL_TYPE:
        return catalogue(tenant).label(Scheme.SCHOOL_TYPE, group.code)
    if group.kind == GroupKind.AREA:
        place = atlas(tenant).district(group.code)
        return place.name if place is not None else group.code
    return group.code


def share_text(answer: Answer | None) -> str:
    """ "12,5 %", or why there is none."""
    if answer is None:
        return numbers.MISSING
    return unseen(answer) if answer.share is None else numbers.percent(answer.share, places=1)


def span_text(answer: Answer | None) -> str:
    """ "11,2 % bis 13,9 %"."""
    if answer is None or answer.span is None:
        return numbers.MISSING
    low, high = (numbers.percent(end, places=1) for end in (answer.span.low, answer.span.high))
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def n_text(answer: Answer | None) -> str:
    if answer is None or (answer.n is None and answer.share is not None):
        return numbers.MISSING
    return numbers.show(answer.n) if answer.n is not None else unseen(answer)


def answer_text(answer: Answer) -> str:
    """ "27,3 % (24,8 % bis 29,9 %)", without the brackets where there is no interval."""
    return share_text(answer) + (f" ({span_text(answer)})" if answer.span is not None else "")


def difference_text(found: Difference) -> str:
    """ "−4,0 Prozentpunkte (−7,6 bis −0,4)"."""
    low, high = (numbers.show(end * 100, places=1, sign=True) for end in (found.span.low, found.span.high))
    change = numbers.show(found.change * 100, places=1, sign=True)
    return _("%(change)s percentage points (%(low)s to %(high)s)") % {
        "change": change,
        "low": low,
        "high": high,
    }


def columns() -> list[XColumn]:
    """Of files."""
    return [
        XColumn(_("Survey")), XColumn(_("Year")), XColumn(_("Question")), XColumn(_("Version")), XColumn(_("Scale")),
        XColumn(_("Wording")), XColumn(_("Risk or protective factor")), XColumn(_("Split by")), XColumn(_("Group")),
        XColumn(_("Answer")), XColumn(_("Share in percent"), "decimal"), XColumn(_("Lower end"), "decimal"),
        XColumn(_("Upper end"), "decimal"), XColumn(_("n"), "whole"), XColumn(_("Few answers")), XColumn(_("Source")),
    ]  # fmt: skip


def rows(found: list[Question], tenant: Tenant) -> Iterator[list[Any]]:
    """Exactly what the page shows; hidden shares say so instead of a figure."""
    kinds, factors = dict(GroupKind.choices), catalogue(tenant).labels(Scheme.FACTOR)
    for question in found:
        item, survey = question.item, question.survey
        for group in question.groups:
            for one in group.answers:
                low, high = (one.span.low, one.span.high) if one.span is not None else (None, None)
                yield [
                    survey.title, survey.year, item.code, item.version, item.scale, item.wording,
                    factors.get(item.factor, item.factor), str(kinds[GroupKind(group.kind)]), group_name(tenant, group),
                    one.answer, unseen(one) if one.share is None else _percent(one.share), _percent(low), _percent(high),
                    one.n, _("yes") if one.shaky else "", survey.source,
                ]  # fmt: skip


def _percent(share: float | None) -> float | None:
    return None if share is None else round(share * 100, 1)


def waves_figure(found: list[Question], answer: str) -> Figure | None:
    """One answer over the waves, with intervals; None where there are not three: two are told better in a table."""
    rows = []
    for question in found:
        everybody = question.group(GroupKind.EVERYBODY)
        one = everybody.of(answer) if everybody is not None else None
        if one is not None and one.share is not None and one.span is not None:
            rows.append((question.survey.year, one.share * 100, one.span.low * 100, one.span.high * 100))
    if len(rows) < 3:
        return None
    last = found[-1].survey
    said = {"first": rows[0][0], "last": rows[-1][0], "answer": answer}
    return Figure(
        title=found[-1].item.wording,
        description=_(
            "Share of “%(answer)s” from %(first)s to %(last)s, each with its interval; all values stand in the table."
        )
        % said,
        columns=(
            DataColumn("year", _("Year")),
            DataColumn("share", _("Share in percent"), "number", 1),
            DataColumn("low", _("Lower end"), "number", 1),
            DataColumn("high", _("Upper end"), "number", 1),
        ),
        rows=rows,
        definition=_("Share of all who answered. The same question in the same version on the same scale."),
        as_of=as_of(last),
        source=last.source,
        reading_help=_(
            "The band shows where the true share lies in 95 of 100 such surveys. Where the bands of two years overlap widely, the difference may be chance."
        ),
        draw=TREND,
        options={"x": "year", "y": "share", "low": "low", "high": "high", "places": 1},
        note=_("Share of “%(answer)s” in percent") % said,
    )
