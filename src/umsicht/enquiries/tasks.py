"""What the worker does for enquiries without being asked."""

from __future__ import annotations

from umsicht.core.tasks import daily, task
from umsicht.enquiries.domain import asking, upkeep


@daily(at="06:40")
@task()
def look_after_enquiries() -> dict[str, int]:
    """Reminders go out in the morning; closing and erasure run with them."""
    return upkeep.every_night()


@daily(at="03:50")
@task()
def drop_unconfirmed() -> int:
    """Enquiries whose address nobody confirmed go after three days."""
    return asking.drop_unconfirmed()
