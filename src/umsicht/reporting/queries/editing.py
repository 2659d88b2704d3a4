"""What the editor of an answer shows: what each passage says now, what else could be said, which records could prove a text."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.text import Truncator

from umsicht.core.evidence import Statement
from umsicht.core.procedures import Text
from umsicht.reporting.enums import PassageKind
from umsicht.reporting.evidence import providers
from umsicht.reporting.models import Passage, Question
from umsicht.reporting.queries.compose import (
    Content,
    Part,
    Section,
    coverage_of,
    gathered,
    section_json,
    statement_json,
)
from umsicht.reporting.queries.plans import ask_of

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
    ask, asked = ask_of(question.report, day), dict[str, list[Statement]]()
    found = []
    for passage in question.passages.all():
        if passage.kind == PassageKind.EVIDENCE:
            said = [statement_json(one) for one in gathered(ask, passage.provider, asked)]
        else:
            pairs = tuple((row["kind"], row["key"]) for row in passage.records)
            part = Part(
                kind=passage.kind, text=passage.text, records=pairs, said_by=passage.said_by, on=passage.on
            )
            said = section_json(ask, Section("", "", parts=(part,)), asked)["statements"]
        found.append((passage, said))
    return found, coverage_of([one for _passage, said in found for one in said])


def offers_for(question: Question, day: dt.date) -> list[Offer]:
    """All witnesses that are not part of the answer yet, those that have something to say first."""
    ask, asked = ask_of(question.report, day), dict[str, list[Statement]]()
    taken = {passage.provider for passage in question.passages.all()}
    found = []
    for code, witness in providers().items():
        if code in taken:
            continue
        said = gathered(ask, code, asked)
        found.append(
            Offer(
                code,
                witness.label,
                Truncator(" ".join(one.text for one in said[:3])).chars(SHOWN),
                witness.missing,
            )
        )
    return sorted(found, key=lambda one: not one.text)


def offered_records(question: Question, day: dt.date) -> list[tuple[str, str]]:
    """Records behind the evidence of this question as choices: "kind key" and what people call them."""
    ask, asked = ask_of(question.report, day), dict[str, list[Statement]]()
    found: dict[str, str] = {}
    for passage in question.passages.all():
        if passage.kind != PassageKind.EVIDENCE:
            continue
        for one in gathered(ask, passage.provider, asked):
            for record in one.records:
                found.setdefault(f"{record.kind} {record.key}", record.label)
    return list(found.items())[:MOST_RECORDS]
