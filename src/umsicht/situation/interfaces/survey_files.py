"""A survey to take along: how it was asked and the shares that its page shows, none that must stay hidden."""

from __future__ import annotations

from typing import Any

from umsicht.core import clock
from umsicht.core.documents import Meta, Sheet, xlsx
from umsicht.situation.interfaces import survey_words as words
from umsicht.situation.models import Survey
from umsicht.situation.queries.surveys import Question
from umsicht.tenancy.models import Tenant


def as_json(survey: Survey, found: list[Question], tenant: Tenant) -> dict[str, Any]:
    names = [column.title for column in words.columns()]
    return {
        "befragung": survey.title,
        "angaben": dict(words.facts(survey)),
        "hinweis": survey.about,
        "abgerufen": clock.today().isoformat(),
        "zeilen": [dict(zip(names, row, strict=True)) for row in words.rows(found, tenant)],
    }


def as_xlsx(survey: Survey, found: list[Question], tenant: Tenant, *, author: str) -> bytes:
    sheet = Sheet(survey.title, words.columns(), words.rows(found, tenant), tuple(words.facts(survey)))
    meta = Meta(title=survey.title, author=author, date=clock.today(), source_line=survey.source)
    return xlsx([sheet], meta=meta)
