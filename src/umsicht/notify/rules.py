"""The inbox is everybody's own; catalogue and outbox are for who runs the instance."""

from __future__ import annotations

import rules

from umsicht.tenancy.enums import Role
from umsicht.tenancy.rules import has_role, is_member, is_operator, looks_from_above

rules.add_rule("notify.inbox.view", is_member | looks_from_above)
rules.add_rule("notify.catalogue.view", is_operator)
rules.add_rule("notify.mail.resend", is_operator)

_office = has_role(Role.COORDINATOR, Role.EDITOR)
# What waits: everybody sees the kinds that belong to the own role; who may pass others' work on is the office.
rules.add_rule("notify.work.view", is_member)
rules.add_rule("notify.work.take", is_member)
rules.add_rule("notify.work.assign", _office)
rules.add_rule("notify.texts.moderate", has_role(Role.COORDINATOR, Role.EDITOR, Role.MODERATOR))
rules.add_rule("notify.wording.view", _office | has_role(Role.ADVISER) | looks_from_above)
rules.add_rule("notify.wording.change", _office)
