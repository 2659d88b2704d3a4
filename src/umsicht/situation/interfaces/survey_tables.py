"""The answers to one question as a table: a row for each group, a column for each answer, how many answered."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from umsicht.situation.interfaces import survey_words as words
from umsicht.situation.queries.surveys import Answer, Group, Question
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
        return words.hidden()
    few = format_html(" {}", tag(_("few"), "warn")) if first.shaky else ""
    return format_html("{}{}", words.n_text(first), few)
