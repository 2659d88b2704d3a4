from __future__ import annotations

from umsicht.core.tasks import daily, task
from umsicht.tenancy.domain import upkeep


@daily(at="03:30")
@task(retries=1)
def forget_invitations() -> int:
    return upkeep.forget_invitations()
