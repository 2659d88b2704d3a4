from __future__ import annotations

from umsicht.accounts.domain import upkeep
from umsicht.core.tasks import daily, task


@daily(at="03:20")
@task(retries=1)
def tidy_sign_ins() -> dict[str, int]:
    return upkeep.tidy()
