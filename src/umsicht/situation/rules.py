"""Figures are public; taking them over changes them for the whole state, so the state office or whoever runs it does."""

from __future__ import annotations

import rules

from umsicht.directory.rules import edits, works_here
from umsicht.tenancy.enums import Role
from umsicht.tenancy.rules import has_role, in_state_office

# Asked with the tenant: its own indicators with their dates and sources, at the desk.
rules.add_rule("situation.desk.view", works_here)
# Asked with the state office.
rules.add_rule("situation.crime.import", in_state_office & has_role(Role.COORDINATOR, Role.EDITOR))

# Asked with the tenant (lists), the survey or the need.
rules.add_rule("situation.survey.view", works_here)
rules.add_rule("situation.survey.change", edits)
rules.add_rule("situation.need.view", works_here)
rules.add_rule("situation.need.change", edits)
rules.add_rule("situation.need.move", edits)
# That a body has confirmed it is the council's word, and taking it back too.
rules.add_rule("situation.need.confirm", has_role(Role.COORDINATOR))
