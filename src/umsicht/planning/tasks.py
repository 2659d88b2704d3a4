"""What the worker does for plans without being asked."""

from __future__ import annotations

from umsicht.core.tasks import daily, task
from umsicht.planning.domain import plans


@daily(at="03:50")
@task()
def forget_plans() -> int:
    """Plans go six months after their school year."""
    return plans.forget_old()
