"""Who may do what in a tenant; also the predicates that all floors above build their rules from.

A rule is asked with the tenant, or with a record that belongs to one: `user.has_perm("tenancy.member.view", tenant)`.
Nothing is implied by rank: who sits in the state office, a district or a group may look further down only where a
rule says so with has_role_above().
"""

from __future__ import annotations

from typing import Any

import rules

from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.memberships import held_by, roles_above, roles_in


def _tenant_id(obj: Any) -> int | None:
    return obj.pk if isinstance(obj, Tenant) else getattr(obj, "tenant_id", None)


def has_role(*roles: str) -> rules.Predicate:
    """A running membership with one of these roles in the tenant of the object."""
    wanted = frozenset(Role(role).value for role in roles)

    @rules.predicate(name="has_role:" + ",".join(sorted(wanted)))
    def check(user: Any, obj: Any) -> bool:
        tenant_id = _tenant_id(obj)
        return tenant_id is not None and bool(wanted & roles_in(user, tenant_id))

    return check


def has_role_above(*roles: str) -> rules.Predicate:
    """One of these roles in the state office, the district or a group above the tenant of the object."""
    wanted = frozenset(Role(role).value for role in roles)

    @rules.predicate(name="has_role_above:" + ",".join(sorted(wanted)))
    def check(user: Any, obj: Any) -> bool:
        if not any(membership.role in wanted for membership in held_by(user)):
            return False
        tenant = obj if isinstance(obj, Tenant) else getattr(obj, "tenant", None)
        return isinstance(tenant, Tenant) and bool(wanted & roles_above(user, tenant))

    return check


def holds_anywhere(*roles: str) -> rules.Predicate:
    """One of these roles in any tenant; for pages that show a person's own things from several."""
    wanted = frozenset(Role(role).value for role in roles)

    @rules.predicate(name="holds_anywhere:" + ",".join(sorted(wanted)))
    def check(user: Any, obj: Any = None) -> bool:
        return any(membership.role in wanted for membership in held_by(user))

    return check


@rules.predicate
def is_operator(user: Any) -> bool:
    """Runs the instance; opens no tenant's records."""
    return bool(getattr(user, "is_operator", False) and user.is_active)


@rules.predicate
def in_state_office(user: Any, obj: Any) -> bool:
    """The object is the state office itself or belongs to it."""
    tenant = obj if isinstance(obj, Tenant) else getattr(obj, "tenant", None)
    return isinstance(tenant, Tenant) and tenant.is_state


is_member = has_role(*Role.values)
is_coordinator = has_role(Role.COORDINATOR)
is_coordinator_above = has_role_above(Role.COORDINATOR)
looks_from_above = has_role_above(Role.COORDINATOR, Role.ADVISER)

rules.add_rule("tenancy.desk.enter", is_member | has_role_above(Role.COORDINATOR, Role.ADVISER, Role.AUDITOR))
rules.add_rule(
    "tenancy.member.view",
    has_role(Role.COORDINATOR, Role.EDITOR, Role.ADVISER, Role.AUDITOR) | looks_from_above,
)
rules.add_rule("tenancy.member.manage", is_coordinator | is_coordinator_above)
rules.add_rule("tenancy.member.export", has_role(Role.COORDINATOR, Role.AUDITOR))
rules.add_rule(
    "tenancy.settings.view", has_role(Role.COORDINATOR, Role.EDITOR, Role.ADVISER) | looks_from_above
)
rules.add_rule("tenancy.settings.change", is_coordinator | is_coordinator_above)
rules.add_rule("tenancy.audit.view", has_role(Role.COORDINATOR, Role.AUDITOR) | has_role_above(Role.AUDITOR))
# Asked with the state office: who takes part, and in which groups.
rules.add_rule(
    "tenancy.tenant.list",
    in_state_office & has_role(Role.COORDINATOR, Role.EDITOR, Role.ADVISER, Role.AUDITOR),
)
rules.add_rule("tenancy.tenant.manage", in_state_office & is_coordinator)
rules.add_rule("tenancy.group.manage", in_state_office & is_coordinator)
