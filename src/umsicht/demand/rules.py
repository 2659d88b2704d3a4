"""Who sees unmet demand: everybody who works in the office or above it. Saved searches are asked for by their links."""

from __future__ import annotations

import rules

from umsicht.directory.rules import works_here

# Asked with the tenant.
rules.add_rule("demand.gap.view", works_here)
rules.add_rule("demand.gap.export", works_here)
