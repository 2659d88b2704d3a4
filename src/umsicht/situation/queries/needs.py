"""Reads of needs. All need the scope of the tenant; the portal sees confirmed and met ones that are to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from umsicht.core.errors import NotFound
from umsicht.core.ordering import order_by
from umsicht.council.models import Decision
from umsicht.council.queries.visibility import public_decisions
from umsicht.situation.enums_needs import OPEN, NeedState
from umsicht.situation.models import Need, NeedEvidence
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue

SORTS = {
    "bedarf": ("title",),
    "stand": ("state", "title"),
    "vom": ("noted_on", "title"),
    "feld": ("problem_field", "title"),
}
PUBLIC = Q(is_public=True, state__in=[NeedState.CONFIRMED, NeedState.MET], tenant__is_active=True)


@dataclass(frozen=True)
class Wanted:
    """What a reader may narrow by; empty values mean everything. `state` may also be "offen" (noted or confirmed)."""

    text: str = ""
    state: str = ""
    field: str = ""
    audience: str = ""
    area: str = ""
    factor: str = ""
    sort: str = "-vom"


def listing(wanted: Wanted, tenant: Tenant) -> QuerySet[Any]:
    """Needs of the desk's list, with `proofs`: how much each rests on."""
    found = narrowed(Need.objects.all(), wanted, tenant)
    return found.annotate(proofs=Count("evidence")).order_by(*order_by(wanted.sort, SORTS, "-vom"))


def narrowed(found: QuerySet[Need], wanted: Wanted, tenant: Tenant) -> QuerySet[Need]:
    for word in wanted.text.split()[:5]:
        found = found.filter(Q(title__icontains=word) | Q(what__icontains=word) | Q(who__icontains=word))
    if wanted.state in NeedState.values:
        found = found.filter(state=wanted.state)
    elif wanted.state == "offen":
        found = found.filter(state__in=OPEN)
    if wanted.field:
        found = found.filter(problem_field__in=below(tenant, wanted.field))
    if wanted.factor:
        found = found.filter(factor=wanted.factor)
    if wanted.audience or wanted.area:
        rows = Need.objects.order_by().values_list("pk", "audiences", "areas")
        found = found.filter(
            pk__in=[
                pk
                for pk, audiences, areas in rows
                if applies(audiences, wanted.audience) and applies(areas, wanted.area)
            ]
        )
    return found


def applies(codes: list[str], wanted: str) -> bool:
    """Whether a statement for these codes (none: for all) is one for the code asked for ("": any)."""
    return not wanted or not codes or wanted in codes


def below(tenant: Tenant, code: str) -> set[str]:
    """A problem field and the fields below it."""
    words = catalogue(tenant).scheme(Scheme.PROBLEM_FIELD)
    return {code, *(entry.code for entry in words.values() if entry.parent == code)}


def need_at_desk(pk: int) -> Need:
    """One need with what it rests on. Raises NotFound."""
    found = Need.objects.select_related("tenant").prefetch_related("evidence").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def evidence_at_desk(need: Need, pk: int) -> NeedEvidence:
    """Raises NotFound, also for another need's."""
    found = NeedEvidence.objects.select_related("need__tenant", "tenant").filter(need=need, pk=pk).first()
    if found is None:
        raise NotFound
    return found


def every() -> QuerySet[Need]:
    """Open needs, also internal ones."""
    return Need.objects.filter(state__in=OPEN).select_related("tenant")


def shown() -> QuerySet[Need]:
    return Need.objects.filter(PUBLIC)


def public_needs() -> list[Need]:
    """What the portal shows, confirmed ones first, with the evidence that may be named; decisions that are closed unnamed.

    Three queries.
    """
    told = Prefetch("evidence", NeedEvidence.objects.filter(is_public=True).order_by("on", "pk"))
    order = {NeedState.CONFIRMED.value: 0, NeedState.MET.value: 1}
    found = sorted(
        shown().select_related("tenant").order_by("problem_field", "title", "pk").prefetch_related(told),
        key=lambda need: order[need.state],
    )
    return without_closed_decisions(found)


def without_closed_decisions(found: list[Need]) -> list[Need]:
    """The same records, in memory, without the number of a decision that is not public. Two queries.

    Each gets `decision_page`: the path below praeventionsrat/ of the page that shows its decision, or "".
    """
    refs = {need.decision_ref for need in found} - {""}
    held = set(Decision.objects.filter(number__in=refs).values_list("number", flat=True))
    known = {row.number: row for row in public_decisions().filter(number__in=refs).select_related("item")}
    for need in found:
        decision = known.get(need.decision_ref)
        if need.decision_ref in held and decision is None:
            need.decision_ref = ""
        at = (
            f"sitzungen/{decision.item.meeting_id}"
            if decision is not None and decision.item
            else "beschluesse"
        )
        need.decision_page = at if decision is not None else ""  # type: ignore[attr-defined]
    return found
