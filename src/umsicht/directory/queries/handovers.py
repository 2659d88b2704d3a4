"""Reads of hand-overs: of one organisation, and those that an office or a person has to answer."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from umsicht.core.counting import Tally, count_since
from umsicht.core.errors import NotFound
from umsicht.directory.enums import HandOverKind, HandOverState
from umsicht.directory.models import HandOver, Organisation
from umsicht.tenancy.models import Tenant


def _all() -> QuerySet[HandOver]:
    # unscoped: a hand-over to another municipality is read at the desk of the one that is to take over
    found = HandOver.objects.with_scopes_disabled()
    return found.select_related("organisation", "tenant", "to_tenant", "proposed_by")


def _concerns(tenant: Tenant) -> Q:
    """What the office of a tenant decides: its own organisations given back, and those of others offered to it."""
    return Q(kind=HandOverKind.OFFICE, tenant=tenant) | Q(kind=HandOverKind.MUNICIPALITY, to_tenant=tenant)


def of_organisation(organisation: Organisation) -> list[HandOver]:
    """Newest first."""
    return list(_all().filter(organisation=organisation).order_by("-created_at", "-pk"))


def open_of(organisation: Organisation) -> HandOver | None:
    return _all().filter(organisation=organisation, state=HandOverState.PROPOSED).first()


def waiting_for(tenant: Tenant) -> list[HandOver]:
    """What waits for the answer of this office, the oldest first."""
    found = _all().filter(_concerns(tenant), state=HandOverState.PROPOSED)
    return list(found.order_by("created_at", "pk"))


def waiting_figures(tenant: Tenant) -> Tally:
    """How many wait for this office, and since when the oldest does; one query."""
    return count_since(_all().filter(_concerns(tenant), state=HandOverState.PROPOSED), "created_at")


def listed(tenant: Tenant) -> QuerySet[HandOver]:
    """Everything that begins or ends in this tenant, open ones first, newest first."""
    return _all().filter(Q(tenant=tenant) | Q(to_tenant=tenant)).order_by("-decided_at", "-created_at", "-pk")


def handover_at_desk(pk: int, tenant: Tenant) -> HandOver:
    """One that begins or ends in this tenant. Raises NotFound."""
    found = listed(tenant).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def handover_by_pk(pk: int) -> HandOver | None:
    """For a link, which names its record."""
    return _all().filter(pk=pk).first()
