"""All that can be said in a report: the providers of the packages below, and the chronicle's own."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Sequence
from functools import cache, partial

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from umsicht.core import german
from umsicht.core.evidence import Ask, Form, Line, Record, Statement, Value, Witness
from umsicht.council.enums import Precision
from umsicht.council.interfaces.evidence import PROVIDERS as COUNCIL
from umsicht.directory.interfaces.evidence import PROVIDERS as DIRECTORY
from umsicht.fieldwork.interfaces.evidence import PROVIDERS as FIELDWORK
from umsicht.measures.interfaces.evidence import PROVIDERS as MEASURES
from umsicht.offers.interfaces.evidence import PROVIDERS as OFFERS
from umsicht.reporting.enums import LOOKS_BACK, EntryKind, Topic
from umsicht.reporting.models import Entry
from umsicht.reporting.overview import PROVIDERS as OVERVIEW
from umsicht.reporting.queries.chronicle import entries
from umsicht.situation.interfaces.evidence import PROVIDERS as SITUATION
from umsicht.situation.interfaces.evidence_needs import PROVIDERS as NEEDS
from umsicht.tenancy.interfaces.pages import in_town, page_of


def of_entry(entry: Entry) -> Record:
    """The chronicle's page shows it; the state office's entries stand on every town's."""
    page = page_of(entry.tenant, "reports:chronicle", state="reports:chronicle_state")
    return Record(
        "reporting.entry",
        entry.code,
        entry.source,
        page if entry.is_public else "",
        in_town(entry.tenant),
        ", ".join(part for part in (entry.source, entry.source_url) if part),
        anchor=entry.code,
    )


def _said(entry: Entry, *, dated: bool = True) -> str:
    """With its day in front, unless the text says it or the list around it does."""
    text = f"{entry.text} ({entry.note})" if entry.note else entry.text
    words = entry.day_words
    return f"{words}: {text}" if dated and words and words not in text else text


def _statement(ask: Ask, entry: Entry) -> Statement:
    values: tuple[Value, ...] = ()
    if entry.value is not None:
        text = german.number_text(
            entry.value.normalize() + 0, 0 if entry.value == entry.value.to_integral_value() else 2
        )
        as_of = entry.on or ask.as_of
        values = (
            Value(
                capfirst(str(entry.get_topic_display())),
                float(entry.value),
                f"{text} {entry.unit}".strip(),
                entry.text,
                as_of,
                entry.source,
                entry.unit,
            ),
        )
    judged = entry.kind == EntryKind.JUDGEMENT
    return Statement(
        f"chronicle.{entry.topic}.{entry.code}",
        _said(entry),
        (of_entry(entry),),
        Form.JUDGEMENT if judged else Form.SENTENCE,
        values=values,
        said_by=entry.said_by if judged else "",
        is_demo=entry.is_demo,
    )


def _last_day(entry: Entry) -> dt.date:
    """Until when it may have happened, as exactly as that is known."""
    on, until = entry.on or dt.date.min, entry.until or dt.date.min
    if entry.precision == Precision.YEAR:
        return max(dt.date(on.year, 12, 31), until)
    if entry.precision == Precision.MONTH:
        return max(on.replace(day=monthrange(on.year, on.month)[1]), until)
    return max(on, until)


def _falls_into(ask: Ask, entry: Entry) -> bool:
    return entry.on is not None and entry.on <= ask.last and _last_day(entry) >= ask.first


def _counts(ask: Ask, entry: Entry) -> bool:
    """Whether it says something about the period.

    What has no day holds; a dated fact or judgement holds from its day on. An event and a dated figure are of their time:
    they must lie in the period, but for topics that look back. Papers may also come later than the period they are about.
    """
    if entry.on is None:
        return True
    if entry.kind in {EntryKind.EVENT, EntryKind.FIGURE} and entry.topic not in LOOKS_BACK:
        return _falls_into(ask, entry)
    return entry.on <= (ask.as_of if entry.topic == Topic.PAPER else ask.last)


def topic(ask: Ask, *, of: str) -> Sequence[Statement]:
    found = entries(ask.tenant, topic=of, public=ask.public)
    return [_statement(ask, entry) for entry in found if _counts(ask, entry)]


def events(ask: Ask) -> Sequence[Statement]:
    """What happened in the period, in order."""
    found = [
        entry
        for entry in entries(ask.tenant, public=ask.public)
        if entry.kind == EntryKind.EVENT and _falls_into(ask, entry)
    ]
    if not found:
        return []
    lines = tuple(Line(one.day_words, _said(one, dated=False), (of_entry(one),)) for one in found)
    text = "Das hält die Chronik für den Zeitraum fest."
    return [Statement.about(found, of_entry, "chronicle.events", text, Form.TIMELINE, lines=lines)]


CHRONICLE = (
    *(
        Witness(
            f"chronicle.{value}",
            capfirst(label),
            _("an entry of the chronicle with its source"),
            partial(topic, of=value),
        )
        for value, label in Topic.choices
    ),
    Witness("chronicle.events", _("Events of the period"), _("dated entries of the chronicle"), events),
)


@cache
def providers() -> dict[str, Witness]:
    """Code → provider, in the order in which an editor offers them."""
    every = (*COUNCIL, *MEASURES, *FIELDWORK, *SITUATION, *NEEDS, *OFFERS, *DIRECTORY, *CHRONICLE, *OVERVIEW)
    return {one.code: one for one in every}
