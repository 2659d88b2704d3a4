"""The one place that knows which package brings the tasks: Django itself from 6.0 on, django-tasks before."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING or find_spec("django.tasks") is None:
    from django_tasks.base import Task, TaskResult, TaskResultStatus
else:
    from django.tasks.base import Task, TaskResult, TaskResultStatus

__all__ = ["Task", "TaskResult", "TaskResultStatus", "in_database", "make_worker", "rows"]


def rows() -> Any:
    """The queue as a QuerySet of result rows; only the database backend has one."""
    from django_tasks_db.models import DBTaskResult  # reason: app ready

    return DBTaskResult.objects.all()


def in_database(job: Task[Any, Any]) -> bool:
    """Whether enqueueing writes a row in our own database, hence commits or rolls back with the caller."""
    from django_tasks_db.backend import DatabaseBackend  # reason: app ready

    return isinstance(job.get_backend(), DatabaseBackend)


def make_worker(*, interval: float, batch: bool, worker_id: str) -> Any:
    """What takes tasks off the database queue: has run(), configure_signals() and stops on SIGTERM after its task.

    `batch` ends it when the queue is empty.
    """
    from django_tasks_db.management.commands.db_worker import Worker  # reason: app ready

    return Worker(
        queue_names=["*"],
        interval=interval,
        batch=batch,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id,
        excluded_queue_names=[],
    )
