"""Who may do what with bodies and seats. Whoever works here reads all of them, also those not on the portal."""

from __future__ import annotations

import rules

from umsicht.directory.rules import edits, works_here
from umsicht.tenancy.enums import Role
from umsicht.tenancy.rules import has_role

# Asked with the tenant (lists, structure) or the body.
rules.add_rule("council.body.view", works_here)
rules.add_rule("council.body.change", edits)
rules.add_rule("council.body.history", edits | has_role(Role.AUDITOR))
rules.add_rule("council.body.end", has_role(Role.COORDINATOR))
