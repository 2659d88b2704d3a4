from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import connection, transaction

from umsicht.core import clock
from umsicht.search.domain import changed, lexicon_changed, prune
from umsicht.search.models import IndexChange
from umsicht.search.queries import log
from umsicht.search.queries.log import Change, Position

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.store]


def _ids(changes: list[Change]) -> list[int]:
    return [change.object_id for change in changes]


def test_changes_are_read_once_and_in_order() -> None:
    start = log.now()
    changed(kind="thing", ids=[3, 1, 3])
    changed(kind="thing", ids=[2])
    changes, position = log.since(start)
    assert _ids(changes) == [3, 1, 2]
    assert log.since(position) == ([], position)


def test_change_is_gone_with_its_transaction() -> None:
    start = log.now()
    with transaction.atomic():
        changed(kind="thing", ids=[1])
        transaction.set_rollback(True)
    assert log.since(start)[0] == []


def test_changes_before_the_position_are_not_read_again() -> None:
    changed(kind="thing", ids=[1])
    assert log.since(log.now())[0] == []


def test_nothing_to_note_costs_no_query(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        changed(kind="thing", ids=[])


@pytest.mark.parametrize("rows", [1, 3])
def test_noting_many_costs_one_insert(rows: int, django_assert_num_queries: object) -> None:
    with transaction.atomic(), django_assert_num_queries(3):  # type: ignore[operator]  # savepoint, insert, release
        changed(kind="thing", ids=range(rows))


def test_lexicon_is_a_change_of_its_own() -> None:
    start = log.now()
    lexicon_changed()
    assert [change.kind for change in log.since(start)[0]] == ["~lexicon"]


@pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite has one writing transaction at a time"
)
def test_late_commit_is_not_missed() -> None:
    """Transaction A takes the smaller id, B commits first, the log is read in between, then A commits."""
    start = log.now()
    noted, may_commit = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            changed(kind="thing", ids=[1])
            noted.set()
            may_commit.wait(20)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    assert noted.wait(20)
    changed(kind="thing", ids=[2])
    first, position = log.since(start)
    again, same = log.since(position)
    may_commit.set()
    thread.join(20)
    late, end = log.since(same)
    assert (_ids(first), _ids(again), _ids(late), log.since(end)[0]) == ([2], [], [1], [])


@pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite has one writing transaction at a time"
)
def test_many_writers_in_any_order_lose_nothing() -> None:
    position, stop, seen = log.now(), threading.Event(), []

    def write(start: int) -> None:
        for number in range(start, start + 30):
            with transaction.atomic():
                changed(kind="thing", ids=[number])
                if number % 7 == 0:
                    threading.Event().wait(0.02)
        connection.close()

    threads = [threading.Thread(target=write, args=(1000 * place,)) for place in range(1, 6)]
    for thread in threads:
        thread.start()
    while not stop.is_set():
        if not any(thread.is_alive() for thread in threads):
            stop.set()
        changes, position = log.since(position)
        seen += _ids(changes)
    assert sorted(seen) == [1000 * place + number for place in range(1, 6) for number in range(30)]


def test_position_survives_its_file() -> None:
    changed(kind="thing", ids=[1])
    position = log.now()
    assert Position.load(position.dump()) == position
    assert log.valid(position)


@pytest.mark.parametrize("data", [None, {}, [], "x", {"epoch": "a", "last_id": "b", "snapshot": ""}])
def test_damaged_position_is_none(data: object) -> None:
    assert Position.load(data) is None


def test_position_of_another_database_is_not_valid() -> None:
    position = log.now()
    other = Position("f" * 32, position.last_id, position.snapshot)
    assert not log.valid(other)


def test_position_ahead_of_a_restored_database_is_not_valid() -> None:
    changed(kind="thing", ids=[1])
    now = log.now()
    high = int(now.snapshot.split(":")[1]) + 1000 if now.snapshot else 0
    ahead = Position(now.epoch, now.last_id + 10, f"{high}:{high}:" if now.snapshot else "")
    assert not log.valid(ahead)


def test_prune_forgets_only_old_rows() -> None:
    changed(kind="thing", ids=[1, 2])
    IndexChange.objects.filter(object_id=1).update(at=clock.now() - dt.timedelta(days=20))
    assert prune() == 1
    assert list(IndexChange.objects.values_list("object_id", flat=True)) == [2]
