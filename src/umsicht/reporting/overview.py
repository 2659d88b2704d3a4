"""What the overview of all municipalities can say in a report of the state office."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from umsicht.core import german
from umsicht.core.evidence import Ask, Form, Grid, Record, Statement, Value, Witness
from umsicht.reporting.queries.towns import Town, summed, towns
from umsicht.tenancy.interfaces.pages import in_town

BOOK = german.book(Path(__file__).resolve().parent / "data" / "bausteine.yaml")
say = BOOK.say
SOURCE = "Portale der Kommunen in Umsicht"
FIGURES = (
    ("active", "Kommunen, die teilnehmen", "Kommunen mit offenem Portal."),
    ("councils", "Präventionsräte", "Kommunen, deren Portal einen Präventionsrat zeigt."),
    ("meetings", "Sitzungen", "Öffentliche Sitzungen im Zeitraum."),
    ("measures", "Maßnahmen", "Maßnahmen, die im Portal stehen."),
    ("offers", "Angebote", "Veröffentlichte Angebote."),
)


def at_a_glance(ask: Ask) -> Sequence[Statement]:
    """Only for the state office: each municipality that takes part, with what its portal shows and of when that is."""
    if not ask.tenant.is_state:
        return []
    found = towns(ask.first, ask.last)
    if not found:
        return []
    active, total = [one for one in found if one.tenant.is_active], summed(found)
    records = tuple(_of(one) for one in active) or (
        Record("tenancy.state", ask.tenant.slug, ask.tenant.name),
    )
    values = tuple(
        Value.counted(name, total[key], definition, ask.as_of, SOURCE) for key, name, definition in FIGURES
    )
    return [
        Statement(
            "overview.towns",
            " ".join(word for word in _words(total) if word),
            records,
            Form.TABLE if active else Form.SENTENCE,
            values=values,
            grid=_grid(active) if active else None,
            is_demo=any(one.is_demo for one in active),
        )
    ]


def _words(total: Mapping[str, int]) -> Iterator[str]:
    every, active = total["towns"], total["active"]
    yield BOOK.part("taking_part", active, every, others=every - active)
    if active:
        yield BOOK.part("councils", total["councils"], active)
        yield say("together", offers=total["offers"], measures=total["measures"])


def _of(one: Town) -> Record:
    return Record(
        "tenancy.town", one.tenant.slug, one.tenant.name, "public:municipality", in_town(one.tenant)
    )


def _grid(active: Sequence[Town]) -> Grid:
    header = ("Kommune", "Kreis", "Rat", "Sitzungen", "Beschlüsse", "Maßnahmen", "Angebote", "Stand")
    rows = tuple(
        (
            f"{one.tenant.name} (Demo)" if one.is_demo else one.tenant.name,
            one.district,
            "ja" if one.has_council else "–",
            *(str(n) for n in (one.meetings, one.decisions, one.measures, one.offers)),
            german.date_text(one.as_of) if one.as_of else "–",
        )
        for one in active
    )
    note = "Gezählt ist, was die Portale zeigen. Stand ist der Tag der letzten Änderung. Demo: teilweise erfundene Angaben."
    return Grid(header, rows, "Die teilnehmenden Kommunen auf einen Blick", note, right=(3, 4, 5, 6))


PROVIDERS = (
    Witness(
        "overview.towns", _("All municipalities at a glance"), _("municipalities that take part"), at_a_glance
    ),
)
