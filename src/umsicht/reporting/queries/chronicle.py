"""Reads of the chronicle. The state office's public entries belong to every municipality's chronicle too."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F, Q, QuerySet
from django_scopes import scope

from umsicht.core.errors import NotFound
from umsicht.reporting.enums import EntryKind, Topic
from umsicht.reporting.models import Entry
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.tenants import state_office

ORDER = (F("on").asc(nulls_first=True), "pk")


def own(tenant: Tenant, *, public: bool) -> QuerySet[Entry]:
    """In the scope of the tenant. For the public only where its portal is open (the state's always is)."""
    found = Entry.objects.select_related("tenant").order_by(*ORDER)
    if public:
        shown = Q(is_public=True) if tenant.is_state else Q(is_public=True, tenant__is_active=True)
        found = found.filter(shown)
    return found


def entries(tenant: Tenant, *, topic: str = "", public: bool) -> list[Entry]:
    """Own entries and the state's public ones, undated facts first, then by day; two queries."""
    found = list(_about(own(tenant, public=public), topic))
    if not tenant.is_state:
        state = state_office()
        with scope(tenant=state):
            found += list(_about(own(state, public=True), topic))
    return sorted(found, key=lambda one: (one.on is not None, one.on, one.tenant.is_state, one.pk))


def _about(found: QuerySet[Entry], topic: str) -> QuerySet[Entry]:
    return found.filter(topic=topic) if topic else found


def listing(*, text: str = "", topic: str = "", kind: str = "") -> QuerySet[Entry]:
    """The own entries at the desk, the newest first."""
    found = Entry.objects.all()
    for word in text.split()[:5]:
        found = found.filter(Q(text__icontains=word) | Q(source__icontains=word))
    if topic in Topic.values:
        found = found.filter(topic=topic)
    if kind in EntryKind.values:
        found = found.filter(kind=kind)
    return found.order_by(F("on").desc(nulls_last=True), "-pk")


def entry_at_desk(pk: int) -> Entry:
    """Raises NotFound."""
    found = Entry.objects.select_related("tenant").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def by_year(found: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """Newest year first; what has no day stands last under ""."""
    years: dict[str, list[Entry]] = {}
    for one in found:
        years.setdefault(str(one.on.year) if one.on else "", []).append(one)
    return sorted(years.items(), key=lambda pair: pair[0], reverse=True)
