"""Keeping the queue sound: work of dead workers is taken up again, old results and expired cache rows go."""

from __future__ import annotations

import datetime as dt
import logging
import os
import platform
from typing import Any

from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router
from django.db.models import Count, Min, Q
from django.utils.crypto import get_random_string

from umsicht.core import clock
from umsicht.core.charts import rendering
from umsicht.core.tasks import backend
from umsicht.core.tasks.backend import TaskResultStatus, rows
from umsicht.core.tasks.jobs import RetryScheduled, task
from umsicht.core.tasks.schedule import daily

logger = logging.getLogger(__name__)
LONGEST_RUN = dt.timedelta(hours=2)
"""A task that runs longer on another host counts as abandoned there."""
MAX_DEATHS = 3
"""A task that has taken so many workers with it is not given to another."""


def worker_id() -> str:
    """Names this process so that others on the host can see whether it still lives; at most 64 characters."""
    return f"{platform.node()[:40]}:{os.getpid()}:{get_random_string(8)}"


def make_worker(*, interval: float, once: bool) -> Any:
    """A worker of this process, to run(). `once` ends it when the queue is empty."""
    return backend.make_worker(interval=interval, batch=once, worker_id=worker_id())


def _lost(worker: str, started_at: dt.datetime | None, now: dt.datetime) -> bool:
    node, _colon, rest = worker.partition(":")
    pid = rest.partition(":")[0]
    if node == platform.node()[:40] and pid.isdigit():
        return not _alive(int(pid))
    return started_at is not None and now - started_at > LONGEST_RUN


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def recover_abandoned(now: dt.datetime | None = None) -> int:
    """Put tasks of dead workers back into the queue; returns how many. A task that keeps killing them fails for good."""
    now = now or clock.now()
    recovered = 0
    for row in rows().filter(status=TaskResultStatus.RUNNING):
        if not _lost(row.worker_ids[-1] if row.worker_ids else "", row.started_at, now):
            continue
        same = rows().filter(pk=row.pk, status=TaskResultStatus.RUNNING, started_at=row.started_at)
        if len(row.worker_ids) < MAX_DEATHS:
            recovered += same.update(status=TaskResultStatus.READY, started_at=None)
            logger.warning(
                "task %s (%s) was left by a dead worker and is queued again", row.pk, row.task_path
            )
        else:
            same.update(
                status=TaskResultStatus.FAILED,
                finished_at=now,
                exception_class_path="builtins.RuntimeError",
                traceback=f"{len(row.worker_ids)} workers ended while running this task.",
            )
            logger.error("task %s (%s) ended %d workers and is given up", row.pk, row.task_path, MAX_DEATHS)
    return recovered


def prune(now: dt.datetime | None = None, *, days: int = 14, failed_days: int = 60) -> int:
    """Delete results older than so many days; returns how many."""
    now = now or clock.now()
    old = Q(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - dt.timedelta(days=days))
    old |= Q(status=TaskResultStatus.FAILED, finished_at__lt=now - dt.timedelta(days=failed_days))
    deleted, _by_model = rows().filter(old).delete()
    return int(deleted)


def purge_shared_cache(now: dt.datetime | None = None) -> int:
    """Delete expired rows of the shared cache (counters, claims), which are otherwise only dropped when asked for."""
    cache = caches["shared"]
    if not isinstance(cache, DatabaseCache):
        return 0
    model = cache.cache_model_class
    connection = connections[router.db_for_write(model)]
    table, column = connection.ops.quote_name(model._meta.db_table), connection.ops.quote_name("expires")  # noqa: SLF001
    moment = connection.ops.adapt_datetimefield_value(now or clock.now())
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE {column} < %s", [moment])  # noqa: S608 - names from the settings
        return int(cursor.rowcount)


@daily(at="03:20")
@task(retries=1)
def tidy() -> dict[str, int]:
    return {"results": prune(), "cache": purge_shared_cache(), "charts": rendering.prune()}


def figures() -> dict[str, Any]:
    """For health and metrics: how much waits, runs and is lost, and since when the oldest due task waits."""
    lost = Q(status=TaskResultStatus.FAILED) & ~Q(exception_class_path__endswith=RetryScheduled.__name__)
    due = Q(status=TaskResultStatus.READY, enqueued_at__lte=clock.now())
    return dict(
        rows().aggregate(
            ready=Count("pk", filter=Q(status=TaskResultStatus.READY)),
            running=Count("pk", filter=Q(status=TaskResultStatus.RUNNING)),
            lost=Count("pk", filter=lost),
            oldest_ready=Min("enqueued_at", filter=due),
        )
    )
