from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django_tasks_db.models import DBTaskResult

from tests.core import sample_jobs
from umsicht.core import clock, tasks
from umsicht.core.tasks import schedule


@pytest.fixture
def only_tick(monkeypatch: pytest.MonkeyPatch, queue: time_machine.Traveller) -> time_machine.Traveller:
    monkeypatch.setattr(schedule, "_schedules", {})
    monkeypatch.setattr(schedule, "autodiscover_modules", lambda name: None)
    return queue


@pytest.mark.store
def test_run_due_queues_once_per_slot(only_tick: time_machine.Traveller) -> None:
    tasks.every(minutes=5)(sample_jobs.tick)
    assert tasks.run_due() == ["tests.core.sample_jobs.tick"]
    only_tick.shift(dt.timedelta(minutes=4, seconds=59))
    assert tasks.run_due() == []
    only_tick.shift(dt.timedelta(seconds=1))
    assert tasks.run_due() == ["tests.core.sample_jobs.tick"]
    assert DBTaskResult.objects.count() == 2


@pytest.mark.store
def test_run_due_queues_nothing_when_another_worker_was_first(only_tick: time_machine.Traveller) -> None:
    tasks.every(minutes=5)(sample_jobs.tick)
    assert tasks.run_due(claim=lambda key, seconds: False) == []
    assert not DBTaskResult.objects.exists()


def test_run_due_writes_nothing_when_nothing_is_due(
    only_tick: time_machine.Traveller, django_assert_num_queries: Any
) -> None:
    tasks.every(minutes=5)(sample_jobs.tick)
    tasks.run_due()
    with django_assert_num_queries(2):  # abandoned tasks, the slot's key
        tasks.run_due()


def test_run_due_makes_up_for_a_standstill_once(only_tick: time_machine.Traveller) -> None:
    tasks.every(minutes=5)(sample_jobs.tick)
    tasks.run_due()
    only_tick.shift(dt.timedelta(days=3))
    assert len(tasks.run_due()) == 1
    assert tasks.run_due() == []


def slot_of(monkeypatch: pytest.MonkeyPatch, now: str, **rhythm: Any) -> str:
    monkeypatch.setattr(schedule, "_schedules", {})
    tasks.daily(**rhythm)(sample_jobs.tick)
    (made,) = schedule._schedules.values()
    return clock.local(made.slot(dt.datetime.fromisoformat(now))).isoformat()


@pytest.mark.parametrize(
    ("now", "slot"),
    [
        ("2026-11-22T02:09:59Z", "2026-11-21T03:10:00+01:00"),
        ("2026-11-22T02:10:00Z", "2026-11-22T03:10:00+01:00"),
        ("2026-07-01T01:10:00Z", "2026-07-01T03:10:00+02:00"),
        ("2026-10-25T02:09:00Z", "2026-10-24T03:10:00+02:00"),
        ("2026-10-25T02:10:00Z", "2026-10-25T03:10:00+01:00"),
    ],
)
def test_daily_follows_the_wall_clock_in_berlin(monkeypatch: pytest.MonkeyPatch, now: str, slot: str) -> None:
    assert slot_of(monkeypatch, now, at="03:10") == slot


def test_daily_on_some_weekdays_goes_back_to_the_last_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (
        slot_of(monkeypatch, "2026-11-22T12:00:00Z", at="06:00", weekdays={0}) == "2026-11-16T06:00:00+01:00"
    )
    assert (
        slot_of(monkeypatch, "2026-11-23T05:00:00Z", at="06:00", weekdays={0}) == "2026-11-23T06:00:00+01:00"
    )


def test_schedule_refuses_senseless_rhythms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "_schedules", {})
    for wrong in (
        lambda: tasks.every(minutes=0),
        lambda: tasks.daily(at="25:00"),
        lambda: tasks.daily(at="06:00", weekdays={7}),
    ):
        with pytest.raises(ValueError):  # noqa: PT011 - three different messages
            wrong()
    tasks.every(minutes=5)(sample_jobs.tick)
    with pytest.raises(ValueError, match="scheduled already"):
        tasks.daily(at="03:00")(sample_jobs.tick)


def test_tidying_is_scheduled() -> None:
    assert "umsicht.core.tasks.upkeep.tidy" in [known.name for known in tasks.schedules()]
