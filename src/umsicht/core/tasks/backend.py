"""The one place that knows which package brings the tasks: Django itself from 6.0 on, django-tasks before."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING or find_spec("django.tasks") is None:
    from django_tasks.base import Task, TaskResult, TaskResultStatus
else:
    from django.tasks.base import Task, TaskResult, TaskResultStatus

__all__ = ["Task", "TaskResult", "TaskResultStatus", "in_database", "rows"]


def rows() -> Any:
    """The queue as a QuerySet of result rows; only the database backend has one."""
    from django_tasks_db.models import DBTaskResult  # reason: app ready

    return DBTaskResult.objects.all()


def in_database(job: Task[Any, Any]) -> bool:
    """Whether enqueueing writes a row in our own database, hence commits or rolls back with the caller."""
    from django_tasks_db.backend import DatabaseBackend  # reason: app ready

    return isinstance(job.get_backend(), DatabaseBackend)
