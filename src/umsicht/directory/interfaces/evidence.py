"""What the directory can say in a report: who belongs to the network. Sentences: data/bausteine.yaml."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from umsicht.core import german
from umsicht.core.evidence import Ask, Form, Grid, Record, Statement, Value, Witness
from umsicht.directory.models import Organisation
from umsicht.directory.queries.organisations import public_organisations
from umsicht.tenancy.interfaces.pages import in_town
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue

say = german.book(Path(__file__).resolve().parents[1] / "data" / "bausteine.yaml").say


def network(ask: Ask) -> Sequence[Statement]:
    """The sectors in which the portal shows an organisation today; each organisation proves that it belongs there."""
    found = list(public_organisations().select_related("tenant"))
    counted = Counter(one.sector for one in found)
    words = catalogue(ask.tenant)
    sectors = [entry for entry in words.current(Scheme.SECTOR) if counted[entry.code]]
    if not sectors:
        return []
    names = [entry.label("de") for entry in sectors]
    text = f"{say('network', n=len(sectors), names=names)} {say('entered', n=len(found), day=ask.as_of)}"
    rows = [(entry.label("de"), str(counted[entry.code])) for entry in sectors]
    others = len(found) - sum(counted[entry.code] for entry in sectors)
    if others:
        rows.append(("ohne Bereich", str(others)))
    about = "Öffentliche Einträge im Verzeichnis."
    value = Value.counted("Organisationen", len(found), about, ask.as_of, "Verzeichnis in Umsicht")
    grid = Grid(("Bereich", "Organisationen"), tuple(rows), "Das Netzwerk nach Bereichen", right=(1,))
    return [
        Statement.about(
            found, of_organisation, "directory.network", text, Form.TABLE, values=(value,), grid=grid
        )
    ]


def of_organisation(organisation: Organisation) -> Record:
    """Its page, where the portal lists it among the providers."""
    tenant = organisation.tenant
    page = "public:provider" if organisation.is_provider and not tenant.is_state else ""
    args = (*in_town(tenant), ("slug", organisation.slug)) if page else ()
    return Record("directory.organisation", organisation.slug, organisation.name, page, args)


PROVIDERS = (
    Witness("directory.network", _("The network by sectors"), _("organisations in the directory"), network),
)
