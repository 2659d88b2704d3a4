"""Running the queue inside a test."""

from __future__ import annotations

from unittest import mock

from django_tasks_db.management.commands import db_worker

from umsicht.core import tasks


def work() -> None:
    """Let a worker do everything that is due. It must not drop the connection the test's transaction lives in."""
    with mock.patch.object(db_worker, "close_old_connections"):
        db_worker.Worker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=tasks.worker_id(),
            excluded_queue_names=[],
        ).run()
