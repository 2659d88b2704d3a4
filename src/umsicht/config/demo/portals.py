"""The portals of the demo: which municipalities take part, their words and colours."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from umsicht.tenancy.domain.settings import change_settings
from umsicht.tenancy.domain.tenants import activate, change_tenant, create_tenant
from umsicht.tenancy.enums import TenantKind
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.tenants import by_slug, state_office

DATA = Path(__file__).resolve().parent / "data" / "content"
SANDBOX = "sandbox"
STATE: dict[str, Any] = {
    "slug": "sachsen",
    "key": "14",
    "name": "Sachsen",
    "official_name": "Landespräventionsrat im Freistaat Sachsen",
}


@dataclass(frozen=True)
class Portal:
    """Texts by key and language (de, ls = Leichte Sprache, en). Empty colours: the house's own."""

    key: str
    name: str
    by: str
    accent: str
    accent_deep: str
    texts: dict[str, dict[str, str]]


def portals() -> dict[str, Portal]:
    """The portals of the file by official key; the state office's is "14"."""
    rows = yaml.safe_load((DATA / "portals.yaml").read_text(encoding="utf-8"))["portals"]
    return {row["key"]: Portal(**row) for row in rows}


def name_state_office() -> Tenant:
    """The state office under its own name; made nameless by the first migration. Leaves a name given by hand alone."""
    state = state_office()
    if state.slug == "land":
        change_tenant(actor=None, tenant=state, **STATE)
    state = state_office()
    dress(state, portals()[STATE["key"]])
    return state


def open_portals() -> list[Tenant]:
    """Let the four municipalities and the sandbox take part. Settings somebody wrote by hand stay."""
    wanted = {key: portal for key, portal in portals().items() if key != STATE["key"]}
    tenants = {tenant.key: tenant for tenant in Tenant.objects.filter(key__in=wanted)}
    opened = []
    for key, portal in wanted.items():
        tenant = tenants[key]
        if not tenant.is_active:
            activate(actor=None, tenant=tenant)
        dress(tenant, portal)
        opened.append(tenant)
    return [*opened, _sandbox()]


def dress(tenant: Tenant, portal: Portal) -> None:
    """Give a portal that has no name yet its words and colours."""
    if tenant.portal_name:
        return
    change_settings(
        actor=None,
        tenant=tenant,
        portal_name=portal.name,
        portal_by=portal.by,
        accent=portal.accent,
        accent_deep=portal.accent_deep,
        texts=portal.texts,
    )


def _sandbox() -> Tenant:
    """A made-up municipality to try things out; whatever happens there is nobody's record."""
    tenant = by_slug(SANDBOX)
    if tenant is None:
        tenant = create_tenant(
            actor=None,
            kind=TenantKind.MUNICIPALITY,
            name="Musterstadt",
            slug=SANDBOX,
            official_name="Musterstadt (Übungsumgebung)",
            is_sandbox=True,
        )
    if not tenant.is_active:
        tenant = activate(actor=None, tenant=tenant)
    return tenant
