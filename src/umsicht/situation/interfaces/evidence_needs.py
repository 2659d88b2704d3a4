"""What needs and surveys can say in a report. Sentences: data/bausteine.yaml."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from umsicht.core import german
from umsicht.core.evidence import Ask, Form, Grid, Line, Record, Statement, Value, Witness
from umsicht.situation.enums_needs import NeedState
from umsicht.situation.enums_surveys import Coverage, GroupKind
from umsicht.situation.interfaces.need_words import (
    confirmed_text,
    evidence_text,
    field_name,
    where_text,
    who_text,
)
from umsicht.situation.interfaces.survey_words import as_of
from umsicht.situation.models import Need, Survey
from umsicht.situation.queries.needs import public_needs
from umsicht.situation.queries.surveys import Answer, Question, on_portal, questions
from umsicht.tenancy.interfaces.pages import in_town, page_of

BOOK = german.book(Path(__file__).resolve().parents[1] / "data" / "bausteine.yaml")
say = BOOK.say
SOURCE = "Bedarfe in Umsicht"
DEFINITION = "Bedarfe, die ein Gremium bestätigt hat, je Bedarf einmal."


def needs(ask: Ask) -> Sequence[Statement]:
    """Needs that a body confirmed in the period, or before it if they were still open then."""
    found = [need for need in _needs(ask) if need.confirmed_on and need.confirmed_on <= ask.last]
    found = [need for need in found if need.ended_on is None or need.ended_on >= ask.first]
    if not found:
        return []
    still = sum(need.ended_on is None or need.ended_on > ask.last for need in found)
    text = BOOK.part("needs", still, len(found), day=ask.last)
    value = Value.counted("Bestätigte Bedarfe", len(found), DEFINITION, ask.as_of, SOURCE)
    lines = tuple(
        Line(
            field_name(need.tenant, need.problem_field),
            f"{need.title} ({where_text(need)}, {who_text(need)}). Worauf gestützt: {_proofs(need)}",
            (of_need(need),),
        )
        for need in found
    )
    return [Statement.about(found, of_need, "situation.needs", text, Form.LIST, values=(value,), lines=lines)]


def _needs(ask: Ask) -> list[Need]:
    if ask.public:
        return public_needs()
    confirmed = Need.objects.filter(state__in=[NeedState.CONFIRMED, NeedState.MET]).prefetch_related(
        "evidence"
    )
    return list(confirmed.select_related("tenant"))


def _proofs(need: Need) -> str:
    return "; ".join(f"{row.label}: {evidence_text(row)}" for row in need.evidence.all()) or "–"


def of_need(need: Need) -> Record:
    shown = need.is_public and need.state in (NeedState.CONFIRMED, NeedState.MET)
    return Record(
        "situation.need",
        need.code,
        confirmed_text(need) or need.title,
        page_of(need.tenant, "needs:needs") if shown else "",
        in_town(need.tenant),
        need.source,
        anchor=f"bedarf-{need.code}",
    )


def surveys(ask: Ask) -> Sequence[Statement]:
    """One statement for each public survey asked in the period, or the newest of its series before it ends."""
    newest: dict[str, Survey] = {}
    for survey in on_portal(ask.tenant).filter(year__lte=ask.last.year):
        newest.setdefault(survey.series or survey.code, survey)
    by_survey: dict[int, list[Question]] = {}
    for question in questions(newest.values()):
        by_survey.setdefault(question.survey.pk, []).append(question)
    return [_survey(ask, held) for held in by_survey.values()]


def _survey(ask: Ask, found: list[Question]) -> Statement:
    """The first question in words, all of them for everybody as a table."""
    survey = found[0].survey
    shown = [(question, one) for question in found for one in _everybody(question)]
    words = [_share(*shown[0])] if shown else [f"{survey.title}: {survey.source}."]
    if survey.coverage in {Coverage.NATION, Coverage.STATE}:
        words.append(say("national", coverage=survey.get_coverage_display()))
    rows = tuple(
        (question.item.wording, one.answer, _percent(one), _span(one) or "–", str(one.n or "–"))
        for question, one in shown
    )
    grid = Grid(
        ("Frage", "Antwort", "Anteil", "Zufallsspanne (95 %)", "n"),
        rows,
        survey.title,
        f"Quelle: {survey.source}.",
        right=(2, 3, 4),
    )
    return Statement(
        f"situation.survey.{survey.code}",
        " ".join(words),
        (of_survey(ask, survey),),
        Form.TABLE,
        values=tuple(_value(question, one, survey) for question, one in shown),
        grid=grid if rows else None,
        is_demo=survey.is_demo,
    )


def _everybody(question: Question) -> list[Answer]:
    group = question.group(GroupKind.EVERYBODY)
    return [one for one in group.answers if one.share is not None] if group is not None else []


def _share(question: Question, one: Answer) -> str:
    span = f" (Zufallsspanne {_span(one)})" if one.span is not None else ""
    return say(
        "share",
        survey=question.survey.title,
        percent=one.share,
        group="alle",
        wording=question.item.wording,
        answer=one.answer,
        span=span,
    )


def _percent(one: Answer) -> str:
    return german.percent_text(one.share or 0, 1)


def _span(one: Answer) -> str:
    if one.span is None:
        return ""
    low, high = (german.number_text(end * 100, 1) for end in (one.span.low, one.span.high))
    return f"{low} bis {high}{german.NBSP}%"


def _value(question: Question, one: Answer, survey: Survey) -> Value:
    name = f"{question.item.wording}: {one.answer}"
    definition = f"Anteil aller Befragten mit dieser Antwort; {survey.get_coverage_display()}."
    return Value(name, one.share, _percent(one), definition, as_of(survey), survey.source, "%")


def of_survey(ask: Ask, survey: Survey) -> Record:
    args = (*in_town(ask.tenant), ("code", survey.code))
    page = page_of(ask.tenant, "needs:survey")
    return Record("situation.survey", survey.code, survey.title, page, args, survey.source)


PROVIDERS = (
    Witness(
        "situation.needs",
        _("Needs that a body has confirmed"),
        _("a confirmed need with what it rests on"),
        needs,
    ),
    Witness(
        "situation.survey",
        _("Shares of surveys, with their intervals"),
        _("a survey with its results"),
        surveys,
    ),
)
