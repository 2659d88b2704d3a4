"""What the overview of all municipalities can say in a report of the state office."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from umsicht.core import german
from umsicht.core.evidence import Ask, Form, Grid, Record, Statement, Value, Witness
from umsicht.reporting.queries.towns import Town, summed, towns
from umsicht.tenancy.interfaces.pages import in_town

SOURCE = "Portale der Kommunen in Umsicht"


def at_a_glance(ask: Ask) -> Sequence[Statement]:
    """Only for the state office: each municipality with what its portal shows and of when that is."""
    if not ask.tenant.is_state:
        return []
    found = towns(ask.first, ask.last)
    active = [one for one in found if one.tenant.is_active]
    if not found:
        return []
    total = summed(found)
    text = (
        f"Von {german.number_text(total['towns'])} Kommunen nehmen {german.number_text(total['active'])} teil; "
        f"{german.number_text(total['councils'])} davon zeigen einen Präventionsrat. Zusammen stehen in ihren Portalen "
        f"{german.number_text(total['offers'])} Angebote und {german.number_text(total['measures'])} Maßnahmen."
    )
    records = tuple(
        Record(
            "tenancy.town",
            one.tenant.slug,
            one.tenant.name,
            "public:municipality",
            in_town(one.tenant),
        )
        for one in active
    ) or (Record("tenancy.state", ask.tenant.slug, ask.tenant.name),)
    values = tuple(
        Value.counted(name, total[key], definition, ask.as_of, SOURCE)
        for key, name, definition in (
            ("active", "Kommunen, die teilnehmen", "Kommunen mit offenem Portal."),
            ("councils", "Präventionsräte", "Kommunen, deren Portal einen Präventionsrat zeigt."),
            ("meetings", "Sitzungen", "Öffentliche Sitzungen im Zeitraum."),
            ("measures", "Maßnahmen", "Maßnahmen, die im Portal stehen."),
            ("offers", "Angebote", "Veröffentlichte Angebote."),
        )
    )
    return [
        Statement(
            "overview.towns", text, records, Form.TABLE, values=values, grid=_grid(found), is_demo=_demo(ask)
        )
    ]


def _demo(ask: Ask) -> bool:
    return bool(ask.tenant.is_sandbox)


def _grid(found: Sequence[Town]) -> Grid:
    header = ("Kommune", "Kreis", "Rat", "Sitzungen", "Beschlüsse", "Maßnahmen", "Angebote", "Stand")
    rows = tuple(
        (
            one.tenant.name,
            one.district,
            "ja" if one.has_council else "–",
            *(
                str(n) if one.tenant.is_active else "–"
                for n in (one.meetings, one.decisions, one.measures, one.offers)
            ),
            german.date_text(one.as_of) if one.as_of else "nimmt nicht teil",
        )
        for one in found
    )
    note = "Gezählt ist, was die Portale zeigen. Stand ist der Tag der letzten Änderung."
    return Grid(header, rows, "Alle Kommunen auf einen Blick", note, right=(3, 4, 5, 6))


PROVIDERS = (
    Witness(
        "overview.towns", _("All municipalities at a glance"), _("municipalities that take part"), at_a_glance
    ),
)
