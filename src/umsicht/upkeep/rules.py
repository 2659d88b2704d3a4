"""Who may see what falls due, confirm for a provider, remind, and change the rules."""

from __future__ import annotations

import rules

from umsicht.directory.rules import edits, keeps_something, speaks_for, works_here
from umsicht.tenancy.enums import Role
from umsicht.tenancy.rules import has_role

# Asked with the tenant.
rules.add_rule("upkeep.due.view", works_here)
rules.add_rule("upkeep.reminder.send", edits)
rules.add_rule("upkeep.rules.change", has_role(Role.COORDINATOR))
rules.add_rule("upkeep.link.view", works_here)
rules.add_rule("upkeep.link.handle", edits)
rules.add_rule("upkeep.own.list", keeps_something)
# Asked with the provider's organisation: noting what it said on the telephone; answering for itself.
rules.add_rule("upkeep.answer.note", edits)
rules.add_rule("upkeep.answer.give", speaks_for)
