"""Answers as tables: those of one question by group, and those of a survey beside the wave before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from umsicht.situation.enums_surveys import GroupKind
from umsicht.situation.interfaces import survey_words as words
from umsicht.situation.models import Survey
from umsicht.situation.queries.surveys import Answer, Change, Group, Question
from umsicht.tenancy.models import Tenant
from umsicht.ui.markup import tag
from umsicht.ui.tables import Column, Table


def results(question: Question, tenant: Tenant) -> Table:
    columns = [
        Column(_("Group")),
        *(Column(answer, numeric=True) for answer in question.answers),
        Column(_("n"), numeric=True),
    ]
    rows = [_row(question, group, tenant) for group in question.groups]
    return Table(question.item.wording, columns, rows, caption_hidden=True)


def changes(found: Sequence[Change], survey: Survey, before: Survey) -> Table:
    """What everybody answered then and now, and whether chance may be the reason for the difference."""
    columns = [
        Column(_("Question")),
        Column(str(before.year), numeric=True),
        Column(str(survey.year), numeric=True),
        Column(_("Difference")),
        Column(_("What it means")),
    ]
    title = _("%(before)s and %(now)s side by side") % {"before": before.year, "now": survey.year}
    return Table(title, columns, [_change(one) for one in found], caption_hidden=True)


def _change(one: Change) -> list[Any]:
    then, now = (_share(_everybody(question, one.answer)) for question in (one.before, one.now))
    asked = format_html(
        '{}<br><span class="um-meta">{}</span>',
        one.now.item.wording,
        _("Answer: %(answer)s") % {"answer": one.answer},
    )
    meaning = _("chance alone hardly explains it") if one.difference.is_clear else _("may be chance")
    return [asked, then, now, words.difference_text(one.difference), meaning]


def _everybody(question: Question, answer: str) -> Answer | None:
    group = question.group(GroupKind.EVERYBODY)
    return group.of(answer) if group is not None else None


def _row(question: Question, group: Group, tenant: Tenant) -> list[Any]:
    shares = [_share(group.of(answer)) for answer in question.answers]
    return [words.group_name(tenant, group), *shares, _size(group)]


def _share(one: Answer | None) -> Any:
    """With its interval below it."""
    if one is None:
        return ""
    if one.span is None:
        return words.share_text(one)
    return format_html(
        '{}<br><span class="um-meta um-nowrap">{}</span>', words.share_text(one), words.span_text(one)
    )


def _size(group: Group) -> Any:
    """How many of the group answered; a warning where they are few."""
    first = next((one for one in group.answers if one.share is not None), None)
    if first is None:
        return words.unseen(group.answers[0])
    few = format_html(" {}", tag(_("few"), "warn")) if first.shaky else ""
    return format_html("{}{}", words.n_text(first), few)
