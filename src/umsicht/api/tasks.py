"""What the worker does for the open data."""

from __future__ import annotations

from umsicht.api.oparl import ledger
from umsicht.core.tasks import daily, every, task


@every(minutes=2)
@task()
def publish_council() -> int:
    """What bodies, meetings and papers have become since the last time."""
    return ledger.refresh()


@daily(at="00:20")
@task(retries=2)
def compare_council() -> int:
    """The same for every town, also where nobody has changed anything: a day has begun."""
    return ledger.refresh(always=True)
