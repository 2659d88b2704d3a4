from __future__ import annotations

import datetime as dt
import os
import platform
from typing import Any

import pytest
import time_machine
from django.core.cache import caches
from django_tasks_db.models import DBTaskResult

from tests.core import sample_jobs
from tests.core.queue_support import work
from umsicht.core import tasks
from umsicht.core.tasks import upkeep

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def make_row(**fields: Any) -> DBTaskResult[Any, Any]:
    result = sample_jobs.tick.enqueue()
    assert result is not None
    DBTaskResult.objects.filter(pk=result.id).update(**fields)
    return DBTaskResult.objects.get(pk=result.id)


def running(*workers: str, since: dt.timedelta) -> DBTaskResult[Any, Any]:
    return make_row(status="RUNNING", started_at=NOW - since, worker_ids=list(workers))


MINUTE = dt.timedelta(minutes=1)
DEAD = f"{platform.node()[:40]}:999999999:x"


@pytest.mark.store
def test_tasks_of_dead_workers_are_taken_up_again(queue: time_machine.Traveller) -> None:
    dead = running(DEAD, since=MINUTE)
    alive = running(f"{platform.node()[:40]}:{os.getpid()}:x", since=dt.timedelta(days=1))
    elsewhere = running("other-host:17:x", since=MINUTE)
    stale = running("other-host:17:x", since=dt.timedelta(hours=3))
    assert tasks.recover_abandoned() == 2
    states = dict(DBTaskResult.objects.values_list("pk", "status"))
    assert states == {dead.pk: "READY", alive.pk: "RUNNING", elsewhere.pk: "RUNNING", stale.pk: "READY"}
    work()
    assert sample_jobs.calls == [("tick",), ("tick",)]


def test_task_that_kills_its_workers_is_given_up(queue: time_machine.Traveller) -> None:
    running(DEAD, DEAD, DEAD, since=MINUTE)
    assert tasks.recover_abandoned() == 0
    (row,) = DBTaskResult.objects.all()
    assert (row.status, row.exception_class_path) == ("FAILED", "builtins.RuntimeError")
    assert tasks.figures()["lost"] == 1


@pytest.mark.store
def test_prune_keeps_recent_results_and_failures_longer(queue: time_machine.Traveller) -> None:
    kept = [
        make_row(status=status, finished_at=NOW - dt.timedelta(days=days))
        for status, days in (("SUCCESSFUL", 13), ("FAILED", 59), ("READY", 99))
    ]
    for status, days in (("SUCCESSFUL", 15), ("FAILED", 61)):
        make_row(status=status, finished_at=NOW - dt.timedelta(days=days))
    assert tasks.prune() == 2
    assert set(DBTaskResult.objects.values_list("pk", flat=True)) == {row.pk for row in kept}


@pytest.mark.store
def test_purge_drops_expired_cache_rows_only(queue: time_machine.Traveller) -> None:
    caches["shared"].set("old", 1, timeout=60)
    caches["shared"].set("new", 1, timeout=600)
    queue.shift(dt.timedelta(minutes=5))
    assert upkeep.purge_shared_cache() == 1
    assert caches["shared"].get_many(["old", "new"]) == {"new": 1}


@pytest.mark.store
def test_figures_count_what_waits_runs_and_is_lost(queue: time_machine.Traveller) -> None:
    make_row()
    running("w", since=MINUTE)
    make_row(status="FAILED", exception_class_path="umsicht.core.tasks.jobs.RetryScheduled")
    make_row(status="FAILED", exception_class_path="builtins.ValueError")
    assert tasks.figures() == {"ready": 1, "running": 1, "lost": 1, "oldest_ready": NOW}


def test_worker_id_fits_its_column_and_names_this_process() -> None:
    made = tasks.worker_id()
    assert len(made) <= 64
    assert made.split(":")[1] == str(os.getpid())


def test_tidy_does_all_of_it(queue: time_machine.Traveller) -> None:
    make_row(status="SUCCESSFUL", finished_at=NOW - dt.timedelta(days=15))
    assert upkeep.tidy() == {"results": 1, "cache": 0, "charts": 0}
