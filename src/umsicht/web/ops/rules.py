"""Who may look behind the scenes: operators of the instance, nobody else. It opens no tenant's records."""

from __future__ import annotations

from typing import Any

import rules


@rules.predicate
def is_operator(user: Any) -> bool:
    return bool(getattr(user, "is_operator", False))


rules.add_rule("ops.components.view", is_operator)
rules.add_rule("ops.metrics.view", is_operator)
