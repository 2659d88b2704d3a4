"""A tenant's own rules of freshness."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput
from umsicht.tenancy.models import Tenant
from umsicht.upkeep.domain.groups import recount
from umsicht.upkeep.models import Rules
from umsicht.upkeep.policy import DEFAULT, LIMITS, NAMES, Policy
from umsicht.upkeep.queries.policies import policy_of


@transaction.atomic
def change_rules(*, tenant: Tenant, actor: Any, reason: str = "", **values: int | bool) -> Policy:
    """Other intervals from now on; everything that is running is worked out anew. Raises NotAllowed, BadInput."""
    require(actor, "upkeep.rules.change", tenant)
    before = policy_of(tenant)
    wanted = {name: getattr(before, name) for name in NAMES} | values
    if set(wanted) != set(NAMES):
        raise TypeError(f"No such rule: {', '.join(sorted(set(wanted) - set(NAMES)))}.")
    for name, (low, high) in LIMITS.items():
        if not low <= wanted[name] <= high:
            raise BadInput(_("This interval lies between %(low)s and %(high)s.") % {"low": low, "high": high})
    policy = Policy(**wanted)
    if policy == before:
        return policy
    Rules.objects.with_scope(tenant=tenant).update_or_create(tenant=tenant, defaults=wanted)
    _after("upkeep.rules.change", tenant, actor, before, policy, reason)
    return policy


@transaction.atomic
def reset_rules(*, tenant: Tenant, actor: Any, reason: str = "") -> Policy:
    """Back to the defaults, also when these change with a later version. Raises NotAllowed."""
    require(actor, "upkeep.rules.change", tenant)
    before = policy_of(tenant)
    if Rules.objects.with_scope(tenant=tenant).filter(tenant=tenant).delete()[0]:
        _after("upkeep.rules.reset", tenant, actor, before, DEFAULT, reason)
    return DEFAULT


def _after(action: str, tenant: Tenant, actor: Any, before: Policy, after: Policy, reason: str) -> None:
    changed = [name for name in NAMES if getattr(before, name) != getattr(after, name)]
    journal.record(
        action,
        tenant,
        actor=actor,
        tenant=tenant,
        before={name: getattr(before, name) for name in changed},
        after={name: getattr(after, name) for name in changed},
        reason=reason,
    )
    recount(tenant, after)
