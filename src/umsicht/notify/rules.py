"""The inbox is everybody's own; catalogue and outbox are for who runs the instance."""

from __future__ import annotations

import rules

from umsicht.tenancy.rules import is_member, is_operator, looks_from_above

rules.add_rule("notify.inbox.view", is_member | looks_from_above)
rules.add_rule("notify.catalogue.view", is_operator)
rules.add_rule("notify.mail.resend", is_operator)
