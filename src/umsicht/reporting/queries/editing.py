"""What the editor of an answer shows: what each passage says now, what else could be said, which records could prove a text."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.utils.text import Truncator

from umsicht.core.procedures import Text
from umsicht.reporting.enums import PassageKind
from umsicht.reporting.evidence import providers
from umsicht.reporting.models import Passage, Question
from umsicht.reporting.queries.compose import (
    Content,
    coverage_of,
    own_json,
    statement_json,
)
from umsicht.reporting.queries.plans import ask_of, part_of
from umsicht.reporting.queries.told import Told

MOST_RECORDS, SHOWN = 120, 200


@dataclass(frozen=True)
class Offer:
    """A witness that is not part of the answer: what it would say, or which record it lacks."""

    code: str
    label: Text
    text: str
    missing: Text


def said_by_passage(question: Question, day: dt.date) -> tuple[list[tuple[Passage, list[Content]]], str]:
    """Each passage with its statements of today, and how well they answer the question together."""
    told, found = Told(ask_of(question.report, day)), []
    for passage in question.passages.all():
        if passage.kind == PassageKind.EVIDENCE:
            said = [statement_json(one) for one in told.by(passage.provider)]
        else:
            said = [own_json(told, part_of(passage))]
        found.append((passage, said))
    return found, coverage_of([one for _passage, said in found for one in said])


def offers_for(question: Question, day: dt.date) -> list[Offer]:
    """All witnesses that are not part of the answer yet, those that have something to say first."""
    told = Told(ask_of(question.report, day))
    taken = {passage.provider for passage in question.passages.all()}
    found = []
    for code, witness in providers().items():
        if code in taken:
            continue
        text = " ".join(one.text for one in told.by(code)[:3])
        found.append(Offer(code, witness.label, Truncator(text).chars(SHOWN), witness.missing))
    return sorted(found, key=lambda one: not one.text)


def offered_records(question: Question, day: dt.date) -> list[tuple[str, str]]:
    """Records that could prove a text, as choices: "kind key" and what people call them.

    Those of this question come first, then those behind the rest of the report. Records of one name, such as entries from
    one source, are told apart by what they say.
    """
    told = Told(ask_of(question.report, day))
    passages = Passage.objects.filter(question__report=question.report, kind=PassageKind.EVIDENCE)
    codes = passages.order_by("question__position", "position").values_list("question", "provider")
    found: dict[str, tuple[str, str]] = {}
    for _question, code in sorted(codes, key=lambda row: row[0] != question.pk):
        for one in told.by(code):
            for record in one.records:
                found.setdefault(f"{record.kind} {record.key}", (record.label, one.text))
    times = Counter(label for label, _text in found.values())
    return [
        (value, label if times[label] == 1 else f"{label}: {Truncator(text).chars(80)}")
        for value, (label, text) in list(found.items())[:MOST_RECORDS]
    ]
