"""Reading the log of a tenant is tenancy.audit.view; letting it run out is for who runs the instance."""

from __future__ import annotations

import rules

from umsicht.tenancy.rules import is_operator

rules.add_rule("audit.event.expire", is_operator)
