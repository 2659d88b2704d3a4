"""Which tenants take part, as ids, for pages that span towns. Kept per process under the state's content version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from umsicht.tenancy.models import Tenant

_held: tuple[tuple[int, int], Mapping[str, int]] | None = None


def _by_key(state: Tenant) -> Mapping[str, int]:
    """Official key (or slug, where there is none) → id of every tenant that takes part, sandboxes left out."""
    global _held  # noqa: PLW0603 - a cache of one
    stamp = (state.pk, state.content_version)
    if _held is None or _held[0] != stamp:
        rows = Tenant.objects.filter(is_active=True, is_sandbox=False).values_list("key", "slug", "pk")
        _held = (stamp, MappingProxyType({key or slug: pk for key, slug, pk in rows}))
    return _held[1]


def participating(state: Tenant) -> frozenset[int]:
    """Ids of all tenants that take part; no query while the state's content version stands still."""
    return frozenset(_by_key(state).values())


def participating_of(state: Tenant, keys: Iterable[str]) -> frozenset[int]:
    """Ids of those of the named official keys that take part."""
    known = _by_key(state)
    return frozenset(known[key] for key in keys if key in known)


def versions(ids: Iterable[int]) -> dict[int, int]:
    """Id → content version, as they stand now."""
    return dict(Tenant.objects.filter(pk__in=list(ids)).values_list("pk", "content_version"))


def forget() -> None:
    """Between tests, where primary keys and versions start again."""
    global _held  # noqa: PLW0603 - a cache of one
    _held = None


def tenants_taking_part() -> list[Tenant]:
    """Whole records of all that take part, sandboxes left out, by name; one query."""
    return list(Tenant.objects.filter(is_active=True, is_sandbox=False).order_by("name", "pk"))
