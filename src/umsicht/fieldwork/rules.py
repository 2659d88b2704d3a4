"""Who may do what with patrols, inspections and conflict cases.

Planned patrols stay with those who work here; conflict cases with the office alone, not even auditors read them.
"""

from __future__ import annotations

import rules

from umsicht.directory.rules import edits, works_here
from umsicht.tenancy.enums import Role
from umsicht.tenancy.rules import has_role

_here = has_role(Role.COORDINATOR, Role.EDITOR, Role.MEMBER, Role.AUDITOR)

# Asked with the tenant (lists, figures) or the shift.
rules.add_rule("fieldwork.patrol.view", _here)
rules.add_rule("fieldwork.patrol.change", edits)
rules.add_rule("fieldwork.patrol.move", edits)
rules.add_rule("fieldwork.figures.view", works_here)
# Asked with the tenant, the inspection, a finding or a photo.
rules.add_rule("fieldwork.inspection.view", works_here)
rules.add_rule("fieldwork.inspection.change", edits)
rules.add_rule("fieldwork.inspection.move", edits)
rules.add_rule("fieldwork.inspection.history", edits | has_role(Role.AUDITOR))
# Who walks along as a member of a body may note what it sees.
rules.add_rule("fieldwork.finding.add", edits | has_role(Role.MEMBER))
rules.add_rule("fieldwork.finding.move", edits)
# A picture nobody has checked for faces is for the office alone.
rules.add_rule("fieldwork.photo.handle", edits)
# Asked with the tenant or the case.
rules.add_rule("fieldwork.case.view", edits)
rules.add_rule("fieldwork.case.change", edits)
rules.add_rule("fieldwork.case.move", edits)
# Asked with the tenant.
# Meetings that are not public count too, so only the office reads it.
rules.add_rule("fieldwork.cooperation.view", edits)
