"""Work done later: `@task` functions with retries, and a schedule. Packages import from here only.

    @task(retries=3)
    def send_message(message_id: int) -> None: ...

    send_message.enqueue(message.pk)          # inside the transaction; runs only if it commits

    @daily(at="03:10")
    @task()
    def tidy() -> None: ...

A task gets ids, loads its records again, opens its own tenant scope, calls one domain function and copes with records
that are gone. It may run twice (a worker can die after the work and before its tick), so it must not mind that.
"""

from umsicht.core.tasks.jobs import GiveUp, Job, RetryScheduled, task
from umsicht.core.tasks.schedule import Schedule, daily, every, run_due, schedules
from umsicht.core.tasks.upkeep import figures, make_worker, prune, recover_abandoned, worker_id

__all__ = [
    "GiveUp",
    "Job",
    "RetryScheduled",
    "Schedule",
    "daily",
    "every",
    "figures",
    "make_worker",
    "prune",
    "recover_abandoned",
    "run_due",
    "schedules",
    "task",
    "worker_id",
]
