"""Groups of municipalities: a prevention region, a joint working group. Who has a role in a group may see the group's
own records, and those of its members only where a rule says so (rules.has_role_above)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core.access import require
from umsicht.core.errors import BadInput
from umsicht.tenancy.domain.tenants import change_tenant, create_tenant, save_journal_and_version
from umsicht.tenancy.enums import TenantKind
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.tenants import state_office

_MEMBER_KINDS = (TenantKind.MUNICIPALITY, TenantKind.DISTRICT)


@transaction.atomic
def create_group(*, actor: Any, name: str, slug: str, members: Iterable[Tenant] = ()) -> Tenant:
    """Found a group below the state office. Raises NotAllowed, BadInput, Conflict."""
    require(actor, "tenancy.group.manage", state_office())
    group = create_tenant(actor=actor, kind=TenantKind.GROUP, name=name, slug=slug)
    return set_members(actor=actor, group=group, members=members)


@transaction.atomic
def set_members(*, actor: Any, group: Tenant, members: Iterable[Tenant], reason: str = "") -> Tenant:
    """Say who belongs to a group, replacing the list. Raises NotAllowed, BadInput for what can't be a member."""
    require(actor, "tenancy.group.manage", state_office())
    if group.kind != TenantKind.GROUP:
        raise BadInput(_("Only a group has members."))
    wanted = list(members)
    if any(member.kind not in _MEMBER_KINDS for member in wanted):
        raise BadInput(_("Only municipalities and districts can belong to a group."))
    before = sorted(group.members.values_list("slug", flat=True))
    after = sorted({member.slug for member in wanted})
    if before != after:
        group.members.set(wanted)
        save_journal_and_version(
            "tenancy.group.members", group, actor, {"members": before}, {"members": after}, reason
        )
    return group


@transaction.atomic
def change_group(*, actor: Any, group: Tenant, name: str, slug: str, members: Iterable[Tenant]) -> Tenant:
    """Name, address and members in one go. Raises NotAllowed, BadInput, Conflict."""
    require(actor, "tenancy.group.manage", state_office())
    changed = change_tenant(actor=actor, tenant=group, name=name.strip(), slug=slug)
    return set_members(actor=actor, group=changed, members=members)
