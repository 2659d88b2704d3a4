"""Who may look at plans. The owner of a plan has no account: its private address is the key (queries.plans)."""

from __future__ import annotations

import rules

from umsicht.tenancy.enums import Role
from umsicht.tenancy.rules import has_role

office = has_role(Role.COORDINATOR, Role.EDITOR, Role.ADVISER)

# Asked with the tenant: plans that were released to the office, and the overlap view.
rules.add_rule("planning.plan.view", office)
