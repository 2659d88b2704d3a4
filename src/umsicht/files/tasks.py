from __future__ import annotations

from umsicht.core.tasks import daily, every, task
from umsicht.files.domain import upkeep
from umsicht.files.domain.checking import check


@task(retries=5)
def check_file(file_id: int) -> str:
    return check(file_id)


@every(minutes=60)
@task(retries=1)
def check_waiting_files() -> int:
    waiting = upkeep.waiting()
    for file_id in waiting:
        check_file.enqueue(file_id)
    return len(waiting)


@daily(at="03:50")
@task(retries=1)
def remove_orphans() -> int:
    return upkeep.remove_orphans()
