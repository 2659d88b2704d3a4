"""Running the queue inside a test."""

from __future__ import annotations

from unittest import mock

from django_tasks_db.management.commands import db_worker

from umsicht.core import tasks


def work() -> None:
    """Let a worker do everything that is due. It must not drop the connection the test's transaction lives in."""
    with mock.patch.object(db_worker, "close_old_connections"):
        tasks.make_worker(interval=0, once=True).run()
