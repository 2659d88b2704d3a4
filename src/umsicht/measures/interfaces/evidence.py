"""What problem fields and measures can say in a report. Sentences: data/bausteine.yaml."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from umsicht.core import german
from umsicht.core.evidence import Ask, Form, Grid, Line, Record, Statement, Value, Witness
from umsicht.council.enums import BodyKind
from umsicht.council.models import Body
from umsicht.council.queries.bodies import alive
from umsicht.council.queries.visibility import public_bodies
from umsicht.measures.enums import MeasureState
from umsicht.measures.interfaces.field_words import decision_text
from umsicht.measures.models import Measure
from umsicht.measures.queries import fields as field_queries
from umsicht.measures.queries.measures import lead_of
from umsicht.measures.queries.public import shown, without_closed_origins, without_hidden_lead
from umsicht.tenancy.interfaces.pages import in_town, page_of
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import Entry, catalogue

BOOK = german.book(Path(__file__).resolve().parents[1] / "data" / "bausteine.yaml")
say = BOOK.say
SOURCE = "Maßnahmen in Umsicht"
DEFINITION = "Maßnahmen, die im Zeitraum liefen, entstanden oder endeten."


def _field_record(tenant: Tenant, entry: Entry) -> Record:
    args = (*in_town(tenant), ("code", entry.code))
    page = page_of(tenant, "measures:field")
    return Record("vocabulary.field", entry.code, entry.label("de"), page, args, entry.source)


def of_measure(measure: Measure) -> Record:
    args = (*in_town(measure.tenant), ("code", measure.code))
    page = page_of(measure.tenant, "measures:measure") if measure.is_public else ""
    return Record("measures.measure", measure.code, measure.title, page, args, measure.source)


def fields(ask: Ask) -> Sequence[Statement]:
    """The list of the council on the last day of the period: themes with their fields, then fields that stand alone.

    The vocabulary has fields for every town. They are the town's own only where a council keeps them as its list, or where
    a decision or a measure took one up; of the others nothing is said.
    """
    words = catalogue(ask.tenant).current(Scheme.PROBLEM_FIELD, ask.last)
    council = _councils(ask).first()
    measures = [] if council is not None else _measures(ask)
    own = _taken_up(ask, measures)
    known = [entry for entry in words if council is not None or entry.code in own]
    if not known:
        return []
    codes = {entry.code for entry in known}
    groups = [
        (entry, [one for one in known if one.parent == entry.code])
        for entry in words
        if entry.code in codes and (entry.kind == "theme" or entry.parent not in codes)
    ]
    lines = tuple(
        Line(
            f"{entry.numeral} {entry.label('de')}".strip(),
            german.listed(one.label("de") for one in below) if below else "",
            tuple(_field_record(ask.tenant, one) for one in (entry, *below)),
        )
        for entry, below in groups
    )
    records = tuple(record for line in lines for record in line.records)
    demo = council.is_demo if council is not None else any(one.is_demo for one in measures)
    text = _counted(groups, has_council=council is not None)
    return [Statement("measures.fields", text, records, Form.LIST, lines=lines, is_demo=demo)]


def _councils(ask: Ask) -> QuerySet[Body]:
    found = public_bodies() if ask.public else Body.objects.all()
    return found.filter(alive(ask.last), kind=BodyKind.COUNCIL).order_by("pk")


def _taken_up(ask: Ask, measures: Iterable[Measure]) -> set[str]:
    """Fields which a decision set until the end of the period, or to which a measure of the period belongs."""
    decided = {
        code
        for code, rows in field_queries.decisions().items()
        if any(row.on is None or row.on <= ask.last for row in rows)
    }
    return decided.union(*(one.problem_fields for one in measures))


def _counted(groups: Sequence[tuple[Entry, list[Entry]]], *, has_council: bool) -> str:
    n = sum(len(below) or 1 for _entry, below in groups)
    if not has_council:
        return say("fields_worked_on", n=n)
    themes = sum(bool(below) for _entry, below in groups)
    return say("fields", themes=themes, n=n) if themes else say("fields_alone", n=n)


def decided(ask: Ask) -> Sequence[Statement]:
    """By which decision fields came to the list, as far as that is on record; fields of one decision stand together."""
    words, grouped, demo = catalogue(ask.tenant), dict[str, list[Entry]](), False
    for code, rows in field_queries.decisions().items():
        entry = words.get(Scheme.PROBLEM_FIELD, code)
        for row in rows:
            if entry is not None and (row.on is None or row.on <= ask.last):
                grouped.setdefault(decision_text(row), []).append(entry)
                demo = demo or row.is_demo
    if not grouped:
        return []
    lines = tuple(
        Line(text, german.listed(_tops(found)), tuple(_field_record(ask.tenant, one) for one in found))
        for text, found in grouped.items()
    )
    return [
        Statement(
            "measures.decided",
            "So kamen die Problemfelder auf die Liste.",
            tuple(record for line in lines for record in line.records),
            Form.LIST,
            lines=lines,
            is_demo=demo,
        )
    ]


def _tops(found: Sequence[Entry]) -> list[str]:
    """Labels of themes, and of fields whose theme is not among them."""
    codes = {one.code for one in found}
    return [one.label("de") for one in found if one.parent not in codes]


def priorities(ask: Ask) -> Sequence[Statement]:
    words, found = catalogue(ask.tenant), field_queries.priorities_on(ask.last)
    rows = [(row, entry) for code, row in found.items() if (entry := words.get(Scheme.PROBLEM_FIELD, code))]
    if not rows:
        return []
    rows.sort(key=lambda pair: (pair[0].rank, pair[1].code))
    lines = tuple(
        Line(
            f"Rang {row.rank}",
            f"{entry.label('de')}: {row.reason}",
            (_field_record(ask.tenant, entry),),
        )
        for row, entry in rows
    )
    return [
        Statement(
            "measures.priorities",
            "Diese Schwerpunkte sind gesetzt.",
            tuple(record for line in lines for record in line.records),
            Form.LIST,
            lines=lines,
            is_demo=any(row.is_demo for row, _entry in rows),
        )
    ]


def _measures(ask: Ask) -> list[Measure]:
    found = shown() if ask.public else Measure.objects.all()
    begun = Q(starts_on__lte=ask.last) | Q(starts_on__isnull=True, origin_on__lte=ask.last)
    kept = Q(ends_on__isnull=True) | Q(ends_on__gte=ask.first)
    whole = (
        found.filter(begun, kept)
        .select_related("lead", "tenant")
        .prefetch_related("goals")
        .order_by("title", "pk")
    )
    every = list(whole)
    return without_closed_origins([without_hidden_lead(one) for one in every]) if ask.public else every


def measures(ask: Ask) -> Sequence[Statement]:
    found = _measures(ask)
    if not found:
        return []
    states = Counter(one.state for one in found)
    traced = sum(bool(one.origin_ref) for one in found)
    words = [
        say("measures", n=len(found)),
        BOOK.part("done", states[MeasureState.COMPLETED], len(found)),
        BOOK.part("delayed", states[MeasureState.DELAYED], len(found)),
        BOOK.part("from_decisions", traced, len(found)),
    ]
    rows = tuple(
        (one.title, one.origin_ref or "–", lead_of(one) or "–", one.get_state_display()) for one in found
    )
    grid = Grid(("Maßnahme", "Woher sie kommt", "Federführung", "Stand"), rows, "Maßnahmen im Zeitraum")
    value = Value.counted("Maßnahmen", len(found), DEFINITION, ask.as_of, SOURCE)
    text = " ".join(word for word in words if word)
    return [
        Statement.about(found, of_measure, "measures.measures", text, Form.TABLE, values=(value,), grid=grid)
    ]


def goals(ask: Ask) -> Sequence[Statement]:
    """Goals with a figure: value before, target, value reached; the value as of its own day."""
    pairs = [
        (one, goal)
        for one in _measures(ask)
        for goal in one.goals.all()
        if goal.actual is not None and goal.target is not None and goal.actual_on is not None
    ]
    if not pairs:
        return []

    def amount(value: object, unit: str) -> str:
        return "–" if value is None else f"{german.number_text(value)}{german.NBSP}{unit}".strip()  # type: ignore[arg-type]

    rows = tuple(
        (
            one.title,
            goal.indicator,
            amount(goal.baseline, goal.unit),
            amount(goal.target, goal.unit),
            amount(goal.actual, goal.unit),
            german.date_text(goal.actual_on) if goal.actual_on else "–",
        )
        for one, goal in pairs
    )
    header = ("Maßnahme", "Woran wir es sehen", "Vorher", "Ziel", "Erreicht", "Stand")
    return [
        Statement(
            "measures.goals",
            say("goals", n=len({one.pk for one, _goal in pairs})),
            tuple(of_measure(one) for one, _goal in pairs),
            Form.TABLE,
            grid=Grid(header, rows, "Ziele mit Zahl", right=(2, 3, 4)),
            is_demo=any(one.is_demo for one, _goal in pairs),
        )
    ]


def results(ask: Ask) -> Sequence[Statement]:
    found = [one for one in _measures(ask) if one.result]
    if not found:
        return []
    lines = tuple(Line(one.title, one.result, (of_measure(one),)) for one in found)
    text = say("results", n=len(found))
    return [Statement.about(found, of_measure, "measures.results", text, Form.LIST, lines=lines)]


PROVIDERS = (
    Witness("measures.fields", _("Problem fields with their themes"), _("a prevention council, or decisions and measures with problem fields"), fields),
    Witness(
        "measures.decided", _("Decisions that set or added problem fields"),
        _("the decision that set or added a problem field"), decided,
    ),
    Witness("measures.priorities", _("Priorities with reasons"), _("priorities of the problem fields"), priorities),
    Witness("measures.measures", _("Measures with origin, lead and state"), _("measures of the period"), measures),
    Witness("measures.goals", _("Goals with figures"), _("goals with target and value"), goals),
    Witness("measures.results", _("Results of measures"), _("results of measures"), results),
)  # fmt: skip
