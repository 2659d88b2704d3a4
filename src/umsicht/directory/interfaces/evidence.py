"""What the directory can say in a report: who belongs to the network. Sentences: data/bausteine.yaml."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from umsicht.core import german
from umsicht.core.evidence import Ask, Form, Grid, Record, Statement, Value, Witness
from umsicht.directory.queries.organisations import public_organisations
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue

say = german.book(Path(__file__).resolve().parents[1] / "data" / "bausteine.yaml").say


def network(ask: Ask) -> Sequence[Statement]:
    """The sectors of the vocabulary, with the organisations that the portal shows today."""
    sectors = catalogue(ask.tenant).current(Scheme.SECTOR)
    if not sectors:
        return []
    counted = Counter(public_organisations().values_list("sector", flat=True))
    total = sum(counted.values())
    text = say("network", n=len(sectors), names=[entry.label("de") for entry in sectors])
    text = f"{text} {say('entered', n=total, day=ask.as_of)}" if total else text
    rows = tuple((entry.label("de"), str(counted[entry.code])) for entry in sectors)
    records = [
        Record("vocabulary.sector", entry.code, entry.label("de"), source=entry.source) for entry in sectors
    ]
    about = "Öffentliche Einträge im Verzeichnis."
    value = Value.counted("Organisationen", total, about, ask.as_of, "Verzeichnis in Umsicht")
    return [
        Statement(
            "directory.network",
            text,
            tuple(records),
            Form.TABLE,
            values=(value,) if total else (),
            grid=Grid(("Bereich", "Organisationen"), rows, "Das Netzwerk nach Bereichen", right=(1,)),
        )
    ]


PROVIDERS = (
    Witness("directory.network", _("The network by sectors"), _("sectors in the vocabulary"), network),
)
