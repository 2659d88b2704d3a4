"""Who may do what with reports and the chronicle. Whoever works here reads all of them, also drafts."""

from __future__ import annotations

import rules

from umsicht.directory.rules import edits, works_here
from umsicht.tenancy.enums import Role
from umsicht.tenancy.rules import has_role

# Asked with the tenant (lists) or the report.
rules.add_rule("reporting.report.view", works_here)
rules.add_rule("reporting.report.change", edits)
# A signature and what follows from it are the word of who leads the office.
rules.add_rule("reporting.report.sign", has_role(Role.COORDINATOR))
rules.add_rule("reporting.report.history", edits | has_role(Role.AUDITOR))
# Asked with the tenant or the entry.
rules.add_rule("reporting.entry.view", works_here)
rules.add_rule("reporting.entry.change", edits)
# Asked with the tenant.
rules.add_rule("reporting.overview.view", works_here)
