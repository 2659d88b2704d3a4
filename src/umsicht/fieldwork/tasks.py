"""What the worker does for fieldwork without being asked."""

from __future__ import annotations

from umsicht.core.tasks import daily, task
from umsicht.fieldwork.domain import conflicts


@daily(at="03:35")
@task()
def erase_conflict_texts() -> int:
    """Texts of conflict cases go twelve months after their end."""
    return conflicts.erase_old()
