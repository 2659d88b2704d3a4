"""Who may bring records in and out: the office. Asked with the tenant or with a record of it."""

from __future__ import annotations

import rules

from umsicht.directory.rules import edits
from umsicht.tenancy.enums import Role
from umsicht.tenancy.rules import has_role

rules.add_rule("exchange.import.view", edits)
rules.add_rule("exchange.import.start", edits)
rules.add_rule("exchange.import.run", edits)
rules.add_rule("exchange.import.undo", has_role(Role.COORDINATOR))
rules.add_rule("exchange.source.manage", has_role(Role.COORDINATOR))
rules.add_rule("exchange.question.decide", edits)
rules.add_rule("exchange.export", has_role(Role.COORDINATOR, Role.EDITOR))
