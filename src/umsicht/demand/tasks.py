"""What the worker does for saved searches and unmet demand."""

from __future__ import annotations

from umsicht.core.tasks import daily, every, task
from umsicht.demand.domain import collecting, digest, upkeep


@daily(at="06:30")
@task(retries=4)
def mail_new_hits() -> int:
    """Daily and weekly digests of saved searches; repeated, it tells nothing twice."""
    return digest.send_due()


@daily(at="03:50")
@task(retries=2)
def keep_searches_short() -> dict[str, int]:
    return {"reminded": upkeep.remind(), "forgotten": upkeep.forget()}


@every(minutes=5)
@task()
def take_in_gaps() -> int:
    """Counts of searches in vain that web processes left in their spool."""
    return collecting.take_in()
