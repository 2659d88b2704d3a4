"""The tables of a profile's page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from umsicht.core import numbers
from umsicht.situation.interfaces import wording
from umsicht.situation.interfaces.survey_words import share_text, span_text
from umsicht.situation.queries.profile import Count, Profile
from umsicht.ui.tables import Column, Table
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue

Draw = Callable[[str, str], Any]


def counts(found: Sequence[Count], first: str, draw: Draw) -> Table | None:
    """Offers per term; `draw` makes the label a link to them."""
    if not found:
        return None
    columns = [
        Column(first),
        Column(_("Offers"), numeric=True),
        Column(_("of these current"), numeric=True),
        Column(_("of these checked"), numeric=True),
    ]
    rows = [[draw(one.code, one.label), one.offers, one.fresh, one.checked] for one in found]
    return Table(first, columns, rows, caption_hidden=True)


def factors(found: Profile) -> Table | None:
    if not found.factors:
        return None
    labels = catalogue(found.tenant).labels(Scheme.FACTOR)
    columns = [Column(_("Factor")), Column(_("Answer")), Column(_("Share of answers"), numeric=True), Column(_("Interval (95 %)"), numeric=True), Column(_("Survey"))]  # fmt: skip
    rows = [
        [
            labels.get(question.item.factor, question.item.factor),
            one.answer,
            share_text(one),
            span_text(one),
            question.survey.title,
        ]
        for question, group in found.factors
        for one in group.answers
    ]
    return Table(_("Risk and protective factors from surveys"), columns, rows, caption_hidden=True)


def crime(found: Profile) -> Table | None:
    """The newest year of each indicator in focus."""
    if found.crime is None:
        return None
    columns = [
        Column(_("Crime statistics")),
        Column(_("Year"), numeric=True),
        Column(_("Cases"), numeric=True),
        Column(_("per 100,000"), numeric=True),
        Column(_("Interval (95 %)"), numeric=True),
    ]
    rows = [
        [
            line.title,
            str(line.year),
            numbers.show(line.cases) if line.cases is not None else _("too few"),
            wording.rate(line.rate),
            wording.span(*line.span) if line.span else "",
        ]
        for line in found.crime.lines
    ]
    return Table(_("Recorded crime"), columns, rows, caption_hidden=True)
