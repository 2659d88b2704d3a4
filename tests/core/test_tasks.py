from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from tests.core import sample_jobs
from tests.core.queue_support import work
from umsicht.core import context, tasks
from umsicht.core.tasks.jobs import LONGEST_PAUSE, RetryScheduled


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sample_jobs, "calls", [])
    monkeypatch.setattr(sample_jobs, "fail_times", 0)


def statuses() -> list[tuple[str, str]]:
    rows = DBTaskResult.objects.order_by("enqueued_at", "-run_after")
    return [(row.status, row.exception_class_path.rpartition(".")[2]) for row in rows]


def test_calling_a_job_runs_the_plain_function() -> None:
    assert sample_jobs.flaky(3) == 3
    sample_jobs.fail_times = 1
    with pytest.raises(ValueError, match="not yet"):
        sample_jobs.flaky(3)


@pytest.mark.store
def test_worker_runs_what_was_queued_with_the_request_id(queue: time_machine.Traveller) -> None:
    token = context.request_id.set("r-7")
    try:
        sample_jobs.flaky.enqueue(3, word="ß")
    finally:
        context.request_id.reset(token)
    assert sample_jobs.calls == []
    work()
    assert sample_jobs.calls == [(3, "ß", "r-7")]
    assert statuses() == [("SUCCESSFUL", "")]
    assert context.request_id.get() == ""


@pytest.mark.store
def test_queued_work_is_part_of_the_transaction(queue: time_machine.Traveller) -> None:
    with transaction.atomic():
        sample_jobs.tick.enqueue()
        transaction.set_rollback(True)
    assert statuses() == []


@pytest.mark.store
def test_failed_attempt_is_repeated_later_and_later(queue: time_machine.Traveller) -> None:
    sample_jobs.fail_times = 2
    sample_jobs.flaky.enqueue(3)
    work()
    work()
    assert statuses() == [("FAILED", "RetryScheduled"), ("READY", "")]
    queue.shift(dt.timedelta(seconds=73))
    work()
    assert statuses() == [("FAILED", "RetryScheduled"), ("FAILED", "RetryScheduled"), ("READY", "")]
    queue.shift(dt.timedelta(seconds=60 * 4 * 1.2 + 1))
    work()
    assert [status for status, _name in statuses()] == ["FAILED", "FAILED", "SUCCESSFUL"]
    assert len(sample_jobs.calls) == 3
    assert tasks.figures()["lost"] == 0


@pytest.mark.store
def test_last_failed_attempt_keeps_its_error_and_counts_as_lost(queue: time_machine.Traveller) -> None:
    sample_jobs.fail_times = 9
    sample_jobs.flaky.enqueue(3)
    for _turn in range(4):
        work()
        queue.shift(dt.timedelta(hours=1))
    assert statuses() == [
        ("FAILED", "RetryScheduled"),
        ("FAILED", "RetryScheduled"),
        ("FAILED", "ValueError"),
    ]
    assert len(sample_jobs.calls) == 3
    assert tasks.figures()["lost"] == 1


def test_task_that_gives_up_is_not_repeated(queue: time_machine.Traveller) -> None:
    sample_jobs.hopeless.enqueue()
    work()
    assert statuses() == [("FAILED", "GiveUp")]


def test_pause_grows_and_has_an_end() -> None:
    for attempt, seconds in ((1, 60), (2, 240), (3, 960), (40, LONGEST_PAUSE)):
        assert seconds * 0.8 <= sample_jobs.flaky.pause(attempt) <= seconds * 1.2


def test_other_backends_get_the_task_on_commit(db: None, django_capture_on_commit_callbacks: Any) -> None:
    sample_jobs.fail_times = 1
    with django_capture_on_commit_callbacks(execute=True):
        assert sample_jobs.flaky.enqueue(1) is None
        assert sample_jobs.calls == []
    assert sample_jobs.calls == [(1, "", ""), (1, "", "")]


def test_failed_attempt_names_its_cause(db: None) -> None:
    sample_jobs.fail_times = 1
    with pytest.raises(RetryScheduled, match="attempt 1 of flaky failed") as error:
        sample_jobs.flaky.call(1)
    assert isinstance(error.value.__cause__, ValueError)
