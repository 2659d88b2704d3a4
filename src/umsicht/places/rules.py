"""Areas are public; loading them changes every map, so only who runs the instance may do it (or the system)."""

from __future__ import annotations

import rules

from umsicht.tenancy.rules import is_operator

rules.add_rule("places.area.load", is_operator)
