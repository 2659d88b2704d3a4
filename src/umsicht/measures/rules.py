"""Who may do what with measures and problem fields. Whoever works here reads all, also what is not on the portal."""

from __future__ import annotations

import rules

from umsicht.directory.rules import edits, works_here
from umsicht.tenancy.enums import Role
from umsicht.tenancy.rules import has_role

# Asked with the tenant (lists) or the measure.
rules.add_rule("measures.measure.view", works_here)
rules.add_rule("measures.measure.change", edits)
rules.add_rule("measures.measure.move", edits)
# An end is the council's word, and taking one back too.
rules.add_rule("measures.measure.close", has_role(Role.COORDINATOR))
rules.add_rule("measures.measure.history", edits | has_role(Role.AUDITOR))
# Asked with the tenant, the priority or the decision.
rules.add_rule("measures.field.view", works_here)
rules.add_rule("measures.field.change", has_role(Role.COORDINATOR))
