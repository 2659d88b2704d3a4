"""What runs by itself: every so many minutes, or daily at a Berlin wall-clock time.

Time is cut into slots. Whoever first puts the slot's key into the shared cache queues the job, in one transaction with
the key, so any number of workers may call run_due() as often as they like. After a standstill the latest missed slot
is made up for once, not each of them.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.cache import caches
from django.db import transaction
from django.utils.module_loading import autodiscover_modules

from umsicht.core import clock
from umsicht.core.tasks.jobs import Job

J = TypeVar("J", bound=Job[[], Any])
Slot = Callable[[dt.datetime], dt.datetime]
Claim = Callable[[str, float], bool]

logger = logging.getLogger(__name__)
ALL_WEEK = frozenset(range(7))


@dataclass(frozen=True)
class Schedule:
    """A job and its rhythm; `slot(now)` is the start of the slot that `now` lies in, `period` its usual length."""

    job: Job[[], Any]
    rhythm: str
    period: dt.timedelta
    slot: Slot

    @property
    def name(self) -> str:
        return self.job.module_path


_schedules: dict[str, Schedule] = {}


def schedules() -> list[Schedule]:
    """All of them by name; imports each app's `tasks` module first."""
    autodiscover_modules("tasks")
    return [_schedules[name] for name in sorted(_schedules)]


def _add(job: J, rhythm: str, period: dt.timedelta, slot: Slot) -> J:
    if job.module_path in _schedules:
        raise ValueError(f"{job.module_path} is scheduled already.")
    _schedules[job.module_path] = Schedule(job, rhythm, period, slot)
    return job


def every(*, minutes: int) -> Callable[[J], J]:
    """Run the job in each slot of so many minutes, counted from midnight UTC of 1970."""
    if minutes < 1:
        raise ValueError("The shortest rhythm is a minute.")
    seconds = minutes * 60

    def slot(now: dt.datetime) -> dt.datetime:
        return dt.datetime.fromtimestamp(now.timestamp() // seconds * seconds, dt.UTC)

    return lambda job: _add(job, f"every {minutes} min", dt.timedelta(minutes=minutes), slot)


def daily(*, at: str, weekdays: frozenset[int] | set[int] = ALL_WEEK) -> Callable[[J], J]:
    """Run the job once a day at HH:MM in Berlin, on the given weekdays (Monday is 0)."""
    time = dt.time.fromisoformat(at)
    if not weekdays or not weekdays <= ALL_WEEK:
        raise ValueError("Weekdays are numbers from 0 (Monday) to 6.")

    def slot(now: dt.datetime) -> dt.datetime:
        day = clock.local(now).date()
        while day.weekday() not in weekdays or clock.at(day, time) > now:
            day -= dt.timedelta(days=1)
        return clock.at(day, time)

    return lambda job: _add(job, f"daily at {at}", dt.timedelta(days=1 if weekdays == ALL_WEEK else 7), slot)


def _claim(key: str, seconds: float) -> bool:
    return caches["shared"].add(key, 1, timeout=int(seconds))


def run_due(now: dt.datetime | None = None, *, claim: Claim = _claim) -> list[str]:
    """Queue each job whose current slot nobody has claimed; returns the names of those queued here.

    `claim(key, seconds)` must say True to exactly one caller per key and remember that for so many seconds.
    """
    from umsicht.core.tasks.upkeep import recover_abandoned  # reason: cycle-free start

    now = now or clock.now()
    recover_abandoned(now)
    queued = []
    for schedule in schedules():
        key = f"schedule:{schedule.name}:{int(schedule.slot(now).timestamp())}"
        if caches["shared"].get(key):
            continue  # most calls end here, with a read and without a write lock
        with transaction.atomic():
            if claim(key, 2 * schedule.period.total_seconds() + 86_400):
                schedule.job.enqueue()
                queued.append(schedule.name)
    if queued:
        logger.info("queued by schedule: %s", ", ".join(queued))
    return queued
