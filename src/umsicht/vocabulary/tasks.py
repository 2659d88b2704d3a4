from __future__ import annotations

from umsicht.core.tasks import daily, task
from umsicht.vocabulary.domain.changes import apply_due


@daily(at="00:05")
@task(retries=3)
def put_due_names_in_force() -> int:
    return apply_due()
