from __future__ import annotations

import threading

import pytest
from django.core.management import call_command
from django_tasks_db.management.commands import db_worker

from umsicht.config.management.commands import worker
from umsicht.core import heartbeat, tasks


@pytest.mark.django_db
def test_schedule_beats_and_queues_until_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    stop, runs = threading.Event(), []

    def run_due() -> None:
        runs.append(heartbeat.is_alive())
        if len(runs) == 3:
            stop.set()

    monkeypatch.setattr(tasks, "run_due", run_due)
    monkeypatch.setattr(worker, "SCHEDULE_SECONDS", 0.01)
    worker.schedule(stop)
    assert runs == [True, True, True]


@pytest.mark.django_db(transaction=True)
def test_worker_once_does_what_is_due_and_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    monkeypatch.setattr(tasks, "run_due", lambda: order.append("queued"))
    monkeypatch.setattr(db_worker.Worker, "run", lambda self: order.append(f"ran, batch={self.batch}"))
    call_command("worker", once=True)
    assert order == ["queued", "ran, batch=True"]
    assert heartbeat.is_alive()
