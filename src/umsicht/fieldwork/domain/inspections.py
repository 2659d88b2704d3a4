"""Writes to site inspections and their findings."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from umsicht.core import journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput
from umsicht.core.meanwhile import hold
from umsicht.core.text import slugify
from umsicht.directory.domain.writing import amend, checked, free_slug, only_known, shown_changed, store
from umsicht.fieldwork.domain.writing import organisation_named
from umsicht.fieldwork.enums import InspectionState, PartyKind
from umsicht.fieldwork.errors import Closed
from umsicht.fieldwork.models import Finding, Inspection, Participant
from umsicht.places.queries.atlas import atlas
from umsicht.tenancy.models import Tenant

FIELDS = frozenset(
    {
        "title", "day", "time", "is_night", "district", "goal", "weather", "route", "stops", "is_public", "is_demo",
    }
)  # fmt: skip
FINDING_FIELDS = frozenset(
    {"strategy", "text", "place", "kind", "rating", "action", "owner", "due_on", "measure"}
)
Parties = Sequence[tuple[str, str, int]]
"""Kind (PartyKind), name, number of people."""


@transaction.atomic
def create_inspection(
    *, tenant: Tenant, actor: Any, parties: Parties = (), code: str = "", **values: Any
) -> Inspection:
    """Plan an inspection. Raises BadInput (nothing written), NotAllowed."""
    only_known(values, FIELDS)
    made = Inspection(tenant=tenant, **values)
    require(actor, "fieldwork.inspection.change", made)
    wanted = code or slugify(f"{made.day:%Y-%m}-{made.title}", max_length=55)
    made.code = free_slug(wanted, lambda slug: Inspection.objects.filter(code=slug).exists())
    _check(made)
    store(made, "fieldwork.inspection.create", actor=actor, after={"title": made.title, "day": str(made.day)})
    _set_parties(made, parties)
    return made


@transaction.atomic
def change_inspection(
    *, inspection: Inspection, actor: Any, parties: Parties | None = None, stamp: str = "", **values: Any
) -> bool:
    """Set what differs; False when nothing does. Raises Closed, BadInput, ChangedMeanwhile."""
    only_known(values, FIELDS)
    require(actor, "fieldwork.inspection.change", inspection)
    hold(inspection)
    _must_be_open(inspection)
    done = bool(amend(inspection, values, "fieldwork.inspection.change", actor=actor, stamp=stamp))
    _check(inspection)
    held = list(inspection.participants.values_list("kind", "name", "number"))
    if parties is not None and list(parties) != held:
        inspection.participants.all().delete()
        _set_parties(inspection, parties)
        journal.record(
            "fieldwork.inspection.change", inspection, actor=actor, after={"participants": len(parties)}
        )
        done = True
    if done:
        shown_changed(inspection.tenant)
    return done


def _set_parties(inspection: Inspection, parties: Parties) -> None:
    if len({name.casefold() for _kind, name, _number in parties}) < len(parties):
        raise BadInput(_("Somebody stands among the participants twice."))
    for kind, name, number in parties:
        row = Participant(
            tenant=inspection.tenant,
            inspection=inspection,
            kind=kind,
            name=name,
            number=number,
            organisation=organisation_named(name) if kind != PartyKind.RESIDENTS else None,
        )
        checked(row, {})
        row.save(force_insert=True)


def _must_be_open(inspection: Inspection) -> None:
    if inspection.state in (InspectionState.CLOSED, InspectionState.CANCELLED):
        raise Closed


def _check(inspection: Inspection) -> None:
    known = {place.key for place in atlas(inspection.tenant).districts}
    if inspection.district and inspection.district not in known:
        raise BadInput(_("This city district does not exist here."))


@transaction.atomic
def add_finding(
    *, inspection: Inspection, actor: Any, client_key: uuid.UUID | None = None, **values: Any
) -> tuple[Finding, bool]:
    """A new finding with the next number, and True; or the one that this key has made already, and False.

    Raises Closed, BadInput, NotAllowed.
    """
    only_known(values, FINDING_FIELDS)
    require(actor, "fieldwork.finding.add", inspection)
    hold(inspection)
    if client_key is not None:
        held = Finding.objects.filter(inspection=inspection, client_key=client_key).first()
        if held is not None:
            return held, False
    _must_be_open(inspection)
    last = inspection.findings.aggregate(last=Max("no"))["last"] or 0
    made = Finding(tenant=inspection.tenant, inspection=inspection, no=last + 1, **values)
    made.client_key = client_key or uuid.uuid4()
    _check_measure(made)
    store(made, "fieldwork.finding.create", actor=actor, after={"inspection": inspection.pk, "no": made.no})
    shown_changed(inspection.tenant)
    return made, True


@transaction.atomic
def change_finding(*, finding: Finding, actor: Any, stamp: str = "", **values: Any) -> bool:
    """Raises Closed, BadInput, ChangedMeanwhile."""
    only_known(values, FINDING_FIELDS)
    require(actor, "fieldwork.inspection.change", finding.inspection)
    hold(finding)
    _must_be_open(finding.inspection)
    done = bool(amend(finding, values, "fieldwork.finding.change", actor=actor, stamp=stamp))
    _check_measure(finding)
    if done:
        shown_changed(finding.tenant)
    return done


def _check_measure(finding: Finding) -> None:
    if finding.measure is not None and finding.measure.tenant_id != finding.tenant_id:
        raise BadInput(_("Finding and measure belong to different municipalities."))
